#include "orkesta/gateway/front_door.hpp"

#include <algorithm>
#include <array>
#include <charconv>

#include "orkesta/core/limits.hpp"

namespace orkesta::gateway {
namespace {

/// Headers of which a second one would let two readers see different requests.
constexpr std::array<std::string_view, 12> single_headers = {
    "host",          "content-length",  "transfer-encoding",    "authorization",
    "x-org-id",      "content-type",    "x-chatwoot-signature", "x-chatwoot-timestamp",
    "last-event-id", "idempotency-key", "connection",           "origin"};

auto is_token_character(char c) -> bool {
  constexpr std::string_view marks = "!#$%&'*+-.^_`|~";
  return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') ||
         marks.find(c) != std::string_view::npos;
}
auto is_value_character(char c) -> bool {
  const auto byte = static_cast<unsigned char>(c);
  return byte == '\t' || (byte >= 0x20 && byte != 0x7F);
}
auto lower_case(std::string_view text) -> std::string {
  std::string lower(text);
  std::transform(lower.begin(), lower.end(), lower.begin(),
                 [](char c) { return c >= 'A' && c <= 'Z' ? static_cast<char>(c + 32) : c; });
  return lower;
}
auto trimmed(std::string_view text) -> std::string_view {
  const auto first = text.find_first_not_of(" \t");
  if (first == std::string_view::npos) return {};
  return text.substr(first, text.find_last_not_of(" \t") - first + 1);
}

auto refuse(int status, std::string_view code) -> ReadHead {
  return {std::nullopt, Refused{status, std::string(code)}};
}

/// Method, target and version of the first line.
auto read_request_line(std::string_view line, Head& head) -> std::optional<Refused> {
  const auto first = line.find(' ');
  const auto last = line.rfind(' ');
  if (first == std::string_view::npos || first == last) return Refused{400, "bad_request_line"};
  const auto method = line.substr(0, first);
  const auto target = line.substr(first + 1, last - first - 1);
  const auto version = line.substr(last + 1);
  if (method.empty() || !std::all_of(method.begin(), method.end(), is_token_character))
    return Refused{400, "bad_request_line"};
  if (target.size() > limits::http_target_bytes_max) return Refused{414, "target_too_long"};
  if (target.empty() || target.front() != '/' ||
      !std::all_of(target.begin(), target.end(), [](char c) { return c > 0x20 && c < 0x7F; }))
    return Refused{400, "bad_target"};
  if (version != "HTTP/1.1") return Refused{505, "http_version"};
  head.method = method;
  head.target = target;
  return std::nullopt;
}

auto read_header_line(std::string_view line, Head& head) -> std::optional<Refused> {
  const auto colon = line.find(':');
  if (colon == std::string_view::npos || colon == 0) return Refused{400, "bad_header"};
  const auto name = line.substr(0, colon);
  const auto value = trimmed(line.substr(colon + 1));
  if (!std::all_of(name.begin(), name.end(), is_token_character) ||
      !std::all_of(value.begin(), value.end(), is_value_character))
    return Refused{400, "bad_header"};
  if (head.headers.size() == limits::http_headers_max) return Refused{431, "too_many_headers"};
  head.headers.emplace_back(lower_case(name), value);
  return std::nullopt;
}

auto count_of(const Head& head, std::string_view name) -> std::ptrdiff_t {
  return std::count_if(head.headers.begin(), head.headers.end(),
                       [&](const auto& header) { return header.first == name; });
}
auto value_of(const Head& head, std::string_view name) -> std::optional<std::string_view> {
  for (const auto& [given, value] : head.headers)
    if (given == name) return value;
  return std::nullopt;
}

/// How long the body is, said exactly once and in one way.
auto read_framing(Head& head) -> std::optional<Refused> {
  const auto length = value_of(head, "content-length");
  const auto encoding = value_of(head, "transfer-encoding");
  if (length && encoding) return Refused{400, "two_lengths"};
  if (encoding) {
    if (*encoding != "chunked") return Refused{400, "transfer_encoding"};
    head.chunked = true;
  }
  if (length) {
    std::size_t bytes = 0;
    const auto* const end = length->data() + length->size();
    const auto [stopped, error] = std::from_chars(length->data(), end, bytes);
    if (error != std::errc{} || stopped != end || length->size() > 12)
      return Refused{400, "content_length"};
    head.content_length = bytes;
  }
  return std::nullopt;
}

auto check_headers(Head& head) -> std::optional<Refused> {
  for (const auto name : single_headers)
    if (count_of(head, name) > 1) return Refused{400, "repeated_header"};
  const auto host = value_of(head, "host");
  if (!host || host->empty()) return Refused{400, "no_host"};
  if (value_of(head, "content-encoding")) return Refused{415, "content_encoding"};
  if (value_of(head, "expect")) return Refused{417, "expect"};
  if (value_of(head, "upgrade")) return Refused{400, "upgrade"};
  const auto connection = lower_case(value_of(head, "connection").value_or(""));
  head.keep_alive = connection != "close";
  return read_framing(head);
}

auto hex_value(char c) -> int {
  if (c >= '0' && c <= '9') return c - '0';
  if (c >= 'a' && c <= 'f') return c - 'a' + 10;
  if (c >= 'A' && c <= 'F') return c - 'A' + 10;
  return -1;
}

auto decoded(std::string_view text, bool plus_is_blank) -> std::optional<std::string> {
  std::string bytes;
  for (std::size_t i = 0; i < text.size(); ++i) {
    if (text[i] == '+' && plus_is_blank) {
      bytes += ' ';
    } else if (text[i] != '%') {
      bytes += text[i];
    } else {
      if (i + 2 >= text.size()) return std::nullopt;
      const int high = hex_value(text[i + 1]);
      const int low = hex_value(text[i + 2]);
      if (high < 0 || low < 0 || high * 16 + low < 0x20) return std::nullopt;
      bytes += static_cast<char>(high * 16 + low);
      i += 2;
    }
  }
  return bytes;
}

auto is_plain_path(std::string_view path) -> bool {
  constexpr std::string_view marks = "/-._~:@!$&'()*+,;=";
  if (path.empty() || path.front() != '/' || path.find("//") != std::string_view::npos)
    return false;
  const auto allowed = [&](char c) {
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') ||
           marks.find(c) != std::string_view::npos;
  };
  if (!std::all_of(path.begin(), path.end(), allowed)) return false;
  for (auto rest = path; !rest.empty();) {
    const auto slash = rest.find('/', 1);
    const auto segment = rest.substr(1, slash == std::string_view::npos ? slash : slash - 1);
    if (segment == "." || segment == ".." || (!segment.empty() && segment.back() == '.'))
      return false;
    rest = slash == std::string_view::npos ? std::string_view{} : rest.substr(slash);
  }
  return true;
}

}  // namespace

auto read_head(std::string_view bytes) -> ReadHead {
  if (bytes.size() > limits::http_head_bytes_max) return refuse(431, "head_too_large");
  Head head;
  bool is_first = true;
  while (true) {
    const auto end = bytes.find("\r\n");
    if (end == std::string_view::npos) return refuse(400, "bad_line_end");
    const auto line = bytes.substr(0, end);
    bytes.remove_prefix(end + 2);
    if (line.find_first_of(std::string_view("\r\n\0", 3)) != std::string_view::npos)
      return refuse(400, "bad_line_end");
    if (line.empty() && !is_first) break;
    if (!is_first && (line.front() == ' ' || line.front() == '\t')) return refuse(400, "folded");
    const auto refused = is_first ? read_request_line(line, head) : read_header_line(line, head);
    if (refused) return {std::nullopt, refused};
    is_first = false;
  }
  if (!bytes.empty()) return refuse(400, "bad_line_end");
  if (const auto refused = check_headers(head)) return {std::nullopt, refused};
  return {std::move(head), std::nullopt};
}

auto read_target(std::string_view target) -> std::optional<Target> {
  if (target.find('#') != std::string_view::npos) return std::nullopt;
  const auto mark = target.find('?');
  Target read{std::string(target.substr(0, mark)), {}};
  if (!is_plain_path(read.path)) return std::nullopt;
  auto rest = mark == std::string_view::npos ? std::string_view{} : target.substr(mark + 1);
  while (!rest.empty()) {
    const auto end = rest.find('&');
    const auto pair = rest.substr(0, end);
    rest = end == std::string_view::npos ? std::string_view{} : rest.substr(end + 1);
    const auto equals = pair.find('=');
    auto name = decoded(pair.substr(0, equals), true);
    auto value = equals == std::string_view::npos ? std::optional<std::string>{""}
                                                  : decoded(pair.substr(equals + 1), true);
    if (!name || !value || name->empty()) return std::nullopt;
    for (const auto& given : read.query)
      if (given.first == *name) return std::nullopt;
    read.query.emplace_back(std::move(*name), std::move(*value));
  }
  return read;
}

}  // namespace orkesta::gateway
