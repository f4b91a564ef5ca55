#include "sqlite_store.hpp"

#include <stdlib.h>

#include <algorithm>
#include <filesystem>

#include "migrations.hpp"
#include "orkesta/core/assert.hpp"
#include "orkesta/core/limits.hpp"
#include "rows_digest.hpp"

namespace orkesta::store {
namespace {

constexpr std::string_view reads_line = "-- reads: ";

auto make_temporary_folder() -> Result<std::string, StoreError> {
  auto pattern = (std::filesystem::temp_directory_path() / "orkesta-rows-XXXXXX").string();
  if (!::mkdtemp(pattern.data())) return Failure{StoreError::unavailable};
  return pattern;
}

/// The projection that a question's first line names.
auto projection_read_by(std::string_view sql) -> std::string {
  ORKESTA_ASSERT(sql.starts_with(reads_line));
  const auto end = sql.find('\n');
  ORKESTA_ASSERT(end != std::string_view::npos);
  return std::string(sql.substr(reads_line.size(), end - reads_line.size()));
}

auto bind(sqlite::Statement& statement, int at, const Value& value) -> void {
  std::visit(Overloaded{
                 [&](std::monostate) { statement.bind_null(at); },
                 [&](std::int64_t number) { statement.bind(at, number); },
                 [&](const std::string& text) { statement.bind(at, std::string_view(text)); },
             },
             value);
}

/// Every parameter of the statement is bound, every parameter given is one of the statement's, and
/// the tenant is nobody's to give.
auto bind_all(sqlite::Statement& statement, const TenantId& tenant, const Question& question)
    -> Result<Done, StoreError> {
  std::size_t used = 0;
  for (int at = 1; at <= statement.parameters(); ++at) {
    const auto name = statement.parameter(at).substr(1);
    if (name == "tenant") {
      statement.bind(at, std::string_view(tenant.text()));
      continue;
    }
    const auto given = std::find_if(question.parameters.begin(), question.parameters.end(),
                                    [&](const auto& parameter) { return parameter.first == name; });
    if (given == question.parameters.end()) return Failure{StoreError::bad_parameter};
    if (name == "limit") {
      const auto* limit = std::get_if<std::int64_t>(&given->second);
      const auto most = static_cast<std::int64_t>(limits::store_rows_max);
      if (!limit || *limit < 1 || *limit > most) return Failure{StoreError::bad_parameter};
    }
    bind(statement, at, given->second);
    ++used;
  }
  if (used != question.parameters.size()) return Failure{StoreError::bad_parameter};
  return Done{};
}

auto row_of(const sqlite::Statement& statement) -> std::vector<Value> {
  std::vector<Value> row;
  row.reserve(static_cast<std::size_t>(statement.columns()));
  for (int i = 0; i < statement.columns(); ++i) {
    if (statement.is_null(i)) {
      row.emplace_back();
    } else if (statement.is_integer(i)) {
      row.emplace_back(statement.integer(i));
    } else {
      row.emplace_back(std::string(statement.text(i)));
    }
  }
  return row;
}

/// Not one row of another tenant leaves the store, whatever the statement says (S7).
auto check_tenant(const Rows& rows, const TenantId& tenant) -> void {
  for (std::size_t i = 0; i < rows.columns.size(); ++i) {
    if (rows.columns[i] != "tenant") continue;
    for (const auto& row : rows.rows) {
      const auto* held = std::get_if<std::string>(&row[i]);
      ORKESTA_ASSERT(held != nullptr && *held == tenant.text());
    }
  }
}

}  // namespace

auto copy_name(Copy copy) -> std::string_view {
  switch (copy) {
    case Copy::live:
      return "live";
    case Copy::rebuilt:
      return "rebuilt";
  }
  ORKESTA_UNREACHABLE();
}

auto table_in(const std::string& table, Copy copy) -> std::string {
  return copy == Copy::live ? table : table + "__next";
}

auto Prepared::statement(std::string_view sql) -> Result<sqlite::Statement*, StoreError> {
  if (const auto found = statements.find(sql); found != statements.end()) return &found->second;
  if (statements.size() >= limits::store_statements_max) statements.clear();
  ORKESTA_TRY_LET(made, connection.prepare(sql, true));
  return &statements.emplace(sql, std::move(made)).first->second;
}

auto read_positions(Prepared& from, const Projection& projection, Partition partition, Copy copy)
    -> Result<Positions, StoreError> {
  ORKESTA_TRY_LET(
      look, from.statement(
                "SELECT turns_next, input_next FROM projection_positions WHERE projection = ?1 AND "
                "copy = ?2 AND partition_number = ?3"));
  const sqlite::ResetAfter reset_after(*look);
  look->bind(1, std::string_view(projection)).bind(2, copy_name(copy));
  look->bind(3, std::int64_t{partition});
  ORKESTA_TRY_LET(there, look->step());
  if (!there) return Positions{};
  return Positions{static_cast<Offset>(look->integer(0)), static_cast<Offset>(look->integer(1))};
}

/// A reader in a snapshot of its own; it goes back to the others at the end.
class SqliteStore::Reading {
 public:
  static auto borrow(SqliteStore& store) -> Result<Reading, StoreError> {
    std::unique_lock lock(store.readers_mutex_);
    const auto most = std::min(store.options_.readers_max, limits::store_readers_max);
    store.reader_free_.wait(lock,
                            [&] { return !store.readers_.empty() || store.readers_made_ < most; });
    if (store.readers_.empty()) {
      const auto path =
          store.temporary_.empty() ? store.options_.path : store.temporary_ + "/rows.sqlite";
      ORKESTA_TRY_LET(made, sqlite::Connection::open({.path = path, .read_only = true}));
      ++store.readers_made_;
      store.readers_.push_back(std::make_unique<Prepared>(std::move(made)));
    }
    auto reading = Reading(store, std::move(store.readers_.back()));
    store.readers_.pop_back();
    lock.unlock();
    ORKESTA_TRY(reading->connection.run("BEGIN"));
    return reading;
  }
  Reading(Reading&&) = default;
  Reading(const Reading&) = delete;
  auto operator=(Reading&&) -> Reading& = delete;
  auto operator=(const Reading&) -> Reading& = delete;
  ~Reading() {
    if (!reader_) return;
    reader_->connection.roll_back();
    const std::scoped_lock lock(store_->readers_mutex_);
    store_->readers_.push_back(std::move(reader_));
    store_->reader_free_.notify_one();
  }
  auto operator*() -> Prepared& { return *reader_; }
  auto operator->() -> Prepared* { return reader_.get(); }

 private:
  Reading(SqliteStore& store, std::unique_ptr<Prepared> reader)
      : store_(&store), reader_(std::move(reader)) {}
  SqliteStore* store_;
  std::unique_ptr<Prepared> reader_;
};

auto SqliteStore::open(const SqliteStoreOptions& options)
    -> Result<std::unique_ptr<ReadStore>, StoreError> {
  std::string temporary;
  if (options.path.empty()) {
    ORKESTA_TRY_LET(made, make_temporary_folder());
    temporary = made;
  }
  auto store = std::unique_ptr<SqliteStore>(new SqliteStore(options, temporary));
  ORKESTA_TRY(store->prepare());
  return std::unique_ptr<ReadStore>(std::move(store));
}

auto SqliteStore::prepare() -> Result<Done, StoreError> {
  if (!options_.read_only) {
    const auto path = temporary_.empty() ? options_.path : temporary_ + "/rows.sqlite";
    // A temporary file goes with the process: no power cut can lose more than that.
    const auto sync = temporary_.empty() ? sqlite::Sync::normal : sqlite::Sync::off;
    ORKESTA_TRY_LET(writer, sqlite::Connection::open({.path = path, .sync = sync}));
    writer_ = std::make_unique<Prepared>(std::move(writer));
    ORKESTA_TRY(migrate(writer_->connection));
    // 64 MiB of pages in memory; a page that many turns touch is written back once, not at every
    // fourth megabyte of the write-ahead log.
    ORKESTA_TRY(
        writer_->connection.run("PRAGMA cache_size = -65536; PRAGMA wal_autocheckpoint = 8192"));
  }
  ORKESTA_TRY(load_tables());
  for (const auto& [name, sql] : embedded_questions()) {
    questions_.emplace(name, NamedQuestion{projection_read_by(sql), std::string(sql)});
  }
  return Done{};
}

auto SqliteStore::load_tables() -> Result<Done, StoreError> {
  ORKESTA_TRY_LET(reading, Reading::borrow(*this));
  ORKESTA_TRY(check_migrated(reading->connection));
  ORKESTA_TRY_LET(
      look, reading->connection.prepare("SELECT projection, table_name FROM projection_tables"));
  while (true) {
    ORKESTA_TRY_LET(there, look.step());
    if (!there) return Done{};
    const auto table = std::string(look.text(1));
    ORKESTA_ASSERT(is_identifier(table));
    tables_[std::string(look.text(0))].insert(table);
  }
}

SqliteStore::~SqliteStore() {
  readers_.clear();
  writer_.reset();
  std::error_code ignored;
  if (!temporary_.empty()) std::filesystem::remove_all(temporary_, ignored);
}

auto SqliteStore::tables_of(const Projection& projection) const -> const Tables* {
  const auto found = tables_.find(projection);
  return found == tables_.end() ? nullptr : &found->second;
}

auto SqliteStore::projections() const -> std::vector<Projection> {
  std::vector<Projection> names;
  for (const auto& [name, tables] : tables_) names.push_back(name);
  return names;
}

auto SqliteStore::begin(const std::vector<Projection>& projections, Partition partition, Copy copy)
    -> Result<std::unique_ptr<Transaction>, StoreError> {
  ORKESTA_ASSERT(!projections.empty());
  if (!writer_) return Failure{StoreError::unavailable};
  std::vector<SqliteTransaction::Member> members;
  const std::scoped_lock lock(writer_mutex_);
  for (const auto& projection : projections) {
    const auto* tables = tables_of(projection);
    if (!tables) return Failure{StoreError::unknown_projection};
    if (copy == Copy::rebuilt) {
      ORKESTA_TRY_LET(rebuilding, is_rebuilding(writer_->connection, projection));
      if (!rebuilding) return Failure{StoreError::no_rebuild};
    }
    ORKESTA_TRY_LET(positions, read_positions(*writer_, projection, partition, copy));
    members.push_back({projection, tables, positions, positions});
  }
  return std::unique_ptr<Transaction>(
      std::make_unique<SqliteTransaction>(*this, std::move(members), partition, copy));
}

auto SqliteStore::ask(const TenantId& tenant, const Question& question)
    -> Result<Rows, StoreError> {
  if (tenant.text().empty()) return Failure{StoreError::bad_parameter};
  const auto named = questions_.find(question.name);
  if (named == questions_.end()) return Failure{StoreError::unknown_question};
  ORKESTA_TRY_LET(reading, Reading::borrow(*this));
  Rows rows;
  ORKESTA_TRY_LET(
      at, read_positions(*reading, named->second.projection, question.partition, Copy::live));
  rows.at = at;
  ORKESTA_TRY_LET(kept, reading->statement(named->second.sql));
  auto& statement = *kept;
  const sqlite::ResetAfter reset_after(statement);
  ORKESTA_TRY(bind_all(statement, tenant, question));
  for (int i = 0; i < statement.columns(); ++i) rows.columns.push_back(statement.name(i));
  while (true) {
    ORKESTA_TRY_LET(there, statement.step());
    if (!there) break;
    if (rows.rows.size() >= limits::store_rows_max) return Failure{StoreError::bad_parameter};
    rows.rows.push_back(row_of(statement));
  }
  check_tenant(rows, tenant);
  return rows;
}

auto SqliteStore::reached(const Projection& projection, const Position& position) -> bool {
  const auto found = committed_.find({projection, position.partition});
  if (found == committed_.end()) return false;
  const auto& at = found->second;
  return position.offset < (position.of == PositionOf::turn ? at.turns_next : at.input_next);
}

void SqliteStore::note(const Projection& projection, Partition partition, const Positions& at) {
  {
    const std::scoped_lock lock(positions_mutex_);
    committed_[{projection, partition}] = at;
  }
  advanced_.notify_all();
}

auto SqliteStore::wait_for(const Projection& projection, const Position& position,
                           std::chrono::steady_clock::time_point deadline)
    -> Result<Done, StoreError> {
  if (!tables_of(projection)) return Failure{StoreError::unknown_projection};
  auto stored_at = std::chrono::steady_clock::time_point::min();
  while (true) {
    const auto now = std::chrono::steady_clock::now();
    {
      std::unique_lock lock(positions_mutex_);
      if (reached(projection, position)) return Done{};
      const auto seen_before = stored_at != std::chrono::steady_clock::time_point::min();
      if (seen_before && now >= deadline) return Failure{StoreError::not_reached};
      // Beside another process only the file tells; in its own, whoever commits wakes us.
      if (seen_before) {
        const auto pause = options_.read_only ? now + limits::store_position_poll : deadline;
        advanced_.wait_until(lock, std::min(deadline, pause));
        if (reached(projection, position)) return Done{};
      }
    }
    if (stored_at == std::chrono::steady_clock::time_point::min() || options_.read_only) {
      ORKESTA_TRY_LET(reading, Reading::borrow(*this));
      ORKESTA_TRY_LET(at, read_positions(*reading, projection, position.partition, Copy::live));
      const std::scoped_lock lock(positions_mutex_);
      auto& known = committed_[{projection, position.partition}];
      known = {std::max(known.turns_next, at.turns_next),
               std::max(known.input_next, at.input_next)};
      stored_at = now;
    }
  }
}

auto SqliteStore::positions(const Projection& projection, Copy copy)
    -> Result<std::map<Partition, Positions>, StoreError> {
  if (!tables_of(projection)) return Failure{StoreError::unknown_projection};
  ORKESTA_TRY_LET(reading, Reading::borrow(*this));
  ORKESTA_TRY_LET(
      look, reading->statement(
                "SELECT partition_number, turns_next, input_next FROM projection_positions WHERE "
                "projection = ?1 AND copy = ?2"));
  const sqlite::ResetAfter reset_after(*look);
  look->bind(1, std::string_view(projection)).bind(2, copy_name(copy));
  std::map<Partition, Positions> found;
  while (true) {
    ORKESTA_TRY_LET(there, look->step());
    if (!there) return found;
    found[static_cast<Partition>(look->integer(0))] = {static_cast<Offset>(look->integer(1)),
                                                       static_cast<Offset>(look->integer(2))};
  }
}

auto SqliteStore::digest(const Projection& projection, Copy copy)
    -> Result<RowsDigest, StoreError> {
  const auto* tables = tables_of(projection);
  if (!tables) return Failure{StoreError::unknown_projection};
  ORKESTA_TRY_LET(reading, Reading::borrow(*this));
  if (copy == Copy::rebuilt) {
    ORKESTA_TRY_LET(rebuilding, is_rebuilding(reading->connection, projection));
    if (!rebuilding) return Failure{StoreError::no_rebuild};
  }
  return digest_of(reading->connection, *tables, copy);
}

auto open_sqlite_store(const SqliteStoreOptions& options)
    -> Result<std::unique_ptr<ReadStore>, StoreError> {
  return SqliteStore::open(options);
}

}  // namespace orkesta::store
