#pragma once

/// Webhook signatures, over the raw bytes that arrived (S9). Pure: the clock is an argument.

#include <chrono>
#include <map>
#include <string>
#include <string_view>
#include <vector>

#include "orkesta/core/time.hpp"

namespace orkesta::connect {

/// A request as it arrived. Header names are lower case.
struct SignedRequest {
  std::map<std::string, std::string, std::less<>> headers;
  std::string_view body;

  auto header(std::string_view lower_case_name) const -> std::string_view;
};

/// `reason` when it is not valid: `missing` (header or secret), `format`, `hmac`, `stale`.
struct Verdict {
  bool valid = false;
  std::string reason;
};

/// Chatwoot: `X-Chatwoot-Signature: sha256=<hex>` = HMAC-SHA256(secret, "<timestamp>.<raw body>"),
/// `X-Chatwoot-Timestamp` in seconds (github.com/chatwoot/chatwoot, lib/webhooks/trigger.rb). Any
/// of the secrets may match (two live during a rotation); an empty one verifies nothing. Compared
/// in constant time; authentic but older or newer than `tolerance`: `stale`.
auto verify_chatwoot(const SignedRequest& request, const std::vector<std::string>& secrets,
                     Timestamp now, std::chrono::seconds tolerance) -> Verdict;
inline constexpr std::chrono::seconds chatwoot_tolerance{300};

}  // namespace orkesta::connect
