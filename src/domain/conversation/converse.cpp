/// One answer to what the customer said: the first of these matters that is theirs.

#include <algorithm>
#include <array>

#include "formats.hpp"
#include "rules.hpp"
#include "words.hpp"

namespace orkesta::conversation {
namespace {

constexpr std::array languages{"es", "en", "pt", "fr"};
constexpr Confidence language_new = 8000;    // To leave the language that was spoken until now.
constexpr Confidence language_first = 5000;  // To believe the first message.

/// People change their language rarely, and short messages tell it badly.
void note_language(Deciding& deciding, const Understanding& understanding) {
  const auto& guess = understanding.language;
  if (std::find(languages.begin(), languages.end(), guess.name) == languages.end()) return;
  const auto& spoken = deciding.context().pack.settings.languages;
  if (std::find(spoken.begin(), spoken.end(), guess.name) == spoken.end()) return;
  const auto needed = deciding.state().language.empty() ? language_first : language_new;
  if (guess.confidence >= needed) deciding.speak(guess.name);
}

auto has_words(const Said& said) -> bool { return !plain_words(said.text).empty(); }

auto answered_unreadable(Deciding& deciding, const Said& said) -> bool {
  if (said.card_removed) {
    deciding.explain("policy", "automatic", "card_removed");
    deciding.say(Template::card_removed, "card_removed");
    return true;
  }
  if (has_words(said)) return false;
  const auto is_file = said.kind != "text";
  deciding.explain("policy", "clarify", is_file ? "attachment" : "no_words");
  deciding.say(is_file ? Template::attachment : Template::empty_message,
               is_file ? "attachment" : "clarification");
  return true;
}

auto said_one_of(const Deciding& deciding, std::initializer_list<Template> these) -> bool {
  return std::any_of(these.begin(), these.end(),
                     [&](Template one) { return name_of(one) == deciding.last_said(); });
}

auto awaits_acceptance(const Deciding& deciding) -> bool {
  return deciding.has_open_quote() &&
         said_one_of(deciding, {Template::quote, Template::quote_revised, Template::quote_repeated,
                                Template::approval_granted, Template::confirm_accept});
}

/// A bare yes or no to what we asked last.
auto answered_bare(Deciding& deciding, const Said& said) -> bool {
  const auto words = plain_words(said.text);
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

auto answered_acceptance(Deciding& deciding, const Intent& intent, const OrderRead& read) -> bool {
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
  if (!read.lines.empty() || !is_likely(deciding, intent)) return false;
  accept_quote(deciding);  // Says why there is nothing to accept.
  return true;
}

void converse_in_queue(Deciding& deciding, const Said& said, const Intent& intent) {
  if (is_faq(intent.name) && is_likely(deciding, intent) && answer_faq(deciding, intent.name))
    return;
  if (intent.name == "order_status" && is_likely(deciding, intent))
    return answer_order_status(deciding);
  if (said.card_removed) return deciding.say(Template::card_removed, "card_removed");
  deciding.explain("policy", "silent_on_sales", "owner_queue");
  deciding.say(Template::handoff_waiting, "handoff");
}

/// After the second time a person is offered.
void not_understood(Deciding& deciding) {
  const auto again =
      said_one_of(deciding, {Template::not_understood, Template::safe, Template::empty_message});
  deciding.explain("Understanding", "clarify", "not_understood");
  deciding.say(again ? Template::offer_person : Template::not_understood, "clarification");
}

/// A guess that costs nothing where it is wrong: a fixed text of the tenant's, a courtesy.
auto is_harmless(const Deciding& deciding, const Intent& intent) -> bool {
  constexpr std::array courtesies{"greeting", "thanks", "goodbye"};
  const auto polite =
      std::find(courtesies.begin(), courtesies.end(), intent.name) != courtesies.end();
  return (polite || is_faq(intent.name)) &&
         intent.confidence >= deciding.context().thresholds("understanding").approve_at;
}

/// What was asked and not answered is asked again, not more often than twice.
auto asked_again(Deciding& deciding) -> bool {
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

}  // namespace

auto intent_of(const Deciding& deciding, const Said& said) -> Intent {
  if (said.understanding == nullptr || said.understanding->intents.empty()) return {};
  const auto& best = said.understanding->intents.front();
  if (best.name == "privacy_accept" && deciding.state().consent.status != "asked" &&
      deciding.state().quote)
    return {"order_confirm", best.confidence};
  return {best.name, best.confidence};
}

auto is_likely(const Deciding& deciding, const Intent& intent) -> bool {
  return intent.confidence >= deciding.context().thresholds("understanding").clarify_at;
}
auto is_sure(const Deciding& deciding, const Intent& intent) -> bool {
  return intent.confidence >= deciding.context().thresholds("understanding").auto_at;
}

void converse(Deciding& deciding, const Said& said) {
  deciding.answers();
  if (said.understanding != nullptr) note_language(deciding, *said.understanding);
  const auto intent = intent_of(deciding, said);
  if (said.understanding != nullptr)
    deciding.explain("Understanding", is_sure(deciding, intent) ? "automatic" : "unsure",
                     intent.name, intent.confidence, {said.understanding->model});
  if (deciding.state().owner == Owner::queue) return converse_in_queue(deciding, said, intent);
  if (intent.name != "greeting" && has_words(said))
    deciding.reach_at_least(Stage::discovery, "customer_spoke");
  if (answered_unreadable(deciding, said)) return;

  const auto wants_person = intent.name == "human_handoff" && is_likely(deciding, intent);
  if (wants_person) return hand_off(deciding, "asked_for");
  const auto read = said.understanding == nullptr
                        ? OrderRead{}
                        : read_order(deciding.context(), deciding.state().known.customer,
                                     *said.understanding, said.text);
  const auto asks_something_else = is_faq(intent.name) && is_likely(deciding, intent);
  if (!asks_something_else && complete_order(deciding, said, read)) return;
  if (answered_bare(deciding, said)) return;
  if (answered_acceptance(deciding, intent, read)) return;
  if (sell(deciding, said, intent, read)) return;
  if (is_likely(deciding, intent) && answer_intent(deciding, said, intent)) return;
  if (asked_again(deciding)) return;
  if (is_harmless(deciding, intent) && answer_intent(deciding, said, intent)) return;
  not_understood(deciding);
}

}  // namespace orkesta::conversation
