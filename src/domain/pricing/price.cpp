#include "orkesta/domain/pricing/price.hpp"

#include <algorithm>

#include "orkesta/core/assert.hpp"
#include "pricing/discounts.hpp"
#include "pricing/lines.hpp"
#include "pricing/policy.hpp"
#include "pricing/taxes.hpp"
#include "pricing/unit_price.hpp"

namespace orkesta::pricing {
namespace {

/// The years 0001 to 9999, so that arithmetic on moments never leaves the calendar.
constexpr Timestamp at_min{-62'135'596'800'000};
constexpr Timestamp at_max{253'402'300'799'999};

auto refused(ErrorCode code, std::string message) -> PriceError {
  return {code, std::move(message), std::nullopt, {}, std::nullopt};
}

/// What is wrong with the request before its lines are read; nothing when nothing is.
auto refusal_of(const tenant::Context& context, const PriceRequest& request)
    -> std::optional<PriceError> {
  if (request.at < at_min || request.at > at_max)
    return refused(ErrorCode::bad_request, "The moment 'at' is outside the years 1 to 9999.");
  if (request.discount_bp < 0 || request.discount_bp > bp_whole)
    return refused(ErrorCode::bad_request, "'discount_bp' is outside 0 to 10000.");
  if (!request.customer.empty() && context.customer(request.customer) == nullptr)
    return refused(ErrorCode::unknown_customer, "There is no customer '" + request.customer + "'.");
  if (!request.currency.empty() && !Currency::parse(request.currency))
    return refused(ErrorCode::unknown_currency,
                   "'" + request.currency + "' is not an ISO 4217 currency.");
  if (request.lines.empty()) return refused(ErrorCode::empty_order, "The order has no lines.");
  const auto lines_max = context.pack.settings.policy.max_lines;
  if (request.lines.size() > static_cast<std::size_t>(std::max(lines_max, 0)))
    return refused(ErrorCode::too_many_lines,
                   "The order has more than " + std::to_string(lines_max) + " lines.");
  return std::nullopt;
}

auto asker_of(const tenant::Context& context, const PriceRequest& request) -> Asker {
  const auto& settings = context.pack.settings;
  const auto* customer = request.customer.empty() ? nullptr : context.customer(request.customer);
  const auto first_of = [](std::string_view wish, std::string_view otherwise) {
    return wish.empty() ? otherwise : wish;
  };
  const auto segment = first_of(customer != nullptr ? customer->segment : std::string_view{},
                                settings.default_segment);
  const auto* segment_row = context.segment(segment);
  const auto segment_list = first_of(
      segment_row != nullptr ? segment_row->list : std::string_view{}, settings.default_list);
  const auto list =
      first_of(customer != nullptr ? customer->list : std::string_view{}, segment_list);
  return {context, customer, segment, list, request.at, to_local(settings.zone, request.at).date};
}

auto is_beyond(const PricedLine& line) -> bool {
  const auto beyond = [](std::int64_t amount) {
    return amount > minor_units_max || amount < -minor_units_max;
  };
  return beyond(line.unit_price) || beyond(line.gross) || beyond(line.subtotal) ||
         beyond(line.total) ||
         std::any_of(line.taxes.begin(), line.taxes.end(),
                     [&](const TaxAmount& tax) { return beyond(tax.amount.minor_units); });
}

auto overflow() -> PriceError {
  return refused(ErrorCode::amount_overflow, "An amount of the order is above 2^53 - 1.");
}

/// The sums, or nothing when an amount of a line or of the order is too great.
auto sums_of(const std::vector<PricedLine>& lines) -> std::optional<Sums> {
  Wide gross = 0, net = 0, subtotal = 0, total = 0;
  for (const auto& line : lines) {
    if (is_beyond(line)) return std::nullopt;
    gross += line.gross;
    net += line.net;
    subtotal += line.subtotal;
    total += line.total;
  }
  if (std::max({gross, subtotal, total}) > minor_units_max) return std::nullopt;
  return Sums{static_cast<std::int64_t>(gross), static_cast<std::int64_t>(net),
              static_cast<std::int64_t>(subtotal), static_cast<std::int64_t>(total)};
}

auto line_notes(const Asker& asker, const std::vector<PricedLine>& lines, Currency wanted)
    -> std::vector<QuoteNote> {
  std::vector<QuoteNote> notes;
  const auto note_of = [](const char* code) {
    QuoteNote note;
    note.code = code;
    return note;
  };
  for (const auto& priced : lines) {
    const auto& line = priced.line;
    if (!line.rounded_up) continue;
    auto note = note_of("rounded_up");
    note.sku = line.product->sku;
    note.requested = line.said;
    note.requested_unit = line.product->base_unit;
    note.given = line.sold;
    note.given_unit = line.product->unit;
    notes.push_back(std::move(note));
  }
  for (const auto& priced : lines) {
    if (!priced.line.beyond_stock) continue;
    auto note = note_of("backorder");
    note.sku = priced.line.product->sku;
    notes.push_back(std::move(note));
  }
  if (std::any_of(lines.begin(), lines.end(), [](const auto& line) { return line.converted; })) {
    auto note = note_of("converted");
    note.from = std::string(asker.context.currency.code());
    note.to = std::string(wanted.code());
    notes.push_back(std::move(note));
  }
  return notes;
}

/// The instalment plans that this total may choose.
auto terms_of(const Asker& asker, Currency wanted, std::int64_t total) -> std::vector<std::string> {
  std::vector<std::string> terms;
  for (const auto& plan : asker.context.pack.settings.instalments) {
    const auto least = convert(asker, plan.min_total.value_or(0), asker.context.currency, wanted);
    if (!plan.min_total || (least && total >= *least)) terms.push_back(plan.id);
  }
  return terms;
}

auto quote_line(const PricedLine& priced, Currency wanted) -> QuoteLine {
  const auto money = [&](std::int64_t amount) { return Money{amount, wanted}; };
  const auto& product = *priced.line.product;
  return {product.sku,
          product.name,
          priced.line.sold,
          product.unit,
          money(priced.unit_price),
          money(priced.gross),
          priced.discounts,
          money(priced.subtotal),
          priced.taxes,
          money(priced.total)};
}

auto quote_of(const Asker& asker, Currency wanted, const std::vector<PricedLine>& lines,
              const Sums& sums) -> Quote {
  const auto money = [&](std::int64_t amount) { return Money{amount, wanted}; };
  std::vector<QuoteLine> quote_lines;
  for (const auto& line : lines) quote_lines.push_back(quote_line(line, wanted));
  return {"",
          "",
          0,
          std::move(quote_lines),
          money(sums.gross),
          money(sums.subtotal),
          money(sums.gross - sums.net),
          money(sums.total - sums.subtotal),
          money(sums.total),
          std::string(wanted.code()),
          asker.at + std::chrono::hours{asker.context.pack.settings.policy.quote_validity_hours},
          std::string(asker.list),
          asker.context.version,
          terms_of(asker, wanted, sums.total),
          line_notes(asker, lines, wanted)};
}

/// Prices from the unit prices on.
auto finish(const Asker& asker, const PriceRequest& request, Currency wanted, PricedLines priced)
    -> PriceAnswer {
  auto& lines = priced.lines;
  for (auto& line : lines) line.subtotal = line.total = line.net;
  if (!sums_of(lines)) return overflow();

  const auto discounted = take_discounts(asker, request, wanted, lines);
  add_taxes(asker, wanted, lines);
  const auto sums = sums_of(lines);
  if (!sums) return overflow();
  auto verdict = judge(asker, wanted, lines, *sums);
  if (verdict.below_minimum) {
    auto error = refused(ErrorCode::minimum_order, "The order is below the minimum order.");
    error.limit = Money{*verdict.below_minimum, wanted};
    return error;
  }

  auto quote = quote_of(asker, wanted, lines, *sums);
  for (const auto& until : {priced.until, discounted.until})
    if (until) quote.valid_until = std::min(quote.valid_until, *until);
  quote.notes.insert(quote.notes.end(), discounted.coupon_notes.begin(),
                     discounted.coupon_notes.end());
  if (verdict.reasons.empty()) return quote;
  return NeedsApproval{std::move(verdict.reasons), std::move(quote)};
}

auto needs_prices(const Unpriced& unpriced) -> NeedsApproval {
  NeedsApproval answer;
  if (unpriced.no_price) answer.reasons.push_back(ApprovalReason::no_price);
  if (unpriced.no_rate) answer.reasons.push_back(ApprovalReason::no_rate);
  return answer;
}

}  // namespace

auto list_price(const tenant::Context& context, const PriceRequest& request)
    -> std::optional<ListPrice> {
  if (request.lines.size() != 1 || refusal_of(context, request)) return std::nullopt;
  const auto sold = sold_lines(context, request.lines);
  if (!sold) return std::nullopt;
  const auto asker = asker_of(context, request);
  const auto wished = Currency::parse(request.currency);
  for (const auto currency : {wished.value_or(context.currency), context.currency}) {
    const auto priced = priced_lines(asker, *sold, currency);
    if (priced.unpriced.no_price || priced.unpriced.no_rate) continue;
    const auto& line = priced.lines.front();
    return ListPrice{Money{line.unit_price, currency}, line.tax_inclusive};
  }
  return std::nullopt;
}

auto price(const tenant::Context& context, const PriceRequest& request) -> PriceAnswer {
  if (auto refusal = refusal_of(context, request)) return std::move(*refusal);
  auto sold = sold_lines(context, request.lines);
  if (!sold) return std::move(sold).error();

  const auto asker = asker_of(context, request);
  const auto of_request = Currency::parse(request.currency);
  const auto of_customer =
      asker.customer != nullptr ? Currency::parse(asker.customer->currency) : std::nullopt;
  const auto wanted = of_request ? *of_request : of_customer.value_or(context.currency);

  const auto is_priced = [](const PricedLines& lines) {
    return !lines.unpriced.no_price && !lines.unpriced.no_rate;
  };
  auto priced = priced_lines(asker, *sold, wanted);
  if (is_priced(priced)) return finish(asker, request, wanted, std::move(priced));
  if (of_request || wanted == context.currency) return needs_prices(priced.unpriced);
  // The currency was the customer's habit, not a wish: the whole quote in the tenant's instead.
  priced = priced_lines(asker, *sold, context.currency);
  if (!is_priced(priced)) return needs_prices(priced.unpriced);
  return finish(asker, request, context.currency, std::move(priced));
}

}  // namespace orkesta::pricing
