#include "erasing.hpp"

#include <algorithm>
#include <charconv>

#include "orkesta/core/ids.hpp"
#include "orkesta/core/time_limits.hpp"
#include "rules.hpp"

namespace orkesta::conversation {
namespace {

auto timer_of(std::uint32_t number) -> std::string {
  return std::string{timers::erasure_retry} + std::to_string(number);
}

/// Before a retry: four times as long as before the one before, at most some hours.
auto pause_before(std::uint32_t number) -> std::chrono::milliseconds {
  std::chrono::milliseconds pause = limits::erasure_pause;
  for (std::uint32_t i = 1; i < number && pause < limits::erasure_pause_max; ++i) pause *= 4;
  return std::min<std::chrono::milliseconds>(pause, limits::erasure_pause_max);
}

void wait_for(Deciding& deciding, std::uint32_t number) {
  deciding.set_timer(timer_of(number), deciding.at() + pause_before(number));
}

void wait_no_more(Deciding& deciding) {
  for (std::uint32_t number = 1; number <= limits::erasure_retries_max + 1; ++number)
    deciding.cancel_timer(timer_of(number));
}

void ask(Deciding& deciding, const std::string& effect) {
  deciding.ask_again(effect, effects::ErasePerson{erased_subjects(deciding), "requested"},
                     limits::erasure_deadline);
}

/// Whether this answers the turn that gave the effect its id: then nothing waits yet.
auto is_first_try(const Deciding& deciding, const effects::EffectResult& result) -> bool {
  return result.effect == derive_id(deciding.heard().entity, result.sent_by, 0);
}

/// Keys may still stand: a person must look into it, and order it again.
void give_up(Deciding& deciding) {
  const auto& state = deciding.state();
  deciding.explain("policy", "failed", "erasure_undone");
  if (state.owner != Owner::bot || state.handoff_open) return;
  deciding.record(events::HandoffRequested{"erasure_undone", state.owner, Owner::queue,
                                           state.owner_epoch + 1, deciding.at()});
}

}  // namespace

auto erased_subjects(const Deciding& deciding) -> std::vector<std::string> {
  const auto& entity = deciding.heard().entity;
  auto subjects = std::vector<std::string>{entity.kind + '/' + entity.id.text()};
  const auto& customer = deciding.state().known.customer;
  if (!customer.empty()) subjects.push_back("customer/" + customer);
  return subjects;
}

void hear_erasure(Deciding& deciding, const effects::EffectResult& result) {
  const auto& erasing = deciding.state().erasing;
  if (!erasing || erasing->effect != result.effect)
    return deciding.explain("policy", "ignored", "not_pending");
  const auto first = is_first_try(deciding, result);
  if (result.outcome == effects::OutcomeKind::done) {
    if (!first) wait_no_more(deciding);
    return deciding.record(
        events::ConversationErased{erased_subjects(deciding), "requested", erasing->by});
  }
  deciding.explain("policy", "later", result.reason);
  if (first) wait_for(deciding, 1);
}

void erase_again(Deciding& deciding, std::string_view number) {
  const auto& erasing = deciding.state().erasing;
  std::uint32_t retry = 0;
  std::from_chars(number.data(), number.data() + number.size(), retry);
  if (!erasing || retry == 0) return deciding.explain("policy", "ignored", "not_pending");
  if (retry > limits::erasure_retries_max) return give_up(deciding);
  deciding.explain("policy", "again", "erasure_retry");
  ask(deciding, erasing->effect);
  wait_for(deciding, retry + 1);
}

void restart_erasure(Deciding& deciding) {
  wait_no_more(deciding);
  ask(deciding, deciding.state().erasing->effect);
  wait_for(deciding, 1);
}

}  // namespace orkesta::conversation
