#pragma once

/// The embedded log's folder and tables: what is where, how it is made, opened and verified. The
/// format is described in README.md.

#include <map>
#include <string>
#include <vector>

#include "backend.hpp"
#include "orkesta/log/message_log.hpp"
#include "sqlite.hpp"

namespace orkesta::log {

/// A row's key: 11 bits topic, 12 bits partition, 40 bits offset.
inline auto row_key(TopicIndex topic, Partition partition, Offset offset) -> std::int64_t {
  return static_cast<std::int64_t>(std::uint64_t{topic} << 52 | std::uint64_t{partition} << 40 |
                                   offset);
}
inline constexpr std::int64_t commits_key = -1;  ///< The row of `ends` that counts commits.

/// Sums over what a row says, its key included.
auto record_sum(std::uint32_t of_bytes, std::int64_t key, Timestamp accepted) -> std::int64_t;
auto end_sum(std::int64_t key, std::uint64_t next, Timestamp accepted) -> std::int64_t;
auto progress_sum(const std::string& group, const TopicPartition& at, const Progress& progress)
    -> std::int64_t;

/// An error and the words for it.
struct Trouble {
  LogError error = LogError::unavailable;
  std::string words;
};
template <class T>
using Tried = Result<T, Trouble>;

/// Holds the folder for one writing process; the lock ends with it, also by kill -9.
class FolderLock {
 public:
  FolderLock() = default;
  ~FolderLock();
  FolderLock(const FolderLock&) = delete;
  auto operator=(const FolderLock&) -> FolderLock& = delete;
  auto take(const std::string& folder) -> Tried<Done>;

 private:
  int file_ = -1;
};

auto database_path(const std::string& folder) -> std::string;
/// Makes the file under another name and renames it, so that a `log.sqlite` is always whole.
auto create_database(const std::string& folder, Partition partitions) -> Tried<Done>;

struct LoadedEnd {
  TopicIndex topic = 0;
  Partition partition = 0;
  Offset next = 0;
};
struct LoadedProgress {
  std::string group;
  TopicPartition at;
  Progress progress;
};
/// Everything but the records.
struct Loaded {
  std::string installation;
  Partition partitions = 0;
  std::map<TopicIndex, Topic> topics;
  std::vector<LoadedEnd> ends;
  std::vector<LoadedProgress> progress;
  std::map<std::string, std::uint64_t> epochs;
  std::uint64_t commits = 0;
  Timestamp accepted;  ///< Of the last commit.
};
/// Reads it in one transaction and checks every sum.
auto load(Connection& connection) -> Tried<Loaded>;
/// The same, and that records end where the tables say: of one moment, beside a writer too.
auto load_and_verify_ends(Connection& connection) -> Tried<Loaded>;
/// R20: the ends are where the tables say, and the last records of each partition are whole.
auto verify_tails(Connection& connection, const Loaded& loaded) -> Tried<Done>;

/// What a record's row says, or what is wrong with it.
struct Row {
  std::int64_t key = 0;
  Timestamp accepted;
  std::int64_t sum = 0;
  std::string_view bytes;
};
inline constexpr std::string_view select_rows =
    "SELECT k, accepted, crc, record FROM log WHERE k >= ?1 AND k < ?2 ORDER BY k LIMIT ?3";
auto row_of(const Statement& statement) -> Row;
/// The record, when the row is the expected one and its sum is right.
auto record_of(const Row& row, std::int64_t expected) -> std::optional<Record>;

/// `turns/3@1207`.
auto name_position(const TopicPartition& at, Offset offset) -> std::string;

}  // namespace orkesta::log
