#include "orkesta/gateway/token.hpp"

#include <openssl/evp.h>
#include <openssl/pem.h>

#include <algorithm>
#include <array>
#include <memory>

#include "orkesta/codec/hash.hpp"
#include "orkesta/codec/json_view.hpp"
#include "orkesta/core/assert.hpp"
#include "orkesta/core/money.hpp"

namespace orkesta::gateway {
namespace {

constexpr std::size_t token_bytes_max = 8u << 10;
constexpr std::size_t secret_bytes_min = 32;
constexpr std::size_t rsa_bits_min = 2048;
constexpr std::array<std::string_view, 6> roles = {"ceo",          "seller",   "secretary",
                                                   "professional", "operator", "connector"};
constexpr codec::JsonLimits token_limits{.bytes_max = token_bytes_max,
                                         .depth_max = 4,
                                         .string_bytes_max = 2'000,
                                         .members_max = 32,
                                         .values_max = 128};

using codec::Json;
using codec::JsonView;

struct Parts {
  std::string_view header, payload, signature;
  std::string_view signed_text;
};

auto split(std::string_view token) -> std::optional<Parts> {
  if (token.size() > token_bytes_max) return std::nullopt;
  const auto first = token.find('.');
  if (first == std::string_view::npos) return std::nullopt;
  const auto second = token.find('.', first + 1);
  if (second == std::string_view::npos) return std::nullopt;
  Parts parts{token.substr(0, first), token.substr(first + 1, second - first - 1),
              token.substr(second + 1), token.substr(0, second)};
  if (parts.header.empty() || parts.payload.empty()) return std::nullopt;
  if (parts.signature.find('.') != std::string_view::npos) return std::nullopt;
  return parts;
}

auto parse_part(std::string_view part) -> std::optional<Json> {
  const auto bytes = codec::parse_base64url(part);
  if (!bytes) return std::nullopt;
  auto json = Json::parse(*bytes, token_limits);
  if (!json || !json->root().is_object()) return std::nullopt;
  return *std::move(json);
}

auto algorithm_named(std::string_view name) -> std::optional<Algorithm> {
  if (name == "HS256") return Algorithm::hs256;
  if (name == "RS256") return Algorithm::rs256;
  return std::nullopt;
}

auto verify_rs256(const std::string& pem, std::string_view text, const std::string& signature)
    -> bool {
  const std::unique_ptr<BIO, decltype(&BIO_free)> memory(
      BIO_new_mem_buf(pem.data(), static_cast<int>(pem.size())), BIO_free);
  if (!memory) return false;
  const std::unique_ptr<EVP_PKEY, decltype(&EVP_PKEY_free)> key(
      PEM_read_bio_PUBKEY(memory.get(), nullptr, nullptr, nullptr), EVP_PKEY_free);
  if (!key || EVP_PKEY_get_base_id(key.get()) != EVP_PKEY_RSA) return false;
  if (EVP_PKEY_get_bits(key.get()) < static_cast<int>(rsa_bits_min)) return false;
  const std::unique_ptr<EVP_MD_CTX, decltype(&EVP_MD_CTX_free)> context(EVP_MD_CTX_new(),
                                                                        EVP_MD_CTX_free);
  if (!context ||
      EVP_DigestVerifyInit(context.get(), nullptr, EVP_sha256(), nullptr, key.get()) != 1)
    return false;
  const std::vector<unsigned char> given(signature.begin(), signature.end());
  const std::vector<unsigned char> bytes(text.begin(), text.end());
  return EVP_DigestVerify(context.get(), given.data(), given.size(), bytes.data(), bytes.size()) ==
         1;
}

auto is_signed_by(const TokenKey& key, const Parts& parts) -> bool {
  const auto signature = codec::parse_base64url(parts.signature);
  if (!signature) return false;
  if (key.algorithm == Algorithm::rs256)
    return verify_rs256(key.material, parts.signed_text, *signature);
  if (key.material.size() < secret_bytes_min) return false;
  const auto expected = codec::hmac_sha256(key.material, parts.signed_text);
  return codec::constant_time_equal(codec::as_text(expected.bytes), *signature);
}

constexpr std::int64_t latest_s = 253'402'300'799;  // The end of the year 9999.

/// Seconds since 1970, a fraction allowed and cut; nothing before or after what has a date.
auto seconds_of(const JsonView& claims, std::string_view name) -> std::optional<std::int64_t> {
  const auto value = claims.find(name);
  if (!value || !value->is_number()) return std::nullopt;
  auto seconds = value->integer();
  if (!seconds) {
    const auto digits = value->text().substr(0, value->text().find('.'));
    const auto units = Quantity::parse(digits);
    if (!units || digits.size() == value->text().size()) return std::nullopt;
    seconds = units->thousandths / 1000;
  }
  return *seconds >= 0 && *seconds <= latest_s ? seconds : std::nullopt;
}

auto names_audience(const JsonView& claims, const std::string& audience) -> bool {
  const auto value = claims.find("aud");
  if (!value) return false;
  if (value->is_string()) return value->text() == audience;
  for (const auto item : value->items())
    if (item.is_string() && item.text() == audience) return true;
  return false;
}

/// `role`, or a list `roles` of exactly one.
auto role_of(const JsonView& claims) -> std::optional<std::string_view> {
  if (const auto role = claims.text_of("role")) return role;
  const auto list = claims.find("roles");
  if (!list || !list->is_array() || list->size() != 1) return std::nullopt;
  const auto only = *list->items().begin();
  if (!only.is_string()) return std::nullopt;
  return only.text();
}

auto key_of(const TokenRules& rules, const JsonView& header)
    -> Result<const TokenKey*, TokenError> {
  const auto type = header.text_of("typ");
  if (type && *type != "JWT" && *type != "at+jwt") return Failure{TokenError::format};
  for (const auto* const refused : {"crit", "jku", "jwk", "x5u", "x5c"})
    if (header.find(refused)) return Failure{TokenError::format};
  const auto name = header.text_of("alg");
  const auto algorithm = name ? algorithm_named(*name) : std::nullopt;
  if (!algorithm) return Failure{TokenError::algorithm};
  const auto id = header.text_of("kid");
  const auto key = std::find_if(rules.keys.begin(), rules.keys.end(),
                                [&](const TokenKey& known) { return id && known.id == *id; });
  if (key == rules.keys.end()) return Failure{TokenError::key};
  if (key->algorithm != *algorithm) return Failure{TokenError::algorithm};
  return &*key;
}

auto check_claims(const TokenRules& rules, const JsonView& claims, Timestamp now)
    -> Result<Claims, TokenError> {
  const auto now_s = now.milliseconds / 1000;
  if (claims.text_of("iss") != std::string_view(rules.issuer)) return Failure{TokenError::issuer};
  if (!names_audience(claims, rules.audience)) return Failure{TokenError::audience};
  const auto expires = seconds_of(claims, "exp");
  if (!expires || now_s >= *expires + rules.leeway_s) return Failure{TokenError::expiry};
  for (const auto* const name : {"nbf", "iat"}) {
    if (!claims.find(name)) continue;
    const auto from = seconds_of(claims, name);
    if (!from || now_s < *from - rules.leeway_s) return Failure{TokenError::expiry};
  }
  const auto tenant = claims.text_of("tenant");
  const auto role = role_of(claims);
  if (!tenant || tenant->empty() || !role || !is_role(*role)) return Failure{TokenError::claims};
  return Claims{TenantId{std::string(*tenant)}, std::string(*role),
                std::string(claims.text_of("sub").value_or("")),
                std::string(claims.text_of("jti").value_or("")), Timestamp{*expires * 1000}};
}

}  // namespace

auto is_role(std::string_view name) -> bool {
  return std::find(roles.begin(), roles.end(), name) != roles.end();
}

auto name_of(TokenError error) -> std::string_view {
  switch (error) {
    case TokenError::format:
      return "format";
    case TokenError::algorithm:
      return "alg";
    case TokenError::key:
      return "kid";
    case TokenError::signature:
      return "signature";
    case TokenError::issuer:
      return "iss";
    case TokenError::audience:
      return "aud";
    case TokenError::expiry:
      return "exp";
    case TokenError::claims:
      return "claims";
  }
  ORKESTA_UNREACHABLE();
}

auto verify_token(const TokenRules& rules, std::string_view token, Timestamp now)
    -> Result<Claims, TokenError> {
  const auto parts = split(token);
  if (!parts) return Failure{TokenError::format};
  const auto header = parse_part(parts->header);
  const auto claims = parse_part(parts->payload);
  if (!header || !claims) return Failure{TokenError::format};
  ORKESTA_TRY_LET(key, key_of(rules, header->root()));
  if (!is_signed_by(*key, *parts)) return Failure{TokenError::signature};
  return check_claims(rules, claims->root(), now);
}

auto create_token(const TokenRules& rules, const TokenKey& key, const NewToken& wanted)
    -> std::string {
  ORKESTA_ASSERT(key.algorithm == Algorithm::hs256 && key.material.size() >= secret_bytes_min);
  ORKESTA_ASSERT(is_role(wanted.role) && wanted.minutes > 0);
  const auto text = [](std::string& out, std::string_view name, std::string_view value) {
    out += out.size() == 1 ? "\"" : ",\"";
    out += name;
    out += "\":";
    codec::append_string(out, value);
  };
  std::string header = "{";
  text(header, "alg", "HS256");
  text(header, "typ", "JWT");
  text(header, "kid", key.id);
  header += '}';
  const auto issued_s = wanted.issued.milliseconds / 1000;
  std::string payload = "{";
  text(payload, "iss", rules.issuer);
  text(payload, "aud", rules.audience);
  text(payload, "sub", wanted.user);
  text(payload, "tenant", wanted.tenant.text());
  text(payload, "role", wanted.role);
  text(payload, "jti", wanted.id);
  payload += ",\"iat\":" + std::to_string(issued_s);
  payload += ",\"nbf\":" + std::to_string(issued_s);
  payload += ",\"exp\":" + std::to_string(issued_s + wanted.minutes * 60) + '}';
  const auto signed_text = codec::base64url(header) + '.' + codec::base64url(payload);
  const auto signature = codec::hmac_sha256(key.material, signed_text);
  return signed_text + '.' + codec::base64url(codec::as_text(signature.bytes));
}

}  // namespace orkesta::gateway
