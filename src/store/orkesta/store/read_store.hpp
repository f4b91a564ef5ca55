#pragma once

/// Read models: rows and the position they stand at, committed together (R8). SQLite stands behind
/// it; PostgreSQL will, with the same statements.

#include <chrono>
#include <cstddef>
#include <cstdint>
#include <map>
#include <memory>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "orkesta/core/digest.hpp"
#include "orkesta/core/ids.hpp"
#include "orkesta/core/result.hpp"
#include "orkesta/core/rows.hpp"
#include "orkesta/store/error.hpp"
#include "orkesta/store/position_codec.hpp"

namespace orkesta::store {

using Projection = std::string;  ///< Its name: `conversations`, `overview`, …

/// What a projection has absorbed of one partition: the next turn, the next input.
struct Positions {
  Offset turns_next = 0;
  Offset input_next = 0;
  bool operator==(const Positions&) const = default;
};

/// The tables that answer questions, or those of a rebuild beside them.
enum class Copy { live, rebuilt };

/// One batch of one partition, of one projection or of several that absorb the same turns. Rolls
/// back unless committed. One thread; while it commits, other writers wait.
class Transaction {
 public:
  virtual ~Transaction() = default;
  virtual auto projections() const -> std::vector<Projection> = 0;
  /// As `advance` left them, else as committed. Only of a projection that the transaction has.
  virtual auto positions(const Projection& projection) const -> Positions = 0;
  /// A table that is not one of the projections', or a name that is no identifier: `misuse`.
  virtual auto apply(const TenantId& tenant, const RowChange& change)
      -> Result<Done, StoreError> = 0;
  /// Positions never go back: `misuse`.
  virtual auto advance(const Projection& projection, const Positions& next)
      -> Result<Done, StoreError> = 0;
  virtual auto commit() -> Result<Done, StoreError> = 0;

  /// The same, of the only projection.
  auto positions() const -> Positions { return positions(projections().front()); }
  auto advance(const Positions& next) -> Result<Done, StoreError> {
    return advance(projections().front(), next);
  }
};

/// A statement of schemas/sql/questions and what it wants to know. `:tenant` is bound by the store
/// and cannot be given.
struct Question {
  std::string name;
  std::vector<std::pair<std::string, Value>> parameters;  ///< Without the colon; all of them.
  Partition partition = 0;  ///< The tenant's; whose position the answer names.
};

struct Rows {
  std::vector<std::string> columns;
  std::vector<std::vector<Value>> rows;
  Positions at;  ///< Of the statement's projection, in the same snapshot as the rows.

  /// Null when there is no such column.
  auto value(std::size_t row, std::string_view column) const -> const Value*;
  auto text(std::size_t row, std::string_view column) const -> std::string;     ///< "" for NULL.
  auto number(std::size_t row, std::string_view column) const -> std::int64_t;  ///< 0 for NULL.
};

/// Independent of the rows' order; personal look-up columns are left out.
struct RowsDigest {
  std::uint64_t rows = 0;
  Digest digest;
  bool operator==(const RowsDigest&) const = default;
};

struct RebuildOutcome {
  bool equal = false;    ///< At the same positions, the same rows.
  bool swapped = false;  ///< The rebuilt tables answer now.
  RowsDigest live;
  RowsDigest rebuilt;
};
enum class Swap { if_equal, always };

/// Any thread may call it.
class ReadStore {
 public:
  virtual ~ReadStore() = default;
  virtual auto projections() const -> std::vector<Projection> = 0;

  /// At least one projection.
  virtual auto begin(const std::vector<Projection>& projections, Partition partition,
                     Copy copy = Copy::live)
      -> Result<std::unique_ptr<Transaction>, StoreError> = 0;
  auto begin(const Projection& projection, Partition partition, Copy copy = Copy::live)
      -> Result<std::unique_ptr<Transaction>, StoreError> {
    return begin(std::vector<Projection>{projection}, partition, copy);
  }
  virtual auto ask(const TenantId& tenant, const Question& question)
      -> Result<Rows, StoreError> = 0;

  /// Answers when the live projection has absorbed the record at `position`, else `not_reached`.
  virtual auto wait_for(const Projection& projection, const Position& position,
                        std::chrono::steady_clock::time_point deadline)
      -> Result<Done, StoreError> = 0;
  /// By partition; those never written are left out.
  virtual auto positions(const Projection& projection, Copy copy = Copy::live)
      -> Result<std::map<Partition, Positions>, StoreError> = 0;
  /// By a scan, in one snapshot.
  virtual auto digest(const Projection& projection, Copy copy = Copy::live)
      -> Result<RowsDigest, StoreError> = 0;

  /// Empty tables beside the live ones, or those of a rebuild that was stopped. Then: `begin` with
  /// `Copy::rebuilt` from its positions on, up to where the live one stands, and `finish_rebuild`.
  virtual auto start_rebuild(const Projection& projection) -> Result<Done, StoreError> = 0;
  /// Compares in one transaction and swaps names if asked; positions that differ: not equal,
  /// nothing is swapped. Without a swap the rebuilt tables stay, to be looked at, until
  /// `discard_rebuild`.
  virtual auto finish_rebuild(const Projection& projection, Swap swap)
      -> Result<RebuildOutcome, StoreError> = 0;
  virtual auto discard_rebuild(const Projection& projection) -> Result<Done, StoreError> = 0;
};

struct SqliteStoreOptions {
  std::string path;             ///< `rows.sqlite`; "" = in a temporary file of its own.
  bool read_only = false;       ///< Beside a running server.
  std::size_t readers_max = 4;  ///< Connections that answer questions.
};
/// Applies the migrations that the file lacks. A newer file, or one whose migrations are not ours:
/// `incompatible`.
auto open_sqlite_store(const SqliteStoreOptions& options)
    -> Result<std::unique_ptr<ReadStore>, StoreError>;

/// Statements as they are embedded, for tests: file name without `.sql`, text.
auto embedded_migrations() -> std::span<const std::pair<std::string_view, std::string_view>>;
auto embedded_questions() -> std::span<const std::pair<std::string_view, std::string_view>>;

}  // namespace orkesta::store
