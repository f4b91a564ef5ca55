#include "orkesta/connect/http_client.hpp"

#include <curl/curl.h>

#include <algorithm>
#include <cctype>
#include <mutex>

namespace orkesta::connect {
namespace {

void start_library_once() {
  static std::once_flag started;
  std::call_once(started, [] { curl_global_init(CURL_GLOBAL_DEFAULT); });
}

struct Receiving {
  HttpResponse response;
  std::size_t bytes_max = 0;
};

extern "C" auto orkesta_http_body(char* data, std::size_t size, std::size_t count, void* user)
    -> std::size_t {
  auto& receiving = *static_cast<Receiving*>(user);
  const auto bytes = size * count;
  if (receiving.response.body.size() + bytes > receiving.bytes_max)
    return 0;  // Stops the transfer.
  receiving.response.body.append(data, bytes);
  return bytes;
}

extern "C" auto orkesta_http_header(char* data, std::size_t size, std::size_t count, void* user)
    -> std::size_t {
  const std::string_view line(data, size * count);
  const auto colon = line.find(':');
  if (colon == std::string_view::npos) return line.size();
  std::string name(line.substr(0, colon));
  std::transform(name.begin(), name.end(), name.begin(),
                 [](char c) { return c >= 'A' && c <= 'Z' ? static_cast<char>(c + 32) : c; });
  auto value = line.substr(colon + 1);
  const auto first = value.find_first_not_of(" \t");
  const auto last = value.find_last_not_of(" \t\r\n");
  value = first == std::string_view::npos || last < first ? std::string_view{}
                                                          : value.substr(first, last - first + 1);
  static_cast<Receiving*>(user)->response.headers.emplace_back(std::move(name), value);
  return line.size();
}

struct HeaderList {
  ~HeaderList() { curl_slist_free_all(list); }
  void add(const std::string& line) { list = curl_slist_append(list, line.c_str()); }
  curl_slist* list = nullptr;
};

/// Before a connection stands nothing can have reached the other side.
auto error_of(CURLcode code) -> HttpError {
  if (code == CURLE_URL_MALFORMAT || code == CURLE_UNSUPPORTED_PROTOCOL) return HttpError::bad_url;
  const bool before_connection =
      code == CURLE_COULDNT_CONNECT || code == CURLE_COULDNT_RESOLVE_HOST ||
      code == CURLE_COULDNT_RESOLVE_PROXY || code == CURLE_SSL_CONNECT_ERROR ||
      code == CURLE_PEER_FAILED_VERIFICATION;
  return before_connection ? HttpError::not_connected : HttpError::in_doubt;
}

}  // namespace

auto HttpResponse::header(std::string_view lower_case_name) const -> std::string_view {
  for (const auto& [name, value] : headers)
    if (name == lower_case_name) return value;
  return {};
}

struct HttpClient::Handle {
  Handle() : curl((start_library_once(), curl_easy_init())) {}
  ~Handle() { curl_easy_cleanup(curl); }
  Handle(const Handle&) = delete;
  auto operator=(const Handle&) -> Handle& = delete;
  CURL* curl;
};

HttpClient::HttpClient() : handle_(std::make_unique<Handle>()) {}
HttpClient::~HttpClient() = default;
HttpClient::HttpClient(HttpClient&&) noexcept = default;
auto HttpClient::operator=(HttpClient&&) noexcept -> HttpClient& = default;

auto HttpClient::perform(const HttpRequest& request) -> Result<HttpResponse, HttpError> {
  auto* const curl = handle_->curl;
  if (curl == nullptr) return Failure{HttpError::not_connected};
  curl_easy_reset(curl);  // Keeps connections, forgets options.
  Receiving receiving;
  receiving.bytes_max = request.response_bytes_max;
  HeaderList headers;
  for (const auto& [name, value] : request.headers) headers.add(name + ": " + value);
  headers.add("Expect:");  // No 100-continue: one round trip less.

  curl_easy_setopt(curl, CURLOPT_URL, request.url.c_str());
  curl_easy_setopt(curl, CURLOPT_PROTOCOLS_STR, "http,https");
  curl_easy_setopt(curl, CURLOPT_NOSIGNAL, 1L);
  curl_easy_setopt(curl, CURLOPT_FOLLOWLOCATION, 0L);
  curl_easy_setopt(curl, CURLOPT_CONNECTTIMEOUT_MS,
                   static_cast<long>(request.connect_timeout.count()));
  curl_easy_setopt(curl, CURLOPT_TIMEOUT_MS, static_cast<long>(request.timeout.count()));
  curl_easy_setopt(curl, CURLOPT_CUSTOMREQUEST, request.method.c_str());
  curl_easy_setopt(curl, CURLOPT_HTTPHEADER, headers.list);
  if (!request.body.empty()) {
    curl_easy_setopt(curl, CURLOPT_POSTFIELDS, request.body.data());
    curl_easy_setopt(curl, CURLOPT_POSTFIELDSIZE_LARGE,
                     static_cast<curl_off_t>(request.body.size()));
  }
  curl_easy_setopt(curl, CURLOPT_WRITEFUNCTION, orkesta_http_body);
  curl_easy_setopt(curl, CURLOPT_WRITEDATA, &receiving);
  curl_easy_setopt(curl, CURLOPT_HEADERFUNCTION, orkesta_http_header);
  curl_easy_setopt(curl, CURLOPT_HEADERDATA, &receiving);

  const auto code = curl_easy_perform(curl);
  if (code == CURLE_OPERATION_TIMEDOUT) {
    curl_off_t connected = 0;
    curl_easy_getinfo(curl, CURLINFO_CONNECT_TIME_T, &connected);
    return Failure{connected == 0 ? HttpError::not_connected : HttpError::in_doubt};
  }
  if (code != CURLE_OK) return Failure{error_of(code)};
  long status = 0;
  curl_easy_getinfo(curl, CURLINFO_RESPONSE_CODE, &status);
  receiving.response.status = static_cast<int>(status);
  return std::move(receiving.response);
}

}  // namespace orkesta::connect
