// What comes in: providers' webhooks, and connectors' messages.
#include "api_support.hpp"
#include "orkesta/codec/hash.hpp"
#include "orkesta/codec/json_view.hpp"
#include "orkesta/connect/chatwoot.hpp"
#include "orkesta/connect/signature.hpp"

namespace orkesta::gateway {
namespace {

using codec::JsonView;

constexpr std::size_t webhook_bytes_max = 1u << 20;
constexpr std::size_t inbound_bytes_max = 256u << 10;
constexpr std::size_t id_bytes_max = 512;
constexpr codec::JsonLimits command_limits{.bytes_max = inbound_bytes_max,
                                           .depth_max = 32,
                                           .string_bytes_max = inbound_bytes_max,
                                           .members_max = 1'000,
                                           .values_max = 10'000};

/// The same answer whatever was wrong: account, secret or signature.
auto unsigned_webhook(const ApiServices& services, const Request& request, std::string_view why)
    -> Response {
  services.metrics->refused("signature", why);
  return refuse(request, 401, "unauthorized", "the signature is not valid");
}

auto receive_chatwoot(const ApiServices& services, const Request& request) -> Response {
  const TenantId tenant{request.captured.at("tenant")};
  const auto& account = request.captured.at("account");
  const auto secrets =
      connect::find_secrets(services.secrets, tenant.text(), "chatwoot", account, "hmac_secret");
  if (secrets.empty()) return unsigned_webhook(services, request, "no_secret");
  const connect::SignedRequest as_signed{request.headers, request.body};
  const auto verdict =
      connect::verify_chatwoot(as_signed, secrets, services.now(), connect::chatwoot_tolerance);
  if (!verdict.valid) return unsigned_webhook(services, request, verdict.reason);
  if (!services.rates->admits(tenant, services.now())) return too_many(request);
  auto delivery = connect::chatwoot::read_webhook(request.body);
  if (!delivery) return refuse(request, 400, "bad_json", "the body is not JSON");
  const auto ok = [] { return json_response(200, R"({"status":"accepted"})"); };
  if (!delivery->account.empty() && delivery->account != account) {
    services.metrics->refused("foreign_account", "chatwoot");
    return ok();
  }
  for (const auto& event : delivery->events) {
    const auto taken = services.door->deliver(tenant, {"chatwoot", account}, event, request.body);
    if (!taken) return door_failure(request, taken.error());
  }
  return ok();
}

auto receive_webhook(const ApiServices& services, const Request& request) -> Response {
  if (request.captured.at("provider") == "chatwoot") return receive_chatwoot(services, request);
  return unsigned_webhook(services, request, "unknown_provider");
}

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

struct InboundBody {
  door::Line line;
  connect::IncomingMessage message;
};

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

auto receive_inbound(const ApiServices& services, const Request& request) -> Response {
  const auto json = codec::Json::parse(request.body, command_limits);
  if (!json || !json->root().is_object())
    return refuse(request, 400, "bad_json", "the body is not a JSON object within the limits");
  const auto body = read_inbound(json->root());
  if (!body) return refuse(request, 422, "bad_field", body.error());
  const auto taken = services.door->deliver(request.claims->tenant, body->line, body->message, "");
  if (!taken) return door_failure(request, taken.error());
  return accepted_response(services, **taken);
}

}  // namespace

void add_inbound_routes(std::vector<Route>& routes, const Services& services) {
  routes.push_back(
      {"POST",
       "/webhooks/{provider}/{tenant}/{account}",
       {Access::Kind::webhook, {}},
       webhook_bytes_max,
       [services](const Request& request) { return receive_webhook(*services, request); },
       nullptr});
  routes.push_back(
      {"POST",
       "/api/v1/inbound",
       {Access::Kind::token, {"connector"}},
       inbound_bytes_max,
       [services](const Request& request) { return receive_inbound(*services, request); },
       nullptr});
}

}  // namespace orkesta::gateway
