#pragma once

/// Numbers as customers write them: `12`, `1,5`, `veinticinco`, `media docena`, `half a dozen`,
/// `duas dúzias`, `une vingtaine`.

#include <cstddef>
#include <optional>
#include <span>
#include <string_view>

#include "orkesta/core/money.hpp"
#include "orkesta/nlu/text.hpp"

namespace orkesta::nlu {

/// A number and the tokens that said it, half open.
struct NumberRead {
  std::size_t first = 0;
  std::size_t last = 0;
  Quantity value;
  bool article = false;  ///< Only `un`, `una`, `a`, `um`, `une`: perhaps no number at all.
  bool words = false;    ///< Written in words, at least in part.
  bool operator==(const NumberRead&) const = default;
};

/// What is greater counts as this: more than anybody sells, and exact in every JSON reader.
inline constexpr std::int64_t number_max = 9'000'000'000'000'000;

/// Reads the longest number that begins at `tokens[at]`; nothing when none does. Spanish,
/// Portuguese, English and French words, dozens, pairs and halves; powers (`10^15`, `1e15`).
/// Without its sign, and at most `number_max`.
auto read_number(std::span<const Token> tokens, std::size_t at) -> std::optional<NumberRead>;

/// Whether the number at `tokens[at]` has a minus sign (`-5`) or word (`menos 5`) in front. The
/// dash of a range (`4-5`), of a code (`N-95`) or of a list's items is none.
auto is_negative(std::u32string_view text, std::span<const Token> tokens, std::size_t at) -> bool;

/// Digits with points and commas: one separator followed by three digits groups thousands
/// (`1.000`, `1,250`), except after a lone zero; any other last separator is decimal. At most three
/// decimals are kept.
auto read_digits(std::string_view text) -> std::optional<Quantity>;

}  // namespace orkesta::nlu
