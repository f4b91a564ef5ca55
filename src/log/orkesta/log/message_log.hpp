#pragma once

/// The message log's public face. Embedded (SQLite), memory, and later Kafka stand behind it; one
/// contract suite (tests/contract) says what all of them promise.

#include <chrono>
#include <cstdint>
#include <functional>
#include <map>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <variant>
#include <vector>

#include "orkesta/core/ids.hpp"
#include "orkesta/core/result.hpp"
#include "orkesta/core/time.hpp"

namespace orkesta::log {

using Topic =
    std::string;  ///< Without the installation's prefix: `inbound`, `turns`, `ingress.<t>`.
using Bytes = std::string;

namespace topic {
inline const Topic inbound = "inbound", turns = "turns", outbound = "outbound", effects = "effects",
                   quotes = "quotes", payments = "payments", notifications = "notifications";
}

/// CloudEvents attributes (`ce_` left out): type, source, id, subject, time, input, …; in this
/// order.
using Attributes = std::vector<std::pair<std::string, std::string>>;

struct Record {
  std::string key;  ///< Entity key.
  Attributes attributes;
  Bytes value;  ///< Canonical JSON.
  bool operator==(const Record&) const = default;
};

struct TopicPartition {
  Topic topic;
  Partition partition = 0;
  auto operator<=>(const TopicPartition&) const = default;
};
struct Position {
  Topic topic;
  Partition partition = 0;
  Offset offset = 0;
  auto operator<=>(const Position&) const = default;
};
struct Delivered {
  Position at;
  Timestamp accepted;  ///< By the log's clock, when it was appended.
  Record record;
};

/// The poison note (R13): what is being tried, and how often a start has found it there.
struct Trying {
  std::string what;  ///< Next input offset, or timer; "" = nothing in particular.
  std::uint32_t starts = 0;
  bool operator==(const Trying&) const = default;
};

struct UnitOptions {
  std::string name;   ///< A second unit of the same name fences its predecessor.
  std::string group;  ///< Whose consumer offsets are read and moved.
  std::vector<Topic> topics;
};

/// Offsets to commit: the next one to read, by partition; and the note for each.
struct NextOffsets {
  std::map<TopicPartition, Offset> next;
  std::map<TopicPartition, Trying> trying;  ///< Absent = the note is cleared.
};

enum class LogError {
  unavailable,    ///< Try again later; nothing happened.
  disk_full,      ///< Nothing happened; reads go on.
  corrupt,        ///< A checksum or a structure is wrong: fail stop, restore from a backup.
  locked,         ///< Another process writes this data folder.
  fenced,         ///< A successor of the same name exists: this unit is finished.
  in_doubt,       ///< Perhaps written: reopen and compare offsets.
  unknown_topic,  ///< Or a partition that it does not have.
  too_large,      ///< The record is above the limit.
  misuse,         ///< append without begin, commit twice: a bug of the caller.
  incompatible,   ///< Written by another version, or another partition count.
};
auto describe(LogError error) -> std::string_view;  ///< One sentence: what it means, what to do.

enum class CommitFailure {
  aborted,   ///< Nothing of it is visible: try again. The next poll delivers from the committed
             ///< offsets.
  fenced,    ///< Nothing of it is visible; this unit is finished.
  in_doubt,  ///< Perhaps visible; this unit is finished: open a new one and compare offsets.
};

struct Committed {
  std::map<TopicPartition, Offset> appended;  ///< First offset of what this commit appended.
  Timestamp accepted;                         ///< The log's time of all of it.
};

struct Gained {
  TopicPartition partition;
  Offset next = 0;  ///< Committed: where to read on. The partition starts paused.
  Trying trying;
};
struct Losing {
  TopicPartition partition;  ///< May still be committed until the next poll, which gives it up.
};
struct Lost {
  TopicPartition partition;  ///< Abort only.
};
using Polled = std::vector<std::variant<Delivered, Gained, Losing, Lost>>;

/// One consumer and one transactional producer, used by one thread. What is appended between begin
/// and commit becomes visible together with the offsets, or never (R4). A commit without begin, or
/// of a partition that was given up, is `aborted`.
class Unit {
 public:
  virtual ~Unit() = default;
  /// Waits at most so long for something; at most `batch_max` records (a limit of the options).
  virtual auto poll(std::chrono::milliseconds at_most) -> Result<Polled, LogError> = 0;
  virtual auto begin() -> Result<Done, LogError> = 0;
  virtual auto append(const Topic& topic, Partition partition, Record record)
      -> Result<Done, LogError> = 0;
  virtual auto commit(const NextOffsets& offsets) -> Result<Committed, CommitFailure> = 0;
  /// As after `aborted`: the next poll delivers from the last committed offsets.
  virtual auto abort() -> Result<Done, LogError> = 0;
  virtual void pause(const std::vector<TopicPartition>& partitions) = 0;
  virtual void resume(const std::vector<TopicPartition>& partitions) = 0;
};

/// Reads committed records of one partition in order, without a group. One thread.
class Reader {
 public:
  virtual ~Reader() = default;
  /// The next records (at most `batch_max`); empty when `Until` is reached, or after waiting.
  virtual auto next(std::chrono::milliseconds at_most)
      -> Result<std::vector<Delivered>, LogError> = 0;
  virtual auto at_end() const -> bool = 0;  ///< `Until::end_at_opening` was reached.
};

enum class Until { end_at_opening, for_ever };
struct Range {
  Offset first = 0;
  Offset next = 0;  ///< One after the last committed record.
};

class MessageLog {
 public:
  virtual ~MessageLog() = default;
  virtual auto partitions() const -> Partition = 0;
  /// False: there is no `snapshots` topic and nobody appends to it (embedded, memory).
  virtual auto keeps_states() const -> bool = 0;
  virtual auto open_unit(const UnitOptions& options) -> Result<std::unique_ptr<Unit>, LogError> = 0;
  virtual auto read(const Position& from, Until until)
      -> Result<std::unique_ptr<Reader>, LogError> = 0;
  /// The door: returns when it is durable (R1). Any thread; concurrent callers share an fsync.
  virtual auto append(const Topic& topic, Partition partition, Record record)
      -> Result<Position, LogError> = 0;
  virtual auto range(const Topic& topic, Partition partition) -> Result<Range, LogError> = 0;
  /// Committed offsets of a group, for tests, metrics and `wait_for`.
  virtual auto committed(const std::string& group, const TopicPartition& partition)
      -> Result<Offset, LogError> = 0;
  /// What went wrong last and where (`turns/3@1207: wrong checksum`), for an operator; "" =
  /// nothing. Any thread.
  virtual auto diagnosis() const -> std::string { return {}; }
  /// Made once with the log and kept in it: which installation this is; "" where nothing is kept.
  virtual auto installation() const -> std::string { return {}; }
};

/// The log's clock: called on the writer's thread, never goes back.
using Clock = std::function<Timestamp()>;

/// Where a tenant lives: first 8 bytes (big endian) of SHA-256(tenant id) mod `partitions`.
auto partition_of(const TenantId& tenant, Partition partitions) -> Partition;

/// The steps of a commit, between any two of which a process may die (R4).
enum class CrashPoint { begun, member_written, all_written, committed, published, checkpointed };

struct EmbeddedOptions {
  std::string folder = {};    ///< Made when missing. Holds `log.sqlite` and the lock file.
  Partition partitions = 16;  ///< Fixed at creation; another number later is `incompatible`.
  bool read_only = false;     ///< Beside a running server; takes no lock.
  std::size_t poll_records_max = 4096;
  std::size_t record_bytes_max = 4u << 20;
  Clock clock = {};             ///< Default: the system's, never going back.
  std::uint64_t bytes_max = 0;  ///< The file grows no further: `disk_full`. 0 = as the disk allows.
  std::function<void(CrashPoint)> at_crash_point = {};  ///< For tests: on the writer's thread.
};
/// Refuses a folder whose bytes are not whole (`corrupt`) and overwrites nothing of it; `locked`,
/// `incompatible` and `unavailable` as they say. Units and readers keep the log alive.
auto open_embedded_log(const EmbeddedOptions& options)
    -> Result<std::unique_ptr<MessageLog>, LogError>;
/// The same; `diagnosis` gets the words for a failure, with the place of what is damaged.
auto open_embedded_log(const EmbeddedOptions& options, std::string& diagnosis)
    -> Result<std::unique_ptr<MessageLog>, LogError>;

/// What goes wrong, and when: for tests and the simulation. Each function is asked once a call, on
/// the caller's thread.
struct FaultPlan {
  std::function<std::optional<CommitFailure>()> commit = {};  ///< `in_doubt` with `commit_applied`.
  std::function<bool()> commit_applied = {};  ///< Whether a doubtful commit happened.
  /// `in_doubt`: applied, and the answer is lost. Any other: nothing happened.
  std::function<std::optional<LogError>()> append = {};
};
struct MemoryOptions {
  Partition partitions = 16;
  std::size_t poll_records_max = 4096;
  std::size_t record_bytes_max = 4u << 20;
  Clock clock = {};
  FaultPlan faults = {};
};
auto open_memory_log(const MemoryOptions& options) -> std::unique_ptr<MessageLog>;

}  // namespace orkesta::log
