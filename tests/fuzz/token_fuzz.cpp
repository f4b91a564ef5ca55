// An access token: as it came, and as claims that somebody with the key has signed.
#include "orkesta/codec/hash.hpp"
#include "orkesta/core/assert.hpp"
#include "orkesta/gateway/token.hpp"
#include "target.hpp"

ORKESTA_FUZZ_TARGET(token) {
  using namespace orkesta;
  constexpr Timestamp now{1'763'740'800'000};
  const std::string secret(32, 's');
  const gateway::TokenRules rules{.keys = {{"k1", gateway::Algorithm::hs256, secret}},
                                  .issuer = "orkesta",
                                  .audience = "orkesta-api"};
  // Nobody guesses a signature: what comes in unsigned is never let through.
  ORKESTA_ASSERT(!gateway::verify_token(rules, input, now));
  const auto line = input.find('\n');
  const auto header = line == std::string_view::npos ? R"({"alg":"HS256","kid":"k1","typ":"JWT"})"
                                                     : input.substr(0, line);
  const auto claims = line == std::string_view::npos ? input : input.substr(line + 1);
  const auto body = codec::base64url(header) + '.' + codec::base64url(claims);
  const auto signature = codec::hmac_sha256(secret, body);
  const auto signed_token = body + '.' + codec::base64url(codec::as_text(signature.bytes));
  const auto verified = gateway::verify_token(rules, signed_token, now);
  if (!verified) return;
  ORKESTA_ASSERT(!verified->tenant.text().empty() && gateway::is_role(verified->role));
  ORKESTA_ASSERT(verified->expires.milliseconds + rules.leeway_s * 1000 >= now.milliseconds);
}
