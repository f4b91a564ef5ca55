#pragma once

/// Outgoing HTTP over libcurl: a limit on everything, no redirects, and a clear word on whether the
/// other side may have acted (R5).

#include <chrono>
#include <memory>
#include <string>
#include <utility>
#include <vector>

#include "orkesta/core/result.hpp"

namespace orkesta::connect {

struct HttpRequest {
  std::string method = "GET";
  std::string url;
  std::vector<std::pair<std::string, std::string>> headers;
  std::string body;
  std::chrono::milliseconds connect_timeout{5'000};
  std::chrono::milliseconds timeout{20'000};
  std::size_t response_bytes_max = 1u << 20;
};
struct HttpResponse {
  int status = 0;
  std::vector<std::pair<std::string, std::string>> headers;  ///< Names in lower case.
  std::string body;
  auto header(std::string_view lower_case_name) const -> std::string_view;
};
enum class HttpError {
  not_connected,  ///< Nothing was sent: safe to go elsewhere or to try again.
  in_doubt,       ///< Sent at least in part, and no whole answer came: look it up.
  bad_url,        ///< Not http or https, or not a URL.
};

/// Keeps connections alive between calls. One thread at a time; each thread takes its own.
class HttpClient {
 public:
  HttpClient();
  ~HttpClient();
  HttpClient(HttpClient&&) noexcept;
  auto operator=(HttpClient&&) noexcept -> HttpClient&;
  auto perform(const HttpRequest& request) -> Result<HttpResponse, HttpError>;

 private:
  struct Handle;
  std::unique_ptr<Handle> handle_;
};

}  // namespace orkesta::connect
