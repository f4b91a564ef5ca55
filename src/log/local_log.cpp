#include "backend.hpp"

#include <algorithm>

#include "crc32c.hpp"
#include "orkesta/core/assert.hpp"
#include "orkesta/core/limits.hpp"
#include "record_bytes.hpp"

namespace orkesta::log {

auto add_line(Backend& backend, TopicIndex topic, Partition partition, const Record& record,
              Transaction& to) -> Result<Done, LogError> {
  if (size_of(record) > backend.limits().record_bytes_max ||
      record.key.size() > limits::log_key_bytes_max ||
      record.attributes.size() > limits::log_attributes_max) {
    return Failure{LogError::too_large};
  }
  const auto begin = to.bytes.size();
  encode_record(record, to.bytes);
  if (to.bytes.size() > limits::log_transaction_bytes_max) {
    to.bytes.resize(begin);
    return Failure{LogError::too_large};
  }
  const auto bytes = std::string_view(to.bytes).substr(begin);
  to.lines.push_back({topic, partition, crc32c(0, bytes), begin, bytes.size()});
  return Done{};
}

auto LocalLog::exists(const Topic& topic, Partition partition) -> bool {
  return partition < backend_->board().partitions_of(topic);
}

auto LocalLog::open_unit(const UnitOptions& options) -> Result<std::unique_ptr<Unit>, LogError> {
  if (options.name.empty() || options.group.empty()) return Failure{LogError::misuse};
  if (backend_->follows()) return Failure{LogError::misuse};
  for (const auto& topic : options.topics) {
    if (!exists(topic, 0)) return Failure{LogError::unknown_topic};
  }
  ORKESTA_TRY_LET(epoch, backend_->raise_epoch(options.name));
  ORKESTA_TRY_LET(member, backend_->board().join(options, epoch));
  return make_unit(backend_, options, epoch, member);
}

auto LocalLog::read(const Position& from, Until until)
    -> Result<std::unique_ptr<Reader>, LogError> {
  if (!exists(from.topic, from.partition)) return Failure{LogError::unknown_topic};
  ORKESTA_TRY(backend_->refresh());
  std::optional<Offset> stop;
  if (until == Until::end_at_opening) {
    stop = backend_->board().end_of({from.topic, from.partition});
  }
  return make_reader(backend_, from, stop);
}

auto LocalLog::append(const Topic& topic, Partition partition, Record record)
    -> Result<Position, LogError> {
  if (backend_->follows()) return Failure{LogError::misuse};
  if (!exists(topic, partition)) return Failure{LogError::unknown_topic};
  ORKESTA_TRY_LET(index, backend_->board().open_topic(topic));
  Transaction transaction;
  ORKESTA_TRY(add_line(*backend_, index, partition, record, transaction));
  ORKESTA_TRY_LET(written, backend_->write(transaction));
  ORKESTA_ASSERT(written.firsts.size() == 1 && written.firsts.front().topic == index);
  return Position{topic, partition, written.firsts.front().first};
}

auto LocalLog::range(const Topic& topic, Partition partition) -> Result<Range, LogError> {
  if (!exists(topic, partition)) return Failure{LogError::unknown_topic};
  ORKESTA_TRY(backend_->refresh());
  return Range{.first = 0, .next = backend_->board().end_of({topic, partition})};
}

auto LocalLog::committed(const std::string& group, const TopicPartition& partition)
    -> Result<Offset, LogError> {
  if (!exists(partition.topic, partition.partition)) return Failure{LogError::unknown_topic};
  ORKESTA_TRY(backend_->refresh());
  return backend_->board().progress_of(group, partition).next;
}

auto never_back(Clock clock, Timestamp at_least) -> Clock {
  if (!clock) {
    clock = [] {
      const auto since = std::chrono::system_clock::now().time_since_epoch();
      return Timestamp{std::chrono::duration_cast<std::chrono::milliseconds>(since).count()};
    };
  }
  return [clock = std::move(clock), last = at_least]() mutable {
    last = std::max(last, clock());
    return last;
  };
}

}  // namespace orkesta::log
