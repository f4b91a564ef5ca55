#include "orkesta/core/digest.hpp"

namespace orkesta {
namespace {

constexpr std::string_view digits = "0123456789abcdef";

auto value_of(char digit) -> std::optional<std::uint8_t> {
  const auto at = digits.find(digit);
  if (at == std::string_view::npos) return std::nullopt;
  return static_cast<std::uint8_t>(at);
}

}  // namespace

auto Digest::hex() const -> std::string {
  std::string text;
  text.reserve(64);
  for (const auto byte : bytes) {
    text += digits[byte >> 4];
    text += digits[byte & 15];
  }
  return text;
}

auto Digest::parse(std::string_view hex) -> std::optional<Digest> {
  if (hex.size() != 64) return std::nullopt;
  Digest digest;
  for (std::size_t i = 0; i < 32; ++i) {
    const auto high = value_of(hex[2 * i]);
    const auto low = value_of(hex[2 * i + 1]);
    if (!high || !low) return std::nullopt;
    digest.bytes[i] = static_cast<std::uint8_t>(*high << 4 | *low);
  }
  return digest;
}

}  // namespace orkesta
