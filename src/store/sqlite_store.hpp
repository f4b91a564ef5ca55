#pragma once

/// The read store on SQLite: one connection writes, some read.

#include <condition_variable>
#include <map>
#include <memory>
#include <mutex>
#include <set>
#include <string>
#include <tuple>
#include <vector>

#include "orkesta/store/read_store.hpp"
#include "row_buffer.hpp"
#include "sqlite.hpp"

namespace orkesta::store {

auto copy_name(Copy copy) -> std::string_view;  ///< As in projection_positions.
/// What the table is called in this copy.
auto table_in(const std::string& table, Copy copy) -> std::string;

/// A connection with its statements, kept by text.
struct Prepared {
  explicit Prepared(sqlite::Connection made) : connection(std::move(made)) {}
  sqlite::Connection connection;
  std::map<std::string, sqlite::Statement, std::less<>> statements;

  auto statement(std::string_view sql) -> Result<sqlite::Statement*, StoreError>;
};

class SqliteStore final : public ReadStore {
 public:
  static auto open(const SqliteStoreOptions& options)
      -> Result<std::unique_ptr<ReadStore>, StoreError>;
  ~SqliteStore() override;

  auto projections() const -> std::vector<Projection> override;
  using ReadStore::begin;
  auto begin(const std::vector<Projection>& projections, Partition partition, Copy copy)
      -> Result<std::unique_ptr<Transaction>, StoreError> override;
  auto ask(const TenantId& tenant, const Question& question) -> Result<Rows, StoreError> override;
  auto wait_for(const Projection& projection, const Position& position,
                std::chrono::steady_clock::time_point deadline)
      -> Result<Done, StoreError> override;
  auto positions(const Projection& projection, Copy copy)
      -> Result<std::map<Partition, Positions>, StoreError> override;
  auto digest(const Projection& projection, Copy copy) -> Result<RowsDigest, StoreError> override;
  auto start_rebuild(const Projection& projection) -> Result<Done, StoreError> override;
  auto finish_rebuild(const Projection& projection, Swap swap)
      -> Result<RebuildOutcome, StoreError> override;
  auto discard_rebuild(const Projection& projection) -> Result<Done, StoreError> override;

 private:
  friend class SqliteTransaction;
  struct NamedQuestion {
    std::string projection;
    std::string sql;
  };
  class Reading;  // A reader, borrowed.
  using Tables = std::set<std::string, std::less<>>;

  SqliteStore(SqliteStoreOptions options, std::string temporary)
      : options_(std::move(options)), temporary_(std::move(temporary)) {}
  auto prepare() -> Result<Done, StoreError>;
  auto load_tables() -> Result<Done, StoreError>;
  auto tables_of(const Projection& projection) const -> const Tables*;
  auto is_rebuilding(sqlite::Connection& connection, const Projection& projection)
      -> Result<bool, StoreError>;
  auto make_copies(const Tables& tables, std::int64_t generation) -> Result<Done, StoreError>;
  auto swap_tables(const Projection& projection, const Tables& tables) -> Result<Done, StoreError>;
  auto drop_copies(const Projection& projection, const Tables& tables) -> Result<Done, StoreError>;
  auto digest_of(sqlite::Connection& connection, const Tables& tables, Copy copy)
      -> Result<RowsDigest, StoreError>;
  auto reached(const Projection& projection, const Position& position) -> bool;
  void note(const Projection& projection, Partition partition, const Positions& at);

  const SqliteStoreOptions options_;
  const std::string temporary_;  ///< Folder to remove at the end; "" = none.
  std::map<Projection, Tables> tables_;
  std::map<std::string, NamedQuestion, std::less<>> questions_;

  std::mutex writer_mutex_;
  std::unique_ptr<Prepared> writer_;

  std::mutex readers_mutex_;
  std::condition_variable reader_free_;
  std::vector<std::unique_ptr<Prepared>> readers_;
  std::size_t readers_made_ = 0;

  std::mutex positions_mutex_;
  std::condition_variable advanced_;
  std::map<std::pair<Projection, Partition>, Positions> committed_;  ///< Live, as last seen.
};

/// Changes gather in memory; `commit` takes the writer for as long as it writes them.
class SqliteTransaction final : public Transaction {
 public:
  struct Member {
    Projection projection;
    const std::set<std::string, std::less<>>* tables = nullptr;
    Positions begun;
    Positions now;
  };
  SqliteTransaction(SqliteStore& store, std::vector<Member> members, Partition partition, Copy copy)
      : store_(store), members_(std::move(members)), partition_(partition), copy_(copy) {}

  using Transaction::advance;
  using Transaction::positions;
  auto projections() const -> std::vector<Projection> override;
  auto positions(const Projection& projection) const -> Positions override;
  auto apply(const TenantId& tenant, const RowChange& change) -> Result<Done, StoreError> override;
  auto advance(const Projection& projection, const Positions& next)
      -> Result<Done, StoreError> override;
  auto commit() -> Result<Done, StoreError> override;

 private:
  auto holds(const std::string& table) const -> bool;
  auto write_rows() -> Result<Done, StoreError>;
  auto write_row(const PendingRow& row) -> Result<Done, StoreError>;
  auto remove_row(const PendingRow& row) -> Result<Done, StoreError>;
  auto write_positions(const Member& member) -> Result<Done, StoreError>;

  SqliteStore& store_;
  std::vector<Member> members_;
  const Partition partition_;
  const Copy copy_;
  bool committed_ = false;
  RowBuffer rows_;
};

auto read_positions(Prepared& from, const Projection& projection, Partition partition, Copy copy)
    -> Result<Positions, StoreError>;

}  // namespace orkesta::store
