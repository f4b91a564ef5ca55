// The published documents and the page, as they are embedded in the program; health and metrics.
#include "api_support.hpp"
#include "embedded.hpp"

namespace orkesta::gateway {
namespace {

auto fixed(std::string pattern, std::string type, std::string_view body,
           std::vector<std::pair<std::string, std::string>> headers = {}) -> Route {
  Route route{"GET", std::move(pattern), {Access::Kind::open, {}}, 0, nullptr, nullptr};
  route.handle = [type = std::move(type), body, headers = std::move(headers)](const Request&) {
    return Response{200, type, std::string(body), headers};
  };
  return route;
}

/// Scripts and styles of our own only; nothing is framed (S20).
const std::vector<std::pair<std::string, std::string>> page_headers = {
    {"Content-Security-Policy",
     "default-src 'none'; script-src 'self'; style-src 'self'; connect-src 'self'; "
     "img-src 'self'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'"},
    {"Referrer-Policy", "no-referrer"}};

auto state_route(std::string pattern, std::function<bool()> holds, std::string name) -> Route {
  Route route{"GET", std::move(pattern), {Access::Kind::open, {}}, 0, nullptr, nullptr};
  route.handle = [holds = std::move(holds), name = std::move(name)](const Request&) {
    const bool good = holds();
    return json_response(good ? 200 : 503, "{\"" + name + "\":" + (good ? "true" : "false") + '}');
  };
  return route;
}

}  // namespace

void add_document_routes(std::vector<Route>& routes, const Services&) {
  routes.push_back(fixed("/", "text/html; charset=utf-8", embedded::page_html(), page_headers));
  routes.push_back(fixed("/page.js", "text/javascript; charset=utf-8", embedded::page_js()));
  routes.push_back(fixed("/page.css", "text/css; charset=utf-8", embedded::page_css()));
  routes.push_back(fixed("/icon.svg", "image/svg+xml", embedded::page_icon()));
  routes.push_back(fixed("/openapi.json", "application/json", embedded::openapi_json()));
  routes.push_back(fixed("/asyncapi.json", "application/json", embedded::asyncapi_json()));
}

auto admin_routes(const Services& services) -> std::vector<Route> {
  const auto ready = [services] { return services->is_ready(); };
  std::vector<Route> routes;
  routes.push_back(state_route("/health", ready, "healthy"));
  routes.push_back(state_route("/health/readiness", ready, "ready"));
  routes.push_back(state_route("/readyz", ready, "ready"));
  for (const auto* const pattern : {"/health/liveness", "/healthz"})
    routes.push_back(state_route(
        pattern, [] { return true; }, "alive"));
  Route metrics{"GET", "/metrics", {Access::Kind::open, {}}, 0, nullptr, nullptr};
  metrics.handle = [services](const Request&) {
    return Response{200, "text/plain; version=0.0.4", services->metrics->text(), {}};
  };
  routes.push_back(std::move(metrics));
  return routes;
}

}  // namespace orkesta::gateway
