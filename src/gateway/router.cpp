#include "orkesta/gateway/router.hpp"

#include <optional>

#include "orkesta/codec/json_view.hpp"

namespace orkesta::gateway {
namespace {

using Captured = std::map<std::string, std::string, std::less<>>;

auto next_segment(std::string_view& path) -> std::string_view {
  path.remove_prefix(1);
  const auto slash = path.find('/');
  const auto segment = path.substr(0, slash);
  path = slash == std::string_view::npos ? std::string_view{} : path.substr(slash);
  return segment;
}

/// Segment by segment; `{name}` takes any one that is not empty.
auto match(std::string_view pattern, std::string_view path) -> std::optional<Captured> {
  Captured captured;
  while (!pattern.empty() && !path.empty()) {
    const auto wanted = next_segment(pattern);
    const auto given = next_segment(path);
    if (wanted.size() > 2 && wanted.front() == '{') {
      if (given.empty()) return std::nullopt;
      captured.emplace(wanted.substr(1, wanted.size() - 2), given);
    } else if (wanted != given) {
      return std::nullopt;
    }
  }
  if (!pattern.empty() || !path.empty()) return std::nullopt;
  return captured;
}

}  // namespace

auto Request::header(std::string_view lower_case_name) const -> std::string_view {
  const auto found = headers.find(lower_case_name);
  return found == headers.end() ? std::string_view{} : std::string_view{found->second};
}

auto Request::parameter(std::string_view name) const -> std::optional<std::string_view> {
  const auto found = query.find(name);
  if (found == query.end()) return std::nullopt;
  return found->second;
}

auto json_response(int status, std::string body) -> Response {
  Response response;
  response.status = status;
  response.body = std::move(body);
  return response;
}

auto error_response(int status, std::string_view code, std::string_view message,
                    std::string_view request_id) -> Response {
  std::string body = R"({"error":{"code":)";
  codec::append_string(body, code);
  body += R"(,"message":)";
  codec::append_string(body, message);
  body += R"(,"request_id":)";
  codec::append_string(body, request_id);
  body += "}}";
  return json_response(status, std::move(body));
}

auto Router::find(std::string_view method, std::string_view path) const -> Match {
  Match found;
  for (const auto& route : routes_) {
    auto captured = match(route.pattern, path);
    if (!captured) continue;
    found.allowed.push_back(route.method);
    if (route.method != method) continue;
    found.route = &route;
    found.captured = std::move(*captured);
    return found;
  }
  return found;
}

}  // namespace orkesta::gateway
