#include "understanding/fixed.hpp"

#include <algorithm>
#include <array>

namespace orkesta::nlu {
namespace {

constexpr std::int64_t one30 = std::int64_t{1} << 30;
constexpr Fixed log2_e = 94548;  // 1.442695 with 16 bits behind the point.

/// 2^-(1/2), 2^-(1/4) … 2^-(1/65536), each the root of the one before.
constexpr auto make_roots() -> std::array<std::int64_t, 16> {
  std::array<std::int64_t, 16> roots{};
  auto value = static_cast<std::uint64_t>(one30 / 2);
  for (auto& root : roots) {
    value = integer_root(value << 30);
    root = static_cast<std::int64_t>(value);
  }
  return roots;
}
constexpr auto roots_of_half = make_roots();

}  // namespace

auto inverse_root(std::size_t count) -> Fixed {
  if (count == 0) return 0;
  return static_cast<Fixed>(integer_root((std::uint64_t{1} << 32) / count));
}

auto exp_negative(Fixed x) -> std::int64_t {
  if (x <= 0) return one30;
  if (x > 40 * fixed_one) return 0;
  const auto exponent = (x * log2_e) >> 16;
  const auto whole = exponent >> 16;
  if (whole >= 30) return 0;
  auto value = one30;
  for (std::size_t bit = 0; bit < roots_of_half.size(); ++bit) {
    if ((exponent >> (15 - bit)) & 1) value = (value * roots_of_half[bit]) >> 30;
  }
  return value >> whole;
}

auto softmax(std::span<const Fixed> logits) -> std::vector<Confidence> {
  std::vector<Confidence> shares(logits.size());
  if (logits.empty()) return shares;
  const auto best = *std::max_element(logits.begin(), logits.end());
  std::vector<std::int64_t> parts(logits.size());
  std::int64_t sum = 0;
  for (std::size_t i = 0; i < logits.size(); ++i) {
    parts[i] = exp_negative(best - logits[i]);
    sum += parts[i];
  }
  for (std::size_t i = 0; i < logits.size(); ++i) {
    shares[i] = static_cast<Confidence>((parts[i] * confidence_max + sum / 2) / sum);
  }
  return shares;
}

}  // namespace orkesta::nlu
