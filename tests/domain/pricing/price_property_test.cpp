/// Method: random shops and random requests from fixed seeds; whatever comes out, it is an answer,
/// and every quote's sums are conserved.

#include <gtest/gtest.h>

#include <numeric>
#include <random>

#include "orkesta/core/assert.hpp"
#include "shop.hpp"

namespace orkesta::pricing {
namespace {

class Chance {
 public:
  explicit Chance(std::uint64_t seed) : random_(seed) {}
  auto below(std::int64_t limit) -> std::int64_t {
    return static_cast<std::int64_t>(random_() % static_cast<std::uint64_t>(limit));
  }
  auto one_in(std::int64_t n) -> bool { return below(n) == 0; }
  template <class T>
  auto of(std::initializer_list<T> values) -> T {
    return values.begin()[below(static_cast<std::int64_t>(values.size()))];
  }
  /// Small ones mostly; sometimes as great as amounts may be.
  auto amount() -> std::int64_t {
    return one_in(60) ? minor_units_max - below(3) : below(one_in(3) ? 5 : 200'000);
  }

 private:
  std::mt19937_64 random_;
};

auto random_shop(Chance& chance) -> Shop {
  Shop shop;
  auto& settings = shop.pack.settings;
  settings.currency = chance.of({"MXN", "CLP", "KWD"});
  settings.default_list = chance.of({"shop", "counter"});
  shop.pack.taxes.push_back(
      {"two", "ieps", "IEPS", 2500, tenant::TaxKind::add, tenant::TaxBase::net, {}});
  shop.pack.taxes.push_back(
      {"two", "iva", "IVA", 1600, tenant::TaxKind::add, tenant::TaxBase::cumulative, {}});
  shop.pack.taxes.push_back(
      {"two", "ret", "RET", 1067, tenant::TaxKind::withhold, tenant::TaxBase::net, 100});
  shop.pack.fx = {{"2026-11-16", "USD", settings.currency, 1 + chance.below(1'000'000'000'000)}};
  auto& policy = shop.policy();
  policy.tax_rounding = chance.of({tenant::TaxRounding::line, tenant::TaxRounding::total});
  policy.backorder =
      chance.of({tenant::Backorder::allow, tenant::Backorder::approve, tenant::Backorder::refuse});
  policy.promotions_on_customer_prices = chance.one_in(2);
  policy.fx_allowed = chance.one_in(2);
  if (chance.one_in(3)) policy.max_total = chance.amount();
  if (chance.one_in(3)) policy.min_margin_bp = 500;
  if (chance.one_in(5)) policy.min_order = chance.amount();
  for (const auto* sku : {"A", "B", "C", "D"}) {
    auto& product = shop.product(sku, chance.of({"iva", "none", "two"}));
    product.decimals = static_cast<std::int32_t>(chance.below(4));
    product.pack_size = chance.of<std::int64_t>({1, 7, 100, 1'000'000});
    product.base_unit = chance.of({"pieza", "hoja"});
    if (chance.one_in(3)) product.stock = chance.below(50);
    if (chance.one_in(3)) product.cost = chance.amount();
    if (chance.one_in(3)) product.tier_group = "g";
    for (const auto* list : {"shop", "club", "counter"}) {
      if (chance.one_in(4)) continue;
      auto& row = shop.price_of(sku, chance.amount(), list);
      row.currency = chance.one_in(5) ? "USD" : settings.currency;
      row.min_quantity = chance.of<std::int64_t>({1, 1, 5});
    }
  }
  for (const auto* id : {"P1", "P2", "P3", "P4", "P5"}) {
    const auto kind = static_cast<tenant::PromotionKind>(chance.below(5));
    auto& promotion = shop.promotion(id, kind, 1 + chance.below(10'000));
    promotion.currency = chance.one_in(4) ? "USD" : settings.currency;
    promotion.buy = 1 + chance.below(3);
    promotion.priority = chance.below(3);
    if (chance.one_in(3)) promotion.coupon = "c";
    if (chance.one_in(3)) promotion.min_subtotal = chance.amount();
  }
  auto& customer = shop.customer("C");
  customer.segment = chance.of({"people", "members"});
  customer.currency = chance.of({"", "USD", "EUR"});
  customer.withholding = true;
  if (chance.one_in(3)) customer.tax_exempt = {"iva"};
  shop.price_of("A", chance.amount(), "", settings.currency).customer = "C";
  return shop;
}

auto random_request(Chance& chance) -> PriceRequest {
  PriceRequest request;
  request.at = noon;
  if (chance.one_in(50)) request.at = Timestamp{chance.of({INT64_MIN, INT64_MAX, INT64_C(0)})};
  request.customer = chance.one_in(20) ? "NO" : chance.of({"", "C"});
  request.currency = chance.one_in(20) ? "??" : chance.of({"", "", "USD", "CLP"});
  if (chance.one_in(3)) request.discount_bp = chance.below(10'002);
  if (chance.one_in(2)) request.coupons = {"C", "x", ""};
  for (auto lines = chance.below(20); lines > 0; lines /= 2)
    request.lines.push_back(
        {chance.of({"A", "B", "C", "D", "D", chance.one_in(30) ? "E" : "A"}),
         chance.one_in(12) ? chance.of({"999999999.999", "0.001", "1000000000", "2.5", "0", "x"})
                           : std::to_string(1 + chance.below(40)),
         chance.of({"", "", "caja", "pieza", "docena"})});
  return request;
}

void expect_conserved(const Quote& quote) {
  std::int64_t gross = 0, subtotal = 0, tax = 0, total = 0, discount = 0, taken = 0;
  const bool inclusive_seen =
      quote.subtotal.minor_units != quote.gross.minor_units - quote.discount.minor_units;
  for (const auto& line : quote.lines) {
    std::int64_t of_line = 0;
    for (const auto& one : line.taxes) of_line += one.amount.minor_units;
    for (const auto& one : line.discounts) {
      EXPECT_GT(one.amount.minor_units, 0);
      taken += one.amount.minor_units;
    }
    EXPECT_EQ(line.subtotal.minor_units + of_line, line.total.minor_units);
    EXPECT_GE(line.subtotal.minor_units, 0);
    gross += line.gross.minor_units;
    subtotal += line.subtotal.minor_units;
    tax += of_line;
    total += line.total.minor_units;
  }
  discount = quote.discount.minor_units;
  EXPECT_EQ(gross, quote.gross.minor_units);
  EXPECT_EQ(subtotal, quote.subtotal.minor_units);
  EXPECT_EQ(tax, quote.tax.minor_units);
  EXPECT_EQ(total, quote.total.minor_units);
  EXPECT_EQ(taken, discount);
  EXPECT_EQ(quote.subtotal.minor_units + quote.tax.minor_units, quote.total.minor_units);
  EXPECT_LE(discount, gross);
  if (!inclusive_seen) {
    EXPECT_EQ(gross - discount, subtotal);
  }
  EXPECT_LE(quote.valid_until, noon + std::chrono::hours{72});
  EXPECT_LE(total, minor_units_max);
}

TEST(AnyRequest, IsAnsweredAndEveryQuotesSumsAreConserved) {
  int quotes = 0, approvals = 0, errors = 0;
  for (std::uint64_t seed = 1; seed <= 4000; ++seed) {
    SCOPED_TRACE("seed " + std::to_string(seed));
    Chance chance(seed);
    const auto shop = random_shop(chance);
    for (int i = 0; i < 5; ++i) {
      const auto answer = shop.answer(random_request(chance));
      std::visit(Overloaded{[&](const Quote& quote) {
                              ++quotes;
                              expect_conserved(quote);
                            },
                            [&](const NeedsApproval& approval) {
                              ++approvals;
                              EXPECT_FALSE(approval.reasons.empty());
                              if (approval.quote) expect_conserved(*approval.quote);
                            },
                            [&](const PriceError& error) {
                              ++errors;
                              EXPECT_FALSE(error.message.empty());
                            }},
                 answer);
    }
  }
  EXPECT_GT(quotes, 500);  // The chances are such that each kind of answer is met often.
  EXPECT_GT(approvals, 1000);
  EXPECT_GT(errors, 1000);
}

TEST(AnyRequest, IsAnsweredAlike) {
  Chance chance(7);
  const auto shop = random_shop(chance);
  for (int i = 0; i < 200; ++i) {
    const auto request = random_request(chance);
    const auto first = shop.answer(request);
    const auto second = shop.answer(request);
    ASSERT_EQ(first.index(), second.index());
    if (const auto* quote = std::get_if<Quote>(&first)) {
      EXPECT_EQ(*quote, std::get<Quote>(second));
    }
  }
}

}  // namespace
}  // namespace orkesta::pricing
