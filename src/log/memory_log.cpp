/// The log without a file: for tests, the simulation, and a chat that leaves nothing behind.

#include <map>
#include <mutex>
#include <utility>

#include "backend.hpp"
#include "orkesta/core/assert.hpp"
#include "orkesta/core/limits.hpp"
#include "record_bytes.hpp"

namespace orkesta::log {
namespace {

auto to_error(CommitFailure failure) -> LogError {
  switch (failure) {
    case CommitFailure::aborted:
      return LogError::unavailable;
    case CommitFailure::fenced:
      return LogError::fenced;
    case CommitFailure::in_doubt:
      return LogError::in_doubt;
  }
  ORKESTA_UNREACHABLE();
}

class MemoryBackend final : public Backend {
 public:
  explicit MemoryBackend(const MemoryOptions& options)
      : Backend(options.partitions, {options.poll_records_max, options.record_bytes_max}),
        clock_(never_back(options.clock, Timestamp{})),
        faults_(options.faults) {}

  auto write(const Transaction& transaction) -> Result<Written, LogError> override;
  auto raise_epoch(const std::string& name) -> Result<std::uint64_t, LogError> override;
  auto fetch(const Span& span, std::vector<Delivered>& into) -> Result<Done, LogError> override;

 private:
  struct Kept {
    Timestamp accepted;
    std::string bytes;
  };
  struct Fault {
    std::optional<LogError> error;
    bool applied = true;
  };

  auto fault_of(const Transaction& transaction) -> Fault;
  auto apply(const Transaction& transaction) -> Result<Written, LogError>;

  std::mutex writing_;  ///< One transaction at a time, from the check of its epoch to its showing.
  std::mutex reading_;  ///< Guards the records.
  std::map<std::pair<TopicIndex, Partition>, std::vector<Kept>> records_;
  std::map<std::string, std::uint64_t> epochs_;
  Clock clock_;
  const FaultPlan faults_;
};

auto MemoryBackend::fault_of(const Transaction& transaction) -> Fault {
  if (!transaction.holder) {
    const auto error = faults_.append ? faults_.append() : std::nullopt;
    return {error, !error || *error == LogError::in_doubt};
  }
  const auto failure = faults_.commit ? faults_.commit() : std::nullopt;
  if (!failure) return {};
  const auto in_doubt = *failure == CommitFailure::in_doubt;
  return {to_error(*failure), in_doubt && faults_.commit_applied && faults_.commit_applied()};
}

auto MemoryBackend::write(const Transaction& transaction) -> Result<Written, LogError> {
  const auto fault = fault_of(transaction);
  if (fault.applied) {
    auto written = apply(transaction);
    if (!written || !fault.error) return written;
  }
  return Failure{*fault.error};
}

auto MemoryBackend::apply(const Transaction& transaction) -> Result<Written, LogError> {
  const auto lock = std::lock_guard(writing_);
  if (transaction.holder && epochs_[transaction.holder->name] != transaction.holder->epoch) {
    return Failure{LogError::fenced};
  }
  Written written{.firsts = {}, .accepted = clock_()};
  std::vector<Grown> grown;
  {
    const auto guard = std::lock_guard(reading_);
    for (const auto& line : transaction.lines) {
      auto& kept = records_[{line.topic, line.partition}];
      auto at = std::size_t{0};
      while (at < grown.size() &&
             (grown[at].topic != line.topic || grown[at].partition != line.partition)) {
        ++at;
      }
      if (at == grown.size()) {
        written.firsts.push_back({line.topic, line.partition, kept.size()});
        grown.push_back({line.topic, line.partition, kept.size()});
      }
      kept.push_back({written.accepted, std::string(transaction.view(line))});
      ++grown[at].end;
    }
  }
  board().publish(grown, {{&transaction.group, &transaction.moves}});
  return written;
}

auto MemoryBackend::raise_epoch(const std::string& name) -> Result<std::uint64_t, LogError> {
  const auto lock = std::lock_guard(writing_);
  return ++epochs_[name];
}

auto MemoryBackend::fetch(const Span& span, std::vector<Delivered>& into)
    -> Result<Done, LogError> {
  const auto lock = std::lock_guard(reading_);
  const auto& kept = records_[{span.topic, span.at.partition}];
  ORKESTA_ASSERT(span.first < span.end && span.end <= kept.size());
  std::size_t bytes = 0;
  for (auto offset = span.first; offset < span.end && offset - span.first < span.records_max;
       ++offset) {
    const auto& record = kept[offset];
    bytes += record.bytes.size();
    if (bytes > limits::log_poll_bytes_max && offset > span.first) break;
    auto decoded = decode_record(record.bytes);
    ORKESTA_ASSERT(decoded.has_value());
    into.push_back({.at = {span.at.topic, span.at.partition, offset},
                    .accepted = record.accepted,
                    .record = *std::move(decoded)});
  }
  return Done{};
}

}  // namespace

auto open_memory_log(const MemoryOptions& options) -> std::unique_ptr<MessageLog> {
  return std::make_unique<LocalLog>(std::make_shared<MemoryBackend>(options), options.partitions);
}

}  // namespace orkesta::log
