#include "inbound_body.hpp"

namespace orkesta::gateway {
namespace {

using codec::JsonView;

constexpr std::size_t id_bytes_max = 512;

auto text_of(const JsonView& object, std::string_view name) -> std::optional<std::string> {
  const auto text = object.text_of(name);
  if (!text) return std::nullopt;
  return std::string(*text);
}

/// Refuses members that nobody reads (S4); names the place, never the value.
auto unknown_member(const JsonView& object, std::initializer_list<std::string_view> known)
    -> std::optional<std::string> {
  for (const auto [name, value] : object.members()) {
    bool is_known = false;
    for (const auto candidate : known) is_known = is_known || candidate == name;
    if (!is_known) return std::string("unknown member");
  }
  return std::nullopt;
}

}  // namespace

auto read_inbound(const JsonView& body) -> Result<InboundBody, std::string> {
  if (unknown_member(body, {"channel", "account", "conversation", "message", "contact"}))
    return Failure{std::string("unknown member in the body")};
  const auto message = body.find("message");
  if (!message || !message->is_object()) return Failure{std::string("message is an object")};
  if (unknown_member(*message, {"id", "kind", "text", "sent_at"}))
    return Failure{std::string("unknown member in message")};
  const auto channel = text_of(body, "channel");
  const auto account = text_of(body, "account");
  const auto thread = text_of(body, "conversation");
  const auto id = text_of(*message, "id");
  const auto kind = text_of(*message, "kind");
  for (const auto& [name, value] : {std::pair{"channel", channel}, std::pair{"account", account},
                                    std::pair{"conversation", thread}, std::pair{"message.id", id},
                                    std::pair{"message.kind", kind}})
    if (!value || value->empty() || value->size() > id_bytes_max)
      return Failure{std::string(name) + " is a text of 1 to 512 bytes"};
  std::optional<Timestamp> sent_at;
  if (const auto given = text_of(*message, "sent_at")) {
    sent_at = parse_timestamp(*given);
    if (!sent_at) return Failure{std::string("message.sent_at is an RFC 3339 instant")};
  }
  connect::Person person;
  if (const auto contact = body.find("contact")) {
    if (!contact->is_object() || unknown_member(*contact, {"phone", "name", "email"}))
      return Failure{std::string("contact holds phone, name, email")};
    person = {text_of(*contact, "name"), text_of(*contact, "phone"), text_of(*contact, "email")};
  }
  return InboundBody{
      {*channel, *account},
      {*thread, *id, *kind, text_of(*message, "text").value_or(""), sent_at, std::move(person)}};
}

}  // namespace orkesta::gateway
