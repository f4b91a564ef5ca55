#include "orkesta/domain/conversation/kind.hpp"

#include <algorithm>

#include "orkesta/core/assert.hpp"
#include "rules.hpp"
#include "seen.hpp"
#include "skills.hpp"

namespace orkesta::conversation {
namespace {

static_assert(EntityKind<Kind>);

auto type_of(const Payload& payload) -> std::string_view {
  return std::visit([]<class P>(const P&) { return P::type; }, payload);
}

/// A text with something in it; a closed or blank one needs no understanding.
auto understandable(const PersonalText& text) -> std::optional<std::string> {
  const auto* opened = text.opened();
  if (opened == nullptr || opened->find_first_not_of(" \t\r\n") == std::string::npos)
    return std::nullopt;
  return *opened;
}

auto text_of_message(const State& state, const CustomerMessage& message)
    -> std::optional<std::string> {
  if (was_seen(state.seen, message.duplicate_key)) return std::nullopt;
  const auto early =
      std::find_if(state.early.begin(), state.early.end(),
                   [&](const EarlyChange& one) { return one.message == message.duplicate_key; });
  if (early == state.early.end()) return understandable(message.text);
  if (early->deleted) return std::nullopt;
  return understandable(early->text);
}

auto text_of_window(const State& state, const Cause& cause) -> std::optional<std::string> {
  const auto* timer = std::get_if<FromTimer>(&cause);
  if (timer == nullptr || timer->name.text() != timers::quiet_window) return std::nullopt;
  auto text = joined(state.waiting);
  if (text.find_first_not_of(" \t\r\n") == std::string::npos) return std::nullopt;
  return text;
}

}  // namespace

auto Kind::decide(const State& state, const Heard<Kind>& heard) -> Decision<Kind> {
  auto deciding = Deciding{state, heard};
  if (heard.context == nullptr) {
    deciding.refuse("no_context", type_of(heard.payload));
    return deciding.finish();
  }
  std::visit(
      Overloaded{
          [&](const CustomerMessage& message) { hear_message(deciding, message); },
          [&](const MessageEdited& edit) { hear_edit(deciding, edit); },
          [&](const MessageDeleted& deletion) { hear_deletion(deciding, deletion); },
          [&](const Command& command) { hear_command(deciding, command); },
          [&](const Notification& notification) { hear_notification(deciding, notification); },
          [&](const effects::EffectResult& result) { hear_result(deciding, result); },
          [&](const TimerFired&) { hear_timer(deciding); },
          [&](const Unreadable& unreadable) { hear_unreadable(deciding, unreadable); },
      },
      heard.payload);
  settle_objections(deciding);
  note_quote_tool(deciding);
  return deciding.finish();
}

auto Kind::send_message(const State& after, const Reply& /*reply*/, std::uint32_t index)
    -> effects::SendMessage {
  return {index, after.channel, after.account, after.thread, after.owner_epoch};
}

auto Kind::text_to_understand(const State& state, const Payload& payload, const Cause& cause)
    -> std::optional<std::string> {
  using Text = std::optional<std::string>;
  return std::visit(
      Overloaded{
          [&](const CustomerMessage& message) { return text_of_message(state, message); },
          [&](const MessageEdited& edit) -> Text {
            return was_seen(state.seen, edit.target_key) ? understandable(edit.text) : std::nullopt;
          },
          [&](const TimerFired&) { return text_of_window(state, cause); },
          [](const MessageDeleted&) -> Text { return std::nullopt; },
          [](const Command&) -> Text { return std::nullopt; },
          [](const Notification&) -> Text { return std::nullopt; },
          [](const effects::EffectResult&) -> Text { return std::nullopt; },
          [](const Unreadable&) -> Text { return std::nullopt; },
      },
      payload);
}

auto Kind::hints(const State& state) -> UnderstandingHints {
  auto hints = UnderstandingHints{};
  hints.last_language = state.language;
  hints.quote_awaited = state.quote && state.quote->status == "open";
  hints.consent_awaited = state.consent.status == "asked";
  hints.payment_awaited = state.quote && state.quote->status == "accepted";
  hints.image_attached = std::any_of(state.waiting.begin(), state.waiting.end(),
                                     [](const auto& one) { return one.kind == "image"; });
  hints.asked_last = state.order.asked;
  return hints;
}

auto Kind::hints(const State& state, const Payload& payload) -> UnderstandingHints {
  auto hints = Kind::hints(state);
  if (const auto* message = std::get_if<CustomerMessage>(&payload))
    hints.image_attached = hints.image_attached || message->kind == "image";
  return hints;
}

}  // namespace orkesta::conversation
