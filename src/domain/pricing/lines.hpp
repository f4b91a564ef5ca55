#pragma once

#include "orkesta/core/result.hpp"
#include "pricing/parts.hpp"

namespace orkesta::pricing {

/// Reads, checks and merges the request's lines: what is sold, in sold units, rounded up. Refuses
/// with the first error in the order of the rules.
auto sold_lines(const tenant::Context& context, const std::vector<RequestLine>& asked)
    -> Result<std::vector<SoldLine>, PriceError>;

/// The base units that one of this unit holds; nothing when the product is not counted in it.
auto base_units_in(const tenant::Context& context, const tenant::Product& product,
                   std::string_view unit) -> std::optional<std::int64_t>;

}  // namespace orkesta::pricing
