#pragma once

#include <boost/describe/class.hpp>
#include <compare>
#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace orkesta {

/// An ISO 4217 code, for example `MXN`. Made by `parse` only, so that it always names a currency
/// that this build knows the exponent of.
class Currency {
 public:
  static auto parse(std::string_view code) -> std::optional<Currency>;
  auto code() const -> std::string_view { return {code_, 3}; }
  /// Digits behind the point: 2 for MXN, 0 for CLP, 3 for KWD, 4 for CLF (ISO 4217).
  auto exponent() const -> int { return exponent_; }
  auto operator<=>(const Currency&) const = default;

 private:
  Currency(std::string_view code, int exponent);
  char code_[3];
  std::int8_t exponent_;
};

/// The greatest amount anywhere, 2^53 - 1, so that any JSON reader holds it exactly.
inline constexpr std::int64_t minor_units_max = (std::int64_t{1} << 53) - 1;

/// An amount in minor units of its currency (R16).
struct Money {
  std::int64_t minor_units;
  Currency currency;
  bool operator==(const Money&) const = default;
};
BOOST_DESCRIBE_STRUCT(Money, (), (minor_units, currency))

/// Reads `1234.50` as minor units without passing through a floating number: digits, at most one
/// point, at most `exponent` decimals, an optional leading minus where `negative` allows it.
auto parse_minor_units(std::string_view text, int exponent) -> std::optional<std::int64_t>;
/// Writes minor units as major ones: `1234.50`; CLP `1990`.
auto format_major(const Money& money) -> std::string;

/// A quantity in thousandths (design/pricing, section 1): 1.5 kg is 1500.
struct Quantity {
  std::int64_t thousandths = 0;
  auto operator<=>(const Quantity&) const = default;
  static auto whole(std::int64_t units) -> Quantity { return {units * 1000}; }
  /// Reads an integer or a decimal with at most three decimals; no sign, no exponent.
  static auto parse(std::string_view text) -> std::optional<Quantity>;
  auto is_whole() const -> bool { return thousandths % 1000 == 0; }
  /// `2`, `1.5`, `0.125`: no trailing zeros.
  auto text() const -> std::string;
};

__extension__ typedef __int128 Wide;  ///< For products; never stored.

/// The quotient rounded half to even. `denominator` > 0.
auto divide_half_even(Wide numerator, Wide denominator) -> Wide;
/// Shares of `amount` in proportion to `weights` (all >= 0): floors, then one unit each to the
/// largest remainders, ties in order; all zeros when the weights sum to zero. The shares sum to
/// `amount` otherwise (design/pricing, section 1).
auto largest_remainder(std::int64_t amount, std::span<const std::int64_t> weights)
    -> std::vector<std::int64_t>;

}  // namespace orkesta
