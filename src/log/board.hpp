#pragma once

#include <condition_variable>
#include <map>
#include <mutex>
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "groups.hpp"
#include "orkesta/log/message_log.hpp"

namespace orkesta::log {

using TopicIndex = std::uint32_t;
using Deadline = std::chrono::steady_clock::time_point;

/// Where a group stands in a partition.
struct Progress {
  Offset next = 0;
  Trying trying;
};

/// Where a unit reads.
struct Cursor {
  TopicPartition at;
  std::optional<TopicIndex> topic;  ///< Once it has a record.
  Offset committed = 0;
  Offset position = 0;
  Offset end = 0;  ///< As the board last showed it.
  bool paused = true;
  bool leaving = false;  ///< Announced as losing: nothing more is read.
  auto ready() const -> bool { return !paused && !leaving && position < end; }
};

/// Offsets and note that a transaction moves.
struct Move {
  TopicPartition at;
  std::optional<Offset> next;
  Trying trying;
};

/// The moves of one transaction; both outlive the call that they are passed to.
struct GroupMoves {
  const std::string* group = nullptr;
  const std::vector<Move>* moves = nullptr;
};

struct GainedCursor {
  TopicPartition at;
  Progress progress;
};
struct BoardChanges {
  std::vector<TopicPartition> losing;
  std::vector<GainedCursor> gained;
};

/// One partition's new end after a commit.
struct Grown {
  TopicIndex topic = 0;
  Partition partition = 0;
  Offset end = 0;
};

/// What is committed, in memory: topics, ends, progress and who reads what. Every reader and unit
/// waits here and is woken by a commit. Any thread.
class Board {
 public:
  explicit Board(Partition partitions);

  /// How many partitions a topic has; 0 = there is no such topic. The named topics have P; those of
  /// one tenant (`ingress.<tenant>`, `quotes.<tenant>`, …) have one.
  auto partitions_of(const Topic& topic) const -> Partition;
  /// Its index, made when it is a topic's name and has none.
  auto open_topic(const Topic& topic) -> Result<TopicIndex, LogError>;
  auto name_of(TopicIndex topic) const -> Topic;
  /// Fills in what a store holds when it is opened.
  void load_topic(TopicIndex index, const Topic& topic);
  void load_progress(const std::string& group, const TopicPartition& at, Progress progress);

  auto end_of(TopicIndex topic, Partition partition) const -> Offset;
  auto end_of(const TopicPartition& at) const -> Offset;
  auto progress_of(const std::string& group, const TopicPartition& at) const -> Progress;

  /// Shows a commit to all at once and wakes who waits.
  void publish(const std::vector<Grown>& grown, const std::vector<GroupMoves>& moved);
  /// From now on every wait answers with this (fail stop).
  void stop(LogError why);
  auto stopped() const -> std::optional<LogError>;

  auto join(const UnitOptions& options, std::uint64_t epoch) -> Result<MemberId, LogError>;
  void leave(MemberId member);
  auto give_up(MemberId member, const std::vector<TopicPartition>& at) -> Result<Done, LogError>;

  /// Waits until partitions change hands, a cursor can go on (its end is filled in), or the time is
  /// up. `fenced` when a successor has put this member out.
  auto await(MemberId member, const std::string& group, std::vector<Cursor>& cursors,
             Deadline deadline) -> Result<BoardChanges, LogError>;
  /// Waits until the partition's end is above `position`; answers topic and end, or nothing.
  auto await_end(const TopicPartition& at, Offset position, Deadline deadline)
      -> Result<std::optional<Grown>, LogError>;

 private:
  struct TopicState {
    Topic name;
    std::vector<Offset> ends;
  };
  auto known_progress(const std::string& group, const TopicPartition& at) const -> Progress;
  auto look(std::vector<Cursor>& cursors) const -> bool;
  void grow(const std::vector<Grown>& grown);

  const Partition partitions_;
  mutable std::mutex mutex_;
  std::condition_variable changed_;
  std::vector<TopicState> topics_;  ///< By index; a hole has no name.
  std::map<Topic, TopicIndex> indexes_;
  std::map<std::pair<std::string, TopicPartition>, Progress> progress_;
  std::optional<LogError> stopped_;
  Groups groups_;
};

}  // namespace orkesta::log
