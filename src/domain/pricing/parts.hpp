#pragma once

/// What the steps of pricing hand to one another; nobody else's business. The steps, in order:
/// lines, unit prices, discounts, taxes, policy.

#include <cstdint>
#include <optional>
#include <string_view>
#include <vector>

#include "orkesta/core/money.hpp"
#include "orkesta/core/time.hpp"
#include "orkesta/domain/pricing/price.hpp"
#include "orkesta/domain/tenant/context.hpp"

namespace orkesta::pricing {

/// Greater than any amount: what a computed amount becomes that no longer fits.
inline constexpr std::int64_t amount_beyond = minor_units_max + 1;
inline constexpr std::int64_t quantity_units_max = 1'000'000'000;
inline constexpr std::int64_t bp_whole = 10'000;

/// Who asks and when, and what follows from it for every line.
struct Asker {
  const tenant::Context& context;
  const tenant::Customer* customer;  ///< Null: a stranger.
  std::string_view segment;
  std::string_view list;  ///< Where the search for a price begins.
  Timestamp at;
  Date local_date;  ///< Of `at` in the tenant's zone.
};

/// All the request's lines of one product, as one.
struct SoldLine {
  std::uint32_t asked_at = 0;  ///< Index of the first of them.
  const tenant::Product* product = nullptr;
  Quantity said;  ///< Their sum, in base units.
  Quantity sold;
  bool rounded_up = false;
  bool beyond_stock = false;
};

/// A line on its way through the steps; amounts in the quote's currency.
struct PricedLine {
  SoldLine line;
  std::int64_t unit_price = 0;
  bool own_price = false;  ///< The customer's own.
  bool tax_inclusive = false;
  bool converted = false;
  std::int64_t gross = 0;
  std::int64_t net = 0;  ///< The running amount: gross less the discounts taken until now.
  std::vector<Discount> discounts;
  std::int64_t subtotal = 0;
  std::vector<TaxAmount> taxes;
  std::int64_t total = 0;
};

/// Amount times quantity, rounded half to even; never above `amount_beyond`.
inline auto times(std::int64_t amount, Quantity quantity) -> std::int64_t {
  const auto product = divide_half_even(Wide{amount} * quantity.thousandths, 1000);
  return product > amount_beyond ? amount_beyond : static_cast<std::int64_t>(product);
}

/// Whether a window (from inclusive, until exclusive) holds this moment.
inline auto holds(const std::optional<Timestamp>& from, const std::optional<Timestamp>& until,
                  Timestamp at) -> bool {
  return (!from || *from <= at) && (!until || at < *until);
}

}  // namespace orkesta::pricing
