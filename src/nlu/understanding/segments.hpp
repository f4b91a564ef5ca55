#pragma once

/// A message cut where another request may begin.

#include <span>
#include <vector>

#include "orkesta/nlu/text.hpp"

namespace orkesta::nlu {

/// More parts than these are not looked at apart.
inline constexpr std::size_t segments_max = 8;

/// Parts of at least two words each, in order: sentences, and clauses behind `y`, `and`, a comma.
/// Empty when the message is one piece.
auto segments(std::u32string_view text, std::span<const Token> tokens)
    -> std::vector<std::span<const Token>>;

}  // namespace orkesta::nlu
