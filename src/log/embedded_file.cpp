#include "embedded_file.hpp"

#include <fcntl.h>
#include <openssl/rand.h>
#include <sys/file.h>
#include <unistd.h>

#include <algorithm>
#include <array>
#include <cerrno>
#include <cstring>
#include <filesystem>

#include "crc32c.hpp"
#include "orkesta/core/assert.hpp"
#include "orkesta/core/limits.hpp"
#include "record_bytes.hpp"
#include "wal_check.hpp"

namespace orkesta::log {
namespace {

constexpr std::int64_t application_id = 0x4f524b41;  // "ORKA"
constexpr std::int64_t format_version = 1;

constexpr const char* schema = R"(
PRAGMA page_size = 8192;
PRAGMA application_id = 1330793281;
PRAGMA user_version = 1;
BEGIN;
CREATE TABLE meta(name TEXT PRIMARY KEY, value TEXT NOT NULL) WITHOUT ROWID;
CREATE TABLE topics(id INTEGER PRIMARY KEY, name TEXT NOT NULL UNIQUE);
CREATE TABLE log(k INTEGER PRIMARY KEY, accepted INTEGER NOT NULL, crc INTEGER NOT NULL,
                 record BLOB NOT NULL);
CREATE TABLE ends(k INTEGER PRIMARY KEY, next INTEGER NOT NULL, accepted INTEGER NOT NULL,
                  crc INTEGER NOT NULL);
CREATE TABLE progress(consumer TEXT NOT NULL, topic TEXT NOT NULL, part INTEGER NOT NULL,
                      next INTEGER NOT NULL, trying TEXT NOT NULL, starts INTEGER NOT NULL,
                      crc INTEGER NOT NULL, PRIMARY KEY(consumer, topic, part)) WITHOUT ROWID;
CREATE TABLE epochs(name TEXT PRIMARY KEY, epoch INTEGER NOT NULL) WITHOUT ROWID;
)";

auto trouble(const Connection& connection, int code, const std::string& doing) -> Failure<Trouble> {
  return Failure{Trouble{error_of(code), doing + ": " + connection.message()}};
}
/// Our statements are right, so one that cannot be prepared finds other tables than ours.
auto no_tables(const Connection& connection, int code) -> Failure<Trouble> {
  auto found = trouble(connection, code, "log.sqlite has not the tables of a log");
  if (code == SQLITE_ERROR) found.error.error = LogError::corrupt;
  return found;
}
auto corrupt(std::string words) -> Failure<Trouble> {
  return Failure{Trouble{LogError::corrupt, std::move(words)}};
}

auto random_id() -> std::string {
  std::array<unsigned char, 16> bytes{};
  const auto made = RAND_bytes(bytes.data(), bytes.size());
  ORKESTA_ASSERT(made == 1);
  std::string text;
  for (const auto byte : bytes) {
    text += "0123456789abcdef"[byte >> 4];
    text += "0123456789abcdef"[byte & 15];
  }
  return text;
}

auto sync_folder(const std::string& folder) -> bool {
  const auto file = ::open(folder.c_str(), O_RDONLY | O_DIRECTORY | O_CLOEXEC);
  if (file < 0) return false;
  const auto synced = ::fsync(file) == 0;
  ::close(file);
  return synced;
}

/// Steps through all rows of a query.
template <class F>
auto each_row(Connection& connection, std::string_view sql, F use) -> Tried<Done> {
  Statement statement;
  if (const auto code = connection.prepare(sql, statement); code != SQLITE_OK) {
    return no_tables(connection, code);
  }
  for (;;) {
    const auto code = statement.step();
    if (code == SQLITE_DONE) return Done{};
    if (code != SQLITE_ROW) return trouble(connection, code, "log.sqlite cannot be read");
    ORKESTA_TRY(use(statement));
  }
}

auto load_meta(Connection& connection, Loaded& into) -> Tried<Done> {
  std::int64_t id = 0;
  std::int64_t version = 0;
  auto code = connection.ask_number("PRAGMA application_id", id);
  if (code == SQLITE_OK) code = connection.ask_number("PRAGMA user_version", version);
  if (code != SQLITE_OK) return trouble(connection, code, "log.sqlite cannot be read");
  if (id != application_id) return corrupt("log.sqlite is no log of ours");
  if (version != format_version) {
    return Failure{Trouble{LogError::incompatible, "log.sqlite has format " +
                                                       std::to_string(version) + ", we read " +
                                                       std::to_string(format_version)}};
  }
  ORKESTA_TRY(
      each_row(connection, "SELECT name, value FROM meta", [&](Statement& row) -> Tried<Done> {
        const auto value = std::string(row.bytes(1));
        if (row.bytes(0) == "installation") into.installation = value;
        if (row.bytes(0) == "partitions" && value.size() <= 4 &&
            value.find_first_not_of("0123456789") == std::string::npos && !value.empty()) {
          into.partitions = static_cast<Partition>(std::stoul(value));
        }
        return Done{};
      }));
  if (into.partitions < 1 || into.partitions > limits::log_partitions_max ||
      into.installation.size() != 32) {
    return corrupt("log.sqlite: table meta is damaged");
  }
  return Done{};
}

auto load_ends(Connection& connection, Loaded& into) -> Tried<Done> {
  const auto sql = "SELECT k, next, accepted, crc FROM ends ORDER BY k";
  return each_row(connection, sql, [&](Statement& row) -> Tried<Done> {
    const auto key = row.number(0);
    const auto next = static_cast<std::uint64_t>(row.number(1));
    const auto accepted = Timestamp{row.number(2)};
    if (end_sum(key, next, accepted) != row.number(3)) {
      return corrupt("log.sqlite: table ends has a wrong checksum at " + std::to_string(key));
    }
    if (key == commits_key) {
      into.commits = next;
      into.accepted = accepted;
      return Done{};
    }
    const auto topic = static_cast<TopicIndex>(key >> 52);
    if (!into.topics.contains(topic)) return corrupt("log.sqlite: an end of no topic");
    into.ends.push_back({topic, static_cast<Partition>(key >> 40 & 0xfff), next});
    return Done{};
  });
}

auto load_progress(Connection& connection, Loaded& into) -> Tried<Done> {
  const auto sql = "SELECT consumer, topic, part, next, trying, starts, crc FROM progress";
  return each_row(connection, sql, [&](Statement& row) -> Tried<Done> {
    auto loaded = LoadedProgress{
        .group = std::string(row.bytes(0)),
        .at = {std::string(row.bytes(1)), static_cast<Partition>(row.number(2))},
        .progress = {
            .next = static_cast<Offset>(row.number(3)),
            .trying = {std::string(row.bytes(4)), static_cast<std::uint32_t>(row.number(5))}}};
    if (progress_sum(loaded.group, loaded.at, loaded.progress) != row.number(6)) {
      return corrupt("log.sqlite: table progress has a wrong checksum at " + loaded.group + ", " +
                     name_position(loaded.at, loaded.progress.next));
    }
    into.progress.push_back(std::move(loaded));
    return Done{};
  });
}

auto load_all(Connection& connection) -> Tried<Loaded> {
  Loaded loaded;
  ORKESTA_TRY(load_meta(connection, loaded));
  ORKESTA_TRY(
      each_row(connection, "SELECT id, name FROM topics", [&](Statement& row) -> Tried<Done> {
        const auto id = row.number(0);
        if (id < 0 || id >= limits::log_topics_max)
          return corrupt("log.sqlite: a topic out of range");
        loaded.topics[static_cast<TopicIndex>(id)] = row.bytes(1);
        return Done{};
      }));
  ORKESTA_TRY(load_ends(connection, loaded));
  ORKESTA_TRY(load_progress(connection, loaded));
  ORKESTA_TRY(
      each_row(connection, "SELECT name, epoch FROM epochs", [&](Statement& row) -> Tried<Done> {
        loaded.epochs[std::string(row.bytes(0))] = static_cast<std::uint64_t>(row.number(1));
        return Done{};
      }));
  return loaded;
}

/// The end of every partition that has rows must be in `ends`, and the other way round.
auto verify_ends(Connection& connection, const Loaded& loaded) -> Tried<Done> {
  Statement last;
  const auto sql = "SELECT coalesce(max(k), -1) FROM log WHERE k >= ?1 AND k < ?2";
  if (const auto code = connection.prepare(sql, last); code != SQLITE_OK) {
    return no_tables(connection, code);
  }
  std::map<std::pair<TopicIndex, Partition>, Offset> ends;
  for (const auto& end : loaded.ends) ends[{end.topic, end.partition}] = end.next;
  for (const auto& [topic, name] : loaded.topics) {
    for (Partition partition = 0; partition < loaded.partitions; ++partition) {
      const auto first = row_key(topic, partition, 0);
      last.bind(1, first);
      last.bind(2, first + static_cast<std::int64_t>(limits::log_offset_max));
      const auto code = last.step();
      if (code != SQLITE_ROW) return trouble(connection, code, "log.sqlite cannot be read");
      const auto found = last.number(0) < 0 ? 0 : last.number(0) - first + 1;
      last.reset();
      const auto known = ends.find({topic, partition});
      const auto end = known == ends.end() ? 0 : known->second;
      if (static_cast<Offset>(found) != end) {
        return corrupt(name_position({name, partition}, end) +
                       ": the end should be here, but is at " + std::to_string(found));
      }
    }
  }
  return Done{};
}

}  // namespace

auto record_sum(std::uint32_t of_bytes, std::int64_t key, Timestamp accepted) -> std::int64_t {
  const auto sum = crc32c_number(crc32c_number(of_bytes, static_cast<std::uint64_t>(key)),
                                 static_cast<std::uint64_t>(accepted.milliseconds));
  return static_cast<std::int32_t>(sum);  // Signed, so that a row holds it in four bytes.
}

auto end_sum(std::int64_t key, std::uint64_t next, Timestamp accepted) -> std::int64_t {
  return record_sum(crc32c_number(0, next), key, accepted);
}

auto progress_sum(const std::string& group, const TopicPartition& at, const Progress& progress)
    -> std::int64_t {
  auto sum = crc32c_number(crc32c(0, group), group.size());
  sum = crc32c_number(crc32c(sum, at.topic), at.topic.size());
  sum = crc32c_number(crc32c_number(sum, at.partition), progress.next);
  sum = crc32c_number(crc32c(sum, progress.trying.what), progress.trying.starts);
  return static_cast<std::int32_t>(sum);
}

FolderLock::~FolderLock() {
  if (file_ >= 0) ::close(file_);
}

auto FolderLock::take(const std::string& folder) -> Tried<Done> {
  std::error_code failed;
  std::filesystem::create_directories(folder, failed);
  if (failed) {
    return Failure{Trouble{LogError::unavailable, folder + ": " + failed.message()}};
  }
  const auto path = folder + "/log.lock";
  file_ = ::open(path.c_str(), O_RDWR | O_CREAT | O_CLOEXEC, 0600);
  if (file_ < 0) return Failure{Trouble{LogError::unavailable, path + ": " + std::strerror(errno)}};
  if (::flock(file_, LOCK_EX | LOCK_NB) != 0) {
    return Failure{Trouble{LogError::locked, folder + " is written by another process"}};
  }
  return Done{};
}

auto database_path(const std::string& folder) -> std::string { return folder + "/log.sqlite"; }

auto create_database(const std::string& folder, Partition partitions) -> Tried<Done> {
  const auto made = database_path(folder) + ".new";
  std::error_code ignored;
  for (const auto* end : {"", "-journal", "-wal", "-shm"}) {
    std::filesystem::remove(made + end, ignored);
  }
  Connection connection;
  auto code = connection.open(made, Connection::Mode::create);
  if (code == SQLITE_OK) code = connection.execute("PRAGMA synchronous = FULL");
  if (code == SQLITE_OK) code = connection.execute(schema);
  const auto facts =
      "INSERT INTO meta VALUES('partitions', '" + std::to_string(partitions) +
      "'), ('installation', '" + random_id() + "'); INSERT INTO ends VALUES(-1, 0, 0, " +
      std::to_string(end_sum(commits_key, 0, {})) + "); COMMIT; PRAGMA journal_mode = WAL";
  if (code == SQLITE_OK) code = connection.execute(facts);
  if (code != SQLITE_OK) return trouble(connection, code, "log.sqlite cannot be made");
  connection.close();
  std::error_code failed;
  std::filesystem::rename(made, database_path(folder), failed);
  if (failed || !sync_folder(folder)) {
    return Failure{Trouble{LogError::unavailable, "log.sqlite cannot be put in its place"}};
  }
  return Done{};
}

auto load(Connection& connection) -> Tried<Loaded> {
  if (const auto code = connection.execute("BEGIN"); code != SQLITE_OK) {
    return trouble(connection, code, "log.sqlite cannot be read");
  }
  auto loaded = load_all(connection);
  connection.execute("COMMIT");
  return loaded;
}

auto load_and_verify_ends(Connection& connection) -> Tried<Loaded> {
  if (const auto code = connection.execute("BEGIN"); code != SQLITE_OK) {
    return trouble(connection, code, "log.sqlite cannot be read");
  }
  auto loaded = load_all(connection);
  auto verified = loaded ? verify_ends(connection, *loaded) : Tried<Done>(Done{});
  connection.execute("COMMIT");
  if (!verified) return Failure{verified.error()};
  return loaded;
}

auto verify_tails(Connection& connection, const Loaded& loaded) -> Tried<Done> {
  ORKESTA_TRY(verify_ends(connection, loaded));
  Statement rows;
  if (const auto code = connection.prepare(select_rows, rows); code != SQLITE_OK) {
    return no_tables(connection, code);
  }
  for (const auto& [topic, partition, next] : loaded.ends) {
    const auto tail = std::min<Offset>(next, limits::log_tail_verified_rows);
    rows.bind(1, row_key(topic, partition, next - tail));
    rows.bind(2, row_key(topic, partition, next));
    rows.bind(3, static_cast<std::int64_t>(tail));
    for (auto offset = next - tail; offset < next; ++offset) {
      const auto code = rows.step();
      if (code != SQLITE_ROW && code != SQLITE_DONE) {
        return trouble(connection, code, "log.sqlite cannot be read");
      }
      if (code == SQLITE_DONE || !record_of(row_of(rows), row_key(topic, partition, offset))) {
        return corrupt(name_position({loaded.topics.at(topic), partition}, offset) +
                       ": the record is damaged");
      }
    }
    rows.reset();
  }
  return Done{};
}

auto row_of(const Statement& statement) -> Row {
  return {.key = statement.number(0),
          .accepted = {statement.number(1)},
          .sum = statement.number(2),
          .bytes = statement.bytes(3)};
}

auto record_of(const Row& row, std::int64_t expected) -> std::optional<Record> {
  if (row.key != expected) return std::nullopt;
  if (record_sum(crc32c(0, row.bytes), row.key, row.accepted) != row.sum) return std::nullopt;
  return decode_record(row.bytes);
}

auto name_position(const TopicPartition& at, Offset offset) -> std::string {
  return at.topic + "/" + std::to_string(at.partition) + "@" + std::to_string(offset);
}

}  // namespace orkesta::log
