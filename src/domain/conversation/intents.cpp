/// Answers to intents that make no order: questions, courtesies, objections, goodbyes.

#include <algorithm>
#include <array>

#include "formats.hpp"
#include "rules.hpp"

namespace orkesta::conversation {
namespace {

struct FaqOf {
  std::string_view intent;
  std::string_view key;
};
constexpr std::array faqs{
    FaqOf{"faq_hours", "hours"},        FaqOf{"faq_location", "location"},
    FaqOf{"faq_shipping", "shipping"},  FaqOf{"faq_payment_methods", "payment"},
    FaqOf{"return_refund", "returns"},  FaqOf{"contact_info", "contact"},
    FaqOf{"payment_request", "payment"}};

auto is_contact(const Entity& entity) -> bool {
  return entity.type == "email" || entity.type == "phone" || entity.type == "name";
}

/// The customer's own data, where they gave some.
auto learned_contact(Deciding& deciding, const Said& said) -> bool {
  if (deciding.state().consent.status == "declined" || said.understanding == nullptr) return false;
  auto learned = events::ContactLearned{};
  for (const auto& entity : said.understanding->entities) {
    if (!is_contact(entity)) continue;
    if (entity.type == "email") learned.email = entity.text;
    if (entity.type == "phone") learned.phone = entity.text;
    if (entity.type == "name") learned.name = entity.text;
  }
  if (!learned.email && !learned.phone && !learned.name) return false;
  learned.evidence = "said";
  deciding.record(std::move(learned));
  return true;
}

void answer_price_query(Deciding& deciding) {
  const auto& quote = deciding.state().quote;
  if (deciding.has_open_quote()) return repeat_quote(deciding);
  if (!deciding.state().approvals.empty())
    return deciding.say(Template::approval_still_pending, "approval_pending");
  if (quote && quote->status == "expired")
    return deciding.say(Template::quote_expired, "quote_expired",
                        {fact_slot("number", quote->quote.number, "quote")});
  if (quote && quote->status == "accepted") return accept_quote(deciding);
  deciding.say(Template::ask_need, "clarification");
}

/// Without a quote there is nothing to take it off; with one, negotiation.cpp was asked before.
void answer_discount_request(Deciding& deciding) {
  if (!deciding.state().approvals.empty())
    return deciding.say(Template::approval_still_pending, "approval_pending");
  deciding.say(Template::discount_none, "discount");
}

auto answer_courtesy(Deciding& deciding, std::string_view intent) -> bool {
  if (intent == "greeting") {
    deciding.say(Template::greeting, "greeting", {business_slot(deciding.context())});
  } else if (intent == "thanks") {
    deciding.say(Template::thanks, "courtesy");
  } else if (intent == "goodbye") {
    deciding.say(Template::goodbye, "courtesy");
  } else {
    return false;
  }
  return true;
}

auto answer_mood(Deciding& deciding, std::string_view intent) -> bool {
  if (intent == "complaint" || intent == "support_warranty") {
    deciding.say(Template::complaint, "support");
    return true;
  }
  return false;
}

/// Calling off an order that stands as a quote only.
auto calls_off_quote(const Deciding& deciding, std::string_view intent) -> bool {
  return intent == "return_refund" && deciding.has_open_quote();
}

}  // namespace

void unsubscribe(Deciding& deciding) {
  deciding.record(events::ConsentWithdrawn{"messages", deciding.state().consent.text_version});
  withdraw_approvals(deciding, "unsubscribed");
  if (deciding.has_open_quote()) {
    deciding.record(events::QuoteWithdrawn{deciding.state().quote->quote, "unsubscribed"});
    deciding.cancel_timer(timers::quote_expiry);
  }
  deciding.record(events::ConversationClosed{"unsubscribed"});
  deciding.say(Template::unsubscribed, "unsubscribed");
}

auto is_faq(std::string_view intent) -> bool {
  return intent.starts_with("faq_") || intent == "contact_info";
}

auto answer_faq(Deciding& deciding, std::string_view intent) -> bool {
  const auto known = std::find_if(faqs.begin(), faqs.end(),
                                  [intent](const FaqOf& one) { return one.intent == intent; });
  if (known == faqs.end()) return false;
  const auto* entry = deciding.context().faq(known->key);
  if (entry == nullptr) {
    deciding.explain("Knowledge", "missing", known->key);
    deciding.say(Template::faq_missing, "faq");
    return true;
  }
  deciding.explain("Knowledge", "automatic", known->key);
  deciding.say(Template::faq, "faq",
               {fact_slot("answer", entry->answer, "faq:" + std::string{known->key})});
  return true;
}

void answer_order_status(Deciding& deciding) {
  const auto& quote = deciding.state().quote;
  if (!quote || quote->status != "accepted")
    return deciding.say(Template::no_order, "order_status");
  deciding.say(Template::order_status, "order_status",
               {fact_slot("number", quote->quote.number, "quote"),
                amount_slot("total", quote->quote.total, "quote")});
}

auto answer_intent(Deciding& deciding, const Said& said, const Intent& intent) -> bool {
  const auto name = intent.name;
  if (answer_courtesy(deciding, name) || answer_mood(deciding, name)) return true;
  if (name == "unsubscribe") {
    unsubscribe(deciding);
  } else if (calls_off_quote(deciding, name)) {
    reject_quote(deciding, "customer");
  } else if (name == "contact_info" && learned_contact(deciding, said)) {
    deciding.say(Template::contact_noted, "contact");
  } else if (name == "order_status" || name == "payment_status") {
    answer_order_status(deciding);
  } else if (name == "payment_request" && deciding.has_open_quote()) {
    confirm_acceptance(deciding);
  } else if (name == "discount_request") {
    answer_discount_request(deciding);
  } else if (name == "price_query" || name == "quote_request") {
    answer_price_query(deciding);
  } else if (name == "product_query" || name == "booking_request") {
    deciding.say(Template::ask_need, "clarification");
  } else if (name == "privacy_decline") {
    deciding.say(Template::privacy, "privacy");
  } else {
    return answer_faq(deciding, name);
  }
  return true;
}

}  // namespace orkesta::conversation
