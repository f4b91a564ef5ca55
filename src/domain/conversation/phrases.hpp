#pragma once

/// Our sentences, one table for each language. `[a|b|c]` is written for usted (and você), tú, vos;
/// `<name>` is a slot. A second variant keeps us from saying the same twice in a row; "" = none.

#include <array>
#include <cstddef>
#include <span>
#include <string_view>

#include "replies.hpp"

namespace orkesta::conversation {

struct Phrase {
  Template what;
  std::string_view first;
  std::string_view second;
};

/// Whether the table has each template, in their order, so that it can be read by index.
template <std::size_t N>
constexpr auto is_complete(const std::array<Phrase, N>& phrases) -> bool {
  for (std::size_t i = 0; i < N; ++i)
    if (static_cast<std::size_t>(phrases[i].what) != i || phrases[i].first.empty()) return false;
  return N == static_cast<std::size_t>(Template::safe) + 1;
}

/// As `is_complete`, for the templates behind `safe`.
template <std::size_t N>
constexpr auto is_complete_selling(const std::array<Phrase, N>& phrases) -> bool {
  constexpr auto first = static_cast<std::size_t>(first_selling_template);
  for (std::size_t i = 0; i < N; ++i)
    if (static_cast<std::size_t>(phrases[i].what) != first + i || phrases[i].second.empty())
      return false;
  return first + N == static_cast<std::size_t>(last_selling_template) + 1;
}

auto spanish() -> std::span<const Phrase>;
auto english() -> std::span<const Phrase>;
auto portuguese() -> std::span<const Phrase>;
auto french() -> std::span<const Phrase>;
auto spanish_selling() -> std::span<const Phrase>;
auto english_selling() -> std::span<const Phrase>;
auto portuguese_selling() -> std::span<const Phrase>;
auto french_selling() -> std::span<const Phrase>;

}  // namespace orkesta::conversation
