#pragma once

#include <array>
#include <cstdint>
#include <string_view>

#include "orkesta/core/digest.hpp"

namespace orkesta::store {

auto sha256(std::string_view bytes) -> Digest;
auto hmac_sha256(std::string_view key, std::string_view bytes) -> std::array<std::uint8_t, 32>;
auto hmac_sha512(std::string_view key, std::string_view bytes) -> std::array<std::uint8_t, 64>;

template <std::size_t Size>
auto as_text(const std::array<std::uint8_t, Size>& bytes) -> std::string_view {
  return {reinterpret_cast<const char*>(bytes.data()), bytes.size()};
}

}  // namespace orkesta::store
