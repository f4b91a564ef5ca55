#pragma once

#include <array>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

namespace orkesta {

/// A SHA-256 value. All zeros stands before an entity's first turn.
struct Digest {
  std::array<std::uint8_t, 32> bytes{};
  auto operator<=>(const Digest&) const = default;
  auto hex() const -> std::string;  ///< 64 lower-case digits.
  static auto parse(std::string_view hex) -> std::optional<Digest>;
};

}  // namespace orkesta
