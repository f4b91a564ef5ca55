#include "orkesta/store/position_codec.hpp"

#include <openssl/evp.h>

#include <memory>

#include "hash.hpp"
#include "orkesta/core/assert.hpp"

namespace orkesta::store {
namespace {

constexpr std::size_t tag_size = 16;
constexpr std::size_t position_size = 13;  // One byte of kind, four of partition, eight of offset.
constexpr std::size_t text_bytes_max = 65536;

struct FreeContext {
  void operator()(EVP_CIPHER_CTX* context) const { EVP_CIPHER_CTX_free(context); }
};
using Context = std::unique_ptr<EVP_CIPHER_CTX, FreeContext>;

auto raw(std::string_view bytes) -> const unsigned char* {
  return reinterpret_cast<const unsigned char*>(bytes.data());
}
auto raw(std::string& bytes) -> unsigned char* {
  return reinterpret_cast<unsigned char*>(bytes.data());
}

auto begin(const std::array<std::uint8_t, 64>& key, bool sealing) -> Context {
  static const EVP_CIPHER* const cipher = EVP_CIPHER_fetch(nullptr, "AES-256-SIV", nullptr);
  ORKESTA_ASSERT(cipher != nullptr);
  auto context = Context(EVP_CIPHER_CTX_new());
  ORKESTA_ASSERT(EVP_CipherInit_ex2(context.get(), cipher, key.data(), nullptr, sealing ? 1 : 0,
                                    nullptr) == 1);
  return context;
}

/// Tag, then ciphertext. `plain` is never empty (OpenSSL 3.0 fails on that).
auto seal(const std::array<std::uint8_t, 64>& key, std::string_view about, std::string_view plain)
    -> std::string {
  ORKESTA_ASSERT(!plain.empty());
  const auto context = begin(key, true);
  int size = 0;
  auto done =
      EVP_CipherUpdate(context.get(), nullptr, &size, raw(about), static_cast<int>(about.size()));
  ORKESTA_ASSERT(done == 1);
  std::string sealed(tag_size + plain.size(), '\0');
  done = EVP_CipherUpdate(context.get(), raw(sealed) + tag_size, &size, raw(plain),
                          static_cast<int>(plain.size()));
  ORKESTA_ASSERT(done == 1 && static_cast<std::size_t>(size) == plain.size());
  ORKESTA_ASSERT(EVP_CipherFinal_ex(context.get(), nullptr, &size) == 1);
  ORKESTA_ASSERT(EVP_CIPHER_CTX_ctrl(context.get(), EVP_CTRL_AEAD_GET_TAG, tag_size, raw(sealed)) ==
                 1);
  return sealed;
}

auto open(const std::array<std::uint8_t, 64>& key, std::string_view about, std::string sealed)
    -> std::optional<std::string> {
  if (sealed.size() <= tag_size) return std::nullopt;
  const auto context = begin(key, false);
  if (EVP_CIPHER_CTX_ctrl(context.get(), EVP_CTRL_AEAD_SET_TAG, tag_size, raw(sealed)) != 1) {
    return std::nullopt;
  }
  int size = 0;
  if (EVP_CipherUpdate(context.get(), nullptr, &size, raw(about), static_cast<int>(about.size())) !=
      1) {
    return std::nullopt;
  }
  std::string plain(sealed.size() - tag_size, '\0');
  if (EVP_CipherUpdate(context.get(), raw(plain), &size, raw(sealed) + tag_size,
                       static_cast<int>(plain.size())) != 1) {
    return std::nullopt;
  }
  return plain;
}

constexpr std::string_view alphabet =
    "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_";

auto to_base64url(std::string_view bytes) -> std::string {
  std::string text;
  std::uint32_t held = 0;
  int bits = 0;
  for (const auto byte : bytes) {
    held = held << 8 | static_cast<unsigned char>(byte);
    for (bits += 8; bits >= 6; bits -= 6) text += alphabet[held >> (bits - 6) & 63];
  }
  if (bits > 0) text += alphabet[held << (6 - bits) & 63];
  return text;
}

auto from_base64url(std::string_view text) -> std::optional<std::string> {
  if (text.size() > text_bytes_max) return std::nullopt;
  std::string bytes;
  std::uint32_t held = 0;
  int bits = 0;
  for (const auto letter : text) {
    const auto value = alphabet.find(letter);
    if (value == std::string_view::npos) return std::nullopt;
    held = held << 6 | static_cast<std::uint32_t>(value);
    bits += 6;
    if (bits < 8) continue;
    bits -= 8;
    bytes += static_cast<char>(held >> bits & 0xff);
  }
  if (to_base64url(bytes) != text) return std::nullopt;  // One string for one position.
  return bytes;
}

void put(std::string& bytes, std::uint64_t value, int size) {
  for (int i = size - 1; i >= 0; --i) bytes += static_cast<char>(value >> (8 * i) & 0xff);
}

auto take(std::string_view bytes) -> std::uint64_t {
  std::uint64_t value = 0;
  for (const auto byte : bytes) value = value << 8 | static_cast<unsigned char>(byte);
  return value;
}

// What the associated data begins with, so that the two forms never open as one another.
auto about_one(const TenantId& tenant) -> std::string { return "position of " + tenant.text(); }
constexpr std::string_view about_all = "positions of all";

}  // namespace

PositionCodec::PositionCodec(const std::array<std::uint8_t, 32>& secret)
    : key_(hmac_sha512(as_text(secret), "orkesta positions")) {}

auto PositionCodec::encode(const TenantId& tenant, const Position& position) const -> std::string {
  std::string plain;
  put(plain, position.of == PositionOf::turn ? 't' : 'i', 1);
  put(plain, position.partition, 4);
  put(plain, position.offset, 8);
  return to_base64url(seal(key_, about_one(tenant), plain));
}

auto PositionCodec::decode(const TenantId& tenant, std::string_view text) const
    -> std::optional<Position> {
  const auto sealed = from_base64url(text);
  if (!sealed || sealed->size() != tag_size + position_size) return std::nullopt;
  const auto plain = open(key_, about_one(tenant), *sealed);
  if (!plain) return std::nullopt;
  const auto bytes = std::string_view(*plain);
  if (bytes[0] != 't' && bytes[0] != 'i') return std::nullopt;
  return Position{.of = bytes[0] == 't' ? PositionOf::turn : PositionOf::input,
                  .partition = static_cast<Partition>(take(bytes.substr(1, 4))),
                  .offset = take(bytes.substr(5, 8))};
}

auto PositionCodec::encode_all(const std::map<Partition, Offset>& next) const -> std::string {
  std::string plain = "a";
  for (const auto& [partition, offset] : next) {
    put(plain, partition, 4);
    put(plain, offset, 8);
  }
  return to_base64url(seal(key_, about_all, plain));
}

auto PositionCodec::decode_all(std::string_view text) const
    -> std::optional<std::map<Partition, Offset>> {
  const auto sealed = from_base64url(text);
  if (!sealed) return std::nullopt;
  const auto plain = open(key_, about_all, *sealed);
  if (!plain || plain->size() % 12 != 1) return std::nullopt;
  std::map<Partition, Offset> next;
  for (std::size_t at = 1; at < plain->size(); at += 12) {
    const auto bytes = std::string_view(*plain).substr(at, 12);
    next[static_cast<Partition>(take(bytes.substr(0, 4)))] = take(bytes.substr(4));
  }
  return next;
}

}  // namespace orkesta::store
