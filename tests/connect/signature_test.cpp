// S9 for Chatwoot, over requests that this test signs itself.
#include "orkesta/connect/signature.hpp"

#include <gtest/gtest.h>

#include "orkesta/codec/hash.hpp"

namespace orkesta::connect {
namespace {

constexpr Timestamp now{1'773'504'140'000};
const std::string body = R"({"event":"message_created","content":"¿precio?"})";

auto signed_request(const std::string& timestamp, const std::string& secret) -> SignedRequest {
  SignedRequest request;
  const auto signature = codec::hmac_sha256(secret, timestamp + '.' + body).hex();
  request.headers = {{"x-chatwoot-timestamp", timestamp},
                     {"x-chatwoot-signature", "sha256=" + signature}};
  request.body = body;
  return request;
}
auto verdict_of(const SignedRequest& request, std::vector<std::string> secrets = {"s3cret"})
    -> std::string {
  const auto verdict = verify_chatwoot(request, secrets, now, chatwoot_tolerance);
  return verdict.valid ? "valid" : verdict.reason;
}

TEST(ChatwootSignature, OfTheRawBodyIsValid) {
  EXPECT_EQ(verdict_of(signed_request("1773504132", "s3cret")), "valid");
}
TEST(ChatwootSignature, OfAnotherSecretIsNot) {
  EXPECT_EQ(verdict_of(signed_request("1773504132", "other")), "hmac");
}
TEST(ChatwootSignature, OfEitherSecretIsValidDuringARotation) {
  EXPECT_EQ(verdict_of(signed_request("1773504132", "old"), {"new", "old"}), "valid");
}
TEST(ChatwootSignature, AnEmptySecretVerifiesNothing) {
  EXPECT_EQ(verdict_of(signed_request("1773504132", ""), {""}), "hmac");
}
TEST(ChatwootSignature, WithoutASecretNothingIsValid) {
  EXPECT_EQ(verdict_of(signed_request("1773504132", "s3cret"), {}), "missing");
}
TEST(ChatwootSignature, AChangedBodyIsNotValid) {
  auto request = signed_request("1773504132", "s3cret");
  request.body = std::string_view(body).substr(1);
  EXPECT_EQ(verdict_of(request), "hmac");
}
TEST(ChatwootSignature, AChangedTimestampIsNotValid) {
  auto request = signed_request("1773504132", "s3cret");
  request.headers["x-chatwoot-timestamp"] = "1773504133";
  EXPECT_EQ(verdict_of(request), "hmac");
}
TEST(ChatwootSignature, AuthenticButOlderThanTheToleranceIsStale) {
  EXPECT_EQ(verdict_of(signed_request("1773503839", "s3cret")), "stale");
  EXPECT_EQ(verdict_of(signed_request("1773503840", "s3cret")), "valid");
}
TEST(ChatwootSignature, FromTheFutureIsStale) {
  EXPECT_EQ(verdict_of(signed_request("1773504441", "s3cret")), "stale");
}
TEST(ChatwootSignature, AMissingHeaderIsMissing) {
  auto request = signed_request("1773504132", "s3cret");
  request.headers.erase("x-chatwoot-signature");
  EXPECT_EQ(verdict_of(request), "missing");
}
TEST(ChatwootSignature, ATimestampThatIsNoNumberIsRefused) {
  EXPECT_EQ(verdict_of(signed_request("17735o4132", "s3cret")), "format");
}

}  // namespace
}  // namespace orkesta::connect
