#pragma once

/// What a request's head must be before anything else looks at it (S1, S2, S3): HTTP libraries are
/// too lenient. Pure.

#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace orkesta::gateway {

struct Head {
  std::string method;
  std::string target;
  std::vector<std::pair<std::string, std::string>>
      headers;  ///< Names in lower case, values trimmed.
  std::optional<std::size_t> content_length;
  bool chunked = false;
  bool keep_alive = true;
};

struct Refused {
  int status = 400;
  std::string code;
};

/// Reads a head, from its first byte to the blank line. Refuses, with 400 unless said otherwise:
/// any line end but CRLF, control bytes, folded headers, names with other than token characters,
/// blank before the colon, a version other than HTTP/1.1 (505), more than 64 headers or 8 KiB
/// (431), a target above 2 KiB (414) or not in origin form, repeated Host, Content-Length,
/// Transfer-Encoding, Authorization, X-Org-Id, Content-Type or signature headers, no Host, any
/// Transfer-Encoding but exactly `chunked`, it together with Content-Length, a Content-Length that
/// is not plain digits, any Content-Encoding (415), Upgrade and Expect (417).
struct ReadHead {
  std::optional<Head> head;
  std::optional<Refused> refused;  ///< Exactly one of both.
};
auto read_head(std::string_view bytes) -> ReadHead;

/// A target split: path with plain characters only, and decoded parameters. Refused: a dot segment,
/// an empty segment, an encoded slash, dot, NUL or control byte, a fragment, a parameter named
/// twice.
struct Target {
  std::string path;
  std::vector<std::pair<std::string, std::string>> query;
};
auto read_target(std::string_view target) -> std::optional<Target>;

}  // namespace orkesta::gateway
