#pragma once

#include <span>
#include <string>

#include "pricing/parts.hpp"

namespace orkesta::pricing {

struct Discounted {
  std::vector<QuoteNote> coupon_notes;
  std::optional<Timestamp> until;  ///< The earliest end of a promotion that was used.
};

/// Takes off what promotions and the person's grant give, in the order of the rules: line
/// promotions, order promotions, the negotiated discount. Changes `net` and `discounts` only.
/// The lines' sum of gross amounts must be an amount.
auto take_discounts(const Asker& asker, const PriceRequest& request, Currency wanted,
                    std::vector<PricedLine>& lines) -> Discounted;

}  // namespace orkesta::pricing
