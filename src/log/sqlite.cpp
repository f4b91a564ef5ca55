#include "sqlite.hpp"

namespace orkesta::log {
namespace {
constexpr int busy_timeout_ms = 5000;
}  // namespace

auto error_of(int code) -> LogError {
  switch (code & 0xff) {
    case SQLITE_FULL:
      return LogError::disk_full;
    case SQLITE_CORRUPT:
    case SQLITE_NOTADB:
    case SQLITE_CONSTRAINT:  // A key that must be new is there: somebody else wrote.
    case SQLITE_MISMATCH:
      return LogError::corrupt;
    case SQLITE_IOERR:
      switch (code) {
        case SQLITE_IOERR_READ:
        case SQLITE_IOERR_SHORT_READ:
        case SQLITE_IOERR_DATA:
        case SQLITE_IOERR_CORRUPTFS:
          return LogError::corrupt;
        default:  // An open set of codes, not an enum of ours.
          return LogError::unavailable;
      }
    default:  // Likewise.
      return LogError::unavailable;
  }
}

auto is_failed_sync(int code) -> bool {
  return code == SQLITE_IOERR_FSYNC || code == SQLITE_IOERR_DIR_FSYNC;
}

auto Statement::run() -> int {
  const auto code = step();
  reset();
  return code == SQLITE_DONE || code == SQLITE_ROW ? SQLITE_OK : code;
}

auto Statement::bytes(int column) const -> std::string_view {
  const auto* data = static_cast<const char*>(sqlite3_column_blob(get(), column));
  const auto size = sqlite3_column_bytes(get(), column);
  return data == nullptr ? std::string_view()
                         : std::string_view(data, static_cast<std::size_t>(size));
}

auto Connection::open(const std::string& path, Mode mode) -> int {
  auto flags = SQLITE_OPEN_NOMUTEX | SQLITE_OPEN_EXRESCODE;
  switch (mode) {
    case Mode::create:
      flags |= SQLITE_OPEN_READWRITE | SQLITE_OPEN_CREATE;
      break;
    case Mode::write:
      flags |= SQLITE_OPEN_READWRITE;
      break;
    case Mode::read:
      flags |= SQLITE_OPEN_READONLY;
      break;
  }
  sqlite3* database = nullptr;
  const auto code = sqlite3_open_v2(path.c_str(), &database, flags, nullptr);
  database_.reset(database);
  if (code != SQLITE_OK) return code;
  sqlite3_busy_timeout(database, busy_timeout_ms);
  // A checkpoint that fails would make a good COMMIT look failed; the writer does its own.
  sqlite3_wal_autocheckpoint(database, 0);
  if (mode != Mode::create) {  // The writer checkpoints when it ends well, nobody otherwise (R15).
    sqlite3_db_config(database, SQLITE_DBCONFIG_NO_CKPT_ON_CLOSE, 1, nullptr);
  }
  return SQLITE_OK;
}

auto Connection::execute(const std::string& sql) -> int {
  return sqlite3_exec(get(), sql.c_str(), nullptr, nullptr, nullptr);
}

auto Connection::prepare(std::string_view sql, Statement& into) -> int {
  sqlite3_stmt* statement = nullptr;
  const auto code = sqlite3_prepare_v3(get(), sql.data(), static_cast<int>(sql.size()),
                                       SQLITE_PREPARE_PERSISTENT, &statement, nullptr);
  into = Statement(statement);
  return code;
}

auto Connection::ask_number(std::string_view sql, std::int64_t& into) -> int {
  Statement statement;
  if (const auto code = prepare(sql, statement); code != SQLITE_OK) return code;
  const auto code = statement.step();
  if (code != SQLITE_ROW) return code == SQLITE_DONE ? SQLITE_CORRUPT : code;
  into = statement.number(0);
  return SQLITE_OK;
}

}  // namespace orkesta::log
