// What comes in: providers' webhooks, and connectors' messages.
#include "api_support.hpp"
#include "inbound_body.hpp"
#include "orkesta/codec/hash.hpp"
#include "orkesta/codec/json_view.hpp"
#include "orkesta/connect/chatwoot.hpp"
#include "orkesta/connect/signature.hpp"

namespace orkesta::gateway {
namespace {

constexpr std::size_t webhook_bytes_max = 1u << 20;

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

auto receive_inbound(const ApiServices& services, const Request& request) -> Response {
  const auto json = codec::Json::parse(request.body, inbound_limits);
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
