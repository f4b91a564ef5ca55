#pragma once

/// What the logs of one process share: a unit and a reader are written once (unit.cpp, reader.cpp)
/// over a board and a place that keeps bytes.

#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "board.hpp"
#include "orkesta/log/message_log.hpp"

namespace orkesta::log {

/// A record on its way into the log, encoded once by the thread that appends it.
struct Line {
  TopicIndex topic = 0;
  Partition partition = 0;
  std::uint32_t crc = 0;  ///< Of its bytes; the writer goes on with key and time.
  std::size_t begin = 0;
  std::size_t size = 0;
};

/// Who commits; checked by the writer, so that a predecessor of the same name changes nothing.
struct Holder {
  std::string name;
  std::uint64_t epoch = 0;
};

/// All or nothing.
struct Transaction {
  std::string bytes;  ///< Of all lines, one after another.
  std::vector<Line> lines;
  std::string group;
  std::vector<Move> moves;
  std::optional<Holder> holder;  ///< Absent: an append through the door.

  auto view(const Line& line) const -> std::string_view {
    return std::string_view(bytes).substr(line.begin, line.size);
  }
  /// Keeps the memory for the next one.
  void clear() {
    bytes.clear();
    lines.clear();
    moves.clear();
  }
};

/// Where it went: the offset of the first line of each partition, in order of appearance.
struct FirstOffset {
  TopicIndex topic = 0;
  Partition partition = 0;
  Offset first = 0;
};
struct Written {
  std::vector<FirstOffset> firsts;
  Timestamp accepted;
};

/// What to read: from `first` to below `end`, at most so much.
struct Span {
  TopicIndex topic = 0;
  TopicPartition at;
  Offset first = 0;
  Offset end = 0;
  std::size_t records_max = 0;
};

struct BackendLimits {
  std::size_t poll_records_max = 4096;
  std::size_t record_bytes_max = 4u << 20;
};

/// Keeps bytes durable and hands them back. Any thread.
class Backend {
 public:
  Backend(Partition partitions, BackendLimits limits) : limits_(limits), board_(partitions) {}
  virtual ~Backend() = default;
  Backend(const Backend&) = delete;
  auto operator=(const Backend&) -> Backend& = delete;

  /// Durable and published when it answers.
  virtual auto write(const Transaction& transaction) -> Result<Written, LogError> = 0;
  /// From now on transactions of this name with a lower epoch are `fenced`.
  virtual auto raise_epoch(const std::string& name) -> Result<std::uint64_t, LogError> = 0;
  /// Appends to `into` at least one record when the span holds one.
  virtual auto fetch(const Span& span, std::vector<Delivered>& into) -> Result<Done, LogError> = 0;
  /// Brings the board up to what another process wrote; nothing to do where this one writes.
  virtual auto refresh() -> Result<Done, LogError> { return Done{}; }
  /// Another process writes: nobody wakes us.
  virtual auto follows() const -> bool { return false; }
  virtual auto diagnosis() const -> std::string { return {}; }
  virtual auto installation() const -> std::string { return {}; }

  auto board() -> Board& { return board_; }
  auto limits() const -> const BackendLimits& { return limits_; }

 private:
  const BackendLimits limits_;
  Board board_;
};

/// Encodes a record onto a transaction, or says why it cannot be appended.
auto add_line(Backend& backend, TopicIndex topic, Partition partition, const Record& record,
              Transaction& to) -> Result<Done, LogError>;

/// What every log of one process answers from its backend.
class LocalLog : public MessageLog {
 public:
  LocalLog(std::shared_ptr<Backend> backend, Partition partitions)
      : backend_(std::move(backend)), partitions_(partitions) {}

  auto partitions() const -> Partition override { return partitions_; }
  auto keeps_states() const -> bool override { return false; }
  auto open_unit(const UnitOptions& options) -> Result<std::unique_ptr<Unit>, LogError> override;
  auto read(const Position& from, Until until)
      -> Result<std::unique_ptr<Reader>, LogError> override;
  auto append(const Topic& topic, Partition partition, Record record)
      -> Result<Position, LogError> override;
  auto range(const Topic& topic, Partition partition) -> Result<Range, LogError> override;
  auto committed(const std::string& group, const TopicPartition& partition)
      -> Result<Offset, LogError> override;
  auto diagnosis() const -> std::string override { return backend_->diagnosis(); }
  auto installation() const -> std::string override { return backend_->installation(); }

 private:
  auto exists(const Topic& topic, Partition partition) -> bool;

  std::shared_ptr<Backend> backend_;
  const Partition partitions_;
};

auto make_unit(std::shared_ptr<Backend> backend, const UnitOptions& options, std::uint64_t epoch,
               MemberId member) -> std::unique_ptr<Unit>;
auto make_reader(std::shared_ptr<Backend> backend, const Position& from, std::optional<Offset> stop)
    -> std::unique_ptr<Reader>;

/// A clock that never goes back, from one that may; the system's when there is none.
auto never_back(Clock clock, Timestamp at_least) -> Clock;

}  // namespace orkesta::log
