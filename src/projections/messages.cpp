/// The thread: what the customer said and what we said, message by message.

#include "orkesta/projections/projections.hpp"
#include "rows.hpp"

namespace orkesta::projections {
namespace {

using namespace conversation::events;

class Thread {
 public:
  Thread(std::vector<RowChange>& into, const RecordedTurn& turn) : into_(into), turn_(turn) {}

  void received(const MessageReceived& event) {
    set(named(event.message), {{"sequence", value(turn_.sequence)},
                               {"place", value(place_++)},
                               {"direction", value(std::string("in"))},
                               {"author", value(std::string("customer"))},
                               {"kind", value(event.kind)},
                               {"text", value(event.text)},
                               {"intent", value(event.intent)},
                               {"confidence", value(event.confidence)},
                               {"sentiment", value(event.sentiment)},
                               {"at", value(event.arrived_at)},
                               {"sent_at", value(event.sent_at.value_or(Timestamp{}))},
                               {"state", value(std::string("received"))}});
  }

  /// One that came before its message changes what the message says when it comes (D2).
  void edited(const MessageEdited& event) {
    if (event.early) return;
    set(event.message, {{"text", value(event.text)},
                        {"edited_at", value(event.arrived_at)},
                        {"state", value(std::string("edited"))}});
  }

  void deleted(const MessageDeleted& event) {
    if (event.early) return;
    set(event.message, {{"text", Value{}},
                        {"edited_at", value(event.arrived_at)},
                        {"state", value(std::string("deleted"))}});
  }

  /// What the channel says of ours, under its own id.
  void told(const std::string& message, std::string state, std::string reason = {}) {
    Row(into_, "message_states", key(message))
        .set({{"state", value(std::move(state))},
              {"reason", value(std::move(reason))},
              {"at", value(turn_.at)}});
  }

  void replied(const std::string& id, const Reply& reply, const std::string& person) {
    set(id, {{"sequence", value(turn_.sequence)},
             {"place", value(place_++)},
             {"direction", value(std::string("out"))},
             {"author", value(std::string(person.empty() ? "bot" : "person"))},
             {"author_id", value(person)},
             {"kind", value(reply.kind)},
             {"text", value(reply.text)},
             {"template", value(reply.template_id.value_or(""))},
             {"at", value(turn_.at)},
             {"state", value(std::string("queued"))}});
  }

  void sent(const effects::EffectResult& result) {
    if (result.effect_type != effects::SendMessage::type) return;
    set(result.effect,
        {{"state", value(state_after(result.outcome))}, {"reason", value(result.reason)}});
  }

  /// The name of the `place`-th message of the turn where the channel gave none.
  auto named(const std::string& message) const -> std::string {
    if (!message.empty()) return message;
    return std::to_string(turn_.sequence) + '/' + std::to_string(place_);
  }

 private:
  static auto state_after(effects::OutcomeKind outcome) -> std::string {
    switch (outcome) {
      case effects::OutcomeKind::done:
        return "sent";
      case effects::OutcomeKind::refused:
        return "failed";
      case effects::OutcomeKind::in_doubt:
        return "in_doubt";
      case effects::OutcomeKind::busy:
        return "queued";
      case effects::OutcomeKind::withdrawn:
        return "withdrawn";
    }
    ORKESTA_UNREACHABLE();
  }
  auto key(const std::string& message) const -> Columns {
    return {{"conversation", value(turn_.entity.id.text())}, {"message", value(message)}};
  }
  void set(const std::string& message, Columns columns) {
    Row(into_, "messages", key(message)).set(std::move(columns));
  }

  std::vector<RowChange>& into_;
  const RecordedTurn& turn_;
  std::int64_t place_ = 0;
};

/// The id of the effect that sends the reply; "" when nothing sends it.
auto sender_of(const Decision<conversation::Kind>& decision, std::uint32_t reply) -> std::string {
  for (const auto& effect : decision.effects) {
    const auto* send = std::get_if<effects::SendMessage>(&effect.what);
    if (send && send->reply == reply) return effect.id.text();
  }
  return {};
}

/// Who wrote the turn's replies; "" = the bot.
auto person_who_wrote(const Turn<conversation::Kind>& turn) -> std::string {
  const auto* command = std::get_if<conversation::Command>(&turn.heard.payload);
  return command && command->command == conversation::CommandType::send ? command->by
                                                                        : std::string();
}

}  // namespace

auto project_messages(const RecordedTurn& turn) -> std::vector<RowChange> {
  std::vector<RowChange> changes;
  if (!turn.conversation) return changes;
  const auto& decision = turn.conversation->decision;
  Thread thread(changes, turn);
  const auto* result = std::get_if<effects::EffectResult>(&turn.conversation->heard.payload);
  if (result) thread.sent(*result);
  for (const auto& event : decision.events) {
    when(
        event, [&](const MessageReceived& e) { thread.received(e); },
        [&](const MessageEdited& e) { thread.edited(e); },
        [&](const MessageDeleted& e) { thread.deleted(e); },
        [&](const MessageDelivered& e) { thread.told(e.message, "delivered"); },
        [&](const MessageRead& e) { thread.told(e.message, "read"); },
        [&](const MessageFailed& e) { thread.told(e.message, "failed", e.reason); });
  }
  const auto person = person_who_wrote(*turn.conversation);
  for (std::size_t i = 0; i < decision.replies.size(); ++i) {
    const auto sender = sender_of(decision, static_cast<std::uint32_t>(i));
    thread.replied(thread.named(sender), decision.replies[i], person);
  }
  return changes;
}

}  // namespace orkesta::projections
