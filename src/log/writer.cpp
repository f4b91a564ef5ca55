#include "writer.hpp"

#include <pthread.h>

#include "orkesta/core/assert.hpp"
#include "orkesta/core/limits.hpp"

namespace orkesta::log {

Writer::Writer(Setup setup, Board& board)
    : setup_(std::move(setup)), board_(board), file_(setup_.path, setup_.bytes_max, board) {}

Writer::~Writer() {
  if (!thread_.joinable()) return;
  {
    const auto lock = std::lock_guard(mutex_);
    ending_ = true;
    submitted_.notify_one();
  }
  thread_.join();
  if (!board_.stopped()) file_.checkpoint_all();
  file_.close();
}

auto Writer::start(const Loaded& loaded) -> Tried<Done> {
  if (const auto code = file_.open(); code != SQLITE_OK) {
    return Failure{Trouble{error_of(code), "log.sqlite cannot be written: " + file_.message()}};
  }
  file_.checkpoint_all();  // Torn frames of a crash never stay among new ones (wal_check).
  file_.start(loaded);
  epochs_ = loaded.epochs;
  thread_ = std::thread([this] { run(); });
  return Done{};
}

auto Writer::write(const Transaction& transaction) -> Result<Written, LogError> {
  Job job;
  job.transaction = &transaction;
  submit(job);
  if (job.error) return Failure{*job.error};
  return std::move(job.written);
}

auto Writer::raise_epoch(const std::string& name) -> Result<std::uint64_t, LogError> {
  Job job;
  job.name = &name;
  submit(job);
  if (job.error) return Failure{*job.error};
  return job.epoch;
}

void Writer::submit(Job& job) {
  auto lock = std::unique_lock(mutex_);
  ORKESTA_ASSERT(!ending_);
  queue_.push_back(&job);
  if (queue_.size() == 1) submitted_.notify_one();
  job.wake.wait(lock, [&] { return job.answered; });
}

void Writer::run() {
  ::pthread_setname_np(::pthread_self(), "ork-log");
  while (take_group()) {
    if (const auto stopped = board_.stopped()) {
      fail_all(*stopped);
      answer_all();
      continue;
    }
    commit_group();
    answer_all();
    if (file_.is_checkpoint_due() && !board_.stopped()) {
      file_.checkpoint();
      reach(CrashPoint::checkpointed);
    }
  }
}

auto Writer::take_group() -> bool {
  auto lock = std::unique_lock(mutex_);
  submitted_.wait(lock, [&] { return !queue_.empty() || ending_; });
  std::size_t bytes = 0;
  while (!queue_.empty() && (group_.empty() || bytes < limits::log_group_commit_bytes_max)) {
    auto* job = queue_.front();
    queue_.pop_front();
    if (job->transaction != nullptr) bytes += job->transaction->bytes.size();
    group_.push_back(job);
  }
  return !group_.empty();
}

void Writer::commit_group() {
  raised_.clear();
  accepted_ = setup_.clock();
  auto code = file_.begin();
  if (code == SQLITE_OK) {
    reach(CrashPoint::begun);
    code = write_members();
  }
  if (code != SQLITE_OK) {  // Before COMMIT: nothing of any member happened.
    setup_.report("a group of " + std::to_string(group_.size()) +
                  " was not written: " + file_.message());
    file_.roll_back();
    const auto error = error_of(code);
    if (error == LogError::corrupt) board_.stop(error);
    return fail_all(error);
  }
  if (!file_.is_changed()) return file_.roll_back();  // All of it was fenced or empty.
  reach(CrashPoint::all_written);
  if (const auto committed = file_.commit(); committed != SQLITE_OK) {
    return settle_failed_commit(committed);
  }
  reach(CrashPoint::committed);
  publish();
}

auto Writer::write_members() -> int {
  for (auto* job : group_) {
    if (const auto code = write_member(*job); code != SQLITE_OK) return code;
    reach(CrashPoint::member_written);
  }
  return file_.is_changed() ? file_.add_ends(accepted_) : SQLITE_OK;
}

auto Writer::write_member(Job& job) -> int {
  if (job.transaction == nullptr) {
    job.epoch = epoch_of(*job.name) + 1;
    raised_[*job.name] = job.epoch;
    return file_.add_epoch(*job.name, job.epoch);
  }
  const auto& holder = job.transaction->holder;
  if (holder && holder->epoch != epoch_of(holder->name)) {
    ORKESTA_ASSERT(holder->epoch < epoch_of(holder->name));
    job.error = LogError::fenced;
    return SQLITE_OK;
  }
  job.written.accepted = accepted_;
  return file_.add(*job.transaction, accepted_, job.written.firsts);
}

void Writer::publish() {
  for (const auto& [name, epoch] : raised_) epochs_[name] = epoch;
  std::vector<GroupMoves> moved;
  for (const auto* job : group_) {
    if (job->error || job->transaction == nullptr || job->transaction->moves.empty()) continue;
    moved.push_back({&job->transaction->group, &job->transaction->moves});
  }
  board_.publish(file_.settle(), moved);
  reach(CrashPoint::published);
}

/// Fail stop: what failed is reopened and asked; only when nobody can tell it is in doubt (R5,
/// R15).
void Writer::settle_failed_commit(int code) {
  setup_.report("COMMIT failed: " + file_.message());
  if (is_failed_sync(code)) {
    file_.roll_back();
    board_.stop(LogError::unavailable);
    return fail_all(LogError::in_doubt);
  }
  switch (file_.find_fate()) {
    case FileWriter::Fate::applied:
      return publish();
    case FileWriter::Fate::not_applied:
      file_.roll_back();
      return fail_all(error_of(code));
    case FileWriter::Fate::unknown:
      file_.roll_back();
      board_.stop(LogError::unavailable);
      return fail_all(LogError::in_doubt);
  }
  ORKESTA_UNREACHABLE();
}

void Writer::fail_all(LogError error) {
  for (auto* job : group_) job->error = error;
}

void Writer::answer_all() {
  const auto lock = std::lock_guard(mutex_);
  for (auto* job : group_) {
    job->answered = true;
    job->wake.notify_one();  // Under the lock: afterwards the job may be gone.
  }
  group_.clear();
}

auto Writer::epoch_of(const std::string& name) const -> std::uint64_t {
  if (const auto raised = raised_.find(name); raised != raised_.end()) return raised->second;
  const auto known = epochs_.find(name);
  return known == epochs_.end() ? 0 : known->second;
}

void Writer::reach(CrashPoint point) const {
  if (setup_.at_crash_point) setup_.at_crash_point(point);
}

}  // namespace orkesta::log
