#pragma once

/// The little of SQLite that the log uses, with its handles owned. One thread at a time.

#include <sqlite3.h>

#include <cstdint>
#include <memory>
#include <string>
#include <string_view>

#include "orkesta/log/message_log.hpp"

namespace orkesta::log {

/// What an extended result code means to a caller of the log.
auto error_of(int code) -> LogError;
/// The sync of a file failed: what the page cache shows is no proof any more (R15).
auto is_failed_sync(int code) -> bool;

class Statement {
 public:
  Statement() = default;
  explicit Statement(sqlite3_stmt* statement) : statement_(statement) {}

  void bind(int index, std::int64_t value) { sqlite3_bind_int64(get(), index, value); }
  /// The bytes must stay where they are until the next `reset`.
  void bind_blob(int index, std::string_view bytes) {
    sqlite3_bind_blob64(get(), index, bytes.data(), bytes.size(), SQLITE_STATIC);
  }
  void bind_text(int index, std::string_view text) {
    sqlite3_bind_text64(get(), index, text.data(), text.size(), SQLITE_STATIC, SQLITE_UTF8);
  }
  /// SQLITE_ROW, SQLITE_DONE or what failed.
  auto step() -> int { return sqlite3_step(get()); }
  void reset() { sqlite3_reset(get()); }
  /// Runs a statement without rows: SQLITE_OK, or what failed.
  auto run() -> int;

  auto number(int column) const -> std::int64_t { return sqlite3_column_int64(get(), column); }
  /// Valid until the next step.
  auto bytes(int column) const -> std::string_view;

 private:
  struct Finalize {
    void operator()(sqlite3_stmt* statement) const { sqlite3_finalize(statement); }
  };
  auto get() const -> sqlite3_stmt* { return statement_.get(); }
  std::unique_ptr<sqlite3_stmt, Finalize> statement_;
};

class Connection {
 public:
  enum class Mode { create, write, read };

  Connection() = default;
  /// Extended result codes, a busy timeout, no automatic checkpoint. Answers a result code; what
  /// was opened must live until its statements are gone.
  auto open(const std::string& path, Mode mode) -> int;
  void close() { database_.reset(); }
  auto is_open() const -> bool { return database_ != nullptr; }

  auto execute(const std::string& sql) -> int;
  auto prepare(std::string_view sql, Statement& into) -> int;
  /// The number that a pragma or query answers first.
  auto ask_number(std::string_view sql, std::int64_t& into) -> int;
  auto in_transaction() const -> bool { return sqlite3_get_autocommit(get()) == 0; }
  auto message() const -> std::string { return sqlite3_errmsg(get()); }
  auto get() const -> sqlite3* { return database_.get(); }

 private:
  struct Close {
    void operator()(sqlite3* database) const { sqlite3_close_v2(database); }
  };
  std::unique_ptr<sqlite3, Close> database_;
};

}  // namespace orkesta::log
