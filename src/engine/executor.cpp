#include "orkesta/engine/executor.hpp"

#include <algorithm>
#include <utility>
#include <variant>

#include "orkesta/codec/json.hpp"
#include "orkesta/codec/sealing.hpp"
#include "orkesta/core/assert.hpp"
#include "orkesta/core/limits.hpp"
#include "orkesta/engine/entity.hpp"
#include "orkesta/engine/records.hpp"

namespace orkesta::engine {
namespace {

using effects::OutcomeKind;

class ErasingExecutor final : public Executor {
 public:
  explicit ErasingExecutor(KeyStore& keys) : keys_(keys) {}
  auto perform(const Requested& effect, Timestamp) -> Outcome override {
    const auto json = codec::Json::parse(effect.body);
    const auto what = json ? json->root().find("what") : std::nullopt;
    const auto wanted = what ? codec::read_view<effects::Effect>(*what)
                             : Result<effects::Effect, codec::CodecError>{
                                   Failure{codec::CodecError{"bad_field", "/what", "missing"}}};
    const auto* erase = wanted ? std::get_if<effects::ErasePerson>(&*wanted) : nullptr;
    if (erase == nullptr) return {.kind = OutcomeKind::refused, .reason = "unreadable"};
    for (const auto& subject : erase->subjects) {
      if (!keys_.destroy(effect.entity.tenant, subject)) {
        return {.kind = OutcomeKind::busy, .reason = "key_store"};
      }
    }
    return {};
  }
  auto look_up(const Requested&) -> std::optional<Outcome> override {
    return std::nullopt;  // Destroying twice destroys once.
  }

 private:
  KeyStore& keys_;
};

class SimulatedExecutor final : public Executor {
 public:
  explicit SimulatedExecutor(SimulatedAnswer answer) : answer_(std::move(answer)) {}
  auto perform(const Requested& effect, Timestamp) -> Outcome override {
    return answer_ ? answer_(effect) : Outcome{};
  }
  auto look_up(const Requested&) -> std::optional<Outcome> override { return std::nullopt; }

 private:
  SimulatedAnswer answer_;
};

/// Nothing: the record is none of ours.
auto read_requested(const log::Record& record) -> std::optional<Requested> {
  auto entity = parse_entity_key(record.key);
  const auto json = codec::Json::parse(record.value);
  if (!entity || !json) return std::nullopt;
  const auto root = json->root();
  const auto effect = root.text_of("effect");
  const auto deadline = root.text_of("deadline");
  const auto at = deadline ? parse_timestamp(*deadline) : std::nullopt;
  const auto sent_by = root.integer_of("sent_by");
  if (!effect || !at || !sent_by) return std::nullopt;
  std::string type{effects::SendMessage::type};
  if (const auto what = root.find("what")) type = what->text_of("type").value_or("");
  return Requested{.entity = std::move(*entity),
                   .id = EffectId{std::string{*effect}},
                   .type = std::move(type),
                   .deadline = *at,
                   .sent_by = static_cast<Sequence>(*sent_by),
                   .body = record.value};
}

auto owner_epoch(const Requested& effect, std::string_view member) -> std::uint32_t {
  const auto json = codec::Json::parse(effect.body);
  if (!json) return 0;
  const auto epoch = json->root().at({member, "owner_epoch"});
  return static_cast<std::uint32_t>(epoch ? epoch->integer().value_or(0) : 0);
}

}  // namespace

void ExecutorRegistry::add(std::string effect_type, std::shared_ptr<Executor> executor) {
  by_type_.insert_or_assign(std::move(effect_type), std::move(executor));
}

auto ExecutorRegistry::find(std::string_view effect_type) const -> Executor* {
  const auto found = by_type_.find(effect_type);
  return found == by_type_.end() ? nullptr : found->second.get();
}

auto erasing_executor(KeyStore& keys) -> std::shared_ptr<Executor> {
  return std::make_shared<ErasingExecutor>(keys);
}

auto simulated_executor(SimulatedAnswer answer) -> std::shared_ptr<Executor> {
  return std::make_shared<SimulatedExecutor>(std::move(answer));
}

struct ExecutorLoop::Inside {
  log::MessageLog& log;
  const ExecutorRegistry& executors;
  KeyStore& keys;
  ExecutorLoopOptions options;
  std::unique_ptr<log::Unit> unit;
  /// Below these offsets an effect may have been tried by somebody before.
  std::map<log::TopicPartition, Offset> perhaps_tried_before;
  std::map<log::TopicPartition, Offset> committed;
  std::map<EntityKey, std::uint32_t> withdrawn;  ///< Sends of epochs below are not wanted any more.

  void gain(const log::Gained& gained);
  void read_ahead(const log::Delivered& delivered);
  auto is_withdrawn(const Requested& effect) const -> bool;
  auto perform(const Requested& effect, bool perhaps_tried) -> Outcome;
  auto append_outcome(const Requested& effect, const Outcome& outcome, Partition partition)
      -> Result<Done, log::LogError>;
  auto settle(std::vector<log::Delivered>& batch) -> StepResult;
};

void ExecutorLoop::Inside::gain(const log::Gained& gained) {
  const auto range = log.range(gained.partition.topic, gained.partition.partition);
  perhaps_tried_before[gained.partition] = range ? range->next : limits::log_offset_max;
  committed[gained.partition] = gained.next;
  unit->resume({gained.partition});
}

void ExecutorLoop::Inside::read_ahead(const log::Delivered& delivered) {
  if (delivered.at.topic != log::topic::effects) return;
  const auto effect = read_requested(delivered.record);
  if (!effect || effect->type != effects::WithdrawMessages::type) return;
  if (withdrawn.size() >= limits::executor_withdrawals_kept_max) withdrawn.clear();
  auto& epoch = withdrawn[effect->entity];
  epoch = std::max(epoch, owner_epoch(*effect, "what"));
}

auto ExecutorLoop::Inside::is_withdrawn(const Requested& effect) const -> bool {
  if (effect.type != effects::SendMessage::type) return false;
  const auto found = withdrawn.find(effect.entity);
  return found != withdrawn.end() && owner_epoch(effect, "send") < found->second;
}

auto ExecutorLoop::Inside::perform(const Requested& effect, bool perhaps_tried) -> Outcome {
  if (effect.type == effects::WithdrawMessages::type) return {};
  if (is_withdrawn(effect)) return {.kind = OutcomeKind::withdrawn, .reason = "owner_changed"};
  auto* executor = executors.find(effect.type);
  if (executor == nullptr) return {.kind = OutcomeKind::refused, .reason = "no_executor"};
  Outcome outcome;
  for (std::uint32_t attempt = 1; attempt <= options.tries_max; ++attempt) {
    if (perhaps_tried) {
      if (auto known = executor->look_up(effect)) return std::move(*known);
    }
    if (options.now() > effect.deadline) {
      return {.kind = OutcomeKind::refused, .reason = "too_late"};
    }
    outcome = executor->perform(effect, effect.deadline);
    const auto again = outcome.kind == OutcomeKind::busy || outcome.kind == OutcomeKind::in_doubt;
    if (!again || !options.wait) return outcome;
    perhaps_tried = perhaps_tried || outcome.kind == OutcomeKind::in_doubt;
    const auto pause = outcome.retry_after.value_or(limits::executor_retry_pause * (1 << attempt));
    if (pause > limits::executor_retry_pause_max) return outcome;
    options.wait(pause);
  }
  return outcome;
}

auto ExecutorLoop::Inside::append_outcome(const Requested& effect, const Outcome& outcome,
                                          Partition partition) -> Result<Done, log::LogError> {
  const auto id = effect.id.text() + '/' + std::to_string(effect.sent_by);
  effects::EffectResult result{
      .effect = effect.id.text(),
      .effect_type = effect.type,
      .sent_by = effect.sent_by,
      .outcome = outcome.kind,
      .reason = outcome.reason,
      .retry_after_ms =
          outcome.retry_after ? std::optional{outcome.retry_after->count()} : std::nullopt,
      .result =
          outcome.result ? std::optional{PersonalText::fresh(*outcome.result)} : std::nullopt};
  const codec::SealScope scope{.tenant = effect.entity.tenant,
                               .subject = effect.entity.kind + '/' + effect.entity.id.text(),
                               .origin = id};
  if (!codec::seal(result, scope, keys)) return Failure{log::LogError::unavailable};
  auto payload = codec::write(std::variant<effects::EffectResult>{std::move(result)});
  return unit->append(
      log::topic::inbound, partition,
      inbound_record(options.installation, effect.entity, effects::EffectResult::type, id,
                     options.now(), std::move(payload)));
}

auto ExecutorLoop::Inside::settle(std::vector<log::Delivered>& batch) -> StepResult {
  for (const auto& delivered : batch) read_ahead(delivered);
  auto begun = unit->begin();
  log::NextOffsets offsets;
  for (const auto& delivered : batch) {
    if (!begun) break;
    const log::TopicPartition place{delivered.at.topic, delivered.at.partition};
    offsets.next[place] = delivered.at.offset + 1;
    const auto effect = read_requested(delivered.record);
    if (!effect) continue;  // Nobody but the engine writes there: counted by whoever audits.
    const auto outcome = perform(*effect, delivered.at.offset < perhaps_tried_before[place]);
    begun = append_outcome(*effect, outcome, delivered.at.partition);
  }
  // Whatever happens to this transaction, these were tried.
  for (const auto& [place, next] : offsets.next) {
    perhaps_tried_before[place] = std::max(perhaps_tried_before[place], next);
  }
  if (!begun) {
    if (begun.error() == log::LogError::fenced) return StepResult::finished;
    return unit->abort() ? StepResult::failed : StepResult::finished;
  }
  const auto done = unit->commit(offsets);
  if (!done) {
    return done.error() == log::CommitFailure::aborted ? StepResult::failed : StepResult::finished;
  }
  for (const auto& [place, next] : offsets.next) committed[place] = next;
  return StepResult::worked;
}

ExecutorLoop::ExecutorLoop(log::MessageLog& log, const ExecutorRegistry& executors, KeyStore& keys,
                           ExecutorLoopOptions options)
    : in_(new Inside{.log = log,
                     .executors = executors,
                     .keys = keys,
                     .options = std::move(options),
                     .unit = nullptr,
                     .perhaps_tried_before = {},
                     .committed = {},
                     .withdrawn = {}}) {
  ORKESTA_ASSERT(in_->options.now != nullptr);
}
ExecutorLoop::~ExecutorLoop() = default;

auto ExecutorLoop::reopen() -> Result<Done, log::LogError> {
  in_->unit.reset();
  ORKESTA_TRY_LET(unit, in_->log.open_unit({in_->options.unit,
                                            in_->options.group,
                                            {log::topic::outbound, log::topic::effects}}));
  in_->unit = std::move(unit);
  return Done{};
}

auto ExecutorLoop::step(std::chrono::milliseconds wait_at_most) -> StepResult {
  auto& in = *in_;
  if (!in.unit) return StepResult::finished;
  auto polled = in.unit->poll(wait_at_most);
  if (!polled) {
    const auto gone =
        polled.error() == log::LogError::fenced || polled.error() == log::LogError::in_doubt;
    return gone ? StepResult::finished : StepResult::failed;
  }
  std::vector<log::Delivered> batch;
  std::map<log::TopicPartition, Offset> taken;
  bool gained_any = false;
  for (auto& one : *polled) {
    if (const auto* gained = std::get_if<log::Gained>(&one)) {
      in.gain(*gained);
      gained_any = true;
    } else if (auto* delivered = std::get_if<log::Delivered>(&one)) {
      const log::TopicPartition place{delivered->at.topic, delivered->at.partition};
      auto& next = taken.try_emplace(place, in.committed[place]).first->second;
      if (delivered->at.offset < next) continue;  // Delivered again: committed, or in this batch.
      next = delivered->at.offset + 1;
      batch.push_back(std::move(*delivered));
    }
  }
  if (batch.empty()) return gained_any ? StepResult::worked : StepResult::idle;
  return in.settle(batch);
}

}  // namespace orkesta::engine
