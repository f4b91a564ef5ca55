// Who may pass: token, role, tenant wall, rate; in that order, before any body is read.
#include <algorithm>

#include "api_support.hpp"

namespace orkesta::gateway {
namespace {

auto bearer_of(const Request& request) -> std::string_view {
  constexpr std::string_view scheme = "Bearer ";
  const auto header = request.header("authorization");
  return header.starts_with(scheme) ? header.substr(scheme.size()) : std::string_view{};
}

/// The same body whatever was wrong with the token.
auto unauthorized(const ApiServices& services, const Request& request, std::string_view why)
    -> Response {
  services.metrics->refused("token", why);
  auto response = refuse(request, 401, "unauthorized", "a valid token is needed");
  response.headers.emplace_back("WWW-Authenticate", "Bearer");
  return response;
}

auto admit_token(const ApiServices& services, const Route& route, const Request& request)
    -> Admission {
  const auto token = bearer_of(request);
  if (token.empty()) return unauthorized(services, request, "missing");
  auto claims = verify_token(services.tokens, token, services.now());
  if (!claims) return unauthorized(services, request, name_of(claims.error()));
  const auto tenant = request.header("x-org-id");
  if (tenant.empty()) return refuse(request, 400, "no_org", "X-Org-Id is needed");
  const auto& roles = route.access.roles;
  const bool may = std::find(roles.begin(), roles.end(), claims->role) != roles.end();
  if (tenant != claims->tenant.text() || !may) {
    services.metrics->refused("token", may ? "foreign_tenant" : "role");
    return refuse(request, 403, "forbidden", "this token does not allow that");
  }
  return std::optional<Claims>{std::move(*claims)};
}

}  // namespace

auto api_gate(const Services& services) -> Gate {
  return [services](const Route& route, const Request& request) -> Admission {
    switch (route.access.kind) {
      case Access::Kind::open:
      case Access::Kind::webhook:  // Its rate counts once the signature holds: forgers lock nobody
                                   // out.
        return std::optional<Claims>{};
      case Access::Kind::token: {
        auto admission = admit_token(*services, route, request);
        const auto* const claims = std::get_if<std::optional<Claims>>(&admission);
        if (claims != nullptr && !services->rates->admits((*claims)->tenant, services->now()))
          return too_many(request);
        return admission;
      }
    }
    return refuse(request, 403, "forbidden", "this route is closed");
  };
}

auto api_routes(const Services& services) -> std::vector<Route> {
  std::vector<Route> routes;
  add_inbound_routes(routes, services);
  add_read_routes(routes, services);
  add_command_routes(routes, services);
  add_live_routes(routes, services);
  add_document_routes(routes, services);
  return routes;
}

}  // namespace orkesta::gateway
