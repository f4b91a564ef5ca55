#pragma once

#include <string>

#include "json_lines.hpp"
#include "orkesta/codec/json_writer.hpp"
#include "orkesta/domain/pricing/price.hpp"

namespace orkesta::cli {

/// A line of `orkesta price`. `quantity` keeps its digits as written, so that no number passes
/// through a floating one. `bad_request` where the form is wrong.
auto read_price_request(const codec::JsonView& line) -> Result<pricing::PriceRequest, BadLine>;

/// `"quote":{…}`, or `"needs_approval":[…],"quote"?`, or `"error":{…}`, into an object that stands
/// open.
void write_price_answer(codec::JsonWriter& json, const pricing::PriceAnswer& answer);

}  // namespace orkesta::cli
