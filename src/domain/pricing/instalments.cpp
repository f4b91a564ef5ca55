#include "orkesta/domain/pricing/instalments.hpp"

#include <algorithm>

#include "orkesta/core/assert.hpp"

namespace orkesta::pricing {

auto instalment_parts(const tenant::Instalment& plan, Money total) -> std::vector<Money> {
  ORKESTA_ASSERT(plan.count >= 1 && plan.surcharge_bp >= 0);
  const auto whole = std::max<std::int64_t>(total.minor_units, 0);
  const auto surcharge =
      static_cast<std::int64_t>(divide_half_even(Wide{whole} * plan.surcharge_bp, 10'000));
  const std::vector<std::int64_t> equal(static_cast<std::size_t>(plan.count), 1);
  std::vector<Money> parts;
  for (const auto part : largest_remainder(whole + surcharge, equal))
    parts.push_back({part, total.currency});
  return parts;
}

}  // namespace orkesta::pricing
