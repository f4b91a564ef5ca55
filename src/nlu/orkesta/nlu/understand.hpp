#pragma once

/// What a message says: language, intents, sentiment, entities. Pure, and the same bytes from any
/// compiler: the arithmetic is that of integers.

#include <string>
#include <string_view>

#include "orkesta/core/time.hpp"
#include "orkesta/core/understanding.hpp"
#include "orkesta/nlu/model.hpp"

namespace orkesta::nlu {

/// Understands one message. Never throws on any bytes; a text above `text_code_points_max` is cut.
/// `reference` is the day of the message, against which `mañana` is read; `tenant_currency` an ISO
/// code or "": amounts whose text leaves the currency open stay without one. What needs a tenant's
/// catalogue is left empty: mentions.hpp finds it.
auto understand(const Models& models, std::string_view text, const UnderstandingHints& hints,
                const Date& reference, std::string_view tenant_currency) -> Understanding;

}  // namespace orkesta::nlu
