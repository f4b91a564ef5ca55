#pragma once

#include "pricing/parts.hpp"

namespace orkesta::pricing {

/// The amount in another currency, by the rate of the asker's day: the pair's latest of at most
/// `fx_max_age_days`, forwards, else backwards. Half to even, never above `amount_beyond`; nothing
/// when there is no usable rate. Whether prices may be converted is not asked here.
auto convert(const Asker& asker, std::int64_t amount, Currency from, Currency to)
    -> std::optional<std::int64_t>;

/// Why a line has no unit price.
struct Unpriced {
  bool no_price = false;
  bool no_rate = false;
};

struct PricedLines {
  std::vector<PricedLine> lines;   ///< With unit price and gross; net = gross.
  Unpriced unpriced;               ///< Neither: every line has its price.
  std::optional<Timestamp> until;  ///< The earliest end of a price row that was used.
};

/// Finds each line's unit price in the wanted currency.
auto priced_lines(const Asker& asker, const std::vector<SoldLine>& sold, Currency wanted)
    -> PricedLines;

}  // namespace orkesta::pricing
