#pragma once

/// What objections, counter-offers and tools share: prices as they stand, plans as they come out,
/// something else to order. All of it is the pack's or computed from it.

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "formats.hpp"
#include "skills.hpp"

namespace orkesta::conversation {

/// For one sold unit at this quantity; nothing when it has no price.
auto list_price_of(const Deciding& deciding, const std::string& sku, const std::string& quantity)
    -> std::optional<pricing::ListPrice>;
/// As people read it: where taxes are not in it, it says so.
auto price_slot(const Deciding& deciding, std::string name, const pricing::ListPrice& price,
                std::string_view sku) -> Slot;

/// Plans of more than one part, each as a line; their figures stand in `facts`.
struct PlanLines {
  std::string text;
  std::vector<Fact> facts;
};
/// For this total; without one, the plans and from what total on they are.
auto plan_lines(const Deciding& deciding, std::optional<Money> total, std::string_view only = "")
    -> PlanLines;
/// The open quote's total, else that of one of the product, with taxes.
auto total_in_question(const Deciding& deciding, const tenant::Product* product)
    -> std::optional<Money>;

/// The same product in the number from which it gets cheaper; nothing when no tier is near.
auto next_tier(const Deciding& deciding) -> std::optional<events::AlternativeSuggested>;
/// Something of the same kind that costs less, not suggested before.
auto smaller_option(const Deciding& deciding, const tenant::Product& product)
    -> std::optional<events::AlternativeSuggested>;
auto was_suggested(const State& state, std::string_view why, std::string_view sku) -> bool;
/// Says it as the template has it, and remembers it for a yes.
void suggest(Deciding& deciding, const events::AlternativeSuggested& what, Template how,
             std::string_view kind);

/// Days of warranty, by the product's row or the most exact document; nothing when there is none.
auto warranty_days(const tenant::Context& context, const tenant::Product& product)
    -> std::optional<std::int32_t>;

/// The documents of the pack that answer in words: the entry of the FAQ that fits best; null when
/// none does.
auto faq_in_words(const Deciding& deciding, const Matter& matter, int words_min)
    -> const tenant::FaqEntry*;
void say_faq(Deciding& deciding, const tenant::FaqEntry& entry);

}  // namespace orkesta::conversation
