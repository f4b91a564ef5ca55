/// An operator's commands: who holds the thread, what a person says, decides or erases (D4).

#include "erasing.hpp"
#include "orkesta/core/assert.hpp"
#include "orkesta/core/time_limits.hpp"
#include "rules.hpp"
#include "seen.hpp"

namespace orkesta::conversation {
namespace {

constexpr auto withdraw_within = std::chrono::minutes{1};

auto is_held_by_another(const State& state, const std::string& by) -> bool {
  return state.owner == Owner::person && state.owner_id != by;
}

void note(Deciding& deciding, const char* name, const Command& command,
          std::optional<std::string> effect = std::nullopt) {
  deciding.record(events::CommandAccepted{name, command.by, command.duplicate_key, deciding.at(),
                                          std::move(effect)});
}

void take_for(Deciding& deciding, const std::string& by, const char* reason) {
  const auto& state = deciding.state();
  const auto epoch = state.owner_epoch + 1;
  if (!state.waiting.empty()) deciding.cancel_timer(timers::quiet_window);
  deciding.record(
      events::ConversationTaken{reason, by, state.owner, Owner::person, epoch, deciding.at()});
  deciding.ask_for(effects::WithdrawMessages{epoch}, withdraw_within);
}

void take(Deciding& deciding, const Command& command) {
  const auto& state = deciding.state();
  if (is_held_by_another(state, command.by))
    return deciding.refuse("held_by_another", "inbound.command.v1/take", command.by);
  if (state.owner == Owner::person) return deciding.explain("policy", "ignored", "held_already");
  take_for(deciding, command.by, "command");
  note(deciding, "take", command);
  watch_takeover(deciding);
}

void release(Deciding& deciding, const Command& command) {
  const auto& state = deciding.state();
  if (is_held_by_another(state, command.by))
    return deciding.refuse("held_by_another", "inbound.command.v1/release", command.by);
  if (state.owner == Owner::bot)
    return deciding.refuse("not_taken", "inbound.command.v1/release", command.by);
  note(deciding, "release", command);
  deciding.record(events::ConversationReleased{"command", command.by, state.owner, Owner::bot,
                                               state.owner_epoch + 1, deciding.at()});
  deciding.cancel_timer(timers::takeover_expiry);
}

void send(Deciding& deciding, const Command& command) {
  const auto& state = deciding.state();
  if (is_held_by_another(state, command.by))
    return deciding.refuse("held_by_another", "inbound.command.v1/send", command.by);
  const auto* text = command.text ? command.text->opened() : nullptr;
  if (text == nullptr || text->find_first_not_of(" \t\r\n") == std::string::npos)
    return deciding.refuse("nothing_to_send", "inbound.command.v1/send", command.by);
  if (!state.started) return deciding.refuse("not_started", "inbound.command.v1/send", command.by);
  if (state.owner != Owner::person) take_for(deciding, command.by, "spoke");
  note(deciding, "send", command);
  deciding.answers();
  deciding.say_for(*command.text, command.by);
  watch_takeover(deciding);
}

void erase(Deciding& deciding, const Command& command) {
  const auto& state = deciding.state();
  if (state.erasing) {
    restart_erasure(deciding);
    return note(deciding, "erase", command, std::string{state.erasing->effect});
  }
  auto effect = deciding.ask_for(effects::ErasePerson{erased_subjects(deciding), "requested"},
                                 limits::erasure_deadline);
  ORKESTA_ASSERT(effect == derive_id(deciding.heard().entity, deciding.heard().sequence, 0));
  note(deciding, "erase", command, std::move(effect));
}

}  // namespace

void hear_command(Deciding& deciding, const Command& command) {
  if (was_seen(deciding.state().seen, command.duplicate_key))
    return ignore_duplicate(deciding, "command", command.duplicate_key);
  switch (command.command) {
    case CommandType::take:
      return take(deciding, command);
    case CommandType::release:
      return release(deciding, command);
    case CommandType::send:
      return send(deciding, command);
    case CommandType::grant:
      return grant_approval(deciding, command);
    case CommandType::refuse:
      return refuse_approval(deciding, command);
    case CommandType::erase:
      return erase(deciding, command);
  }
  ORKESTA_UNREACHABLE();
}

void watch_takeover(Deciding& deciding) {
  const auto hours = deciding.policy().takeover_hours;
  if (hours == 0) return;
  deciding.set_timer(timers::takeover_expiry, deciding.at() + std::chrono::hours{hours});
}

}  // namespace orkesta::conversation
