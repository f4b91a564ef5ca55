/// From products that the customer names to an order that can be priced: new, changed or completed;
/// and the choreography of confidences (O3).

#include <algorithm>
#include <array>

#include "formats.hpp"
#include "negotiation.hpp"
#include "rules.hpp"
#include "words.hpp"

namespace orkesta::conversation {
namespace {

using Line = events::DraftLine;

constexpr std::array selling_intents{"product_query",    "price_query",   "quote_request",
                                     "discount_request", "order_confirm", "payment_request",
                                     "booking_request"};

auto is_selling(std::string_view intent) -> bool {
  return std::find(selling_intents.begin(), selling_intents.end(), intent) != selling_intents.end();
}

auto has_clear_line(const OrderRead& read) -> bool {
  return std::any_of(read.lines.begin(), read.lines.end(),
                     [](const Line& line) { return line.unclear.empty(); });
}

/// Whether what was read is an order or a question about products, and not a word in passing.
auto is_about_products(const Deciding& deciding, const Intent& intent, const OrderRead& read)
    -> bool {
  if (read.is_empty()) return false;
  const auto asks_for_terms = intent.name == "discount_request" || intent.name == "payment_request";
  if (read.lines.empty() && asks_for_terms) return false;
  if (is_selling(intent.name)) return true;
  if (is_sure(deciding, intent) && intent.name != "other" && intent.name != "greeting")
    return false;
  if (read.lines.empty()) return false;
  return read.says_quantity() || has_clear_line(read) || !is_likely(deciding, intent);
}

auto line_with(std::vector<Line>& lines, const std::string& sku) -> std::vector<Line>::iterator {
  return std::find_if(lines.begin(), lines.end(),
                      [&](const Line& one) { return !sku.empty() && one.sku == sku; });
}

/// The order may still be changed: it is asked about, open as a quote, or before a person.
auto is_changeable(const Deciding& deciding) -> bool {
  const auto& state = deciding.state();
  if (state.order.lines.empty()) return false;
  const auto settled = state.quote && !deciding.has_open_quote();
  return !settled || !state.order.asked.empty() || !state.approvals.empty();
}

auto touches(Wanted& wanted, const OrderRead& read) -> bool {
  return std::any_of(read.lines.begin(), read.lines.end(), [&](const Line& line) {
    return line_with(wanted.lines, line.sku) != wanted.lines.end();
  });
}

void set_or_append(Wanted& wanted, const Line& line, bool counted) {
  const auto known = line_with(wanted.lines, line.sku);
  if (known == wanted.lines.end()) return wanted.lines.push_back(line);
  if (!counted) return;
  known->quantity = line.quantity;
  known->unit = line.unit;
}

void drop(Wanted& wanted, const OrderRead& read) {
  for (const auto& line : read.lines) {
    const auto known = line_with(wanted.lines, line.sku);
    if (known != wanted.lines.end()) wanted.lines.erase(known);
  }
}

/// Another need while the price is being talked over does not throw the quote away.
auto is_second_line(const Deciding& deciding, const std::vector<std::string>& words, Wanted& before,
                    const OrderRead& read) -> bool {
  if (!is_bargaining(deciding) || touches(before, read)) return false;
  return !says_any(words, {"mejor", "lugar", "vez", "cambia", "cambiar", "cambio", "solo",
                           "solamente", "instead", "rather", "only", "troca", "trocar", "plutot"});
}

/// What the customer wants now: the order before, changed, or another one.
auto changed(const Deciding& deciding, const Said& said, const OrderRead& read) -> Wanted {
  const auto words = plain_words(said.text);
  auto before = wanted_before(deciding);
  auto wanted = Wanted{read.lines, read.coupons, read.currency};
  if (!is_changeable(deciding)) return wanted;
  if (removes(words) && touches(before, read)) {
    drop(before, read);
    return before;
  }
  const auto beside = adds(words) || is_second_line(deciding, words, before, read);
  if (!beside && !touches(before, read)) return wanted;
  for (std::size_t i = 0; i < read.lines.size(); ++i) {
    if (beside) {
      before.lines.push_back(read.lines[i]);  // Pricing merges lines of one product.
    } else {
      set_or_append(before, read.lines[i], read.counted[i]);
    }
  }
  if (!read.coupons.empty()) before.coupons = read.coupons;
  if (!read.currency.empty()) before.currency = read.currency;
  return before;
}

void tell_not_sold(Deciding& deciding, const OrderRead& read) {
  deciding.explain("CatalogMapper", "refused", "not_sold", read.mapper);
  auto nearest = std::vector<std::string>{};
  for (const auto& one : read.not_sold)
    nearest.insert(nearest.end(), one.nearest.begin(), one.nearest.end());
  if (nearest.size() > 3) nearest.resize(3);
  if (nearest.empty()) return deciding.say(Template::not_sold, "not_sold");
  auto options = std::string{};
  auto facts = std::vector<Fact>{};
  for (const auto& sku : nearest) {
    const auto slot = product_slot(deciding.context(), sku);
    options += (options.empty() ? "- " : "\n- ") + slot.text;
    facts.push_back({"alternative", slot.text, std::nullopt, "catalog"});
  }
  deciding.say(Template::not_sold_alternative, "not_sold",
               {words_slot("options", std::move(options))}, std::move(facts));
}

/// `automatic`, `clarify`, `approve` or `hand_off`, by the tenant's thresholds of that agent.
auto verdict_of(const Deciding& deciding, std::string_view agent, Confidence confidence)
    -> std::string_view {
  const auto limits = deciding.context().thresholds(agent);
  if (confidence >= limits.auto_at) return "automatic";
  if (confidence >= limits.clarify_at) return "clarify";
  if (confidence >= limits.approve_at) return "approve";
  return "hand_off";
}

auto least_certain(const std::vector<Line>& lines) -> std::size_t {
  const auto least = std::min_element(lines.begin(), lines.end(), [](const auto& a, const auto& b) {
    return a.confidence < b.confidence;
  });
  return static_cast<std::size_t>(least - lines.begin());
}

/// What is not certain enough goes to the customer, to a person for approval, or to a person whole.
/// True when it went.
auto escalated(Deciding& deciding, Wanted& wanted, std::string_view verdict) -> bool {
  if (verdict == "automatic") return false;
  if (verdict == "hand_off") {
    hand_off(deciding, "low_confidence");
    return true;
  }
  const auto index = least_certain(wanted.lines);
  if (verdict == "clarify") {
    auto& line = wanted.lines[index];
    line.options.insert(line.options.begin(), line.sku);
    line.sku.clear();
    line.unclear = "product";
    ask_about(deciding, wanted, index);
    return true;
  }
  auto request = request_of(deciding, wanted);
  auto answer = pricing::price(deciding.context(), request);
  auto proposal = std::optional<pricing::Quote>{};
  if (auto* quote = std::get_if<pricing::Quote>(&answer)) proposal = std::move(*quote);
  deciding.record(matched(wanted, proposal ? &*proposal : nullptr));
  request_approval(deciding, "quote", {"low_confidence"}, std::move(request), std::move(proposal));
  return true;
}

void proceed(Deciding& deciding, Wanted wanted, const OrderRead& read) {
  const auto unclear = std::find_if(wanted.lines.begin(), wanted.lines.end(),
                                    [](const Line& line) { return !line.unclear.empty(); });
  const auto mapper = verdict_of(deciding, "catalog_mapper", read.mapper);
  const auto alias = verdict_of(deciding, "alias_normalizer", read.alias);
  auto skus = std::vector<std::string>{};
  for (const auto& line : wanted.lines) skus.push_back(line.sku);
  if (read.used_alias) deciding.explain("AliasNormalizer", alias, "thresholds", read.alias);
  if (unclear != wanted.lines.end()) {
    deciding.explain("CatalogMapper", "clarify", unclear->unclear, read.mapper, std::move(skus));
    return ask_about(deciding, wanted, static_cast<std::size_t>(unclear - wanted.lines.begin()));
  }
  deciding.explain("CatalogMapper", mapper, "thresholds", read.mapper, std::move(skus));
  if (escalated(deciding, wanted, mapper)) return;
  if (read.used_alias && escalated(deciding, wanted, alias)) return;
  price_order(deciding, wanted);
}

/// "Mejor 20": a number alone, for the one product of an order that can still be changed.
auto recounted(Deciding& deciding, const Said& said, const Intent& intent) -> bool {
  const auto& order = deciding.state().order;
  const auto likely_other =
      is_likely(deciding, intent) && !is_selling(intent.name) && intent.name != "other";
  if (likely_other || !is_changeable(deciding) || order.lines.size() != 1) return false;
  const auto quantity = quantity_in(said);
  const auto is_share = said.text.find('%') != std::string::npos;
  if (quantity.empty() || is_share || intent.name == "discount_request") return false;
  auto wanted = wanted_before(deciding);
  wanted.lines.front().quantity = quantity;
  if (wanted.lines.front().unclear == "quantity") wanted.lines.front().unclear.clear();
  proceed(deciding, std::move(wanted), {});
  return true;
}

}  // namespace

auto wanted_before(const Deciding& deciding) -> Wanted {
  const auto& order = deciding.state().order;
  return {order.lines, order.coupons, order.currency};
}

auto sell(Deciding& deciding, const Said& said, const Intent& intent, const OrderRead& read)
    -> bool {
  if (!is_about_products(deciding, intent, read)) return recounted(deciding, said, intent);
  if (read.lines.empty()) {
    tell_not_sold(deciding, read);
    return true;
  }
  auto wanted = changed(deciding, said, read);
  if (wanted.lines.empty()) {
    if (deciding.has_open_quote()) reject_quote(deciding, "customer");
    return deciding.has_said();
  }
  const auto counted_absent = std::any_of(read.not_sold.begin(), read.not_sold.end(),
                                          [](const NotSold& one) { return one.counted; });
  const auto unclear = std::any_of(wanted.lines.begin(), wanted.lines.end(),
                                   [](const Line& line) { return !line.unclear.empty(); });
  if (counted_absent && !unclear) {
    deciding.explain("CatalogMapper", "clarify", "not_sold_in_part", read.mapper);
    ask_for_rest(deciding, wanted);
    return true;
  }
  if (!read.not_sold.empty()) tell_not_sold(deciding, read);
  proceed(deciding, std::move(wanted), read);
  return true;
}

}  // namespace orkesta::conversation
