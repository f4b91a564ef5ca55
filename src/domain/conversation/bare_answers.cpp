/// Answers to what cannot be read and to bare words: yes, no, "acepto", and what nobody understood.

#include <algorithm>
#include <array>

#include "formats.hpp"
#include "skills.hpp"
#include "words.hpp"

namespace orkesta::conversation {
namespace {

auto said_one_of(const Deciding& deciding, std::initializer_list<Template> these) -> bool {
  return std::any_of(these.begin(), these.end(),
                     [&](Template one) { return name_of(one) == deciding.last_said(); });
}

auto awaits_acceptance(const Deciding& deciding) -> bool {
  return deciding.has_open_quote() &&
         said_one_of(deciding, {Template::quote, Template::quote_revised, Template::quote_repeated,
                                Template::approval_granted, Template::confirm_accept,
                                Template::concession, Template::counter_met});
}

/// Whether the text names products in other numbers than the open quote has them.
auto changes_quote(const Deciding& deciding, const OrderRead& read) -> bool {
  const auto& lines = deciding.state().quote->quote.lines;
  for (std::size_t i = 0; i < read.lines.size(); ++i) {
    const auto& wanted = read.lines[i];
    const auto same = std::find_if(lines.begin(), lines.end(), [&](const auto& line) {
      return line.sku == wanted.sku &&
             (!read.counted[i] || line.quantity.text() == wanted.quantity);
    });
    if (same == lines.end() && read.counted[i]) return true;
  }
  return false;
}

/// A guess that costs nothing where it is wrong: a fixed text of the tenant's, a courtesy.
auto is_harmless(const Deciding& deciding, const Intent& intent) -> bool {
  constexpr std::array courtesies{"greeting", "thanks", "goodbye"};
  const auto polite =
      std::find(courtesies.begin(), courtesies.end(), intent.name) != courtesies.end();
  return (polite || is_faq(intent.name)) &&
         intent.confidence >= deciding.context().thresholds("understanding").approve_at;
}

}  // namespace

auto answer_unreadable(Deciding& deciding, const Matter& matter) -> bool {
  const auto& said = matter.said;
  if (said.card_removed) {
    deciding.explain("policy", "automatic", "card_removed");
    deciding.say(Template::card_removed, "card_removed");
    return true;
  }
  if (!matter.words.empty()) return false;
  const auto is_file = said.kind != "text";
  deciding.explain("policy", "clarify", is_file ? "attachment" : "no_words");
  deciding.say(is_file ? Template::attachment : Template::empty_message,
               is_file ? "attachment" : "clarification");
  return true;
}

/// A bare yes or no to what we asked last.
auto answer_bare(Deciding& deciding, const Matter& matter) -> bool {
  const auto& words = matter.words;
  const auto yes = is_yes(words);
  if (deciding.has_open_quote() && calls_off(words)) {
    reject_quote(deciding, "customer");
    return true;
  }
  if (awaits_acceptance(deciding) && is_bare_no(words)) {
    deciding.reach(Stage::negotiation, "customer_hesitates");
    deciding.say(Template::what_to_change, "negotiation",
                 {fact_slot("number", deciding.state().quote->quote.number, "quote")});
    return true;
  }
  if (!yes) return false;
  if (awaits_acceptance(deciding)) {
    accept_quote(deciding);
    return true;
  }
  if (said_one_of(deciding, {Template::offer_person, Template::complaint, Template::faq_missing,
                             Template::no_order})) {
    hand_off(deciding, "accepted_offer");
    return true;
  }
  const auto again = said_one_of(deciding, {Template::quote_expired, Template::approval_expired});
  if (again && !deciding.state().order.lines.empty()) {
    price_order(deciding, wanted_before(deciding));
    return true;
  }
  return false;
}

auto answer_acceptance(Deciding& deciding, const Matter& matter) -> bool {
  const auto& [said, intent, read, words] = matter;
  if (intent.name != "order_confirm") return false;
  if (deciding.has_open_quote()) {
    if (changes_quote(deciding, read)) return false;
    if (is_likely(deciding, intent) || awaits_acceptance(deciding)) {
      accept_quote(deciding);
    } else {
      confirm_acceptance(deciding);
    }
    return true;
  }
  if (!read.is_empty() || !is_likely(deciding, intent)) return false;
  accept_quote(deciding);  // Says why there is nothing to accept.
  return true;
}

auto ask_again(Deciding& deciding, const Matter& /*matter*/) -> bool {
  const auto& order = deciding.state().order;
  if (order.asked.empty()) return false;
  if (order.asked == "rest") return false;
  if (order.times_asked >= 3) {
    hand_off(deciding, "not_clarified");
    return true;
  }
  ask_about(deciding, wanted_before(deciding), order.asked_line);
  return true;
}

auto answer_harmless(Deciding& deciding, const Matter& matter) -> bool {
  return is_harmless(deciding, matter.intent) &&
         answer_intent(deciding, matter.said, matter.intent);
}

auto ask_to_rephrase(Deciding& deciding, const Matter& /*matter*/) -> bool {
  const auto again =
      said_one_of(deciding, {Template::not_understood, Template::safe, Template::empty_message});
  deciding.explain("Understanding", "clarify", "not_understood");
  deciding.say(again ? Template::offer_person : Template::not_understood, "clarification");
  return true;
}

}  // namespace orkesta::conversation
