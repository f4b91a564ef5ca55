// Digests and keyed hashes against their published vectors, and the encodings of bytes as text.

#include "orkesta/codec/hash.hpp"

#include <gtest/gtest.h>

#include <string>

namespace orkesta::codec {
namespace {

auto key_of(std::size_t size) -> std::string {
  std::string key;
  for (std::size_t i = 0; i < size; ++i) key += static_cast<char>(i);
  return key;
}
auto bytes_of(const std::string& text) -> std::span<const std::uint8_t> {
  return {reinterpret_cast<const std::uint8_t*>(text.data()), text.size()};
}

TEST(Sha256, MatchesFips180) {
  EXPECT_EQ(sha256("abc").hex(),
            "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad");
  EXPECT_EQ(sha256("").hex(), "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855");
}

TEST(HmacSha256, MatchesRfc4231) {  // Test case 2.
  EXPECT_EQ(hmac_sha256("Jefe", "what do ya want for nothing?").hex(),
            "5bdcc146bf60754e6a042426089575c75a003f089d2739839dec58b964ec3843");
}

TEST(HmacSha256, TakesAnEmptyKey) {
  EXPECT_EQ(hmac_sha256("", "").hex(),
            "b613679a0814d9ec772f95d778c35fc5ff1697c493715653c6c712144292c5ad");
}

TEST(KeyedHash, TellsComponentsApart) {
  const auto key = key_of(32);
  const KeyedHash hash{bytes_of(key)};
  EXPECT_NE(hash({"a", "bc"}), hash({"ab", "c"}));
  EXPECT_NE(hash({"a"}), hash({"a", ""}));
  EXPECT_EQ(hash({"a", "bc"}), hmac_sha256(bytes_of(key), {"a", "bc"}));
  EXPECT_EQ(hash({"a", "bc"}), hmac_sha256(key, join_components({"a", "bc"})));
}

TEST(SipHash,
     MatchesTheReference) {  // Aumasson and Bernstein, appendix A; vectors.h of their code.
  const auto key = key_of(16);
  const SipHash hash{bytes_of(key)};
  EXPECT_EQ(hex(as_text(hash.of(key_of(15)))), "e545be4961ca29a1");
  EXPECT_EQ(hex(as_text(hash.of(""))), "310e0edd47db6f72");
}

TEST(SipHash, OfComponentsIsSixteenDigits) {
  const auto secret = key_of(32);
  const auto text = siphash64(bytes_of(secret), {"account", "wamid.1"});
  EXPECT_EQ(text.size(), 16u);
  EXPECT_EQ(text, SipHash{bytes_of(secret)}({"account", "wamid.1"}));
  EXPECT_NE(text, siphash64(bytes_of(secret), {"accountw", "amid.1"}));
}

TEST(Base64, MatchesRfc4648) {
  EXPECT_EQ(base64(""), "");
  EXPECT_EQ(base64("f"), "Zg==");
  EXPECT_EQ(base64("fo"), "Zm8=");
  EXPECT_EQ(base64("foobar"), "Zm9vYmFy");
  EXPECT_EQ(base64url("\xff\xfe\xfd\xfc"), "__79_A");
}

TEST(Base64, ReadsOnlyWhatItWrites) {
  EXPECT_EQ(parse_base64("Zm8="), "fo");
  EXPECT_EQ(parse_base64(""), "");
  EXPECT_EQ(parse_base64url("__79_A"), "\xff\xfe\xfd\xfc");
  EXPECT_FALSE(parse_base64("Zm8"));
  EXPECT_FALSE(parse_base64("Zm9="));  // Bits left over.
  EXPECT_FALSE(parse_base64("Zm8=\n"));
  EXPECT_FALSE(parse_base64("Z==="));
  EXPECT_FALSE(parse_base64("===="));
  EXPECT_FALSE(parse_base64("Zm-_"));
}

TEST(Base64, EveryByteComesBack) {
  auto all = key_of(256);
  EXPECT_EQ(parse_base64(base64(all)), all);
  EXPECT_EQ(parse_base64url(base64url(all)), all);
  EXPECT_EQ(parse_hex(hex(all)), all);
}

TEST(Base32, MatchesRfc4648InLowerCase) {
  EXPECT_EQ(base32("foobar"), "mzxw6ytboi");
  EXPECT_EQ(base32("f"), "my");
  EXPECT_EQ(base32(""), "");
}

TEST(OpaqueId, IsTwentySixCharacters) {
  EXPECT_EQ(opaque_id(sha256("abc")), "xj4bnp4pahh6uqkbidpf3lrceo");
}

TEST(ConstantTimeEqual, IsEquality) {
  EXPECT_TRUE(constant_time_equal("", ""));
  EXPECT_TRUE(constant_time_equal("abc", "abc"));
  EXPECT_FALSE(constant_time_equal("abc", "abd"));
  EXPECT_FALSE(constant_time_equal("abc", "ab"));
}

}  // namespace
}  // namespace orkesta::codec
