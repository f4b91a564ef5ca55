#pragma once

#include "orkesta/core/result.hpp"
#include "pricing/parts.hpp"

namespace orkesta::pricing {

/// The order's sums that limits look at; amounts in the quote's currency.
struct Sums {
  std::int64_t gross = 0;
  std::int64_t net = 0;
  std::int64_t subtotal = 0;
  std::int64_t total = 0;
};

/// What the tenant's limits say of the priced order.
struct Verdict {
  std::vector<ApprovalReason> reasons;        ///< In the order of the rules; empty: automatic.
  std::optional<std::int64_t> below_minimum;  ///< The minimum that the order does not reach.
};

/// Judges by the limits. An empty limit does not limit; what equals a limit is allowed.
auto judge(const Asker& asker, Currency wanted, const std::vector<PricedLine>& lines,
           const Sums& sums) -> Verdict;

}  // namespace orkesta::pricing
