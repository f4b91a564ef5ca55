// The live stream, and the same turns for those who cannot hold a stream open.
#include "api_support.hpp"
#include "orkesta/codec/json_writer.hpp"
#include "orkesta/core/limits.hpp"

namespace orkesta::gateway {
namespace {

const std::vector<std::string> listeners = {"ceo", "seller", "secretary"};

/// The turn behind the cursor. Nothing: not a turn's position of this tenant, or one that the log
/// does not hold.
auto behind(const ApiServices& services, const TenantId& tenant, std::string_view cursor)
    -> std::optional<Offset> {
  const auto position = services.positions->decode(tenant, cursor);
  const auto here = log::partition_of(tenant, services.log->partitions());
  if (!position || position->of != store::PositionOf::turn || position->partition != here)
    return std::nullopt;
  if (position->offset + 1 > services.hub->end_of(tenant)) return std::nullopt;
  return position->offset + 1;
}

/// Shown by who holds the conversation now, once the read model has reached the turn.
auto own_conversations(const ApiServices& services, const Claims& claims)
    -> std::function<std::optional<bool>(const EntityKey&, Offset)> {
  const auto partition = log::partition_of(claims.tenant, services.log->partitions());
  return [rows = services.rows, claims, partition](const EntityKey& entity,
                                                   Offset offset) -> std::optional<bool> {
    const auto found = rows->ask(
        claims.tenant,
        in_scope_of(claims, {"conversation_one", {{"conversation", entity.id.text()}}, partition}));
    if (!found || found->at.turns_next <= offset) return std::nullopt;
    return !found->rows.empty();
  };
}

auto listener_of(const ApiServices& services, const Request& request) -> LiveHub::Listener {
  const auto& claims = *request.claims;
  LiveHub::Listener listener{claims.tenant, true, services.hub->end_of(claims.tenant),
                             claims.expires};
  if (sees_own_only(claims)) listener.sees = own_conversations(services, claims);
  return listener;
}

auto open_stream(const ApiServices& services, const Request& request,
                 std::shared_ptr<EventStream> stream) -> std::optional<Response> {
  auto listener = listener_of(services, request);
  const auto cursor = request.header("last-event-id");
  if (!cursor.empty()) {
    if (const auto next = behind(services, listener.tenant, cursor))
      listener.next = *next;
    else
      stream->send(std::make_shared<const std::string>("event: reset\ndata: {}\n\n"));
  }
  if (services.hub->subscribe(std::move(listener), std::move(stream))) return std::nullopt;
  return unavailable(request, "too many live streams");
}

auto list_events(const ApiServices& services, const Request& request) -> Response {
  const auto limit = page_limit(request);
  if (!limit) return limit.error();
  auto listener = listener_of(services, request);
  listener.next = 0;
  if (const auto after = request.parameter("after")) {
    const auto next = behind(services, listener.tenant, *after);
    if (!next) return refuse(request, 400, "bad_position", "after is not a turn of yours");
    listener.next = *next;
  }
  const auto turns = services.hub->read(listener, static_cast<std::size_t>(*limit));
  if (!turns) return unavailable(request, "the log cannot be read now");
  codec::JsonWriter json;
  json.begin_object();
  if (!turns->empty()) json.field("position", turns->back().position);
  json.key("turns").begin_array();
  for (const auto& turn : *turns) json.raw(turn.json);
  json.end_array();
  return json_response(200, json.end_object().text());
}

}  // namespace

void add_live_routes(std::vector<Route>& routes, const Services& services) {
  routes.push_back({"GET",
                    "/api/v1/stream",
                    {Access::Kind::token, listeners},
                    0,
                    nullptr,
                    [services](const Request& request, std::shared_ptr<EventStream> stream) {
                      return open_stream(*services, request, std::move(stream));
                    }});
  routes.push_back({"GET",
                    "/api/v1/events",
                    {Access::Kind::token, listeners},
                    0,
                    [services](const Request& request) { return list_events(*services, request); },
                    nullptr});
}

}  // namespace orkesta::gateway
