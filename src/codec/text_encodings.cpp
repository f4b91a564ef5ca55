#include <algorithm>

#include "orkesta/codec/hash.hpp"

namespace orkesta::codec {
namespace {

constexpr std::string_view standard =
    "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
constexpr std::string_view url_safe =
    "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_";
constexpr std::string_view lower_base32 = "abcdefghijklmnopqrstuvwxyz234567";
constexpr std::string_view hex_digits = "0123456789abcdef";
constexpr std::size_t opaque_id_size = 26;

auto byte_at(std::string_view bytes, std::size_t at) -> std::uint32_t {
  return at < bytes.size() ? static_cast<unsigned char>(bytes[at]) : 0u;
}

/// Where each character stands in the alphabet; 255 for strangers.
constexpr auto table_of(std::string_view alphabet) -> std::array<std::uint8_t, 256> {
  std::array<std::uint8_t, 256> table{};
  table.fill(255);
  for (std::size_t i = 0; i < alphabet.size(); ++i)
    table[static_cast<unsigned char>(alphabet[i])] = static_cast<std::uint8_t>(i);
  return table;
}
constexpr auto standard_values = table_of(standard);
constexpr auto url_safe_values = table_of(url_safe);

void append_sixes(std::string& out, std::string_view bytes, std::string_view alphabet, bool pad) {
  const auto start = out.size();
  out.resize(start + (bytes.size() + 2) / 3 * 4);
  auto* to = out.data() + start;
  for (std::size_t at = 0; at < bytes.size(); at += 3) {
    const auto three =
        byte_at(bytes, at) << 16 | byte_at(bytes, at + 1) << 8 | byte_at(bytes, at + 2);
    *to++ = alphabet[three >> 18];
    *to++ = alphabet[three >> 12 & 63];
    *to++ = alphabet[three >> 6 & 63];
    *to++ = alphabet[three & 63];
  }
  const auto missing = (3 - bytes.size() % 3) % 3;
  if (pad)
    std::fill(to - missing, to, '=');
  else
    out.resize(out.size() - missing);
}

/// The bytes behind unpadded sixes; bits left over must be zero, so that each has one text.
auto parse_sixes(std::string_view text, const std::array<std::uint8_t, 256>& values)
    -> std::optional<std::string> {
  if (text.size() % 4 == 1) return std::nullopt;
  std::string bytes;
  bytes.reserve(text.size() * 3 / 4);
  std::uint32_t bits = 0;
  int count = 0;
  for (const char c : text) {
    const auto value = values[static_cast<unsigned char>(c)];
    if (value == 255) return std::nullopt;
    bits = bits << 6 | value;
    count += 6;
    if (count < 8) continue;
    count -= 8;
    bytes += static_cast<char>(bits >> count & 255);
  }
  if ((bits & ((1u << count) - 1)) != 0) return std::nullopt;
  return bytes;
}

}  // namespace

auto hex(std::string_view bytes) -> std::string {
  std::string text;
  text.reserve(bytes.size() * 2);
  for (std::size_t at = 0; at < bytes.size(); ++at) {
    text += hex_digits[byte_at(bytes, at) >> 4];
    text += hex_digits[byte_at(bytes, at) & 15];
  }
  return text;
}

auto parse_hex(std::string_view text) -> std::optional<std::string> {
  if (text.size() % 2 != 0) return std::nullopt;
  std::string bytes;
  unsigned high = 0;
  for (std::size_t at = 0; at < text.size(); ++at) {
    const char c =
        text[at] >= 'A' && text[at] <= 'F' ? static_cast<char>(text[at] | 0x20) : text[at];
    const auto value = hex_digits.find(c);
    if (value == std::string_view::npos) return std::nullopt;
    if (at % 2 == 1) bytes += static_cast<char>(high << 4 | value);
    high = static_cast<unsigned>(value);
  }
  return bytes;
}

void append_base64(std::string& out, std::string_view bytes) {
  append_sixes(out, bytes, standard, true);
}

auto base64(std::string_view bytes) -> std::string {
  std::string text;
  append_base64(text, bytes);
  return text;
}

auto parse_base64(std::string_view text) -> std::optional<std::string> {
  if (text.size() % 4 != 0) return std::nullopt;
  if (text.ends_with("=="))
    text.remove_suffix(2);
  else if (text.ends_with('='))
    text.remove_suffix(1);
  return parse_sixes(text, standard_values);
}

auto base64url(std::string_view bytes) -> std::string {
  std::string text;
  append_sixes(text, bytes, url_safe, false);
  return text;
}

auto parse_base64url(std::string_view text) -> std::optional<std::string> {
  return parse_sixes(text, url_safe_values);
}

auto base32(std::string_view bytes) -> std::string {
  std::string text;
  std::uint32_t bits = 0;
  int count = 0;
  for (std::size_t at = 0; at < bytes.size(); ++at) {
    bits = bits << 8 | byte_at(bytes, at);
    count += 8;
    while (count >= 5) {
      count -= 5;
      text += lower_base32[bits >> count & 31];
    }
  }
  if (count > 0) text += lower_base32[bits << (5 - count) & 31];
  return text;
}

auto opaque_id(const Digest& digest) -> std::string {
  return base32(as_text(digest.bytes)).substr(0, opaque_id_size);
}

}  // namespace orkesta::codec
