#pragma once

/// Arithmetic on integers that stand for fractions: the same bits from every compiler.

#include <cstdint>
#include <span>
#include <vector>

#include "orkesta/core/ids.hpp"

namespace orkesta::nlu {

/// Fractions with 16 bits behind the point.
using Fixed = std::int64_t;
inline constexpr Fixed fixed_one = Fixed{1} << 16;

/// The root, rounded down.
constexpr auto integer_root(std::uint64_t value) -> std::uint64_t {
  std::uint64_t root = 0;
  for (std::uint64_t bit = std::uint64_t{1} << 31; bit != 0; bit >>= 1) {
    const auto tried = root | bit;
    if (tried * tried <= value) root = tried;
  }
  return root;
}

/// 1/sqrt(count); 0 for none.
auto inverse_root(std::size_t count) -> Fixed;

/// exp(-x) for x >= 0, with 30 bits behind the point.
auto exp_negative(Fixed x) -> std::int64_t;

/// The shares of exp(logit) in basis points, each rounded to nearest.
auto softmax(std::span<const Fixed> logits) -> std::vector<Confidence>;

}  // namespace orkesta::nlu
