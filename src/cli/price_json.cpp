#include "price_json.hpp"

#include "orkesta/codec/json_writer.hpp"
#include "orkesta/core/assert.hpp"

namespace orkesta::cli {
namespace {

using pricing::NeedsApproval;
using pricing::PriceError;
using pricing::PriceRequest;
using pricing::Quote;

auto bad(std::string_view message) -> Failure<BadLine> {
  return Failure{BadLine{"bad_request", std::string(message)}};
}

/// A member's text, "" when it is absent or null; nothing when it is of another kind.
auto optional_text(const codec::JsonView& object, std::string_view name)
    -> std::optional<std::string> {
  const auto value = object.find(name);
  if (!value || value->is_null()) return std::string{};
  if (!value->is_string()) return std::nullopt;
  return std::string(value->text());
}

auto read_line(const codec::JsonView& line) -> Result<pricing::RequestLine, BadLine> {
  if (!line.is_object()) return bad("a line is an object with sku and quantity");
  const auto sku = line.text_of("sku");
  const auto unit = optional_text(line, "unit");
  if (!sku || !unit) return bad("sku and unit are strings");
  const auto quantity = line.find("quantity");
  const bool readable = quantity && (quantity->is_number() || quantity->is_string());
  return pricing::RequestLine{std::string(*sku),
                              readable ? std::string(quantity->text()) : std::string{}, *unit};
}

void write_error(codec::JsonWriter& json, const PriceError& error) {
  json.begin_object().field("code", error.code).field("message", error.message);
  json.field_if("line", error.line);
  if (!error.sku.empty()) json.field("sku", error.sku);
  json.field_if("limit", error.limit).end_object();
}

}  // namespace

auto read_price_request(const codec::JsonView& line) -> Result<PriceRequest, BadLine> {
  PriceRequest request;
  const auto customer = optional_text(line, "customer");
  const auto currency = optional_text(line, "currency");
  if (!customer || !currency) return bad("customer and currency are strings");
  request.customer = *customer;
  request.currency = *currency;
  const auto at = line.text_of("at");
  const auto moment = at ? parse_timestamp(*at) : std::nullopt;
  if (!moment) return bad("at is an RFC 3339 instant");
  request.at = *moment;
  if (const auto discount = line.find("discount_bp"); discount && !discount->is_null()) {
    const auto basis_points = discount->integer();
    if (!basis_points || *basis_points < 0 || *basis_points > 10'000)
      return bad("discount_bp is a whole number from 0 to 10000");
    request.discount_bp = *basis_points;
  }
  if (const auto coupons = line.find("coupons"); coupons && !coupons->is_null()) {
    if (!coupons->is_array()) return bad("coupons is a list of strings");
    for (const auto coupon : coupons->items()) {
      if (!coupon.is_string()) return bad("coupons is a list of strings");
      request.coupons.emplace_back(coupon.text());
    }
  }
  const auto lines = line.find("lines");
  if (!lines || !lines->is_array()) return bad("lines is a list");
  for (const auto wanted : lines->items()) {
    ORKESTA_TRY_LET(read, read_line(wanted));
    request.lines.push_back(std::move(read));
  }
  return request;
}

void write_price_answer(codec::JsonWriter& json, const pricing::PriceAnswer& answer) {
  std::visit(Overloaded{
                 [&](const Quote& quote) { json.field("quote", quote); },
                 [&](const NeedsApproval& needs) {
                   json.field("needs_approval", needs.reasons).field_if("quote", needs.quote);
                 },
                 [&](const PriceError& error) { write_error(json.key("error"), error); },
             },
             answer);
}

}  // namespace orkesta::cli
