#pragma once

/// Digests, keyed hashes and the encodings of bytes as text. Functions are pure; any thread.

#include <array>
#include <cstdint>
#include <initializer_list>
#include <memory>
#include <optional>
#include <span>
#include <string>
#include <string_view>

#include "orkesta/core/digest.hpp"

namespace orkesta::codec {

/// SHA-256 of the exact bytes.
auto sha256(std::string_view bytes) -> Digest;
/// The digest of a recorded turn, that the next one names as `previous` (R10).
inline auto digest_of(std::string_view bytes) -> Digest { return sha256(bytes); }

/// HMAC-SHA-256 (RFC 2104) over one text, as providers sign their webhooks.
auto hmac_sha256(std::string_view key, std::string_view message) -> Digest;

/// Several components as one unambiguous text: each behind its length (8 bytes, big endian), so
/// that ("a", "bc") and ("ab", "c") differ.
auto join_components(std::initializer_list<std::string_view> components) -> std::string;

/// HMAC-SHA-256 over components, prepared once for a key. Copies share nothing; one thread at a
/// time.
class KeyedHash {
 public:
  explicit KeyedHash(std::span<const std::uint8_t> key);
  ~KeyedHash();
  KeyedHash(KeyedHash&&) noexcept;
  auto operator=(KeyedHash&&) noexcept -> KeyedHash&;
  auto operator()(std::initializer_list<std::string_view> components) const -> Digest;

 private:
  struct Prepared;
  std::unique_ptr<Prepared> prepared_;
};

/// SipHash-2-4 with 8 bytes of output (duplicates, R2), prepared once for a key of 16 bytes; a
/// longer secret lends its first 16. One thread at a time.
class SipHash {
 public:
  explicit SipHash(std::span<const std::uint8_t> key);
  ~SipHash();
  SipHash(SipHash&&) noexcept;
  auto operator=(SipHash&&) noexcept -> SipHash&;
  /// 16 lower-case hex digits over the components, joined as above.
  auto operator()(std::initializer_list<std::string_view> components) const -> std::string;
  /// Over one text as it is; the reference implementation's bytes.
  auto of(std::string_view text) const -> std::array<std::uint8_t, 8>;

 private:
  struct Prepared;
  std::unique_ptr<Prepared> prepared_;
};

/// The same, prepared for one use.
auto hmac_sha256(std::span<const std::uint8_t> key,
                 std::initializer_list<std::string_view> components) -> Digest;
auto siphash64(std::span<const std::uint8_t> key,
               std::initializer_list<std::string_view> components) -> std::string;

/// Equal, in a time that depends on the lengths alone.
auto constant_time_equal(std::string_view left, std::string_view right) -> bool;

auto hex(std::string_view bytes) -> std::string;                      ///< Lower case.
auto parse_hex(std::string_view text) -> std::optional<std::string>;  ///< Either case.

/// RFC 4648, section 4, with padding.
auto base64(std::string_view bytes) -> std::string;
void append_base64(std::string& out, std::string_view bytes);
/// Exactly what `base64` writes for some bytes: one text for each, no whitespace.
auto parse_base64(std::string_view text) -> std::optional<std::string>;
/// RFC 4648, section 5, without padding.
auto base64url(std::string_view bytes) -> std::string;
auto parse_base64url(std::string_view text) -> std::optional<std::string>;
/// RFC 4648, section 6, lower case, without padding.
auto base32(std::string_view bytes) -> std::string;
/// The first 130 bits of a digest as 26 characters of base32: an id that tells nothing.
auto opaque_id(const Digest& digest) -> std::string;

/// A digest's or hash's bytes as text.
template <std::size_t n>
auto as_text(const std::array<std::uint8_t, n>& bytes) -> std::string {
  return {bytes.begin(), bytes.end()};
}

}  // namespace orkesta::codec
