#pragma once

/// What selling asks of the negotiation.

#include "rules.hpp"

namespace orkesta::conversation {

/// The open quote is being bargained over: another need is a second line of it.
auto is_bargaining(const Deciding& deciding) -> bool;

/// Who says that they accept accepts the quote, whatever we asked last.
auto accepts_in_words(const std::vector<std::string>& words) -> bool;

/// The discount that was given on the open quote, as long as the order is not smaller for it and
/// the policy still allows it; else 0.
auto kept_concession(const Deciding& deciding, pricing::PriceRequest request) -> std::int64_t;

}  // namespace orkesta::conversation
