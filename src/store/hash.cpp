#include "hash.hpp"

#include <openssl/evp.h>
#include <openssl/hmac.h>

#include <memory>

#include "orkesta/core/assert.hpp"

namespace orkesta::store {
namespace {

auto raw(std::string_view bytes) -> const unsigned char* {
  return reinterpret_cast<const unsigned char*>(bytes.data());
}

struct FreeContext {
  void operator()(EVP_MD_CTX* context) const { EVP_MD_CTX_free(context); }
};

template <std::size_t Size>
auto hmac(const EVP_MD* with, std::string_view key, std::string_view bytes)
    -> std::array<std::uint8_t, Size> {
  std::array<std::uint8_t, Size> made{};
  unsigned size = 0;
  const auto* done = HMAC(with, key.data(), static_cast<int>(key.size()), raw(bytes), bytes.size(),
                          made.data(), &size);
  ORKESTA_ASSERT(done != nullptr && size == Size);
  return made;
}

}  // namespace

auto sha256(std::string_view bytes) -> Digest {
  // Looked up once: the look-up by name costs more than hashing a small row.
  static const EVP_MD* const algorithm = EVP_MD_fetch(nullptr, "SHA256", nullptr);
  thread_local const std::unique_ptr<EVP_MD_CTX, FreeContext> held(EVP_MD_CTX_new());
  auto* const context = held.get();
  Digest made;
  unsigned size = 0;
  ORKESTA_ASSERT(EVP_DigestInit_ex2(context, algorithm, nullptr) == 1);
  ORKESTA_ASSERT(EVP_DigestUpdate(context, bytes.data(), bytes.size()) == 1);
  ORKESTA_ASSERT(EVP_DigestFinal_ex(context, made.bytes.data(), &size) == 1 && size == 32);
  return made;
}

auto hmac_sha256(std::string_view key, std::string_view bytes) -> std::array<std::uint8_t, 32> {
  return hmac<32>(EVP_sha256(), key, bytes);
}

auto hmac_sha512(std::string_view key, std::string_view bytes) -> std::array<std::uint8_t, 64> {
  return hmac<64>(EVP_sha512(), key, bytes);
}

}  // namespace orkesta::store
