/// The embedded log: one SQLite file that one process writes and any number read.

#include <algorithm>
#include <filesystem>
#include <mutex>
#include <utility>

#include "backend.hpp"
#include "embedded_file.hpp"
#include "orkesta/core/assert.hpp"
#include "orkesta/core/limits.hpp"
#include "wal_check.hpp"
#include "writer.hpp"

namespace orkesta::log {
namespace {

/// A read-only connection, lent to one thread at a time.
struct ReadConnection {
  Connection connection;
  Statement rows;
};

class ReaderPool {
 public:
  explicit ReaderPool(std::string path) : path_(std::move(path)) {}

  auto borrow() -> Result<std::unique_ptr<ReadConnection>, LogError> {
    {
      const auto lock = std::lock_guard(mutex_);
      if (!idle_.empty()) {
        auto lent = std::move(idle_.back());
        idle_.pop_back();
        return lent;
      }
    }
    auto made = std::make_unique<ReadConnection>();
    auto code = made->connection.open(path_, Connection::Mode::read);
    if (code == SQLITE_OK) code = made->connection.prepare(select_rows, made->rows);
    if (code != SQLITE_OK) return Failure{error_of(code)};
    return made;
  }
  void give_back(std::unique_ptr<ReadConnection> lent) {
    const auto lock = std::lock_guard(mutex_);
    if (idle_.size() < limits::log_readers_idle_max) idle_.push_back(std::move(lent));
  }

 private:
  const std::string path_;
  std::mutex mutex_;
  std::vector<std::unique_ptr<ReadConnection>> idle_;
};

/// What writing and following processes share: how records are read.
class FileBackend : public Backend {
 public:
  FileBackend(const EmbeddedOptions& options, const Loaded& loaded)
      : Backend(loaded.partitions, {options.poll_records_max, options.record_bytes_max}),
        installation_(loaded.installation),
        pool_(database_path(options.folder)) {}

  auto fetch(const Span& span, std::vector<Delivered>& into) -> Result<Done, LogError> override;
  auto installation() const -> std::string override { return installation_; }
  auto diagnosis() const -> std::string override {
    const auto lock = std::lock_guard(mutex_);
    return diagnosis_;
  }

 protected:
  void report(std::string words) {
    const auto lock = std::lock_guard(mutex_);
    diagnosis_ = std::move(words);
  }

 private:
  /// Where a fetch stands.
  struct Course {
    Offset offset = 0;
    std::size_t bytes = 0;
    bool full = false;
  };
  auto read_some(ReadConnection& reader, const Span& span, Course& course,
                 std::vector<Delivered>& into) -> Result<Done, LogError>;

  const std::string installation_;
  ReaderPool pool_;
  mutable std::mutex mutex_;
  std::string diagnosis_;
};

auto FileBackend::fetch(const Span& span, std::vector<Delivered>& into) -> Result<Done, LogError> {
  ORKESTA_ASSERT(span.first < span.end && span.records_max > 0);
  ORKESTA_TRY_LET(reader, pool_.borrow());
  const auto before = into.size();
  Course course{.offset = span.first};
  while (!course.full && course.offset < span.end) {
    const auto read = read_some(*reader, span, course, into);
    if (!read && into.size() == before) return read;
    if (!read) break;  // What is good is handed over; the next fetch says what is wrong.
  }
  pool_.give_back(std::move(reader));
  return Done{};
}

/// One read transaction: a longer one would keep the write-ahead log from starting anew.
auto FileBackend::read_some(ReadConnection& reader, const Span& span, Course& course,
                            std::vector<Delivered>& into) -> Result<Done, LogError> {
  const auto until = std::chrono::steady_clock::now() + limits::log_read_time_max;
  const auto last = std::min<Offset>(span.end, span.first + span.records_max);
  auto& rows = reader.rows;
  rows.bind(1, row_key(span.topic, span.at.partition, course.offset));
  rows.bind(2, row_key(span.topic, span.at.partition, 0) + static_cast<std::int64_t>(last));
  rows.bind(3, static_cast<std::int64_t>(limits::log_read_rows_max));
  auto outcome = Result<Done, LogError>(Done{});
  for (std::size_t count = 0; count < limits::log_read_rows_max && course.offset < last; ++count) {
    const auto code = rows.step();
    const auto row = code == SQLITE_ROW ? row_of(rows) : Row{};
    auto record = code == SQLITE_ROW
                      ? record_of(row, row_key(span.topic, span.at.partition, course.offset))
                      : std::nullopt;
    if (!record) {
      const auto damaged = code == SQLITE_ROW || code == SQLITE_DONE;
      outcome = Failure{damaged ? LogError::corrupt : error_of(code)};
      report(name_position(span.at, course.offset) + ": " +
             (damaged ? "the record is damaged or missing" : reader.connection.message()));
      break;
    }
    course.bytes += row.bytes.size();
    if (course.bytes > limits::log_poll_bytes_max && course.offset > span.first) {
      course.full = true;
      break;
    }
    into.push_back({.at = {span.at.topic, span.at.partition, course.offset},
                    .accepted = row.accepted,
                    .record = *std::move(record)});
    ++course.offset;
    if (count % 64 == 63 && std::chrono::steady_clock::now() >= until) break;
  }
  rows.reset();
  course.full = course.full || course.offset >= last;
  return outcome;
}

class WritingBackend final : public FileBackend {
 public:
  WritingBackend(const EmbeddedOptions& options, const Loaded& loaded,
                 std::unique_ptr<FolderLock> lock)
      : FileBackend(options, loaded),
        lock_(std::move(lock)),
        writer_({.path = database_path(options.folder),
                 .bytes_max = options.bytes_max,
                 .clock = never_back(options.clock, loaded.accepted),
                 .at_crash_point = options.at_crash_point,
                 .report = [this](std::string words) { report(std::move(words)); }},
                board()) {}

  auto start(const Loaded& loaded) -> Tried<Done>;
  auto write(const Transaction& transaction) -> Result<Written, LogError> override {
    return writer_.write(transaction);
  }
  auto raise_epoch(const std::string& name) -> Result<std::uint64_t, LogError> override {
    return writer_.raise_epoch(name);
  }

 private:
  std::unique_ptr<FolderLock> lock_;
  Writer writer_;
};

void show(Board& board, const Loaded& loaded) {
  for (const auto& [topic, name] : loaded.topics) board.load_topic(topic, name);
  std::vector<Grown> grown;
  for (const auto& [topic, partition, next] : loaded.ends)
    grown.push_back({topic, partition, next});
  board.publish(grown, {});
  for (const auto& [group, at, progress] : loaded.progress)
    board.load_progress(group, at, progress);
}

auto WritingBackend::start(const Loaded& loaded) -> Tried<Done> {
  show(board(), loaded);
  return writer_.start(loaded);
}

/// Beside another process that writes.
class FollowingBackend final : public FileBackend {
 public:
  FollowingBackend(const EmbeddedOptions& options, const Loaded& loaded,
                   std::unique_ptr<Connection> connection)
      : FileBackend(options, loaded), connection_(std::move(connection)) {
    show(board(), loaded);
  }

  auto write(const Transaction&) -> Result<Written, LogError> override {
    return Failure{LogError::misuse};
  }
  auto raise_epoch(const std::string&) -> Result<std::uint64_t, LogError> override {
    return Failure{LogError::misuse};
  }
  auto refresh() -> Result<Done, LogError> override;
  auto follows() const -> bool override { return true; }

 private:
  std::mutex refreshing_;
  std::unique_ptr<Connection> connection_;
  std::int64_t seen_ = -1;
};

auto FollowingBackend::refresh() -> Result<Done, LogError> {
  const auto lock = std::lock_guard(refreshing_);
  std::int64_t version = 0;
  const auto code = connection_->ask_number("PRAGMA data_version", version);
  if (code != SQLITE_OK) return Failure{error_of(code)};
  if (version == seen_) return Done{};
  auto loaded = load(*connection_);
  if (!loaded) {
    report(loaded.error().words);
    return Failure{loaded.error().error};
  }
  show(board(), *loaded);
  seen_ = version;
  return Done{};
}

/// Looks without being able to write, so that a damaged log stays as it was found.
auto inspect(const EmbeddedOptions& options, Connection& connection) -> Tried<Loaded> {
  const auto path = database_path(options.folder);
  if (const auto code = connection.open(path, Connection::Mode::read); code != SQLITE_OK) {
    return Failure{Trouble{error_of(code), path + ": " + connection.message()}};
  }
  ORKESTA_TRY_LET(loaded, load(connection));
  if (!options.read_only && loaded.partitions != options.partitions) {
    return Failure{Trouble{LogError::incompatible,
                           "the log has " + std::to_string(loaded.partitions) +
                               " partitions, not " + std::to_string(options.partitions)}};
  }
  for (const auto& [topic, name] : loaded.topics) {
    if (Board(loaded.partitions).partitions_of(name) == 0) {
      return Failure{Trouble{LogError::corrupt, "log.sqlite: a topic of no known name"}};
    }
  }
  return std::move(loaded);
}

auto open_following(const EmbeddedOptions& options) -> Tried<std::unique_ptr<MessageLog>> {
  std::error_code ignored;
  if (!std::filesystem::exists(database_path(options.folder), ignored)) {
    return Failure{Trouble{LogError::unavailable, options.folder + " holds no log"}};
  }
  if (std::filesystem::file_size(database_path(options.folder), ignored) == 0) {
    return Failure{Trouble{LogError::corrupt, "log.sqlite is empty"}};
  }
  auto connection = std::make_unique<Connection>();
  ORKESTA_TRY_LET(loaded, inspect(options, *connection));
  auto backend = std::make_shared<FollowingBackend>(options, loaded, std::move(connection));
  return std::unique_ptr<MessageLog>(
      std::make_unique<LocalLog>(std::move(backend), loaded.partitions));
}

auto open_writing(const EmbeddedOptions& options) -> Tried<std::unique_ptr<MessageLog>> {
  auto lock = std::make_unique<FolderLock>();
  ORKESTA_TRY(lock->take(options.folder));
  const auto path = database_path(options.folder);
  std::error_code ignored;
  if (!std::filesystem::exists(path, ignored) && !std::filesystem::exists(path + "-wal", ignored)) {
    ORKESTA_TRY(create_database(options.folder, options.partitions));
  }
  if (auto wrong = check_wal(path); !wrong.empty()) {
    return Failure{Trouble{LogError::corrupt, std::move(wrong)}};
  }
  Connection connection;
  ORKESTA_TRY_LET(loaded, inspect(options, connection));
  ORKESTA_TRY(verify_tails(connection, loaded));
  connection.close();
  auto backend = std::make_shared<WritingBackend>(options, loaded, std::move(lock));
  ORKESTA_TRY(backend->start(loaded));
  return std::unique_ptr<MessageLog>(
      std::make_unique<LocalLog>(std::move(backend), loaded.partitions));
}

}  // namespace

auto open_embedded_log(const EmbeddedOptions& options, std::string& diagnosis)
    -> Result<std::unique_ptr<MessageLog>, LogError> {
  if (options.partitions < 1 || options.partitions > limits::log_partitions_max ||
      options.poll_records_max < 1) {
    diagnosis = "an option of the log is out of range";
    return Failure{LogError::misuse};
  }
  auto log = options.read_only ? open_following(options) : open_writing(options);
  if (log) return std::move(*log);
  diagnosis = log.error().words;
  return Failure{log.error().error};
}

auto open_embedded_log(const EmbeddedOptions& options)
    -> Result<std::unique_ptr<MessageLog>, LogError> {
  std::string diagnosis;
  return open_embedded_log(options, diagnosis);
}

}  // namespace orkesta::log
