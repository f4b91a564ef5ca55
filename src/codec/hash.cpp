#include "orkesta/codec/hash.hpp"

#include <openssl/core_names.h>
#include <openssl/crypto.h>
#include <openssl/evp.h>
#include <openssl/params.h>

#include <utility>

#include "openssl_handles.hpp"
#include "orkesta/core/assert.hpp"
#include "orkesta/core/purity.hpp"  // Last: it poisons what libraries name.

namespace orkesta::codec {
namespace {

constexpr std::size_t siphash_key_bytes = 16;

auto bytes_of(std::string_view text) -> const unsigned char* {
  return reinterpret_cast<const unsigned char*>(text.data());
}

/// Fetched once: looking an algorithm up by name costs more than a short hash.
auto sha256_method() -> const EVP_MD* {
  static const EVP_MD* const method = EVP_MD_fetch(nullptr, "SHA256", nullptr);
  ORKESTA_ASSERT(method != nullptr);
  return method;
}

auto prepare_mac(const char* name, std::span<const std::uint8_t> key, const OSSL_PARAM* parameters)
    -> MacContext {
  const MacMethod method{EVP_MAC_fetch(nullptr, name, nullptr)};
  ORKESTA_ASSERT(method != nullptr);
  MacContext context{EVP_MAC_CTX_new(method.get())};
  ORKESTA_ASSERT(context != nullptr);
  ORKESTA_ASSERT(EVP_MAC_init(context.get(), key.data(), key.size(), parameters) == 1);
  return context;
}

auto prepare_hmac(std::span<const std::uint8_t> key) -> MacContext {
  char digest[] = "SHA256";
  const OSSL_PARAM parameters[] = {
      OSSL_PARAM_construct_utf8_string(OSSL_MAC_PARAM_DIGEST, digest, 0), OSSL_PARAM_END};
  // OpenSSL takes a null key for "the key of before"; an empty one has an address.
  const std::uint8_t none = 0;
  return prepare_mac("HMAC", key.empty() ? std::span{&none, 0} : key, parameters);
}

auto prepare_siphash(std::span<const std::uint8_t> key) -> MacContext {
  ORKESTA_ASSERT(key.size() >= siphash_key_bytes);
  std::size_t size = 8;
  const OSSL_PARAM parameters[] = {OSSL_PARAM_construct_size_t(OSSL_MAC_PARAM_SIZE, &size),
                                   OSSL_PARAM_END};
  return prepare_mac("SIPHASH", key.first(siphash_key_bytes), parameters);
}

template <std::size_t n>
auto finish(const MacContext& prepared, std::string_view text) -> std::array<std::uint8_t, n> {
  const MacContext context{EVP_MAC_CTX_dup(prepared.get())};
  ORKESTA_ASSERT(context != nullptr);
  std::array<std::uint8_t, n> out{};
  std::size_t size = 0;
  ORKESTA_ASSERT(EVP_MAC_update(context.get(), bytes_of(text), text.size()) == 1);
  ORKESTA_ASSERT(EVP_MAC_final(context.get(), out.data(), &size, out.size()) == 1);
  ORKESTA_ASSERT(size == n);
  return out;
}

}  // namespace

auto sha256(std::string_view bytes) -> Digest {
  thread_local const DigestContext context{EVP_MD_CTX_new()};
  ORKESTA_ASSERT(context != nullptr);
  Digest digest;
  unsigned size = 0;
  ORKESTA_ASSERT(EVP_DigestInit_ex2(context.get(), sha256_method(), nullptr) == 1);
  ORKESTA_ASSERT(EVP_DigestUpdate(context.get(), bytes.data(), bytes.size()) == 1);
  ORKESTA_ASSERT(EVP_DigestFinal_ex(context.get(), digest.bytes.data(), &size) == 1);
  ORKESTA_ASSERT(size == digest.bytes.size());
  return digest;
}

auto join_components(std::initializer_list<std::string_view> components) -> std::string {
  std::string joined;
  for (const auto component : components) {
    for (int shift = 56; shift >= 0; shift -= 8)
      joined += static_cast<char>(static_cast<std::uint64_t>(component.size()) >> shift & 255);
    joined += component;
  }
  return joined;
}

struct KeyedHash::Prepared {
  MacContext context;
};
KeyedHash::KeyedHash(std::span<const std::uint8_t> key)
    : prepared_(std::make_unique<Prepared>(Prepared{prepare_hmac(key)})) {}
KeyedHash::~KeyedHash() = default;
KeyedHash::KeyedHash(KeyedHash&&) noexcept = default;
auto KeyedHash::operator=(KeyedHash&&) noexcept -> KeyedHash& = default;
auto KeyedHash::operator()(std::initializer_list<std::string_view> components) const -> Digest {
  return {finish<32>(prepared_->context, join_components(components))};
}

struct SipHash::Prepared {
  MacContext context;
};
SipHash::SipHash(std::span<const std::uint8_t> key)
    : prepared_(std::make_unique<Prepared>(Prepared{prepare_siphash(key)})) {}
SipHash::~SipHash() = default;
SipHash::SipHash(SipHash&&) noexcept = default;
auto SipHash::operator=(SipHash&&) noexcept -> SipHash& = default;
auto SipHash::of(std::string_view text) const -> std::array<std::uint8_t, 8> {
  return finish<8>(prepared_->context, text);
}
auto SipHash::operator()(std::initializer_list<std::string_view> components) const -> std::string {
  return hex(as_text(of(join_components(components))));
}

auto hmac_sha256(std::string_view key, std::string_view message) -> Digest {
  return {finish<32>(prepare_hmac({bytes_of(key), key.size()}), message)};
}

auto hmac_sha256(std::span<const std::uint8_t> key,
                 std::initializer_list<std::string_view> components) -> Digest {
  return KeyedHash{key}(components);
}

auto siphash64(std::span<const std::uint8_t> key,
               std::initializer_list<std::string_view> components) -> std::string {
  return SipHash{key}(components);
}

auto constant_time_equal(std::string_view left, std::string_view right) -> bool {
  return left.size() == right.size() && CRYPTO_memcmp(left.data(), right.data(), left.size()) == 0;
}

}  // namespace orkesta::codec
