#include <gtest/gtest.h>

#include "shop.hpp"

namespace orkesta::pricing {
namespace {

using tenant::TaxBase;
using tenant::TaxKind;

struct Split {
  std::int64_t subtotal;
  std::vector<std::int64_t> taxes;
  std::int64_t total;
  bool operator==(const Split&) const = default;
};
auto split(const QuoteLine& line) -> Split {
  std::vector<std::int64_t> taxes;
  for (const auto& tax : line.taxes) taxes.push_back(tax.amount.minor_units);
  return {line.subtotal.minor_units, taxes, line.total.minor_units};
}
const auto one_a = asking({{"A", "1", ""}});

/// The same goods on the list whose prices contain the tax.
auto counter(Shop shop) -> Shop {
  shop.pack.settings.default_list = "counter";
  for (auto& row : shop.pack.prices) row.list = "counter";
  return shop;
}

TEST(ExclusiveTax, IsAddedAndRoundedHalfToEven) {
  Shop shop;
  shop.sells("A", 6045, "iva");
  EXPECT_EQ(split(shop.quote(one_a).lines[0]), (Split{6045, {967}, 7012}));  // 967.2
  shop.pack.prices[0].price = 3;
  shop.pack.taxes[0].rate_bp = 5000;
  EXPECT_EQ(split(shop.quote(one_a).lines[0]), (Split{3, {2}, 5}));  // 1.5
  shop.pack.prices[0].price = 1;
  EXPECT_EQ(split(shop.quote(one_a).lines[0]), (Split{1, {0}, 1}));  // 0.5
}

TEST(InclusiveTax, IsTakenOutOfThePrice) {
  Shop shop;
  shop.sells("A", 252'373, "iva");
  EXPECT_EQ(split(counter(shop).quote(one_a).lines[0]), (Split{217'563, {34'810}, 252'373}));
}

TEST(CumulativeTax, TaxesTheClasssOtherAddedTaxes) {
  Shop shop;
  shop.sells("A", 144'175, "drink");
  shop.pack.taxes.push_back({"drink", "ieps", "IEPS 25%", 2500, TaxKind::add, TaxBase::net, {}});
  shop.pack.taxes.push_back(
      {"drink", "iva", "IVA 16%", 1600, TaxKind::add, TaxBase::cumulative, {}});
  EXPECT_EQ(split(shop.quote(one_a).lines[0]), (Split{144'175, {36'044, 28'835}, 209'054}));
  // Inclusive: 1 + 0.25 + 0.16 × 1.25 = 1.45.
  EXPECT_EQ(split(counter(shop).quote(one_a).lines[0]), (Split{99'431, {24'858, 19'886}, 144'175}));
}

TEST(WithheldTax, IsTakenOffByWhomTheLawMakesWithholdFromTheLeastBaseOn) {
  Shop shop;
  shop.sells("A", 45'000, "freight");
  shop.pack.taxes.push_back({"freight", "iva", "IVA 16%", 1600, TaxKind::add, TaxBase::net, {}});
  shop.pack.taxes.push_back(
      {"freight", "ret", "Ret 4%", 400, TaxKind::withhold, TaxBase::net, 45'000});
  shop.customer("C").withholding = true;
  const auto by_c = asking({{"A", "1", ""}}, "C");
  EXPECT_EQ(split(shop.quote(one_a).lines[0]), (Split{45'000, {7200}, 52'200}));
  EXPECT_EQ(split(shop.quote(by_c).lines[0]), (Split{45'000, {7200, -1800}, 50'400}));
  shop.pack.taxes.back().min_base = 45'001;
  EXPECT_EQ(split(shop.quote(by_c).lines[0]), (Split{45'000, {7200}, 52'200}));
}

TEST(WithheldTax, SumsTheBaseOverItsLinesAndTakesTheGreatestMinimum) {
  Shop shop;
  shop.sells("A", 300, "f1");
  shop.sells("B", 300, "f2");
  shop.pack.taxes.push_back({"f1", "ret", "R", 1000, TaxKind::withhold, TaxBase::net, 100});
  shop.pack.taxes.push_back({"f2", "ret", "R", 1000, TaxKind::withhold, TaxBase::net, 600});
  shop.customer("C").withholding = true;
  EXPECT_EQ(shop.quote(asking({{"A", "1", ""}, {"B", "1", ""}}, "C")).tax.minor_units, -60);
  shop.pack.taxes.back().min_base = 601;
  EXPECT_EQ(shop.quote(asking({{"A", "1", ""}, {"B", "1", ""}}, "C")).tax.minor_units, 0);
  EXPECT_EQ(shop.quote(asking({{"A", "1", ""}}, "C")).tax.minor_units, -30);
}

TEST(WithheldTax, WithoutARateHasNoMinimum) {
  Shop shop;
  shop.product("A", "freight");
  shop.price_of("A", 100, "shop", "USD");
  shop.pack.taxes.push_back({"freight", "ret", "R", 1000, TaxKind::withhold, TaxBase::net, 99'999});
  shop.customer("C").withholding = true;
  auto request = asking({{"A", "1", ""}}, "C");
  request.currency = "USD";
  EXPECT_EQ(shop.quote(request).tax.minor_units, -10);
}

TEST(TotalRounding, RoundsTheSumOnceAndSharesByLargestRemainder) {
  Shop shop;
  shop.policy().tax_rounding = tenant::TaxRounding::total;
  shop.pack.taxes[0].rate_bp = 1000;
  for (const auto* sku : {"A", "B", "C"}) shop.sells(sku, 14, "iva");
  const auto all = asking({{"A", "1", ""}, {"B", "1", ""}, {"C", "1", ""}});
  const auto quote = shop.quote(all);  // 1.4 each: 4.2 in all.
  EXPECT_EQ(quote.tax.minor_units, 4);
  EXPECT_EQ(split(quote.lines[0]), (Split{14, {2}, 16}));
  EXPECT_EQ(split(quote.lines[1]), (Split{14, {1}, 15}));
  shop.policy().tax_rounding = tenant::TaxRounding::line;
  EXPECT_EQ(shop.quote(all).tax.minor_units, 3);
}

TEST(TotalRounding, OfInclusivePricesRoundsTheSubtotalOfEachClass) {
  Shop shop;
  shop.policy().tax_rounding = tenant::TaxRounding::total;
  shop.pack.taxes[0].rate_bp = 1900;
  shop.sells("A", 33'086, "iva");
  shop.sells("B", 39'416, "iva");
  shop.sells("C", 4215, "iva");
  const auto quote = counter(shop).quote(asking({{"A", "1", ""}, {"B", "1", ""}, {"C", "1", ""}}));
  EXPECT_EQ(split(quote.lines[0]), (Split{27'803, {5283}, 33'086}));
  EXPECT_EQ(split(quote.lines[1]), (Split{33'123, {6293}, 39'416}));
  EXPECT_EQ(split(quote.lines[2]), (Split{3542, {673}, 4215}));
}

TEST(Exemption, TakesATaxAwayAndOutOfAnInclusivePrice) {
  Shop shop;
  shop.sells("A", 11'600, "iva");
  shop.customer("C").tax_exempt = {"iva"};
  shop.customer("D").tax_exempt = {"all"};
  EXPECT_EQ(split(shop.quote(asking({{"A", "1", ""}}, "C")).lines[0]), (Split{11'600, {}, 11'600}));
  EXPECT_EQ(split(counter(shop).quote(asking({{"A", "1", ""}}, "D")).lines[0]),
            (Split{10'000, {}, 10'000}));
}

TEST(ZeroRate, IsListed) {
  Shop shop;
  shop.sells("A", 100, "iva");
  shop.pack.taxes[0].rate_bp = 0;
  EXPECT_EQ(split(shop.quote(one_a).lines[0]), (Split{100, {0}, 100}));
}

TEST(OwnPrices, ContainTheTaxWhenTheCustomersListDoes) {
  Shop shop;
  shop.sells("A", 99'999, "iva");
  shop.customer("C").list = "counter";
  shop.price_of("A", 1160, "").customer = "C";
  EXPECT_EQ(split(shop.quote(asking({{"A", "1", ""}}, "C")).lines[0]), (Split{1000, {160}, 1160}));
}

}  // namespace
}  // namespace orkesta::pricing
