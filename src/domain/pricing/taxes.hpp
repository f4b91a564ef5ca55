#pragma once

#include "pricing/parts.hpp"

namespace orkesta::pricing {

/// Fills subtotal, taxes and total of every line from its net amount. An amount that no longer
/// fits becomes `amount_beyond`.
void add_taxes(const Asker& asker, Currency wanted, std::vector<PricedLine>& lines);

}  // namespace orkesta::pricing
