// S5 and the bypass list A1 to A10, over tokens that this test signs itself.
#include "orkesta/gateway/token.hpp"

#include <gtest/gtest.h>

#include "orkesta/codec/hash.hpp"

namespace orkesta::gateway {
namespace {

constexpr Timestamp now{1'773'504'140'000};
const std::string secret(32, 's');
const TokenKey key{"k1", Algorithm::hs256, secret};
const TokenRules rules{{key}, "orkesta", "orkesta-api", 60};

auto sign(const std::string& header, const std::string& payload, const std::string& with = secret)
    -> std::string {
  const auto text = codec::base64url(header) + '.' + codec::base64url(payload);
  const auto digest = codec::hmac_sha256(with, text);
  return text + '.' + codec::base64url(codec::as_text(digest.bytes));
}

const std::string good_header = R"({"alg":"HS256","typ":"JWT","kid":"k1"})";
auto payload(const std::string& changed = "") -> std::string {
  return R"({"iss":"orkesta","aud":"orkesta-api","sub":"u","tenant":"demo","role":"ceo",)" +
         (changed.empty() ? std::string(R"("exp":1773505000)") : changed) + "}";
}

TEST(Token, OneOfOurOwnIsRead) {
  const auto token = create_token(rules, key, {TenantId{"demo"}, "seller", "ana", now, 10, "j1"});
  const auto claims = verify_token(rules, token, now);
  ASSERT_TRUE(claims.has_value());
  EXPECT_EQ(claims->tenant.text(), "demo");
  EXPECT_EQ(claims->role, "seller");
  EXPECT_EQ(claims->user, "ana");
  EXPECT_EQ(claims->expires, now + std::chrono::minutes{10});
}

struct Attack {
  std::string name;
  std::string token;
  TokenError error;
};
class TokenIsRefused : public testing::TestWithParam<Attack> {};
TEST_P(TokenIsRefused, ForItsReason) {
  const auto claims = verify_token(rules, GetParam().token, now);
  ASSERT_FALSE(claims.has_value());
  EXPECT_EQ(claims.error(), GetParam().error) << name_of(claims.error());
}

INSTANTIATE_TEST_SUITE_P(
    Attacks, TokenIsRefused,
    testing::Values(
        Attack{"empty", "", TokenError::format},
        Attack{"ten_kibibytes", std::string(10240, 'a'), TokenError::format},
        Attack{"not_text", "\xff\xfe.\xff.\xff", TokenError::format},
        Attack{"four_parts", sign(good_header, payload()) + ".x", TokenError::format},
        Attack{"no_algorithm", sign(R"({"alg":"none","kid":"k1"})", payload()),
               TokenError::algorithm},
        Attack{"no_algorithm_mixed", sign(R"({"alg":"NoNe","kid":"k1"})", payload()),
               TokenError::algorithm},
        Attack{"other_algorithm", sign(R"({"alg":"RS256","kid":"k1"})", payload()),
               TokenError::algorithm},
        Attack{"unknown_key", sign(R"({"alg":"HS256","kid":"../k1"})", payload()), TokenError::key},
        Attack{"no_key", sign(R"({"alg":"HS256"})", payload()), TokenError::key},
        Attack{"critical", sign(R"({"alg":"HS256","kid":"k1","crit":["x"]})", payload()),
               TokenError::format},
        Attack{"refresh_token", sign(R"({"alg":"HS256","kid":"k1","typ":"rt+jwt"})", payload()),
               TokenError::format},
        Attack{"foreign_secret", sign(good_header, payload(), std::string(32, 'x')),
               TokenError::signature},
        Attack{"cut_signature", sign(good_header, payload()).substr(0, 190), TokenError::signature},
        Attack{"expired", sign(good_header, payload(R"("exp":1773504079)")), TokenError::expiry},
        Attack{"no_expiry", sign(good_header, payload(R"("x":1)")), TokenError::expiry},
        Attack{"expiry_beyond_all_time", sign(good_header, payload(R"("exp":9223372036854775807)")),
               TokenError::expiry},
        Attack{"expiry_as_text", sign(good_header, payload(R"("exp":"1773505000")")),
               TokenError::expiry},
        Attack{"not_yet", sign(good_header, payload(R"("exp":1773505000,"nbf":1773504900)")),
               TokenError::expiry},
        Attack{"claim_twice", sign(good_header, payload(R"("exp":1773505000,"role":"ceo")")),
               TokenError::format},
        Attack{
            "other_audience",
            sign(good_header,
                 R"({"iss":"orkesta","aud":"orkesta","exp":1773505000,"tenant":"a","role":"ceo"})"),
            TokenError::audience},
        Attack{
            "other_issuer",
            sign(good_header,
                 R"({"iss":"x","aud":"orkesta-api","exp":1773505000,"tenant":"a","role":"ceo"})"),
            TokenError::issuer},
        Attack{
            "unknown_role",
            sign(
                good_header,
                R"({"iss":"orkesta","aud":"orkesta-api","exp":1773505000,"tenant":"a","role":"root"})"),
            TokenError::claims},
        Attack{"no_tenant",
               sign(good_header,
                    R"({"iss":"orkesta","aud":"orkesta-api","exp":1773505000,"role":"ceo"})"),
               TokenError::claims}),
    [](const auto& row) { return row.param.name; });

TEST(Token, EveryFlippedBitOfTheSignatureIsRefused) {
  const auto token = create_token(rules, key, {TenantId{"demo"}, "ceo", "ana", now, 10, "j1"});
  auto flipped = token;
  flipped[token.size() - 5] = flipped[token.size() - 5] == 'A' ? 'B' : 'A';
  EXPECT_FALSE(verify_token(rules, flipped, now).has_value());
}

}  // namespace
}  // namespace orkesta::gateway
