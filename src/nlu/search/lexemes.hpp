#pragma once

/// A message cut into pieces that have a role in an order: numbers, units, sizes, colours, words.

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "catalog.hpp"
#include "orkesta/core/money.hpp"

namespace orkesta::nlu::search {

enum class Kind : std::uint8_t { word, number, measure, size, stop_mark, comma };

struct Lexeme {
  Kind kind = Kind::word;
  std::int32_t start = 0;
  std::int32_t end = 0;
  std::uint32_t flags = 0;
  std::string text;  ///< Folded; canonical for sizes and measures.
  std::string stem;
  std::string color;  ///< Canonical.
  std::string unit;   ///< The pack's unit that this word names; of a measure: of its measure word.
  Quantity value;     ///< Of numbers and measures.
  bool article = false;    ///< A number that is only `un`, `una`.
  bool ignored = false;    ///< A date, a time, an amount of money, a coupon.
  std::int64_t group = 0;  ///< 12 when the number was said in dozens.
  std::vector<Match> matches;
  DocumentId phrase = 0;  ///< Of an alias made of function words; see `is_phrase`.
  bool is_phrase = false;

  auto has(std::uint32_t flag) const -> bool { return (flags & flag) != 0; }
};

/// Cuts a text. With a catalogue words are looked up in it and the pack's units are known; without
/// one (while it is built) names are cut the same way.
auto lex(std::string_view text, const Catalog* catalog) -> std::vector<Lexeme>;

}  // namespace orkesta::nlu::search
