/// A person in place of the bot (B4, D4): asked for, waited for, and what the bot does meanwhile.

#include "skills.hpp"

namespace orkesta::conversation {

void hand_off(Deciding& deciding, std::string_view reason) {
  const auto& state = deciding.state();
  if (state.handoff_open || state.owner != Owner::bot) {
    deciding.say(Template::handoff_waiting, "handoff");
    return;
  }
  deciding.explain("policy", "hand_off", reason);
  deciding.record(events::HandoffRequested{std::string{reason}, state.owner, Owner::queue,
                                           state.owner_epoch + 1, deciding.at()});
  deciding.say(Template::handoff_confirmed, "handoff");
}

/// Questions that sell nothing are answered while the customer waits; anything else is left.
auto answer_in_queue(Deciding& deciding, const Matter& matter) -> bool {
  if (deciding.state().owner != Owner::queue) return false;
  const auto& intent = matter.intent;
  if (is_faq(intent.name) && is_likely(deciding, intent) && answer_faq(deciding, intent.name))
    return true;
  if (intent.name == "order_status" && is_likely(deciding, intent)) {
    answer_order_status(deciding);
    return true;
  }
  if (matter.said.card_removed) {
    deciding.say(Template::card_removed, "card_removed");
    return true;
  }
  deciding.explain("policy", "silent_on_sales", "owner_queue");
  deciding.say(Template::handoff_waiting, "handoff");
  return true;
}

auto hand_off_when_asked(Deciding& deciding, const Matter& matter) -> bool {
  if (matter.intent.name != "human_handoff" || !is_likely(deciding, matter.intent)) return false;
  hand_off(deciding, "asked_for");
  return true;
}

}  // namespace orkesta::conversation
