/// What became of what we asked of the outside world, and what cannot be read.

#include <algorithm>

#include "erasing.hpp"
#include "orkesta/core/assert.hpp"
#include "rules.hpp"

namespace orkesta::conversation {
namespace {

/// sent < delivered < read; a failure is final unless it was delivered after all (D2).
auto status_of(const State& state, const std::string& message) -> std::string_view {
  const auto known = std::find_if(state.sent.begin(), state.sent.end(),
                                  [&](const SentMessage& one) { return one.message == message; });
  return known == state.sent.end() ? std::string_view{} : std::string_view{known->status};
}

void hear_send(Deciding& deciding, const effects::EffectResult& result) {
  using effects::OutcomeKind;
  switch (result.outcome) {
    case OutcomeKind::done:
      return deciding.explain("channel", "done", "sent");
    case OutcomeKind::withdrawn:
      return deciding.explain("channel", "withdrawn", "owner_changed");
    case OutcomeKind::refused:
    case OutcomeKind::in_doubt:
    case OutcomeKind::busy:
      if (status_of(deciding.state(), result.effect) == "failed")
        return deciding.explain("policy", "ignored", "failed_already");
      deciding.explain("channel", "failed", result.reason);
      deciding.record(events::MessageFailed{result.effect, result.reason});
      return;
  }
  ORKESTA_UNREACHABLE();
}

}  // namespace

void hear_result(Deciding& deciding, const effects::EffectResult& result) {
  if (result.effect_type == effects::SendMessage::type) return hear_send(deciding, result);
  if (result.effect_type == effects::ErasePerson::type) return hear_erasure(deciding, result);
  deciding.explain("policy", "ignored", "not_pending", std::nullopt, {result.effect_type});
}

void hear_notification(Deciding& deciding, const Notification& notification) {
  const auto& message = notification.message;
  if (message.empty()) return deciding.refuse("no_message", "inbound.notification.v1");
  const auto before = status_of(deciding.state(), message);
  if (notification.kind == "message_delivered") {
    if (!before.empty()) return deciding.explain("policy", "ignored", "status_never_goes_back");
    return deciding.record(events::MessageDelivered{message});
  }
  if (notification.kind == "message_read") {
    if (before == "read") return deciding.explain("policy", "ignored", "status_never_goes_back");
    return deciding.record(events::MessageRead{message});
  }
  if (notification.kind == "message_failed") {
    if (!before.empty()) return deciding.explain("policy", "ignored", "status_never_goes_back");
    return deciding.record(events::MessageFailed{message, notification.provider});
  }
  deciding.refuse("unknown_notification", "inbound.notification.v1");
}

void hear_unreadable(Deciding& deciding, const Unreadable& unreadable) {
  deciding.explain("policy", "refused", unreadable.reason);
  deciding.record(events::InboundRejected{unreadable.reason, unreadable.fingerprint,
                                          std::string{Unreadable::type}});
}

}  // namespace orkesta::conversation
