#pragma once

#include <map>
#include <string>
#include <string_view>
#include <vector>

#include "orkesta/gateway/http.hpp"

namespace orkesta::gateway {

/// One table of routes; the OpenAPI document and the authorisation matrix are tests over it.
class Router {
 public:
  explicit Router(std::vector<Route> routes) : routes_(std::move(routes)) {}

  struct Match {
    const Route* route = nullptr;      ///< Null: no such path, or no such method on it.
    std::vector<std::string> allowed;  ///< Methods of the path; empty: no such path.
    std::map<std::string, std::string, std::less<>> captured;
  };
  auto find(std::string_view method, std::string_view path) const -> Match;
  auto routes() const -> const std::vector<Route>& { return routes_; }

 private:
  std::vector<Route> routes_;
};

}  // namespace orkesta::gateway
