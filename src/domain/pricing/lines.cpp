#include "pricing/lines.hpp"

#include <algorithm>
#include <unordered_map>

#include "orkesta/core/assert.hpp"

namespace orkesta::pricing {
namespace {

auto is_blank(std::string_view text) -> bool {
  return text.find_first_not_of(" \t\r\n") == std::string_view::npos;
}

/// Digits, and perhaps a point with one to three more behind it.
auto has_quantity_form(std::string_view text) -> bool {
  const auto all_digits = [](std::string_view part) {
    return !part.empty() &&
           std::all_of(part.begin(), part.end(), [](char c) { return c >= '0' && c <= '9'; });
  };
  const auto point = text.find('.');
  if (point == std::string_view::npos) return all_digits(text);
  const auto decimals = text.substr(point + 1);
  return all_digits(text.substr(0, point)) && all_digits(decimals) && decimals.size() <= 3;
}

/// The form comes first: a number too great to hold is an overflow, not a bad quantity.
auto read_quantity(std::string_view text) -> Result<Quantity, ErrorCode> {
  if (!has_quantity_form(text)) return Failure{ErrorCode::bad_quantity};
  const auto quantity = Quantity::parse(text);
  if (!quantity || *quantity > Quantity::whole(quantity_units_max))
    return Failure{ErrorCode::quantity_overflow};
  if (quantity->thousandths == 0) return Failure{ErrorCode::bad_quantity};
  return *quantity;
}

auto message_of(ErrorCode code, const RequestLine& line) -> std::string {
  switch (code) {
    case ErrorCode::unknown_sku:
      return "There is no product with the SKU '" + line.sku + "'.";
    case ErrorCode::not_sold:
      return "The product '" + line.sku + "' is not sold any more.";
    case ErrorCode::bad_quantity:
      return "'" + line.quantity + "' is not a quantity above zero with at most three decimals.";
    case ErrorCode::quantity_overflow:
      return "The quantity of '" + line.sku + "' is above 1000000000.";
    case ErrorCode::unknown_unit:
      return "The product '" + line.sku + "' is not counted in '" + line.unit + "'.";
    case ErrorCode::out_of_stock:
      return "There is not enough of '" + line.sku + "' in stock.";
    case ErrorCode::bad_request:
    case ErrorCode::unknown_customer:
    case ErrorCode::unknown_currency:
    case ErrorCode::empty_order:
    case ErrorCode::too_many_lines:
    case ErrorCode::amount_overflow:
    case ErrorCode::minimum_order:
      break;
  }
  ORKESTA_UNREACHABLE();
}

auto fault(ErrorCode code, const std::vector<RequestLine>& asked, std::uint32_t at) -> PriceError {
  return {code, message_of(code, asked[at]), at, asked[at].sku, std::nullopt};
}

struct Said {
  const tenant::Product* product;
  Wide base_thousandths;
};

auto read_line(const tenant::Context& context, const RequestLine& line) -> Result<Said, ErrorCode> {
  const auto* product = context.product(line.sku);
  if (product == nullptr) return Failure{ErrorCode::unknown_sku};
  if (!product->active) return Failure{ErrorCode::not_sold};
  ORKESTA_TRY_LET(quantity, read_quantity(line.quantity));
  const auto base_units = base_units_in(context, *product, line.unit);
  if (!base_units) return Failure{ErrorCode::unknown_unit};
  return Said{product, Wide{quantity.thousandths} * *base_units};
}

struct Merged {
  std::uint32_t asked_at;
  Said said;
};

auto merge(const tenant::Context& context, const std::vector<RequestLine>& asked)
    -> Result<std::vector<Merged>, PriceError> {
  std::vector<Merged> merged;
  std::unordered_map<const tenant::Product*, std::size_t> place;
  for (std::uint32_t i = 0; i < asked.size(); ++i) {
    const auto said = read_line(context, asked[i]);
    if (!said) return Failure{fault(said.error(), asked, i)};
    const auto [at, is_first] = place.emplace(said->product, merged.size());
    if (is_first) {
      merged.push_back({i, *said});
    } else {
      merged[at->second].said.base_thousandths += said->base_thousandths;
    }
  }
  return merged;
}

/// Base units in sold units, rounded up to the decimals that the product is sold in; thousandths.
auto sold_thousandths(const Said& said) -> Wide {
  constexpr std::int64_t steps[] = {1000, 100, 10, 1};
  const auto decimals = std::clamp(said.product->decimals, 0, 3);
  const auto step = steps[decimals];
  const auto per_step = Wide{std::max<std::int64_t>(said.product->pack_size, 1)} * step;
  return (said.base_thousandths + per_step - 1) / per_step * step;
}

}  // namespace

auto base_units_in(const tenant::Context& context, const tenant::Product& product,
                   std::string_view unit) -> std::optional<std::int64_t> {
  if (is_blank(unit)) return product.pack_size;
  const auto wanted = tenant::fold_case(context.unit_named(unit));
  const auto is_wanted = [&](std::string_view name) { return tenant::fold_case(name) == wanted; };
  if (is_wanted(product.unit)) return product.pack_size;
  for (const auto& other : product.other_units)
    if (is_wanted(other.unit)) return other.count * product.pack_size;
  if (is_wanted(product.base_unit)) return 1;

  const auto& settings = context.pack.settings;
  const auto is_countable =
      std::any_of(settings.countable_units.begin(), settings.countable_units.end(),
                  [&](const std::string& name) {
                    return tenant::fold_case(name) == tenant::fold_case(product.base_unit);
                  });
  if (!is_countable) return std::nullopt;
  for (const auto& collective : settings.collective_units)
    if (is_wanted(collective.unit)) return collective.count;
  return std::nullopt;
}

auto sold_lines(const tenant::Context& context, const std::vector<RequestLine>& asked)
    -> Result<std::vector<SoldLine>, PriceError> {
  ORKESTA_TRY_LET(merged, merge(context, asked));
  std::vector<SoldLine> lines;
  lines.reserve(merged.size());
  for (const auto& [asked_at, said] : merged) {
    const auto sold = sold_thousandths(said);
    if (sold > Wide{quantity_units_max} * 1000)
      return Failure{fault(ErrorCode::quantity_overflow, asked, asked_at)};
    SoldLine line;
    line.asked_at = asked_at;
    line.product = said.product;
    line.said = Quantity{static_cast<std::int64_t>(said.base_thousandths)};
    line.sold = Quantity{static_cast<std::int64_t>(sold)};
    line.rounded_up = sold * said.product->pack_size != said.base_thousandths;
    line.beyond_stock = said.product->stock && sold > Wide{*said.product->stock} * 1000;
    lines.push_back(line);
  }
  if (context.pack.settings.policy.backorder == tenant::Backorder::refuse)
    for (const auto& line : lines)
      if (line.beyond_stock) return Failure{fault(ErrorCode::out_of_stock, asked, line.asked_at)};
  return lines;
}

}  // namespace orkesta::pricing
