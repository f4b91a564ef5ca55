#pragma once

/// A thin hold on SQLite: handles that close themselves, answers that are values.

#include <cstdint>
#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <string_view>

#include "orkesta/core/result.hpp"
#include "orkesta/store/error.hpp"

struct sqlite3;
struct sqlite3_stmt;

namespace orkesta::store::sqlite {

auto error_of(int code) -> StoreError;

/// A prepared statement. Positions count from 1, columns from 0. What is bound as text must live
/// until `reset`, or be copied with `bind_copy`.
class Statement {
 public:
  explicit Statement(sqlite3_stmt* held) : held_(held) {}
  auto bind(int at, std::int64_t value) -> Statement&;
  auto bind(int at, std::string_view value) -> Statement&;
  auto bind_copy(int at, std::string_view value) -> Statement&;
  auto bind_blob(int at, const void* data, std::size_t size) -> Statement&;
  auto bind_null(int at) -> Statement&;
  auto bind(int at, const std::optional<std::int64_t>& value) -> Statement& {
    return value ? bind(at, *value) : bind_null(at);
  }

  /// True: a row is there.
  auto step() -> Result<bool, StoreError>;
  /// Steps to the end and resets.
  auto run() -> Result<Done, StoreError>;
  void reset();

  auto columns() const -> int;
  auto name(int column) const -> std::string;
  auto is_null(int column) const -> bool;
  auto is_integer(int column) const -> bool;
  auto integer(int column) const -> std::int64_t;
  auto text(int column) const -> std::string_view;  ///< Until the next step.
  auto blob(int column) const -> std::string_view;  ///< Until the next step.
  auto parameters() const -> int;
  auto parameter(int at) const -> std::string_view;  ///< With its colon.
  auto handle() const -> sqlite3_stmt* { return held_.get(); }

 private:
  struct Finalize {
    void operator()(sqlite3_stmt* held) const;
  };
  std::unique_ptr<sqlite3_stmt, Finalize> held_;
};

/// Resets a kept statement on every way out.
class ResetAfter {
 public:
  explicit ResetAfter(Statement& statement) : statement_(statement) {}
  ~ResetAfter() { statement_.reset(); }
  ResetAfter(const ResetAfter&) = delete;
  auto operator=(const ResetAfter&) -> ResetAfter& = delete;

 private:
  Statement& statement_;
};

/// When a commit is safe from a power cut: never, as of the last checkpoint, at once.
enum class Sync { off, normal, full };

struct OpenOptions {
  std::string path;  ///< "" = a temporary file.
  bool read_only = false;
  bool create = true;
  Sync sync = Sync::normal;
  bool secure_delete = false;
};

/// One connection, used by one thread at a time.
class Connection {
 public:
  static auto open(const OpenOptions& options) -> Result<Connection, StoreError>;
  auto run(const std::string& sql) -> Result<Done, StoreError>;  ///< One or more statements.
  auto prepare(std::string_view sql, bool kept = false) -> Result<Statement, StoreError>;
  /// The first column of the first row, as a number.
  auto number(std::string_view sql) -> Result<std::optional<std::int64_t>, StoreError>;
  auto changes() const -> std::int64_t;
  auto in_transaction() const -> bool;
  /// Runs `work` between BEGIN IMMEDIATE and COMMIT; rolls back when it or the commit fails.
  auto transact(const std::function<Result<Done, StoreError>()>& work) -> Result<Done, StoreError>;
  void roll_back();
  auto message() const -> std::string;

 private:
  explicit Connection(sqlite3* held) : held_(held) {}
  struct Close {
    void operator()(sqlite3* held) const;
  };
  std::unique_ptr<sqlite3, Close> held_;
};

}  // namespace orkesta::store::sqlite
