#pragma once

/// The data in a text, found in an order in which no character serves twice.

#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "orkesta/core/time.hpp"
#include "orkesta/core/understanding.hpp"
#include "orkesta/nlu/text.hpp"

namespace orkesta::nlu {

/// What the extractors need beside the text.
struct Reading {
  Date reference;               ///< The message's day.
  std::string_view language;    ///< Of the message: es, en, pt, fr, und.
  std::string_view currency;    ///< The tenant's, where it is known.
  std::string_view asked_last;  ///< A bare answer to `name` is a name.
};

/// At most `entities_max`, by `start`; they never overlap.
inline constexpr std::size_t entities_max = 200;
auto extract_entities(std::u32string_view text, std::span<const Token> tokens,
                      const Reading& reading) -> std::vector<Entity>;

}  // namespace orkesta::nlu
