#pragma once

/// Access tokens: JSON Web Tokens (RFC 7519, 8725) with one tenant and one role (S5, S6).

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "orkesta/core/ids.hpp"
#include "orkesta/core/result.hpp"
#include "orkesta/core/time.hpp"

namespace orkesta::gateway {

enum class Algorithm { hs256, rs256 };

/// A key belongs to one algorithm; the token only names it, exactly.
struct TokenKey {
  std::string id;  ///< `kid`.
  Algorithm algorithm = Algorithm::hs256;
  std::string material;  ///< The secret (>= 32 bytes) of HS256; a PEM public key of RS256.
};

struct TokenRules {
  std::vector<TokenKey> keys;  ///< Two live during a rotation.
  std::string issuer;
  std::string audience;
  std::int64_t leeway_s = 60;
};

struct Claims {
  TenantId tenant;
  std::string role;  ///< ceo, seller, secretary, professional, operator, connector.
  std::string user;
  std::string id;  ///< `jti`, for revocation.
  Timestamp expires;
};

/// What of the token was wrong; for counting only: the answer is the same 401 whatever it is.
enum class TokenError { format, algorithm, key, signature, issuer, audience, expiry, claims };
auto name_of(TokenError error) -> std::string_view;

/// All checks of the platform notes, in their order; pure, constant time where it matters.
auto verify_token(const TokenRules& rules, std::string_view token, Timestamp now)
    -> Result<Claims, TokenError>;

struct NewToken {
  TenantId tenant;
  std::string role;
  std::string user;
  Timestamp issued;
  std::int64_t minutes = 60;
  std::string id;
};
/// Signs with an HS256 key.
auto create_token(const TokenRules& rules, const TokenKey& key, const NewToken& wanted)
    -> std::string;

/// The closed set of roles (C6).
auto is_role(std::string_view name) -> bool;

}  // namespace orkesta::gateway
