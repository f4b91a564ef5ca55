#pragma once

/// From lines to a quote, to the minor unit: a pure function (docs: the rules are numbered as in
/// ops/decisions and the pricing reference; names W1…W7 are its worked cases).

#include <boost/describe/class.hpp>
#include <boost/describe/enum.hpp>
#include <optional>
#include <string>
#include <variant>
#include <vector>

#include "orkesta/core/money.hpp"
#include "orkesta/core/time.hpp"
#include "orkesta/domain/tenant/context.hpp"

namespace orkesta::pricing {

struct RequestLine {
  std::string sku;
  std::string quantity;  ///< Its text, read by the rules of quantities.
  std::string unit;      ///< "" = the sold unit.
  bool operator==(const RequestLine&) const = default;
};
BOOST_DESCRIBE_STRUCT(RequestLine, (), (sku, quantity, unit))

struct PriceRequest {
  std::string customer;  ///< "" = a stranger.
  std::string currency;  ///< "" = the customer's or the tenant's.
  std::vector<std::string> coupons;
  std::int64_t discount_bp = 0;  ///< Granted by a person.
  Timestamp at;
  std::vector<RequestLine> lines;
  bool operator==(const PriceRequest&) const = default;
};
BOOST_DESCRIBE_STRUCT(PriceRequest, (), (customer, currency, coupons, discount_bp, at, lines))

struct Discount {
  std::string reason;  ///< Promotion id, or `negotiated`.
  Money amount;
  bool operator==(const Discount&) const = default;
};
BOOST_DESCRIBE_STRUCT(Discount, (), (reason, amount))
struct TaxAmount {
  std::string name;
  std::int32_t rate_bp = 0;
  Money amount;
  bool operator==(const TaxAmount&) const = default;
};
BOOST_DESCRIBE_STRUCT(TaxAmount, (), (name, rate_bp, amount))
struct QuoteLine {
  std::string sku;
  std::string name;
  Quantity quantity;  ///< As sold.
  std::string unit;
  Money unit_price;
  Money gross;
  std::vector<Discount> discounts;
  Money subtotal;
  std::vector<TaxAmount> taxes;
  Money total;
  bool operator==(const QuoteLine&) const = default;
};
BOOST_DESCRIBE_STRUCT(QuoteLine, (),
                      (sku, name, quantity, unit, unit_price, gross, discounts, subtotal, taxes,
                       total))

/// rounded_up {sku, requested, requested_unit, given, given_unit} · backorder {sku} · converted
/// {from, to} · coupon_unknown, coupon_not_applied {coupon}. Fields that do not apply are absent.
struct QuoteNote {
  std::string code;
  std::optional<std::string> sku;
  std::optional<Quantity> requested;
  std::optional<std::string> requested_unit;
  std::optional<Quantity> given;
  std::optional<std::string> given_unit;
  std::optional<std::string> from;
  std::optional<std::string> to;
  std::optional<std::string> coupon;
  bool operator==(const QuoteNote&) const = default;
};
BOOST_DESCRIBE_STRUCT(QuoteNote, (),
                      (code, sku, requested, requested_unit, given, given_unit, from, to, coupon))

/// A quote as the command contract writes it, section 3. `quote`, `number`, `version` are given by
/// whoever offers it: the price function leaves them at "", "", 0.
struct Quote {
  std::string quote;
  std::string number;
  std::uint32_t version = 0;
  std::vector<QuoteLine> lines;
  Money gross;
  Money subtotal;
  Money discount;
  Money tax;
  Money total;
  std::string currency;
  Timestamp valid_until;  ///< Exclusive.
  std::string price_list;
  ContextVersion context_version = 0;
  std::vector<std::string> terms;
  std::vector<QuoteNote> notes;
  bool operator==(const Quote&) const = default;
};
BOOST_DESCRIBE_STRUCT(Quote, (),
                      (quote, number, version, lines, gross, subtotal, discount, tax, total,
                       currency, valid_until, price_list, context_version, terms, notes))

BOOST_DEFINE_ENUM_CLASS(ErrorCode, bad_request, unknown_customer, unknown_currency, empty_order,
                        too_many_lines, unknown_sku, not_sold, bad_quantity, quantity_overflow,
                        unknown_unit, out_of_stock, amount_overflow, minimum_order)
/// A business "no": an answer, not a failure.
struct PriceError {
  ErrorCode code;
  std::string message;                ///< One English sentence for people.
  std::optional<std::uint32_t> line;  ///< 0-based index of the request's line at fault.
  std::string sku;
  std::optional<Money> limit;  ///< Of minimum_order: the minimum.
  bool operator==(const PriceError&) const = default;
};

/// Reasons for which a person must decide, in the order of the rules.
BOOST_DEFINE_ENUM_CLASS(ApprovalReason, no_price, no_rate, quantity_limit, discount_limit,
                        margin_limit, total_limit, credit_limit, stock, customer_blocked)
struct NeedsApproval {
  std::vector<ApprovalReason> reasons;
  std::optional<Quote> quote;  ///< As it would be; absent when unit prices lack.
};

using PriceAnswer = std::variant<Quote, NeedsApproval, PriceError>;

/// What one sold unit of the request's only line costs before promotions, as its list has it.
struct ListPrice {
  Money price;
  bool tax_inclusive = false;
};
/// Nothing when the line cannot be priced. Limits and the minimum order are not asked.
auto list_price(const tenant::Context& context, const PriceRequest& request)
    -> std::optional<ListPrice>;

/// Prices the request against the context (never null). Total: answers for any request.
auto price(const tenant::Context& context, const PriceRequest& request) -> PriceAnswer;

}  // namespace orkesta::pricing
