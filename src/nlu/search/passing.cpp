/// Which mentions are a message's matter, and which are words in passing.

#include <algorithm>
#include <array>

#include "orkesta/nlu/mentions.hpp"

namespace orkesta::nlu {
namespace {

constexpr Confidence about_else_min = 6000;  ///< Of an intent that has no product to it.
constexpr Confidence need_min = 5000;
constexpr Confidence about_product_min = 1500;  ///< Of any other: then it may be about one.

/// Matters that no product belongs to. All others may name one: a price, a delivery, a defect.
constexpr auto without_product = std::to_array<std::string_view>(
    {"greeting", "faq_hours", "faq_location", "human_handoff", "contact_info", "privacy_accept",
     "privacy_decline", "thanks", "goodbye", "unsubscribe"});

auto has_no_product(const Guess& intent) -> bool {
  return std::find(without_product.begin(), without_product.end(), intent.name) !=
         without_product.end();
}

/// Whether our last question makes any named product an answer.
auto answers_us(const UnderstandingHints& hints) -> bool {
  constexpr auto about_order =
      std::to_array<std::string_view>({"product", "size", "colour", "model", "quantity", "unit"});
  return std::find(about_order.begin(), about_order.end(), hints.asked_last) != about_order.end();
}

}  // namespace

auto asks_for_need(const Understanding& understanding) -> bool {
  constexpr auto about_products = std::to_array<std::string_view>({"product_query", "price_query"});
  if (!understanding.mentions.empty() || understanding.intents.empty()) return false;
  const auto& best = understanding.intents.front();
  return best.confidence >= need_min &&
         std::find(about_products.begin(), about_products.end(), best.name) != about_products.end();
}

void drop_passing_mentions(Understanding& understanding) {
  const auto& intents = understanding.intents;
  if (intents.empty() || (understanding.hints && answers_us(*understanding.hints))) return;
  const bool elsewhere = has_no_product(intents.front()) &&
                         intents.front().confidence >= about_else_min &&
                         std::none_of(intents.begin(), intents.end(), [](const Guess& guess) {
                           return !has_no_product(guess) && guess.confidence >= about_product_min;
                         });
  if (!elsewhere) return;
  std::erase_if(understanding.mentions, [](const Mention& mention) {
    return !mention.quantity || mention.candidates.empty();
  });
}

}  // namespace orkesta::nlu
