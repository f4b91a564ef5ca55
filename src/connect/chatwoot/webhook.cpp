// Chatwoot's webhooks: one flat object with `event` (swagger of Chatwoot, webhook payloads).
#include "orkesta/codec/json_view.hpp"
#include "orkesta/connect/chatwoot.hpp"

namespace orkesta::connect::chatwoot {
namespace {

using codec::Json;
using codec::JsonView;

constexpr codec::JsonLimits webhook_limits{.bytes_max = 1u << 20,
                                           .depth_max = 32,
                                           .string_bytes_max = 1u << 20,
                                           .members_max = 1'000,
                                           .values_max = 100'000};

/// Ids come as numbers, in some places as strings.
auto id_of(const std::optional<JsonView>& value) -> std::string {
  return value && (value->is_number() || value->is_string()) ? std::string(value->text())
                                                             : std::string{};
}

auto text_of(const JsonView& object, std::string_view name) -> std::optional<std::string> {
  const auto text = object.text_of(name);
  if (!text || text->empty()) return std::nullopt;
  return std::string(*text);
}

/// The names of the webhooks, or the integers that nested messages and API answers use.
enum class MessageType { incoming, outgoing, other };
auto message_type_of(const JsonView& body) -> MessageType {
  const auto given = id_of(body.find("message_type"));
  if (given == "incoming" || given == "0") return MessageType::incoming;
  if (given == "outgoing" || given == "1") return MessageType::outgoing;
  return MessageType::other;
}

/// ISO 8601 with zone, or epoch seconds.
auto time_of(const JsonView& body) -> std::optional<Timestamp> {
  const auto value = body.find("created_at");
  if (!value) return std::nullopt;
  if (const auto seconds = value->integer(); seconds && *seconds < 1LL << 40)
    return Timestamp{*seconds * 1000};
  return parse_timestamp(value->text());
}

auto person_of(const JsonView& body) -> Person {
  const auto sender = body.find("sender");
  if (!sender || !sender->is_object()) return {};
  return {text_of(*sender, "name"), text_of(*sender, "phone_number"), text_of(*sender, "email")};
}

auto kind_of(const JsonView& body) -> std::string {
  const auto attachments = body.find("attachments");
  if (attachments && attachments->size() > 0) {
    const auto type = text_of(*attachments->items().begin(), "file_type").value_or("");
    if (type == "image" || type == "audio" || type == "video" || type == "location" ||
        type == "contact")
      return type;
    return type == "file" ? "document" : "unsupported";
  }
  return body.text_of("content_type") == "sticker" ? "sticker" : "text";
}

auto thread_of(const JsonView& body) -> std::string {
  return id_of(body.at({"conversation", "id"}));
}

/// A choice in a form of ours, answered: what was chosen, a line each.
auto submitted_text(const JsonView& body) -> std::string {
  std::string text;
  const auto values = body.at({"content_attributes", "submitted_values"});
  if (!values) return text;
  for (const auto value : values->items()) {
    const auto said = text_of(value, "title").value_or(text_of(value, "value").value_or(""));
    if (!text.empty() && !said.empty()) text += '\n';
    text += said;
  }
  return text;
}

auto read_created(const JsonView& body) -> ChannelEvent {
  const auto thread = thread_of(body);
  const auto id = id_of(body.find("id"));
  if (thread.empty() || id.empty()) return Unknown{"message_without_id"};
  const auto private_note = body.find("private");
  if (private_note && private_note->boolean()) return Ignored{"private_note"};
  auto text = text_of(body, "content").value_or("");
  switch (message_type_of(body)) {
    case MessageType::incoming:
      return IncomingMessage{thread,         id, kind_of(body), std::move(text), time_of(body),
                             person_of(body)};
    case MessageType::outgoing: {
      const auto sender = body.find("sender");
      if (!sender || !sender->is_object() || sender->text_of("type") != "user")
        return Ignored{"echo"};
      return StaffMessage{thread, id, "chatwoot:" + id_of(sender->find("id")), std::move(text)};
    }
    case MessageType::other:
      return Ignored{"message_type"};
  }
  return Unknown{"message_type"};
}

auto read_updated(const JsonView& body) -> ChannelEvent {
  const auto thread = thread_of(body);
  const auto id = id_of(body.find("id"));
  if (thread.empty() || id.empty()) return Unknown{"message_without_id"};
  if (auto text = submitted_text(body); !text.empty())
    return IncomingMessage{thread,          id + "/submitted", "text",
                           std::move(text), std::nullopt,      person_of(body)};
  if (message_type_of(body) != MessageType::incoming) return Ignored{"status"};
  const auto deleted = body.at({"content_attributes", "deleted"});
  if (deleted && deleted->boolean()) return IncomingDeletion{thread, id};
  return IncomingEdit{thread, id, text_of(body, "content").value_or("")};
}

auto read_event(const JsonView& body) -> ChannelEvent {
  const auto event = body.text_of("event").value_or("");
  if (event == "message_created") return read_created(body);
  if (event == "message_updated") return read_updated(body);
  for (const std::string_view known :
       {"conversation_created", "conversation_status_changed", "conversation_updated",
        "conversation_opened", "conversation_resolved", "contact_created", "contact_updated",
        "webwidget_triggered", "conversation_typing_on", "conversation_typing_off", "inbox_created",
        "inbox_updated"})
    if (event == known) return Ignored{std::string(event)};
  return Unknown{"unknown_event"};
}

}  // namespace

auto read_webhook(std::string_view body) -> Result<Delivery, std::string> {
  const auto json = Json::parse(body, webhook_limits);
  if (!json) return Failure{json.error().code};
  const auto root = json->root();
  if (!root.is_object()) return Failure{std::string("bad_json")};
  return Delivery{id_of(root.at({"account", "id"})), {read_event(root)}};
}

}  // namespace orkesta::connect::chatwoot
