#pragma once

/// HTTP as handlers see it: plain structs, nothing of the server behind them.

#include <functional>
#include <map>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "orkesta/gateway/token.hpp"

namespace orkesta::gateway {

struct Request {
  std::string method;
  std::string path;  ///< As sent, without the query; only plain characters (front door).
  std::map<std::string, std::string, std::less<>>
      query;  ///< Decoded; a name sent twice is refused.
  std::map<std::string, std::string, std::less<>> headers;  ///< Names in lower case.
  std::string body;
  std::map<std::string, std::string, std::less<>> captured;  ///< Of the route's pattern.
  std::optional<Claims> claims;  ///< Of the token, where the route wants one.
  std::string request_id;
  std::string remote;  ///< Address of the peer.

  auto header(std::string_view lower_case_name) const -> std::string_view;
  auto parameter(std::string_view name) const -> std::optional<std::string_view>;
};

struct Response {
  int status = 200;
  std::string content_type = "application/json";
  std::string body;
  std::vector<std::pair<std::string, std::string>> headers;
};

/// The one shape of errors: `{"error":{"code","message","request_id"}}`; never an echo of input.
auto error_response(int status, std::string_view code, std::string_view message,
                    std::string_view request_id) -> Response;
auto json_response(int status, std::string body) -> Response;

/// A live stream's writer, shared by whoever feeds it and the session that drains it. Frames are
/// whole server-sent events. Any thread.
class EventStream {
 public:
  virtual ~EventStream() = default;
  /// False: the queue is full or the client is gone; the stream is closed and the client resumes.
  virtual auto send(std::shared_ptr<const std::string> frame) -> bool = 0;
  virtual auto is_open() const -> bool = 0;
};

/// Who may call a route. Denied by default: a route without roles is refused to everybody.
struct Access {
  enum class Kind { open, webhook, token } kind = Kind::token;
  std::vector<std::string> roles;  ///< Of `token`.
};

struct Route {
  std::string method;
  std::string pattern;  ///< `/api/v1/conversations/{id}`.
  Access access;
  std::size_t body_bytes_max = 256u << 10;
  /// Runs on a thread that may block. Exactly one of the two is set.
  std::function<Response(const Request&)> handle;
  /// Takes over a live stream: returns nothing when it did, else the refusal.
  std::function<std::optional<Response>(const Request&, std::shared_ptr<EventStream>)> stream;
};

}  // namespace orkesta::gateway
