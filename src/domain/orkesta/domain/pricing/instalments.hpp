#pragma once

#include <vector>

#include "orkesta/core/money.hpp"
#include "orkesta/domain/tenant/pack.hpp"

namespace orkesta::pricing {

/// The parts in which a total is paid: the total plus its surcharge (half even), in equal parts;
/// the first ones get one minor unit each of what is left over. They sum to the surcharged total.
auto instalment_parts(const tenant::Instalment& plan, Money total) -> std::vector<Money>;

}  // namespace orkesta::pricing
