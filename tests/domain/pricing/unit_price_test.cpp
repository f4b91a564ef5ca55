#include <gtest/gtest.h>

#include "shop.hpp"

namespace orkesta::pricing {
namespace {

auto unit_price(const Shop& shop, const PriceRequest& request) -> std::int64_t {
  return shop.quote(request).lines.front().unit_price.minor_units;
}

TEST(Sources, TheCustomersOwnPriceBeatsTheListAndTheListItsParent) {
  Shop shop;
  shop.sells("A", 1000);
  shop.price_of("A", 900, "club");
  shop.customer("C").segment = "members";
  shop.customer("D").segment = "members";
  shop.price_of("A", 800, "").customer = "D";
  EXPECT_EQ(unit_price(shop, asking({{"A", "1", ""}})), 1000);
  EXPECT_EQ(unit_price(shop, asking({{"A", "1", ""}}, "C")), 900);
  EXPECT_EQ(unit_price(shop, asking({{"A", "1", ""}}, "D")), 800);
}

TEST(Sources, AListWithoutTheProductGivesItsParentsAndAtLastTheDefaultLists) {
  Shop shop;
  shop.sells("A", 1000);
  shop.customer("C").segment = "members";
  shop.customer("D").list = "counter";  // No parent: the default list is the last resort.
  EXPECT_EQ(unit_price(shop, asking({{"A", "1", ""}}, "C")), 1000);
  const auto quote = shop.quote(asking({{"A", "1", ""}}, "D"));
  EXPECT_EQ(quote.lines.front().unit_price.minor_units, 1000);
  EXPECT_EQ(quote.price_list, "counter");  // Where the search began.
}

TEST(Rows, TheHighestMinimumThatIsReachedWins) {
  Shop shop;
  shop.sells("A", 1000);
  shop.price_of("A", 900).min_quantity = 10;
  shop.price_of("A", 950).min_quantity = 20;
  EXPECT_EQ(unit_price(shop, asking({{"A", "9", ""}})), 1000);
  EXPECT_EQ(unit_price(shop, asking({{"A", "10", ""}})), 900);
  EXPECT_EQ(unit_price(shop, asking({{"A", "20", ""}})), 950);
}

TEST(Rows, QuantitiesOfOneTierGroupCountTogether) {
  Shop shop;
  shop.sells("A", 1000).tier_group = "g";
  shop.sells("B", 500).tier_group = "g";
  shop.price_of("A", 900).min_quantity = 10;
  EXPECT_EQ(unit_price(shop, asking({{"A", "4", ""}, {"B", "6", ""}})), 900);
  EXPECT_EQ(unit_price(shop, asking({{"A", "4", ""}, {"B", "5", ""}})), 1000);
}

TEST(Rows, OfOneMinimumTheLatestStartWinsThenTheLowestPrice) {
  Shop shop;
  shop.sells("A", 1000);
  shop.price_of("A", 1200).valid_from = moment("2026-11-01T06:00:00Z");
  EXPECT_EQ(unit_price(shop, asking({{"A", "1", ""}})), 1200);
  shop.price_of("A", 1100).valid_from = moment("2026-11-01T06:00:00Z");
  EXPECT_EQ(unit_price(shop, asking({{"A", "1", ""}})), 1100);
}

TEST(Rows, HoldFromTheirStartUntilJustBeforeTheirEnd) {
  Shop shop;
  shop.sells("A", 1000);
  auto& row = shop.price_of("A", 700);
  row.valid_from = noon;
  row.valid_until = noon + std::chrono::hours{1};
  auto request = asking({{"A", "1", ""}});
  EXPECT_EQ(unit_price(shop, request), 700);
  EXPECT_EQ(shop.quote(request).valid_until, noon + std::chrono::hours{1});
  request.at = noon - std::chrono::milliseconds{1};
  EXPECT_EQ(unit_price(shop, request), 1000);
  request.at = noon + std::chrono::hours{1};
  EXPECT_EQ(unit_price(shop, request), 1000);
}

TEST(Price, AProductWithoutOneNeedsAPersonAndHasNoQuote) {
  Shop shop;
  shop.product("A");
  const auto answer = shop.answer(asking({{"A", "1", ""}}));
  ASSERT_TRUE(std::holds_alternative<NeedsApproval>(answer));
  EXPECT_EQ(std::get<NeedsApproval>(answer).reasons, std::vector{ApprovalReason::no_price});
  EXPECT_FALSE(std::get<NeedsApproval>(answer).quote);
}

auto with_dollars() -> Shop {
  Shop shop;
  shop.sells("A", 19'318);
  shop.pack.fx = {{"2026-11-16", "USD", "MXN", 18'301'250}};
  return shop;
}
auto in(std::string currency, PriceRequest request) -> PriceRequest {
  request.currency = std::move(currency);
  return request;
}
const auto one_a = asking({{"A", "1", ""}});

TEST(Exchange, GoesBackwardsWhereOnlyTheOtherRateIsKnown) {
  const auto quote = with_dollars().quote(in("USD", one_a));
  EXPECT_EQ(quote.total, (Money{1056, Currency::parse("USD").value()}));  // 1055.56
  ASSERT_EQ(quote.notes.size(), 1U);
  EXPECT_EQ(quote.notes.front().from, "MXN");
  EXPECT_EQ(quote.notes.front().to, "USD");
}

TEST(Exchange, PrefersTheForwardRate) {
  auto shop = with_dollars();
  shop.pack.fx.push_back({"2026-11-12", "MXN", "USD", 50'000});
  EXPECT_EQ(unit_price(shop, in("USD", one_a)), 966);  // 965.9
}

TEST(Exchange, ScalesByTheCurrenciesDecimals) {
  auto shop = with_dollars();
  shop.pack.fx = {{"2026-11-16", "MXN", "CLP", 52'500'000},
                  {"2026-11-16", "KWD", "MXN", 60'000'000}};
  EXPECT_EQ(unit_price(shop, in("CLP", one_a)), 10'142);  // 193.18 × 52.5 = 10141.95
  EXPECT_EQ(unit_price(shop, in("KWD", one_a)), 3220);    // 193.18 / 60 = 3.21966…
}

TEST(Exchange, UsesTheLatestRateUntilTodayUnlessItIsTooOld) {
  auto shop = with_dollars();
  shop.pack.fx.push_back({"2026-11-19", "USD", "MXN", 1'000'000});  // Tomorrow.
  EXPECT_EQ(unit_price(shop, in("USD", one_a)), 1056);
  auto request = in("USD", one_a);
  request.at = moment("2026-11-19T05:59:59Z");  // Still the 18th in the shop.
  EXPECT_EQ(unit_price(shop, request), 1056);
  shop.pack.fx.pop_back();
  request.at = moment("2026-11-23T18:00:00Z");  // Seven days: the limit.
  EXPECT_EQ(unit_price(shop, request), 1056);
  request.at = moment("2026-11-24T18:00:00Z");
  EXPECT_EQ(shop.reasons(request), std::vector{ApprovalReason::no_rate});
}

TEST(Exchange, ThatIsNotAllowedIsNoRate) {
  auto shop = with_dollars();
  shop.policy().fx_allowed = false;
  EXPECT_EQ(shop.reasons(in("USD", one_a)), std::vector{ApprovalReason::no_rate});
}

TEST(Exchange, ANearerSourceInTheTenantsCurrencyBeatsAFartherOneInTheWanted) {
  auto shop = with_dollars();
  shop.price_of("A", 1, "shop", "USD");
  shop.price_of("A", 18'301, "club");
  shop.customer("C").segment = "members";
  EXPECT_EQ(unit_price(shop, in("USD", asking({{"A", "1", ""}}, "C"))), 1000);
  EXPECT_EQ(unit_price(shop, in("USD", one_a)), 1);
}

TEST(Exchange, ACustomersCurrencyThatCannotBeServedGivesWayToTheTenants) {
  auto shop = with_dollars();
  shop.customer("C").currency = "EUR";
  const auto quote = shop.quote(asking({{"A", "1", ""}}, "C"));
  EXPECT_EQ(quote.currency, "MXN");
  EXPECT_TRUE(quote.notes.empty());
  EXPECT_EQ(shop.reasons(in("EUR", asking({{"A", "1", ""}}, "C"))),
            std::vector{ApprovalReason::no_rate});
}

TEST(Exchange, LacksAreNamedTogetherPriceBeforeRate) {
  auto shop = with_dollars();
  shop.product("B");
  EXPECT_EQ(shop.reasons(in("EUR", asking({{"A", "1", ""}, {"B", "1", ""}}))),
            (std::vector{ApprovalReason::no_price, ApprovalReason::no_rate}));
}

TEST(Amounts, AboveTheGreatestAreRefused) {
  Shop shop;
  shop.sells("A", minor_units_max);
  EXPECT_EQ(shop.quote(asking({{"A", "1", ""}})).total.minor_units, minor_units_max);
  EXPECT_EQ(shop.error(asking({{"A", "2", ""}})).code, ErrorCode::amount_overflow);
  shop.sells("B", 1);
  EXPECT_EQ(shop.error(asking({{"A", "1", ""}, {"B", "1", ""}})).code, ErrorCode::amount_overflow);
  shop.product("C");  // A missing price comes first.
  EXPECT_EQ(shop.reasons(asking({{"A", "2", ""}, {"C", "1", ""}})),
            std::vector{ApprovalReason::no_price});
}

}  // namespace
}  // namespace orkesta::pricing
