/// What fires: a quiet window, a quote's end, an approval's end, the end of a silent takeover.

#include "erasing.hpp"
#include "rules.hpp"

namespace orkesta::conversation {
namespace {

/// A person who has not spoken for so long gives the thread back to the bot (D4).
void end_takeover(Deciding& deciding) {
  const auto& state = deciding.state();
  const auto hours = std::chrono::hours{deciding.policy().takeover_hours};
  if (state.owner != Owner::person || deciding.at() < state.owner_heard_at + hours)
    return deciding.explain("policy", "ignored", "takeover_goes_on");
  deciding.record(events::ConversationReleased{"silence", "", Owner::person, Owner::bot,
                                               state.owner_epoch + 1, deciding.at()});
}

}  // namespace

void hear_timer(Deciding& deciding) {
  const auto* timer = std::get_if<FromTimer>(&deciding.heard().cause);
  if (timer == nullptr) return deciding.refuse("timer_without_name", "inbound.timer.v1");
  const auto& name = timer->name.text();
  if (name == timers::quiet_window) return close_window(deciding);
  if (name == timers::quote_expiry) return expire_quote(deciding);
  if (name == timers::takeover_expiry) return end_takeover(deciding);
  if (name.starts_with(timers::erasure_retry))
    return erase_again(deciding, std::string_view{name}.substr(timers::erasure_retry.size()));
  if (name.starts_with(timers::approval_expiry))
    return expire_approval(deciding, name.substr(timers::approval_expiry.size()));
  deciding.explain("policy", "ignored", "unknown_timer", std::nullopt, {name});
}

}  // namespace orkesta::conversation
