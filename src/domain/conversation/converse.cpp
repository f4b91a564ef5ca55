/// One answer to what the customer said: the skills in their order.

#include <algorithm>
#include <array>
#include <utility>

#include "skills.hpp"
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

/// Nothing but a number, which answers how many were wanted: `5`, `-5`, `10^15`.
auto is_bare_number(const Matter& matter) -> bool {
  const auto* understood = matter.said.understanding;
  return understood != nullptr && understood->count &&
         std::all_of(matter.words.begin(), matter.words.end(), [](const std::string& word) {
           return word.front() >= '0' && word.front() <= '9';
         });
}

auto complete_what_was_asked(Deciding& deciding, const Matter& matter) -> bool {
  const auto asks_something_else =
      is_faq(matter.intent.name) && is_likely(deciding, matter.intent) && !is_bare_number(matter);
  return !asks_something_else && complete_order(deciding, matter.said, matter.read);
}
auto sell_products(Deciding& deciding, const Matter& matter) -> bool {
  return sell(deciding, matter.said, matter.intent, matter.read);
}
auto answer_likely_intent(Deciding& deciding, const Matter& matter) -> bool {
  return is_likely(deciding, matter.intent) && answer_intent(deciding, matter.said, matter.intent);
}

/// What the bot does next: the first of these whose matter it is. The order is the bot's policy: a
/// person before a sale, an order that is being completed before a new one, what was asked for
/// before what may have been meant. A new skill finds its place here.
constexpr Skill skills[] = {
    {"queue", answer_in_queue},
    {"unreadable", answer_unreadable},
    {"hand_off", hand_off_when_asked},
    {"tool_argument", complete_tool},
    {"clarified", complete_what_was_asked},
    {"suggestion", take_suggestion},
    {"after_objection", go_on_after_objection},
    {"bare_answer", answer_bare},
    {"negotiation", negotiate},
    {"acceptance", answer_acceptance},
    {"given_up", give_up},
    {"objection", answer_objection},
    {"tool", use_tool},
    {"selling", sell_products},
    {"knowledge", answer_from_knowledge},
    {"intent", answer_likely_intent},
    {"asked_again", ask_again},
    {"harmless", answer_harmless},
    {"not_understood", ask_to_rephrase},
};

auto order_in(const Deciding& deciding, const Said& said) -> OrderRead {
  if (said.understanding == nullptr) return {};
  return read_order(deciding.context(), deciding.state().known.customer, *said.understanding,
                    said.text);
}

auto speaks_of_products(std::string_view intent) -> bool {
  constexpr std::array about{"product_query", "price_query", "quote_request", "order_confirm"};
  return std::find(about.begin(), about.end(), intent) != about.end();
}

/// Of several requests in one message the order comes first; without one, and where the message as
/// a whole is not clear, the first that is.
auto first_of_requests(const Deciding& deciding, const Said& said, const OrderRead& read)
    -> Intent {
  const auto whole = intent_of(deciding, said);
  if (said.understanding == nullptr) return whole;
  for (const auto& request : said.understanding->requests) {
    const auto orders = !read.is_empty() && speaks_of_products(request.name);
    if (orders && !speaks_of_products(whole.name)) return {request.name, request.confidence};
  }
  const auto& requests = said.understanding->requests;
  if (requests.empty() || is_likely(deciding, whole)) return whole;
  return {requests.front().name, requests.front().confidence};
}

/// Answers what a fixed text of the tenant's or a look-up answers.
auto answered_at_once(Deciding& deciding, std::string_view request) -> bool {
  if (request == "order_status") {
    answer_order_status(deciding);
    return true;
  }
  return is_faq(request) && request != "contact_info" && answer_faq(deciding, request);
}

/// What else the message asks for. What cannot be answered at once stays in the turn, for the next
/// answer and for people.
void answer_also(Deciding& deciding, const Matter& matter, std::string_view taken) {
  const auto elsewhere = taken == "queue" || taken == "unreadable" || taken == "hand_off";
  if (matter.said.understanding == nullptr || elsewhere) return;
  for (const auto& request : matter.said.understanding->requests) {
    if (request.name == matter.intent.name) continue;
    const auto likely = is_likely(deciding, {request.name, request.confidence});
    const auto answered = likely && answered_at_once(deciding, request.name);
    deciding.explain("Understanding", answered ? "automatic" : "kept", "second_request",
                     request.confidence, {request.name});
  }
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
  auto read = order_in(deciding, said);
  const auto first = first_of_requests(deciding, said, read);
  const auto matter = Matter{said, first, std::move(read), plain_words(said.text)};
  const auto& intent = matter.intent;
  if (said.understanding != nullptr)
    deciding.explain("Understanding", is_sure(deciding, intent) ? "automatic" : "unsure",
                     intent.name, intent.confidence, {said.understanding->model});
  const auto spoke = intent.name != "greeting" && !matter.words.empty();
  if (deciding.state().owner == Owner::bot && spoke)
    deciding.reach_at_least(Stage::discovery, "customer_spoke");
  leave_objection(deciding, matter);
  const auto* taken = first_to_take(skills, deciding, matter);
  if (taken != nullptr) answer_also(deciding, matter, taken->name);
}

}  // namespace orkesta::conversation
