#include "replies.hpp"

#include <algorithm>
#include <array>

#include "phrases.hpp"

namespace orkesta::conversation {
namespace {

/// In the order of the templates.
constexpr auto template_names = std::to_array<std::string_view>({"greeting",
                                                                 "ask_need",
                                                                 "thanks",
                                                                 "goodbye",
                                                                 "not_understood",
                                                                 "offer_person",
                                                                 "faq",
                                                                 "faq_missing",
                                                                 "card_removed",
                                                                 "attachment",
                                                                 "empty_message",
                                                                 "clarify_product",
                                                                 "confirm_product",
                                                                 "clarify_size",
                                                                 "clarify_colour",
                                                                 "clarify_model",
                                                                 "clarify_quantity",
                                                                 "clarify_unit",
                                                                 "bad_quantity",
                                                                 "quantity_too_large",
                                                                 "quote",
                                                                 "quote_revised",
                                                                 "quote_repeated",
                                                                 "confirm_accept",
                                                                 "quote_accepted",
                                                                 "already_accepted",
                                                                 "quote_rejected",
                                                                 "what_to_change",
                                                                 "quote_expired",
                                                                 "nothing_to_accept",
                                                                 "approval_pending",
                                                                 "approval_still_pending",
                                                                 "approval_granted",
                                                                 "approval_refused",
                                                                 "approval_expired",
                                                                 "not_sold",
                                                                 "not_sold_alternative",
                                                                 "not_sold_rest",
                                                                 "minimum_order",
                                                                 "out_of_stock",
                                                                 "cannot_price",
                                                                 "handoff_confirmed",
                                                                 "handoff_waiting",
                                                                 "complaint",
                                                                 "objection_price",
                                                                 "objection_trust",
                                                                 "objection_timing",
                                                                 "discount_none",
                                                                 "discount_pending",
                                                                 "unsubscribed",
                                                                 "order_status",
                                                                 "no_order",
                                                                 "contact_noted",
                                                                 "privacy",
                                                                 "safe"});
static_assert(template_names.size() == static_cast<std::size_t>(Template::safe) + 1);

/// Behind `safe`, likewise.
constexpr auto selling_names = std::to_array<std::string_view>({"objection_comparison",
                                                                "objection_per_piece",
                                                                "payment_plans",
                                                                "payment_plans_general",
                                                                "volume_suggested",
                                                                "smaller_suggested",
                                                                "objection_value",
                                                                "bonus",
                                                                "trust_resources",
                                                                "trust_faq",
                                                                "timing_validity",
                                                                "timing_ask_date",
                                                                "follow_up_agreed",
                                                                "objection_lost",
                                                                "ask_target",
                                                                "counter_met",
                                                                "concession",
                                                                "discount_above",
                                                                "tool_resources",
                                                                "tool_free",
                                                                "tool_syllabus",
                                                                "syllabus_module",
                                                                "syllabus_no_module",
                                                                "tool_roi",
                                                                "tool_bundle",
                                                                "tool_recommend",
                                                                "booking_noted",
                                                                "access_checking",
                                                                "newsletter_noted",
                                                                "ask_date",
                                                                "ask_time",
                                                                "ask_an_email",
                                                                "ask_a_phone",
                                                                "ask_hours_saved",
                                                                "ask_hour_value",
                                                                "ask_profession",
                                                                "ask_level",
                                                                "ask_seats",
                                                                "ask_coupon",
                                                                "ask_module",
                                                                "ask_plan",
                                                                "ask_which_product",
                                                                "ask_reference",
                                                                "bad_argument"});
static_assert(template_names.size() + selling_names.size() ==
              static_cast<std::size_t>(last_selling_template) + 1);

auto selling_phrase(std::size_t row, std::string_view language) -> const Phrase& {
  if (language == "en") return english_selling()[row];
  if (language == "pt") return portuguese_selling()[row];
  if (language == "fr") return french_selling()[row];
  return spanish_selling()[row];
}

auto phrase_of(Template what, std::string_view language) -> const Phrase& {
  const auto row = static_cast<std::size_t>(what);
  if (row >= template_names.size()) return selling_phrase(row - template_names.size(), language);
  if (language == "en") return english()[row];
  if (language == "pt") return portuguese()[row];
  if (language == "fr") return french()[row];
  return spanish()[row];
}

auto form_index(tenant::Address form) -> std::size_t {
  switch (form) {
    case tenant::Address::tu:
      return 1;
    case tenant::Address::vos:
      return 2;
    case tenant::Address::usted:
    case tenant::Address::voce:
      return 0;
  }
  return 0;
}

auto choice_of(std::string_view choices, std::size_t index) -> std::string_view {
  for (; index > 0; --index) choices.remove_prefix(choices.find('|') + 1);
  return choices.substr(0, choices.find('|'));
}

auto addressed(std::string_view text, tenant::Address form) -> std::string {
  auto written = std::string{};
  while (!text.empty()) {
    const auto open = text.find('[');
    written += text.substr(0, open);
    if (open == text.npos) break;
    const auto close = text.find(']', open);
    written += choice_of(text.substr(open + 1, close - open - 1), form_index(form));
    text.remove_prefix(close + 1);
  }
  return written;
}

/// In one pass, so that what a slot says is never read as a template.
auto filled(std::string_view text, const std::vector<Slot>& slots) -> std::string {
  auto written = std::string{};
  while (!text.empty()) {
    const auto open = text.find('<');
    written += text.substr(0, open);
    if (open == text.npos) break;
    const auto close = text.find('>', open);
    const auto name = text.substr(open + 1, close - open - 1);
    const auto slot = std::find_if(slots.begin(), slots.end(),
                                   [name](const Slot& one) { return one.name == name; });
    if (slot != slots.end()) written += slot->text;
    text.remove_prefix(close + 1);
  }
  return written;
}

auto id_of(Template what, int variant) -> std::string {
  return std::string{name_of(what)} + '/' + std::to_string(variant);
}

struct Chosen {
  std::string_view text;
  std::string id;
};

/// The variant that was said longest ago, or never.
auto choose(Template what, const Saying& saying) -> Chosen {
  const auto& phrase = phrase_of(what, saying.language);
  const auto& recent = saying.recent;
  const auto first = std::find(recent.begin(), recent.end(), id_of(what, 0));
  const auto second = std::find(recent.begin(), recent.end(), id_of(what, 1));
  if (phrase.second.empty() || first == recent.end()) return {phrase.first, id_of(what, 0)};
  if (second == recent.end() || second > first) return {phrase.second, id_of(what, 1)};
  return {phrase.first, id_of(what, 0)};
}

auto facts_of(const Saying& saying) -> std::vector<Fact> {
  auto facts = std::vector<Fact>{};
  for (const auto& slot : saying.slots)
    if (!slot.value.empty()) facts.push_back({slot.name, slot.value, std::nullopt, slot.source});
  facts.insert(facts.end(), saying.facts.begin(), saying.facts.end());
  return facts;
}

}  // namespace

auto write_reply(const Saying& saying) -> Written {
  const auto chosen = choose(saying.what, saying);
  auto text = filled(addressed(chosen.text, saying.form), saying.slots);
  auto facts = facts_of(saying);
  auto refused = figures_without_fact(text, facts);
  if (refused.empty() && !text.empty())
    return {{PersonalText::fresh(std::move(text)), saying.kind, std::move(facts),
             std::string{name_of(saying.what)}},
            chosen.id,
            {}};

  const auto safe = choose(Template::safe, saying);
  return {{PersonalText::fresh(addressed(safe.text, saying.form)),
           saying.kind,
           {},
           std::string{name_of(Template::safe)}},
          safe.id,
          std::move(refused)};
}

auto name_of(Template what) -> std::string_view {
  const auto row = static_cast<std::size_t>(what);
  if (row >= template_names.size()) return selling_names[row - template_names.size()];
  return template_names[row];
}

}  // namespace orkesta::conversation
