#include "unit_thread.hpp"

#include <pthread.h>

#include "orkesta/core/assert.hpp"

namespace orkesta::actors {
namespace {

constexpr std::chrono::milliseconds retry_pause{100};
constexpr std::chrono::microseconds answer_wait{500};
constexpr int aborts_in_a_row_max = 3;  ///< Then a new unit (engine rules).

auto inbound_of(Partition partition) -> log::TopicPartition {
  return {log::topic::inbound, partition};
}

}  // namespace

UnitThread::UnitThread(std::string name, Surroundings surroundings)
    : name_(std::move(name)), around_(std::move(surroundings)), thread_([this] { run(); }) {}

UnitThread::~UnitThread() {
  stop_ = true;
  if (thread_.joinable()) thread_.join();
}

auto UnitThread::drain(std::chrono::milliseconds deadline) -> bool {
  draining_ = true;
  const auto until = std::chrono::steady_clock::now() + deadline;
  while (!drained_ && std::chrono::steady_clock::now() < until)
    std::this_thread::sleep_for(std::chrono::milliseconds{2});
  return drained_;
}

void UnitThread::say(const std::string& text) const {
  if (around_.options->say) around_.options->say(name_ + ": " + text);
}

void UnitThread::run() {
  ::pthread_setname_np(::pthread_self(), "ork-unit");
  while (!stop_) {
    if (!unit_) open();
    serve_mails(someone_works() ? answer_wait : std::chrono::microseconds{0});
    if (!ready_.empty()) commit_batches();
    if (!unit_) continue;
    pace();
    if (draining_)
      settle_all();
    else
      poll(someone_works() ? std::chrono::milliseconds{0} : around_.options->poll_wait);
  }
}

void UnitThread::open() {
  auto unit = around_.log->open_unit({name_, "engine", {log::topic::inbound}});
  if (unit) {
    unit_ = std::move(*unit);
    failures_in_a_row_ = 0;
    return;
  }
  say("cannot open a unit (ORK-0022): " + std::string(log::describe(unit.error())));
  std::this_thread::sleep_for(retry_pause);
}

auto UnitThread::someone_works() const -> bool {
  for (const auto& [partition, served] : served_)
    if (served.phase == Phase::restoring || (served.phase == Phase::serving && !served.idle))
      return true;
  return false;
}

void UnitThread::serve_mails(std::chrono::microseconds at_most) {
  for (auto& mail : around_.inbox->take(at_most)) {
    const auto current = [&](Partition partition, std::uint64_t epoch) -> Served* {
      const auto found = served_.find(partition);
      return found != served_.end() && found->second.epoch == epoch ? &found->second : nullptr;
    };
    std::visit(Overloaded{
                   [&](Restored& restored) {
                     auto* const served = current(restored.partition, restored.epoch);
                     if (served == nullptr) return;
                     --waiting_;
                     if (!restored.error) {
                       served->phase = Phase::serving;
                       ++around_.counters->partitions_ready;
                       return;
                     }
                     served->phase = Phase::stopped;
                     ++around_.counters->partitions_stopped;
                     say("partition " + std::to_string(restored.partition) +
                         " stopped (ORK-0003): " + restored.message);
                   },
                   [&](BatchReady& ready) {
                     if (current(ready.partition, ready.epoch)) ready_.push_back(std::move(ready));
                   },
                   [&](Report& report) {
                     auto* const served = current(report.partition, report.epoch);
                     if (served == nullptr) return;
                     served->credits = report.credits;
                     served->idle = report.idle;
                     served->next_due = report.next_due;
                   },
                   [&](GiveUp& given_up) {
                     if (current(given_up.partition, given_up.epoch)) abort_all();
                   },
                   [&](Settled& settled) {
                     if (auto* const served = current(settled.partition, settled.epoch))
                       served->phase = Phase::settled;
                   },
               },
               mail);
  }
}

/// What goes into the next transaction: every batch that is ready, in order. A poison note is only
/// of use when it is durable before what it speaks of is tried (R13): a batch with one goes without
/// its partition's others.
auto UnitThread::take_ready() -> std::vector<BatchReady> {
  std::vector<BatchReady> taken;
  std::vector<BatchReady> later;
  std::map<Partition, bool> has_note;
  for (auto& ready : ready_) {
    const bool with_note = ready.batch->trying.has_value();
    const auto [before, is_first] = has_note.try_emplace(ready.partition, with_note);
    const bool alone = !is_first && (before->second || with_note);
    before->second = before->second || alone;  // Nor may a later one overtake this one.
    (alone ? later : taken).push_back(std::move(ready));
  }
  ready_ = std::move(later);
  return taken;
}

void UnitThread::commit_batches() {
  log::NextOffsets offsets;
  auto begun = unit_->begin();
  bool whole = begun.has_value();
  const auto taken = take_ready();
  for (const auto& ready : taken) {
    for (auto& output : ready.batch->appends)
      whole = whole && unit_->append(output.topic, ready.partition, std::move(output.record));
    offsets.next[inbound_of(ready.partition)] = ready.batch->next_input;
    if (ready.batch->trying) offsets.trying[inbound_of(ready.partition)] = *ready.batch->trying;
  }
  if (!whole) return abort_all();
  after_commit(taken, unit_->commit(offsets));
}

void UnitThread::after_commit(const std::vector<BatchReady>& taken,
                              Result<log::Committed, log::CommitFailure> committed) {
  if (!committed) {
    ++around_.counters->aborts;
    if (committed.error() != log::CommitFailure::aborted) unit_.reset();
    return abort_all();
  }
  failures_in_a_row_ = 0;
  ++around_.counters->commits;
  for (const auto& ready : taken) {
    auto& served = served_.at(ready.partition);
    served.next = ready.batch->next_input;
    // What this batch appended to `turns`: of two of one partition, the second comes after the
    // first.
    auto mine = std::make_shared<log::Committed>();
    mine->accepted = committed->accepted;
    const log::TopicPartition turns{log::topic::turns, ready.partition};
    if (const auto first = committed->appended.find(turns); first != committed->appended.end()) {
      mine->appended.emplace(turns, first->second);
      first->second += ready.batch->turns.size();
    }
    around_.counters->inputs += ready.batch->inputs;
    around_.counters->turns += ready.batch->turns.size();
    for (const auto& turn : ready.batch->turns)
      around_.counters->dead_letters += turn.dead_letter ? 1U : 0U;
    caf::anon_send(served.actor, BatchCommitted{served.epoch, std::move(mine)});
  }
  if (around_.committed) around_.committed();
}

/// Nothing of what is out stays: partitions drop what they touched, inputs come again.
void UnitThread::abort_all() {
  ready_.clear();
  ++failures_in_a_row_;
  if (unit_ && failures_in_a_row_ > aborts_in_a_row_max) {
    say("replacing the unit after " + std::to_string(aborts_in_a_row_max) +
        " aborts in a row (ORK-0022)");
    unit_.reset();
  }
  if (unit_ && !unit_->abort()) unit_.reset();
  std::this_thread::sleep_for(failures_in_a_row_ > 1 ? retry_pause : std::chrono::milliseconds{1});
  if (!unit_) {  // Its successor is given the partitions anew, and they are restored.
    ++around_.counters->units_replaced;
    return;
  }
  for (auto& [partition, served] : served_) {
    if (served.phase != Phase::serving) continue;
    served.epoch = ++epoch_;
    served.idle = true;
    caf::anon_send(served.actor, BatchesAborted{served.epoch});
  }
}

void UnitThread::poll(std::chrono::milliseconds at_most) {
  auto polled = unit_->poll(at_most);
  if (!polled) {
    if (polled.error() == log::LogError::fenced) unit_.reset();
    std::this_thread::sleep_for(retry_pause);
    return;
  }
  std::map<Partition, std::shared_ptr<std::vector<log::Delivered>>> inputs;
  for (auto& item : *polled) {
    std::visit(Overloaded{
                   [&](log::Delivered& delivered) {
                     auto& records = inputs[delivered.at.partition];
                     if (!records) records = std::make_shared<std::vector<log::Delivered>>();
                     records->push_back(std::move(delivered));
                   },
                   [&](log::Gained& gained) { gain(gained); },
                   [&](log::Losing&) {},  // The embedded log gives partitions for good.
                   [&](log::Lost& lost) { served_.erase(lost.partition.partition); },
               },
               item);
  }
  const bool at_end = inputs.empty();
  for (auto& [partition, records] : inputs) {
    const auto found = served_.find(partition);
    if (found == served_.end() || found->second.phase != Phase::serving) continue;
    auto& served = found->second;
    served.idle = false;
    served.credits -= std::min(served.credits, records->size());
    caf::anon_send(served.actor, Inputs{served.epoch, std::move(records)});
  }
  wake_due(at_end);
}

void UnitThread::gain(const log::Gained& gained) {
  const auto partition = gained.partition.partition;
  if (gained.partition.topic != log::topic::inbound) return;
  auto& served = served_[partition];
  if (!served.actor) served.actor = around_.actor_of(partition);
  served.epoch = ++epoch_;
  served.phase = Phase::restoring;
  served.next = gained.next;
  served.trying = gained.trying;
  served.idle = true;
  served.paused = true;
  ++waiting_;
  has_partitions_ = true;
  caf::anon_send(served.actor, Restore{served.epoch, gained.next, gained.trying});
}

/// Consumption stops where credits are used up, and goes on when they are back (R12).
void UnitThread::pace() {
  std::vector<log::TopicPartition> pause;
  std::vector<log::TopicPartition> resume;
  for (auto& [partition, served] : served_) {
    const bool wanted = served.phase == Phase::serving && served.credits > 0 && !draining_;
    if (wanted && served.paused) resume.push_back(inbound_of(partition));
    if (!wanted && !served.paused) pause.push_back(inbound_of(partition));
    served.paused = !wanted;
  }
  if (!pause.empty()) unit_->pause(pause);
  if (!resume.empty()) unit_->resume(resume);
}

/// Tells operators when the clock begins to be wrong, and when that is over (R14).
auto UnitThread::clock_is_right() -> bool {
  const auto right = !around_.options->clock_is_right || around_.options->clock_is_right();
  if (right != clock_was_right_)
    say(right ? "the wall clock is right again: timers fire, inbounds are taken in"
              : "the wall clock runs ahead of the boot-time clock (ORK-0026): no timer fires and "
                "nothing is taken in until it is right again or confirmed");
  clock_was_right_ = right;
  return right;
}

/// Timers fire only where the input is read to its end (invariant 14).
void UnitThread::wake_due(bool at_end) {
  if (!clock_is_right()) return;
  if (!at_end || !around_.options->now) return;
  const auto now = around_.options->now();
  for (auto& [partition, served] : served_) {
    const bool due = served.next_due && *served.next_due <= now;
    if (served.phase != Phase::serving || !served.idle || !due) continue;
    served.idle = false;
    caf::anon_send(served.actor, Wake{served.epoch, now});
  }
}

void UnitThread::settle_all() {
  if (someone_works()) return;
  bool all = true;
  for (auto& [partition, served] : served_) {
    if (served.phase == Phase::serving) {
      served.phase = Phase::stopped;  // Until it says `Settled`.
      caf::anon_send(served.actor, Settle{served.epoch});
      all = false;
    } else if (served.phase == Phase::stopped) {
      all = false;
    }
  }
  drained_ = all;
  serve_mails(std::chrono::milliseconds{1});
}

}  // namespace orkesta::actors
