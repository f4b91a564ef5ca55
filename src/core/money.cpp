#include "orkesta/core/money.hpp"

#include <algorithm>
#include <array>
#include <numeric>

#include "orkesta/core/assert.hpp"

namespace orkesta {
namespace {

struct Exponent {
  std::string_view code;
  int digits;
};
/// ISO 4217, active codes; two digits unless said otherwise.
constexpr std::string_view two_digits =
    "AED AFN ALL AMD AOA ARS AUD AWG AZN BAM BBD BDT BGN BMD BND BOB BRL BSD BTN BWP BYN BZD CAD "
    "CDF CHF CNY COP CRC CUP CVE CZK DKK DOP DZD EGP ERN ETB EUR FJD FKP GBP GEL GHS GIP GMD GTQ "
    "GYD HKD HNL HTG HUF IDR ILS INR IRR JMD KES KGS KHR KPW KYD KZT LAK LBP LKR LRD LSL MAD MDL "
    "MGA MKD MMK MNT MOP MRU MUR MVR MWK MXN MYR MZN NAD NGN NIO NOK NPR NZD PAB PEN PGK PHP PKR "
    "PLN QAR RON RSD RUB SAR SBD SCR SDG SEK SGD SHP SLE SOS SRD SSP STN SVC SYP SZL THB TJS TMT "
    "TOP TRY TTD TWD TZS UAH USD UYU UZS VED VES WST XCD YER ZAR ZMW ZWG ";
constexpr std::array<Exponent, 24> others = {{
    {"BHD", 3}, {"BIF", 0}, {"CLF", 4}, {"CLP", 0}, {"DJF", 0}, {"GNF", 0}, {"IQD", 3}, {"ISK", 0},
    {"JOD", 3}, {"JPY", 0}, {"KMF", 0}, {"KRW", 0}, {"KWD", 3}, {"LYD", 3}, {"OMR", 3}, {"PYG", 0},
    {"RWF", 0}, {"TND", 3}, {"UGX", 0}, {"UYI", 0}, {"UYW", 4}, {"VND", 0}, {"VUV", 0}, {"XAF", 0},
}};
constexpr std::string_view zero_digits = "XOF XPF ";

auto exponent_of(std::string_view code) -> std::optional<int> {
  const auto listed = [&](std::string_view table) {
    const auto at = table.find(code);
    return at != std::string_view::npos && at % 4 == 0;
  };
  if (listed(two_digits)) return 2;
  if (listed(zero_digits)) return 0;
  for (const auto& other : others)
    if (other.code == code) return other.digits;
  return std::nullopt;
}

auto is_digit(char c) -> bool { return c >= '0' && c <= '9'; }

/// Digits, at most one point, at most `decimals` digits behind it; scaled by 10^decimals.
auto parse_scaled(std::string_view text, int decimals) -> std::optional<std::int64_t> {
  const auto point = text.find('.');
  const auto whole = text.substr(0, point);
  const auto fraction =
      point == std::string_view::npos ? std::string_view{} : text.substr(point + 1);
  if (whole.empty() || (point != std::string_view::npos && fraction.empty())) return std::nullopt;
  if (fraction.size() > static_cast<std::size_t>(decimals)) return std::nullopt;
  std::int64_t value = 0;
  const auto take = [&](char c) {
    return is_digit(c) && !__builtin_mul_overflow(value, std::int64_t{10}, &value) &&
           !__builtin_add_overflow(value, std::int64_t{c - '0'}, &value);
  };
  if (!std::all_of(whole.begin(), whole.end(), take)) return std::nullopt;
  if (!std::all_of(fraction.begin(), fraction.end(), take)) return std::nullopt;
  for (auto i = fraction.size(); i < static_cast<std::size_t>(decimals); ++i)
    if (!take('0')) return std::nullopt;
  return value;
}

}  // namespace

Currency::Currency(std::string_view code, int exponent)
    : code_{code[0], code[1], code[2]}, exponent_(static_cast<std::int8_t>(exponent)) {}

auto Currency::parse(std::string_view code) -> std::optional<Currency> {
  if (code.size() != 3) return std::nullopt;
  const auto exponent = exponent_of(code);
  if (!exponent) return std::nullopt;
  return Currency{code, *exponent};
}

auto parse_minor_units(std::string_view text, int exponent) -> std::optional<std::int64_t> {
  const bool negative = text.starts_with('-');
  const auto value = parse_scaled(negative ? text.substr(1) : text, exponent);
  if (!value || *value > minor_units_max) return std::nullopt;
  return negative ? -*value : *value;
}

auto format_major(const Money& money) -> std::string {
  const auto exponent = static_cast<std::size_t>(money.currency.exponent());
  const bool negative = money.minor_units < 0;
  auto digits = std::to_string(negative ? -money.minor_units : money.minor_units);
  if (digits.size() <= exponent) digits.insert(0, exponent + 1 - digits.size(), '0');
  if (exponent > 0) digits.insert(digits.size() - exponent, 1, '.');
  return negative ? '-' + digits : digits;
}

auto Quantity::parse(std::string_view text) -> std::optional<Quantity> {
  const auto value = parse_scaled(text, 3);
  if (!value) return std::nullopt;
  return Quantity{*value};
}

auto Quantity::text() const -> std::string {
  const bool negative = thousandths < 0;
  const auto size = negative ? -thousandths : thousandths;
  auto text = std::to_string(size / 1000);
  if (size % 1000 != 0) {
    auto fraction = std::to_string(1000 + size % 1000).substr(1);
    fraction.erase(fraction.find_last_not_of('0') + 1);
    text += '.' + fraction;
  }
  return negative ? '-' + text : text;
}

auto divide_half_even(Wide numerator, Wide denominator) -> Wide {
  ORKESTA_ASSERT(denominator > 0);
  auto quotient = numerator / denominator;
  auto remainder = numerator % denominator;
  if (remainder < 0) {
    quotient -= 1;
    remainder += denominator;
  }
  const auto twice = remainder * 2;
  if (twice > denominator || (twice == denominator && quotient % 2 != 0)) quotient += 1;
  return quotient;
}

auto largest_remainder(std::int64_t amount, std::span<const std::int64_t> weights)
    -> std::vector<std::int64_t> {
  Wide sum = 0;
  for (const auto weight : weights) {
    ORKESTA_ASSERT(weight >= 0);
    sum += weight;
  }
  std::vector<std::int64_t> shares(weights.size(), 0);
  if (sum == 0) return shares;
  std::vector<Wide> remainders(weights.size());
  std::int64_t missing = amount;
  for (std::size_t i = 0; i < weights.size(); ++i) {
    const auto product = Wide{amount} * weights[i];
    auto share = product / sum;
    auto remainder = product % sum;
    if (remainder < 0) {
      share -= 1;
      remainder += sum;
    }
    shares[i] = static_cast<std::int64_t>(share);
    remainders[i] = remainder;
    missing -= shares[i];
  }
  std::vector<std::size_t> order(weights.size());
  std::iota(order.begin(), order.end(), std::size_t{0});
  std::stable_sort(order.begin(), order.end(),
                   [&](std::size_t a, std::size_t b) { return remainders[a] > remainders[b]; });
  ORKESTA_ASSERT(missing >= 0 && static_cast<std::size_t>(missing) <= order.size());
  for (std::size_t i = 0; i < static_cast<std::size_t>(missing); ++i) shares[order[i]] += 1;
  return shares;
}

}  // namespace orkesta
