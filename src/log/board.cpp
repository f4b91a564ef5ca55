#include "board.hpp"

#include <algorithm>
#include <array>

#include "orkesta/core/assert.hpp"
#include "orkesta/core/limits.hpp"

namespace orkesta::log {
namespace {

auto is_shared_topic(const Topic& topic) -> bool {
  const std::array<const Topic*, 7> names = {&topic::inbound,      &topic::turns,  &topic::outbound,
                                             &topic::effects,      &topic::quotes, &topic::payments,
                                             &topic::notifications};
  return std::any_of(names.begin(), names.end(), [&](const auto* name) { return *name == topic; });
}

auto is_name_byte(char byte) -> bool {
  return (byte >= 'a' && byte <= 'z') || (byte >= 'A' && byte <= 'Z') ||
         (byte >= '0' && byte <= '9') || byte == '.' || byte == '_' || byte == '-' || byte == '~';
}

/// `<kind>.<tenant>`: of one tenant, with one partition.
auto is_tenant_topic(const Topic& topic) -> bool {
  if (topic.size() > limits::log_topic_name_bytes_max) return false;
  const auto dot = topic.find('.');
  if (dot == Topic::npos || dot + 1 == topic.size()) return false;
  const auto kind = topic.substr(0, dot);
  if (kind != "ingress" && !is_shared_topic(kind)) return false;
  return std::all_of(topic.begin(), topic.end(), is_name_byte);
}

}  // namespace

Board::Board(Partition partitions)
    : partitions_(partitions),
      groups_([this](const Topic& topic) { return partitions_of(topic); }) {
  ORKESTA_ASSERT(partitions >= 1 && partitions <= limits::log_partitions_max);
}

auto Board::partitions_of(const Topic& topic) const -> Partition {
  if (is_shared_topic(topic)) return partitions_;
  return is_tenant_topic(topic) ? 1 : 0;
}

auto Board::open_topic(const Topic& topic) -> Result<TopicIndex, LogError> {
  const auto partitions = partitions_of(topic);
  if (partitions == 0) return Failure{LogError::unknown_topic};
  const auto lock = std::lock_guard(mutex_);
  if (const auto found = indexes_.find(topic); found != indexes_.end()) return found->second;
  if (topics_.size() >= limits::log_topics_max) return Failure{LogError::unknown_topic};
  const auto index = static_cast<TopicIndex>(topics_.size());
  topics_.push_back({topic, std::vector<Offset>(partitions, 0)});
  indexes_[topic] = index;
  return index;
}

auto Board::name_of(TopicIndex topic) const -> Topic {
  const auto lock = std::lock_guard(mutex_);
  return topics_.at(topic).name;
}

void Board::load_topic(TopicIndex index, const Topic& topic) {
  const auto lock = std::lock_guard(mutex_);
  ORKESTA_ASSERT(index < limits::log_topics_max);
  if (indexes_.contains(topic)) return;
  if (topics_.size() <= index) topics_.resize(index + 1);
  topics_[index] = {topic, std::vector<Offset>(partitions_of(topic), 0)};
  indexes_[topic] = index;
}

void Board::load_progress(const std::string& group, const TopicPartition& at, Progress progress) {
  const auto lock = std::lock_guard(mutex_);
  progress_[{group, at}] = std::move(progress);
}

auto Board::end_of(TopicIndex topic, Partition partition) const -> Offset {
  const auto lock = std::lock_guard(mutex_);
  return topics_.at(topic).ends.at(partition);
}

auto Board::end_of(const TopicPartition& at) const -> Offset {
  const auto lock = std::lock_guard(mutex_);
  const auto found = indexes_.find(at.topic);
  return found == indexes_.end() ? 0 : topics_[found->second].ends.at(at.partition);
}

auto Board::progress_of(const std::string& group, const TopicPartition& at) const -> Progress {
  const auto lock = std::lock_guard(mutex_);
  return known_progress(group, at);
}

auto Board::known_progress(const std::string& group, const TopicPartition& at) const -> Progress {
  const auto found = progress_.find({group, at});
  return found == progress_.end() ? Progress{} : found->second;
}

void Board::grow(const std::vector<Grown>& grown) {
  for (const auto& [topic, partition, end] : grown) {
    auto& known = topics_.at(topic).ends.at(partition);
    ORKESTA_ASSERT(end >= known);
    known = end;
  }
}

void Board::publish(const std::vector<Grown>& grown, const std::vector<GroupMoves>& moved) {
  const auto lock = std::lock_guard(mutex_);
  grow(grown);
  for (const auto& [group, moves] : moved) {
    for (const auto& move : *moves) {
      auto& progress = progress_[{*group, move.at}];
      if (move.next) progress.next = *move.next;
      progress.trying = move.trying;
    }
  }
  changed_.notify_all();
}

void Board::stop(LogError why) {
  const auto lock = std::lock_guard(mutex_);
  if (!stopped_) stopped_ = why;
  changed_.notify_all();
}

auto Board::stopped() const -> std::optional<LogError> {
  const auto lock = std::lock_guard(mutex_);
  return stopped_;
}

auto Board::join(const UnitOptions& options, std::uint64_t epoch) -> Result<MemberId, LogError> {
  const auto lock = std::lock_guard(mutex_);
  const auto member = groups_.join(options, epoch);
  if (!member) return Failure{LogError::fenced};
  changed_.notify_all();
  return *member;
}

void Board::leave(MemberId member) {
  const auto lock = std::lock_guard(mutex_);
  groups_.leave(member);
  changed_.notify_all();
}

auto Board::give_up(MemberId member, const std::vector<TopicPartition>& at)
    -> Result<Done, LogError> {
  const auto lock = std::lock_guard(mutex_);
  if (!groups_.holds(member)) return Failure{LogError::fenced};
  groups_.give_up(member, at);
  changed_.notify_all();
  return Done{};
}

auto Board::look(std::vector<Cursor>& cursors) const -> bool {
  auto ready = false;
  for (auto& cursor : cursors) {
    if (!cursor.topic) {
      const auto found = indexes_.find(cursor.at.topic);
      if (found == indexes_.end()) continue;
      cursor.topic = found->second;
    }
    cursor.end = topics_[*cursor.topic].ends[cursor.at.partition];
    ready = ready || cursor.ready();
  }
  return ready;
}

auto Board::await(MemberId member, const std::string& group, std::vector<Cursor>& cursors,
                  Deadline deadline) -> Result<BoardChanges, LogError> {
  auto lock = std::unique_lock(mutex_);
  for (;;) {
    if (!groups_.holds(member)) return Failure{LogError::fenced};
    if (stopped_) return Failure{*stopped_};
    auto shift = groups_.shift(member);
    const auto ready = look(cursors);
    if (!shift.empty()) {
      BoardChanges changes{.losing = std::move(shift.losing), .gained = {}};
      for (const auto& at : shift.gained) changes.gained.push_back({at, known_progress(group, at)});
      return changes;
    }
    if (ready || std::chrono::steady_clock::now() >= deadline) return BoardChanges{};
    changed_.wait_until(lock, deadline);
  }
}

auto Board::await_end(const TopicPartition& at, Offset position, Deadline deadline)
    -> Result<std::optional<Grown>, LogError> {
  auto lock = std::unique_lock(mutex_);
  for (;;) {
    if (const auto found = indexes_.find(at.topic); found != indexes_.end()) {
      const auto end = topics_[found->second].ends[at.partition];
      if (position < end) return std::optional(Grown{found->second, at.partition, end});
    }
    if (stopped_) return Failure{*stopped_};
    if (std::chrono::steady_clock::now() >= deadline) return std::optional<Grown>();
    changed_.wait_until(lock, deadline);
  }
}

}  // namespace orkesta::log
