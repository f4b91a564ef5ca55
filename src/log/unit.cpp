/// A unit over a backend: what is the same whether bytes go to memory or to a file.

#include <algorithm>
#include <utility>

#include "backend.hpp"
#include "orkesta/core/assert.hpp"
#include "orkesta/core/limits.hpp"

namespace orkesta::log {
namespace {

class LocalUnit final : public Unit {
 public:
  LocalUnit(std::shared_ptr<Backend> backend, const UnitOptions& options, std::uint64_t epoch,
            MemberId member)
      : backend_(std::move(backend)), member_(member) {
    transaction_.holder = Holder{options.name, epoch};
    transaction_.group = options.group;
  }
  ~LocalUnit() override { backend_->board().leave(member_); }
  LocalUnit(const LocalUnit&) = delete;
  auto operator=(const LocalUnit&) -> LocalUnit& = delete;

  auto poll(std::chrono::milliseconds at_most) -> Result<Polled, LogError> override;
  auto begin() -> Result<Done, LogError> override;
  auto append(const Topic& topic, Partition partition, Record record)
      -> Result<Done, LogError> override;
  auto commit(const NextOffsets& offsets) -> Result<Committed, CommitFailure> override;
  auto abort() -> Result<Done, LogError> override;
  void pause(const std::vector<TopicPartition>& partitions) override { set(partitions, true); }
  void resume(const std::vector<TopicPartition>& partitions) override { set(partitions, false); }

 private:
  auto give_up_announced() -> Result<Done, LogError>;
  void take_changes(BoardChanges changes, Polled& into);
  auto fetch_ready(Polled& into) -> Result<Done, LogError>;
  auto find(const TopicPartition& at) -> Cursor*;
  auto topic_index(const Topic& topic) -> Result<TopicIndex, LogError>;
  auto moves_of(const NextOffsets& offsets) -> bool;
  auto settle(const Written& written) -> Committed;
  auto fail(LogError error) -> CommitFailure;
  void set(const std::vector<TopicPartition>& partitions, bool paused);
  void rewind();

  std::shared_ptr<Backend> backend_;
  const MemberId member_;
  std::vector<Cursor> cursors_;
  std::vector<TopicPartition> announced_;
  std::vector<Delivered> fetched_;
  std::map<Topic, TopicIndex> topics_;
  Transaction transaction_;
  std::size_t turn_ = 0;  ///< Which ready partition is read first.
  bool begun_ = false;
  std::optional<LogError> finished_;
};

auto LocalUnit::poll(std::chrono::milliseconds at_most) -> Result<Polled, LogError> {
  if (finished_) return Failure{*finished_};
  const auto deadline = std::chrono::steady_clock::now() + at_most;
  ORKESTA_TRY(give_up_announced());
  auto changes = backend_->board().await(member_, transaction_.group, cursors_, deadline);
  if (!changes) {
    if (changes.error() == LogError::fenced) finished_ = LogError::fenced;
    return Failure{changes.error()};
  }
  Polled polled;
  take_changes(std::move(*changes), polled);
  ORKESTA_TRY(fetch_ready(polled));
  return polled;
}

auto LocalUnit::give_up_announced() -> Result<Done, LogError> {
  if (announced_.empty()) return Done{};
  const auto given = backend_->board().give_up(member_, announced_);
  if (!given) {
    finished_ = given.error();
    return given;
  }
  std::erase_if(cursors_, [](const Cursor& cursor) { return cursor.leaving; });
  announced_.clear();
  return Done{};
}

void LocalUnit::take_changes(BoardChanges changes, Polled& into) {
  for (auto& partition : changes.losing) {
    auto* cursor = find(partition);
    ORKESTA_ASSERT(cursor != nullptr);
    cursor->leaving = true;
    announced_.push_back(partition);
    into.emplace_back(Losing{std::move(partition)});
  }
  for (auto& [at, progress] : changes.gained) {
    ORKESTA_ASSERT(find(at) == nullptr);
    cursors_.push_back(
        {.at = at, .topic = {}, .committed = progress.next, .position = progress.next});
    into.emplace_back(Gained{std::move(at), progress.next, std::move(progress.trying)});
  }
}

auto LocalUnit::fetch_ready(Polled& into) -> Result<Done, LogError> {
  std::vector<Cursor*> ready;
  for (auto& cursor : cursors_) {
    if (cursor.ready()) ready.push_back(&cursor);
  }
  if (ready.empty()) return Done{};
  std::rotate(ready.begin(), ready.begin() + static_cast<std::ptrdiff_t>(turn_++ % ready.size()),
              ready.end());
  fetched_.clear();
  auto left = backend_->limits().poll_records_max;
  auto waiting = ready.size();
  for (auto* cursor : ready) {
    if (left == 0) break;
    const auto before = fetched_.size();
    const auto share = std::max<std::size_t>(left / waiting--, 1);
    const auto read = backend_->fetch(
        {*cursor->topic, cursor->at, cursor->position, cursor->end, share}, fetched_);
    if (!read) {
      if (before == 0) return read;
      break;  // What is good is handed over first; the next poll says what is wrong.
    }
    const auto count = fetched_.size() - before;
    ORKESTA_ASSERT(count >= 1 && count <= left);
    cursor->position += count;
    left -= count;
  }
  into.reserve(into.size() + fetched_.size());
  for (auto& delivered : fetched_) into.emplace_back(std::move(delivered));
  fetched_.clear();
  return Done{};
}

auto LocalUnit::find(const TopicPartition& at) -> Cursor* {
  const auto found = std::find_if(cursors_.begin(), cursors_.end(),
                                  [&](const Cursor& cursor) { return cursor.at == at; });
  return found == cursors_.end() ? nullptr : &*found;
}

auto LocalUnit::begin() -> Result<Done, LogError> {
  if (finished_) return Failure{*finished_};
  if (begun_) return Failure{LogError::misuse};
  ORKESTA_ASSERT(transaction_.lines.empty() && transaction_.moves.empty());
  begun_ = true;
  return Done{};
}

auto LocalUnit::topic_index(const Topic& topic) -> Result<TopicIndex, LogError> {
  if (const auto known = topics_.find(topic); known != topics_.end()) return known->second;
  const auto index = backend_->board().open_topic(topic);
  if (index) topics_[topic] = *index;
  return index;
}

auto LocalUnit::append(const Topic& topic, Partition partition, Record record)
    -> Result<Done, LogError> {
  if (finished_) return Failure{*finished_};
  if (!begun_) return Failure{LogError::misuse};
  if (partition >= backend_->board().partitions_of(topic)) return Failure{LogError::unknown_topic};
  const auto index = topic_index(topic);
  if (!index) return Failure{index.error()};
  return add_line(*backend_, *index, partition, record, transaction_);
}

/// False when a partition is not this unit's: it was given up, so nothing of it may be committed.
auto LocalUnit::moves_of(const NextOffsets& offsets) -> bool {
  for (const auto& [at, next] : offsets.next) {
    const auto* cursor = find(at);
    if (cursor == nullptr) return false;
    ORKESTA_ASSERT(next <= cursor->end || next <= backend_->board().end_of(at));
    const auto trying = offsets.trying.find(at);
    transaction_.moves.push_back(
        {at, next, trying == offsets.trying.end() ? Trying{} : trying->second});
  }
  for (const auto& [at, trying] : offsets.trying) {
    if (find(at) == nullptr) return false;
    ORKESTA_ASSERT(trying.what.size() <= limits::log_trying_bytes_max);
    if (!offsets.next.contains(at)) transaction_.moves.push_back({at, std::nullopt, trying});
  }
  return true;
}

auto LocalUnit::commit(const NextOffsets& offsets) -> Result<Committed, CommitFailure> {
  if (finished_) return Failure{fail(*finished_)};
  if (!begun_) return Failure{CommitFailure::aborted};
  if (!moves_of(offsets)) {
    rewind();
    return Failure{CommitFailure::aborted};
  }
  const auto written = backend_->write(transaction_);
  if (!written) return Failure{fail(written.error())};
  return settle(*written);
}

auto LocalUnit::settle(const Written& written) -> Committed {
  Committed committed{.appended = {}, .accepted = written.accepted};
  for (const auto& [topic, partition, first] : written.firsts) {
    committed.appended.emplace(TopicPartition{backend_->board().name_of(topic), partition}, first);
  }
  for (const auto& move : transaction_.moves) {
    if (!move.next) continue;
    auto* cursor = find(move.at);
    ORKESTA_ASSERT(cursor != nullptr);
    cursor->committed = *move.next;
  }
  begun_ = false;
  transaction_.clear();
  return committed;
}

auto LocalUnit::fail(LogError error) -> CommitFailure {
  rewind();
  if (error == LogError::fenced || error == LogError::in_doubt) {
    finished_ = error;
    return error == LogError::fenced ? CommitFailure::fenced : CommitFailure::in_doubt;
  }
  return CommitFailure::aborted;
}

auto LocalUnit::abort() -> Result<Done, LogError> {
  if (finished_) return Failure{*finished_};
  rewind();
  return Done{};
}

void LocalUnit::rewind() {
  for (auto& cursor : cursors_) cursor.position = cursor.committed;
  begun_ = false;
  transaction_.clear();
}

void LocalUnit::set(const std::vector<TopicPartition>& partitions, bool paused) {
  for (const auto& partition : partitions) {
    if (auto* cursor = find(partition)) cursor->paused = paused;
  }
}

}  // namespace

auto make_unit(std::shared_ptr<Backend> backend, const UnitOptions& options, std::uint64_t epoch,
               MemberId member) -> std::unique_ptr<Unit> {
  return std::make_unique<LocalUnit>(std::move(backend), options, epoch, member);
}

}  // namespace orkesta::log
