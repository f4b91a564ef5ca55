/// Bursts: several short messages in a row are answered once (D3).

#include <algorithm>
#include <array>

#include "orkesta/core/limits.hpp"
#include "rules.hpp"

namespace orkesta::conversation {
namespace {

auto is_question_or_request(std::string_view intent) -> bool {
  constexpr std::array such{
      "product_query",    "price_query",         "quote_request",  "discount_request",
      "order_confirm",    "payment_request",     "payment_status", "order_status",
      "support_warranty", "return_refund",       "faq_hours",      "faq_location",
      "faq_shipping",     "faq_payment_methods", "human_handoff",  "free_resources",
      "syllabus_request", "booking_request",     "unsubscribe"};
  return std::find(such.begin(), such.end(), intent) != such.end();
}

auto is_about_products(std::string_view intent) -> bool {
  return intent == "product_query" || intent == "price_query" || intent == "quote_request";
}

auto has_unclear_line(const OrderRead& read) -> bool {
  return std::any_of(read.lines.begin(), read.lines.end(),
                     [](const events::DraftLine& line) { return !line.unclear.empty(); });
}

}  // namespace

auto is_whole(const Deciding& deciding, const Said& said) -> bool {
  if (said.understanding == nullptr || said.card_removed || said.kind != "text") return false;
  const auto intent = intent_of(deciding, said);
  if (!is_question_or_request(intent.name) || !is_sure(deciding, intent)) return false;
  const auto read = read_order(deciding.context(), deciding.state().known.customer,
                               *said.understanding, said.text);
  if (has_unclear_line(read)) return false;
  if (is_about_products(intent.name)) return !read.lines.empty() || deciding.has_open_quote();
  return true;
}

auto window_end(const Deciding& deciding) -> Timestamp {
  const auto& state = deciding.state();
  // A full window closes before anything else is heard.
  if (state.waiting.size() + 1 >= limits::conversation_waiting_max) return deciding.at();
  const auto opened = state.waiting.empty() ? deciding.at() : state.window_opened_at;
  const auto quiet = std::chrono::seconds{deciding.policy().quiet_window_s};
  return std::min(deciding.at() + quiet, opened + limits::conversation_window_max);
}

auto joined(const std::vector<WaitingMessage>& waiting) -> std::string {
  auto text = std::string{};
  for (const auto& one : waiting) {
    const auto* said = one.text.opened();
    if (said == nullptr || said->empty()) continue;
    if (!text.empty()) text += '\n';
    text += *said;
  }
  return text;
}

void close_window(Deciding& deciding) {
  const auto waiting = deciding.state().waiting;
  if (waiting.empty()) return deciding.explain("policy", "ignored", "nothing_waits");
  if (deciding.state().owner == Owner::person)
    return deciding.explain("policy", "silent", "owner_person");
  const auto& understood = deciding.heard().understanding;
  auto said = Said{joined(waiting), understood ? &*understood : nullptr, "text", false};
  for (const auto& one : waiting) {
    if (one.kind != "text") said.kind = one.kind;
    said.card_removed = said.card_removed || one.card_removed;
  }
  deciding.explain("policy", "automatic", "quiet_window_closed", std::nullopt,
                   {std::to_string(waiting.size())});
  converse(deciding, said);
}

}  // namespace orkesta::conversation
