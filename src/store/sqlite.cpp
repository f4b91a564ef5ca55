#include "sqlite.hpp"

#include <sqlite3.h>

#include "orkesta/core/assert.hpp"
#include "orkesta/core/limits.hpp"

namespace orkesta::store::sqlite {

auto error_of(int code) -> StoreError {
  switch (code & 0xff) {
    case SQLITE_FULL:
      return StoreError::disk_full;
    case SQLITE_CORRUPT:
    case SQLITE_NOTADB:
    case SQLITE_FORMAT:
      return StoreError::corrupt;
    case SQLITE_CONSTRAINT:
    case SQLITE_MISUSE:
    case SQLITE_RANGE:
    case SQLITE_ERROR:
    case SQLITE_MISMATCH:
    case SQLITE_TOOBIG:
      return StoreError::misuse;
  }
  return StoreError::unavailable;  // All other codes of the library mean "not now".
}

void Statement::Finalize::operator()(sqlite3_stmt* held) const { sqlite3_finalize(held); }
void Connection::Close::operator()(sqlite3* held) const { sqlite3_close_v2(held); }

auto Statement::bind(int at, std::int64_t value) -> Statement& {
  ORKESTA_ASSERT(sqlite3_bind_int64(held_.get(), at, value) == SQLITE_OK);
  return *this;
}

auto Statement::bind(int at, std::string_view value) -> Statement& {
  const auto code = sqlite3_bind_text64(held_.get(), at, value.data() ? value.data() : "",
                                        value.size(), SQLITE_STATIC, SQLITE_UTF8);
  ORKESTA_ASSERT(code == SQLITE_OK);
  return *this;
}

auto Statement::bind_copy(int at, std::string_view value) -> Statement& {
  // SQLITE_TRANSIENT is an old-style cast of -1; this is the same value, spelled out.
  const auto transient = reinterpret_cast<sqlite3_destructor_type>(std::intptr_t{-1});
  const auto code = sqlite3_bind_text64(held_.get(), at, value.data() ? value.data() : "",
                                        value.size(), transient, SQLITE_UTF8);
  ORKESTA_ASSERT(code == SQLITE_OK);
  return *this;
}

auto Statement::bind_blob(int at, const void* data, std::size_t size) -> Statement& {
  ORKESTA_ASSERT(sqlite3_bind_blob64(held_.get(), at, data, size, SQLITE_STATIC) == SQLITE_OK);
  return *this;
}

auto Statement::bind_null(int at) -> Statement& {
  ORKESTA_ASSERT(sqlite3_bind_null(held_.get(), at) == SQLITE_OK);
  return *this;
}

auto Statement::step() -> Result<bool, StoreError> {
  const auto code = sqlite3_step(held_.get());
  if (code == SQLITE_ROW) return true;
  if (code == SQLITE_DONE) return false;
  return Failure{error_of(code)};
}

auto Statement::run() -> Result<Done, StoreError> {
  const ResetAfter reset_after(*this);
  while (true) {
    ORKESTA_TRY_LET(row, step());
    if (!row) return Done{};
  }
}

void Statement::reset() { sqlite3_reset(held_.get()); }
auto Statement::columns() const -> int { return sqlite3_column_count(held_.get()); }
auto Statement::name(int column) const -> std::string {
  return sqlite3_column_name(held_.get(), column);
}
auto Statement::is_null(int column) const -> bool {
  return sqlite3_column_type(held_.get(), column) == SQLITE_NULL;
}
auto Statement::is_integer(int column) const -> bool {
  return sqlite3_column_type(held_.get(), column) == SQLITE_INTEGER;
}
auto Statement::integer(int column) const -> std::int64_t {
  return sqlite3_column_int64(held_.get(), column);
}

auto Statement::text(int column) const -> std::string_view {
  const auto* data = sqlite3_column_text(held_.get(), column);
  const auto size = sqlite3_column_bytes(held_.get(), column);
  if (!data) return {};
  return {reinterpret_cast<const char*>(data), static_cast<std::size_t>(size)};
}

auto Statement::blob(int column) const -> std::string_view {
  const auto* data = sqlite3_column_blob(held_.get(), column);
  const auto size = sqlite3_column_bytes(held_.get(), column);
  if (!data) return {};
  return {static_cast<const char*>(data), static_cast<std::size_t>(size)};
}

auto Statement::parameters() const -> int { return sqlite3_bind_parameter_count(held_.get()); }
auto Statement::parameter(int at) const -> std::string_view {
  const auto* name = sqlite3_bind_parameter_name(held_.get(), at);
  return name ? std::string_view(name) : std::string_view();
}

static auto sync_pragma(Sync sync) -> std::string {
  switch (sync) {
    case Sync::off:
      return "PRAGMA synchronous=OFF";
    case Sync::normal:
      return "PRAGMA synchronous=NORMAL";
    case Sync::full:
      return "PRAGMA synchronous=FULL";
  }
  ORKESTA_UNREACHABLE();
}

auto Connection::open(const OpenOptions& options) -> Result<Connection, StoreError> {
  auto flags = SQLITE_OPEN_NOMUTEX;
  flags |= options.read_only ? SQLITE_OPEN_READONLY : SQLITE_OPEN_READWRITE;
  if (!options.read_only && options.create) flags |= SQLITE_OPEN_CREATE;
  sqlite3* held = nullptr;
  const auto code = sqlite3_open_v2(options.path.c_str(), &held, flags, nullptr);
  auto connection = Connection(held);
  if (code != SQLITE_OK) return Failure{error_of(code)};
  sqlite3_extended_result_codes(held, 1);
  sqlite3_busy_timeout(held, static_cast<int>(limits::store_busy_wait.count()));
  if (!options.read_only) {
    ORKESTA_TRY(connection.run("PRAGMA journal_mode=WAL"));
    ORKESTA_TRY(connection.run(sync_pragma(options.sync)));
    if (options.secure_delete) ORKESTA_TRY(connection.run("PRAGMA secure_delete=ON"));
  }
  return connection;
}

auto Connection::run(const std::string& sql) -> Result<Done, StoreError> {
  const auto code = sqlite3_exec(held_.get(), sql.c_str(), nullptr, nullptr, nullptr);
  if (code != SQLITE_OK) return Failure{error_of(code)};
  return Done{};
}

auto Connection::prepare(std::string_view sql, bool kept) -> Result<Statement, StoreError> {
  sqlite3_stmt* statement = nullptr;
  const auto code = sqlite3_prepare_v3(held_.get(), sql.data(), static_cast<int>(sql.size()),
                                       kept ? SQLITE_PREPARE_PERSISTENT : 0, &statement, nullptr);
  if (code != SQLITE_OK) return Failure{error_of(code)};
  return Statement(statement);
}

auto Connection::number(std::string_view sql) -> Result<std::optional<std::int64_t>, StoreError> {
  ORKESTA_TRY_LET(statement, prepare(sql));
  ORKESTA_TRY_LET(row, statement.step());
  if (!row || statement.is_null(0)) return std::optional<std::int64_t>{};
  return std::optional<std::int64_t>{statement.integer(0)};
}

auto Connection::changes() const -> std::int64_t { return sqlite3_changes64(held_.get()); }
auto Connection::in_transaction() const -> bool { return sqlite3_get_autocommit(held_.get()) == 0; }

auto Connection::transact(const std::function<Result<Done, StoreError>()>& work)
    -> Result<Done, StoreError> {
  ORKESTA_ASSERT(!in_transaction());
  ORKESTA_TRY(run("BEGIN IMMEDIATE"));
  auto done = work();
  if (done) done = run("COMMIT");
  if (!done) roll_back();
  return done;
}

void Connection::roll_back() {
  if (!in_transaction()) return;
  sqlite3_exec(held_.get(), "ROLLBACK", nullptr, nullptr, nullptr);
}

auto Connection::message() const -> std::string { return sqlite3_errmsg(held_.get()); }

}  // namespace orkesta::store::sqlite
