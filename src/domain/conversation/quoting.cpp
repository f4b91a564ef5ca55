/// A quote's life: priced, offered, revised, repeated, accepted, rejected, expired.

#include <algorithm>
#include <boost/describe/enum_to_string.hpp>

#include "formats.hpp"
#include "negotiation.hpp"
#include "orkesta/core/assert.hpp"
#include "rules.hpp"

namespace orkesta::conversation {
namespace {

using pricing::ErrorCode;

auto quantity_of(const std::string& text) -> Quantity {
  return Quantity::parse(text).value_or(Quantity{});
}

auto name_of(ErrorCode code) -> std::string_view {
  return boost::describe::enum_to_string(code, "unknown");
}

/// The same lines and the same total: nothing to offer anew.
auto is_same(const pricing::Quote& a, const pricing::Quote& b) -> bool {
  return a.lines == b.lines && a.total == b.total && a.notes == b.notes;
}

void show_quote(Deciding& deciding, const pricing::Quote& quote, Template how) {
  auto slots = quote_slots(deciding.context(), quote, deciding.language());
  if (how == Template::concession)
    slots.push_back(amount_slot("discount", quote.discount, "policy"));
  deciding.say(how, "quote", std::move(slots), quote_facts(deciding.context(), quote));
}

void ask_back(Deciding& deciding, const Wanted& wanted, const pricing::PriceError& error,
              const char* what) {
  auto asked = wanted;
  const auto index = std::min<std::size_t>(error.line.value_or(0), wanted.lines.size() - 1);
  asked.lines[index].unclear = what;
  ask_about(deciding, asked, index);
}

void tell_out_of_stock(Deciding& deciding, const Wanted& wanted, const pricing::PriceError& error) {
  deciding.record(matched(wanted, nullptr));
  const auto* product = deciding.context().product(error.sku);
  if (product == nullptr || !product->stock) return deciding.say(Template::cannot_price, "refusal");
  const auto stock = Quantity::whole(*product->stock);
  deciding.say(Template::out_of_stock, "refusal",
               {product_slot(deciding.context(), error.sku),
                Slot{"stock", written_quantity(deciding.context(), stock, product->unit),
                     stock.text(), "catalog"}});
}

void tell_minimum(Deciding& deciding, const Wanted& wanted, const pricing::PriceError& error) {
  deciding.record(matched(wanted, nullptr));
  if (!error.limit) return deciding.say(Template::cannot_price, "refusal");
  deciding.say(Template::minimum_order, "refusal", {amount_slot("limit", *error.limit, "policy")});
}

void tell_error(Deciding& deciding, const Wanted& wanted, const pricing::PriceError& error) {
  deciding.explain("PriceResolver", "refused", name_of(error.code), std::nullopt, {error.sku});
  switch (error.code) {
    case ErrorCode::unknown_unit:
      return ask_back(deciding, wanted, error, "unit");
    case ErrorCode::bad_quantity:
    case ErrorCode::quantity_overflow:
      return ask_back(deciding, wanted, error, "quantity");
    case ErrorCode::minimum_order:
      return tell_minimum(deciding, wanted, error);
    case ErrorCode::out_of_stock:
      return tell_out_of_stock(deciding, wanted, error);
    case ErrorCode::unknown_sku:
    case ErrorCode::not_sold:
      return deciding.say(Template::not_sold, "not_sold");
    case ErrorCode::bad_request:
    case ErrorCode::unknown_customer:
    case ErrorCode::unknown_currency:
    case ErrorCode::empty_order:
    case ErrorCode::too_many_lines:
    case ErrorCode::amount_overflow:
      return deciding.say(Template::cannot_price, "refusal");
  }
  ORKESTA_UNREACHABLE();
}

auto names_of(const std::vector<pricing::ApprovalReason>& reasons) -> std::vector<std::string> {
  auto names = std::vector<std::string>{};
  for (const auto reason : reasons)
    names.emplace_back(boost::describe::enum_to_string(reason, "unknown"));
  return names;
}

}  // namespace

auto matched(const Wanted& wanted, const pricing::Quote* quote) -> events::ProductsMatched {
  auto event = events::ProductsMatched{};
  event.confidence = confidence_max;
  event.coupons = wanted.coupons;
  event.currency = wanted.currency;
  for (const auto& line : wanted.lines) {
    event.confidence = std::min(event.confidence, line.confidence);
    auto said = events::MatchedLine{line.sku, quantity_of(line.quantity), line.unit,
                                    line.confidence, line.options};
    const auto known = std::find_if(event.lines.begin(), event.lines.end(),
                                    [&](const auto& one) { return one.sku == line.sku; });
    if (quote == nullptr) {
      event.lines.push_back(std::move(said));
    } else if (known == event.lines.end()) {
      const auto sold = std::find_if(quote->lines.begin(), quote->lines.end(),
                                     [&](const auto& one) { return one.sku == line.sku; });
      ORKESTA_ASSERT(sold != quote->lines.end());
      said.quantity = sold->quantity;
      said.unit = sold->unit;
      event.lines.push_back(std::move(said));
    }
  }
  return event;
}

auto wanted_by(const pricing::PriceRequest& request) -> Wanted {
  auto wanted = Wanted{{}, request.coupons, request.currency};
  for (const auto& line : request.lines)
    wanted.lines.push_back({line.sku, line.quantity, line.unit, confidence_max, "", {}});
  return wanted;
}

auto request_of(const Deciding& deciding, const Wanted& wanted) -> pricing::PriceRequest {
  auto request = pricing::PriceRequest{};
  const auto& customer = deciding.state().known.customer;
  if (deciding.context().customer(customer) != nullptr) request.customer = customer;
  request.currency = wanted.currency;
  request.coupons = wanted.coupons;
  request.at = deciding.at();
  for (const auto& line : wanted.lines)
    request.lines.push_back({line.sku, line.quantity, line.unit});
  return request;
}

void price_order(Deciding& deciding, const Wanted& wanted) {
  if (wanted.lines.empty()) return deciding.say(Template::ask_need, "clarification");
  auto request = request_of(deciding, wanted);
  request.discount_bp = kept_concession(deciding, request);
  auto answer = pricing::price(deciding.context(), request);
  if (const auto* error = std::get_if<pricing::PriceError>(&answer))
    return tell_error(deciding, wanted, *error);

  auto* needs = std::get_if<pricing::NeedsApproval>(&answer);
  auto* quote = std::get_if<pricing::Quote>(&answer);
  const auto* priced = quote != nullptr ? quote : needs->quote ? &*needs->quote : nullptr;
  deciding.record(matched(wanted, priced));
  deciding.reach_at_least(Stage::presentation, "products_matched");
  if (quote != nullptr) {
    deciding.explain("PriceResolver", "automatic", quote->price_list, confidence_max,
                     {format_major(quote->total), quote->currency});
    deciding.explain("QuoteBuilder", "automatic", "policy", confidence_max,
                     {"context " + std::to_string(quote->context_version)});
    return offer_quote(deciding, std::move(*quote), "", Template::quote);
  }
  auto reasons = names_of(needs->reasons);
  deciding.explain("PriceResolver", "approve", reasons.front(), std::nullopt, reasons);
  request_approval(deciding, "quote", std::move(reasons), std::move(request),
                   std::move(needs->quote));
}

void offer_quote(Deciding& deciding, pricing::Quote quote, std::string_view approval,
                 Template how) {
  const auto revises = deciding.has_open_quote();
  const auto& state = deciding.state();
  if (revises && is_same(quote, state.quote->quote)) return repeat_quote(deciding);
  withdraw_approvals(deciding, "order_changed");
  if (revises) {
    quote.quote = state.quote->quote.quote;
    quote.number = state.quote->quote.number;
    quote.version = state.quote->quote.version + 1;
  } else {
    quote.quote = deciding.new_id();
    quote.number = quote_number(quote.quote);
    quote.version = 1;
  }
  deciding.reach(Stage::quote, "quote_offered");
  deciding.set_timer(timers::quote_expiry, quote.valid_until);
  const auto& customer = state.known.customer;
  if (revises) {
    if (how == Template::quote) how = Template::quote_revised;
    deciding.record(events::QuoteRevised{quote, deciding.at(), customer, std::string{approval}});
  } else {
    deciding.record(events::QuoteOffered{quote, deciding.at(), customer, std::string{approval}});
  }
  show_quote(deciding, quote, how);
}

void repeat_quote(Deciding& deciding) {
  deciding.explain("QuoteBuilder", "automatic", "quote_stands");
  show_quote(deciding, deciding.state().quote->quote, Template::quote_repeated);
}

void accept_quote(Deciding& deciding) {
  const auto& quote = deciding.state().quote;
  if (!deciding.state().approvals.empty() && !deciding.has_open_quote())
    return deciding.say(Template::approval_still_pending, "approval_pending");
  if (!quote || quote->status == "rejected" || quote->status == "withdrawn")
    return deciding.say(Template::nothing_to_accept, "clarification");
  auto number = fact_slot("number", quote->quote.number, "quote");
  auto total = amount_slot("total", quote->quote.total, "quote");
  if (quote->status == "accepted")
    return deciding.say(Template::already_accepted, "order", {number, total});
  if (!deciding.has_open_quote())
    return deciding.say(Template::quote_expired, "quote_expired", {number});

  const auto accepted = quote->quote;
  deciding.explain("policy", "automatic", "quote_accepted", std::nullopt, {accepted.number});
  const auto waited = (deciding.at() - quote->offered_at).count();
  deciding.record(events::QuoteAccepted{accepted, deciding.at(), waited});
  deciding.reach(Stage::closing, "quote_accepted");
  deciding.record(events::OrderPlaced{deciding.new_id(), accepted.quote, accepted.number,
                                      accepted.total, accepted.terms, deciding.at()});
  deciding.cancel_timer(timers::quote_expiry);
  deciding.say(Template::quote_accepted, "order", {number, total});
}

void confirm_acceptance(Deciding& deciding) {
  const auto& quote = deciding.state().quote->quote;
  deciding.say(
      Template::confirm_accept, "confirmation",
      {fact_slot("number", quote.number, "quote"), amount_slot("total", quote.total, "quote")});
}

void reject_quote(Deciding& deciding, std::string_view because) {
  const auto rejected = deciding.state().quote->quote;
  deciding.record(events::QuoteRejected{rejected, std::string{because}});
  deciding.cancel_timer(timers::quote_expiry);
  withdraw_approvals(deciding, "quote_rejected");
  deciding.say(Template::quote_rejected, "rejection",
               {fact_slot("number", rejected.number, "quote")});
}

void expire_quote(Deciding& deciding) {
  const auto& quote = deciding.state().quote;
  if (!quote || quote->status != "open" || deciding.at() < quote->quote.valid_until)
    return deciding.explain("policy", "ignored", "no_quote_to_expire");
  deciding.explain("policy", "automatic", "quote_validity", std::nullopt, {quote->quote.number});
  deciding.record(events::QuoteExpired{quote->quote});
}

}  // namespace orkesta::conversation
