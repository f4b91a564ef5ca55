#pragma once

/// Which products a message speaks of, how many and in which unit.

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "orkesta/core/understanding.hpp"
#include "orkesta/nlu/catalog_index.hpp"

namespace orkesta::nlu {

inline constexpr std::size_t candidates_max = 5;
inline constexpr std::size_t mentions_max = 200;

struct OrderWords {
  std::vector<Mention> mentions;
  std::optional<Quantity> count;  ///< The first number that counts something, named or not.
};

/// The products that a message (several joined by newlines) asks for, in its order. A mention
/// without candidates is a thing clearly asked for that is not sold, or not in that size or colour.
/// Small talk has no mentions. Words of all four languages are known at once. Pure.
auto find_order(const CatalogIndex& index, std::string_view text) -> OrderWords;

/// What meets a need that is described and not named (`algo para proteger las manos`), as one
/// mention of the whole text; nothing when nothing sold is for that.
auto find_need(const CatalogIndex& index, std::string_view text) -> std::optional<Mention>;
/// Whether a message without mentions should be searched for a need: it asks about products.
auto asks_for_need(const Understanding& understanding) -> bool;

/// Takes out the mentions that only look like products in a message that is about something else:
/// thanks, opening hours. The one place that weighs intents against mentions; needs `intents`,
/// `mentions` and `hints`.
void drop_passing_mentions(Understanding& understanding);

/// Coupons named in the text, as the pack spells them; a code that the pack does not know only
/// where the text calls it one (`cupón AHORRA7`).
auto find_coupons(const tenant::Context& context, std::string_view text)
    -> std::vector<std::string>;

/// The ISO code of the currency the customer wishes to pay in (`en dólares`), "" when none is
/// named.
auto find_currency(std::string_view text) -> std::string;

}  // namespace orkesta::nlu
