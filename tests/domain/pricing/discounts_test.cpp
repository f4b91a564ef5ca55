#include <gtest/gtest.h>

#include "shop.hpp"

namespace orkesta::pricing {
namespace {

using tenant::PromotionKind;

/// The discounts of a line as `reason amount`.
auto discounts(const QuoteLine& line) -> std::vector<std::string> {
  std::vector<std::string> texts;
  for (const auto& discount : line.discounts)
    texts.push_back(discount.reason + ' ' + std::to_string(discount.amount.minor_units));
  return texts;
}
auto discounts(const Shop& shop, const PriceRequest& request, std::size_t line = 0)
    -> std::vector<std::string> {
  return discounts(shop.quote(request).lines.at(line));
}
using Texts = std::vector<std::string>;
const auto one_a = asking({{"A", "1", ""}});

TEST(Percent, IsRoundedHalfToEven) {
  Shop shop;
  shop.sells("A", 50);
  shop.promotion("P", PromotionKind::percent, 2500);
  EXPECT_EQ(discounts(shop, one_a), Texts{"P 12"});                     // 12.5
  EXPECT_EQ(discounts(shop, asking({{"A", "3", ""}})), Texts{"P 38"});  // 37.5
}

TEST(Amount, IsTakenForEachUnitButNeverMoreThanTheLine) {
  Shop shop;
  shop.sells("A", 50);
  shop.promotion("P", PromotionKind::amount, 30);
  EXPECT_EQ(discounts(shop, asking({{"A", "2", ""}})), Texts{"P 60"});
  shop.pack.promotions.front().amount = 80;
  EXPECT_EQ(discounts(shop, asking({{"A", "2", ""}})), Texts{"P 100"});
}

TEST(BuyTwoGetOne, CountsWholeUnitsOfOneLine) {
  Shop shop;
  shop.sells("A", 100).decimals = 1;
  shop.promotion("P", PromotionKind::buy_x_get_y, 2);
  EXPECT_EQ(discounts(shop, asking({{"A", "2", ""}})), Texts{});
  EXPECT_EQ(discounts(shop, asking({{"A", "5.9", ""}})), Texts{"P 100"});
  EXPECT_EQ(discounts(shop, asking({{"A", "7", ""}})), Texts{"P 200"});
}

TEST(Group, GivesItsGreatestDiscountAndOnATieTheLowestId) {
  Shop shop;
  shop.sells("A", 1000);
  shop.promotion("P2", PromotionKind::percent, 500).group = "g";
  shop.promotion("P1", PromotionKind::percent, 500).group = "g";
  EXPECT_EQ(discounts(shop, one_a), Texts{"P1 50"});
  shop.promotion("P3", PromotionKind::percent, 600).group = "g";
  EXPECT_EQ(discounts(shop, one_a), Texts{"P3 60"});
}

TEST(Groups, FollowByPriorityThenNameEachOnWhatIsLeft) {
  Shop shop;
  shop.sells("A", 1000);
  shop.promotion("Z", PromotionKind::percent, 1000).priority = 10;
  shop.promotion("B", PromotionKind::percent, 1000);  // Alone: its group is `~B`.
  shop.promotion("C", PromotionKind::percent, 1000).group = "a";
  EXPECT_EQ(discounts(shop, one_a), (Texts{"Z 100", "C 90", "B 81"}));
}

TEST(OrderPromotion, FollowsTheLineOnesAndIsSpreadByLargestRemainder) {
  Shop shop;
  shop.sells("A", 100);
  shop.sells("B", 100);
  shop.sells("C", 101);
  shop.promotion("O", PromotionKind::order_amount, 100).priority = 1;
  shop.promotion("L", PromotionKind::percent, 1000).scope = tenant::Scope::sku;
  shop.pack.promotions.back().scope_value = {"A"};
  const auto all = asking({{"A", "1", ""}, {"B", "1", ""}, {"C", "1", ""}});
  // 100 over 90, 100 and 101: 30.93, 34.36, 34.71.
  EXPECT_EQ(discounts(shop, all, 0), (Texts{"L 10", "O 31"}));
  EXPECT_EQ(discounts(shop, all, 1), Texts{"O 34"});
  EXPECT_EQ(discounts(shop, all, 2), Texts{"O 35"});
}

TEST(OrderPromotion, OfOneGroupTheGreaterIsTaken) {
  Shop shop;
  shop.sells("A", 1000);
  shop.promotion("P", PromotionKind::order_percent, 1000).group = "g";
  shop.promotion("Q", PromotionKind::order_amount, 99).group = "g";
  EXPECT_EQ(discounts(shop, one_a), Texts{"P 100"});
}

TEST(Negotiated, IsTakenLastFromEveryLine) {
  Shop shop;
  shop.sells("A", 1000);
  shop.sells("B", 500);
  shop.customer("C");
  shop.price_of("B", 500, "").customer = "C";
  shop.promotion("P", PromotionKind::order_percent, 1000);
  auto request = asking({{"A", "1", ""}, {"B", "1", ""}}, "C");
  request.discount_bp = 1000;  // 140 of 900 + 500.
  EXPECT_EQ(discounts(shop, request, 0), (Texts{"P 100", "negotiated 90"}));
  EXPECT_EQ(discounts(shop, request, 1), Texts{"negotiated 50"});
}

TEST(Scope, LeavesOutLinesAtACustomersOwnPriceUnlessThePolicyTakesThemIn) {
  Shop shop;
  shop.sells("A", 1000);
  shop.sells("B", 1000);
  shop.customer("C");
  shop.price_of("A", 900, "").customer = "C";
  shop.promotion("P", PromotionKind::percent, 1000).min_quantity = 2;
  const auto both = asking({{"A", "1", ""}, {"B", "1", ""}}, "C");
  EXPECT_EQ(shop.quote(both).discount.minor_units, 0);  // One unit in scope.
  shop.policy().promotions_on_customer_prices = true;
  EXPECT_EQ(shop.quote(both).discount.minor_units, 190);
}

TEST(Scope, NamesSkusOrCategories) {
  Shop shop;
  shop.sells("A", 1000);
  shop.sells("B", 1000).category = "other";
  shop.promotion("P", PromotionKind::percent, 1000).scope = tenant::Scope::category;
  shop.pack.promotions.back().scope_value = {"other"};
  const auto both = asking({{"A", "1", ""}, {"B", "1", ""}});
  EXPECT_EQ(discounts(shop, both, 0), Texts{});
  EXPECT_EQ(discounts(shop, both, 1), Texts{"P 100"});
}

TEST(Condition, OfASegmentIsTheCustomersOrTheDefault) {
  Shop shop;
  shop.sells("A", 1000);
  shop.customer("C").segment = "members";
  shop.promotion("P", PromotionKind::percent, 1000).segment = "people";
  EXPECT_EQ(discounts(shop, one_a), Texts{"P 100"});
  EXPECT_EQ(discounts(shop, asking({{"A", "1", ""}}, "C")), Texts{});
}

TEST(Condition, OfAFirstPurchaseNeedsAKnownCustomer) {
  Shop shop;
  shop.sells("A", 1000);
  shop.customer("C").orders = 0;
  shop.customer("D").orders = 1;
  shop.promotion("P", PromotionKind::percent, 1000).first_purchase = true;
  EXPECT_EQ(discounts(shop, one_a), Texts{});
  EXPECT_EQ(discounts(shop, asking({{"A", "1", ""}}, "C")), Texts{"P 100"});
  EXPECT_EQ(discounts(shop, asking({{"A", "1", ""}}, "D")), Texts{});
}

TEST(Condition, OfASubtotalLooksAtTheOrdersGross) {
  Shop shop;
  shop.sells("A", 1000);
  shop.promotion("P", PromotionKind::percent, 1000).min_subtotal = 2000;
  EXPECT_EQ(discounts(shop, one_a), Texts{});
  EXPECT_EQ(discounts(shop, asking({{"A", "2", ""}})), Texts{"P 200"});
}

TEST(Promotion, UsedEndsTheQuoteWhenItEnds) {
  Shop shop;
  shop.sells("A", 1000);
  shop.promotion("P", PromotionKind::percent, 1000).valid_until = noon + std::chrono::hours{5};
  shop.promotion("Q", PromotionKind::percent, 0).valid_until = noon + std::chrono::hours{1};
  EXPECT_EQ(shop.quote(one_a).valid_until, noon + std::chrono::hours{5});
  shop.pack.promotions.clear();
  EXPECT_EQ(shop.quote(one_a).valid_until, noon + std::chrono::hours{72});
}

TEST(Promotion, InAnotherCurrencyIsConvertedOrDoesNotApply) {
  Shop shop;
  shop.sells("A", 10'000);
  shop.promotion("P", PromotionKind::amount, 100).currency = "USD";
  EXPECT_EQ(discounts(shop, one_a), Texts{});
  shop.pack.fx = {{"2026-11-16", "USD", "MXN", 18'301'250}};
  shop.policy().fx_allowed = false;  // Prices may not be converted; a promotion may.
  EXPECT_EQ(discounts(shop, one_a), Texts{"P 1830"});
}

TEST(Coupon, IsTrimmedAndFoldedAndSaidWhenItDidNothing) {
  Shop shop;
  shop.sells("A", 1000);
  shop.promotion("P", PromotionKind::percent, 1000).coupon = "Hola";
  shop.promotion("Q", PromotionKind::percent, 1000).coupon = "LATE";
  shop.pack.promotions.back().valid_until = noon;
  auto request = one_a;
  EXPECT_EQ(discounts(shop, request), Texts{});
  request.coupons = {" HOLA ", "Nada", "late", "hola", "  "};
  const auto quote = shop.quote(request);
  EXPECT_EQ(discounts(quote.lines.front()), Texts{"P 100"});
  ASSERT_EQ(quote.notes.size(), 2U);
  EXPECT_EQ(quote.notes[0].code, "coupon_unknown");
  EXPECT_EQ(quote.notes[0].coupon, "nada");
  EXPECT_EQ(quote.notes[1].code, "coupon_not_applied");
  EXPECT_EQ(quote.notes[1].coupon, "late");
}

}  // namespace
}  // namespace orkesta::pricing
