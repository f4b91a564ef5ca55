#include <gtest/gtest.h>

#include "orkesta/domain/pricing/instalments.hpp"
#include "shop.hpp"

namespace orkesta::pricing {
namespace {

using Reasons = std::vector<ApprovalReason>;
const auto one_a = asking({{"A", "1", ""}});
const auto two_a = asking({{"A", "2", ""}});

auto with_a() -> Shop {
  Shop shop;
  shop.sells("A", 1000, "iva");
  return shop;
}

TEST(Limit, OfQuantityAllowsWhatEqualsIt) {
  auto shop = with_a();
  shop.policy().max_quantity = 1;
  EXPECT_EQ(shop.quote(one_a).total.minor_units, 1160);
  EXPECT_EQ(shop.reasons(two_a), Reasons{ApprovalReason::quantity_limit});
}

TEST(Limit, OfDiscountsLooksAtTheWholeOrder) {
  auto shop = with_a();
  shop.policy().max_discount_bp = 1000;
  auto request = one_a;
  request.discount_bp = 1000;
  EXPECT_EQ(shop.quote(request).discount.minor_units, 100);
  request.discount_bp = 1010;
  EXPECT_EQ(shop.reasons(request), Reasons{ApprovalReason::discount_limit});
}

TEST(Limit, OfMarginIsOverTheCostOfEachLine) {
  auto shop = with_a();
  shop.pack.products[0].cost = 800;
  shop.policy().min_margin_bp = 2500;
  EXPECT_EQ(shop.quote(one_a).subtotal.minor_units, 1000);
  shop.pack.products[0].cost = 801;
  EXPECT_EQ(shop.reasons(one_a), Reasons{ApprovalReason::margin_limit});
}

TEST(Limit, OfTheTotalIncludesTaxes) {
  auto shop = with_a();
  shop.policy().max_total = 1160;
  EXPECT_EQ(shop.quote(one_a).total.minor_units, 1160);
  shop.policy().max_total = 1159;
  EXPECT_EQ(shop.reasons(one_a), Reasons{ApprovalReason::total_limit});
}

TEST(Limit, OfCreditBindsWhoHasTerms) {
  auto shop = with_a();
  auto& customer = shop.customer("C");
  customer.credit_limit = 2000;
  customer.credit_used = 841;
  const auto by_c = asking({{"A", "1", ""}}, "C");
  EXPECT_EQ(shop.quote(by_c).total.minor_units, 1160);
  shop.pack.customers[0].terms_days = 30;
  EXPECT_EQ(shop.reasons(by_c), Reasons{ApprovalReason::credit_limit});
  shop.pack.customers[0].credit_used = 840;
  EXPECT_EQ(shop.quote(by_c).total.minor_units, 1160);
}

TEST(Reasons, StandInTheOrderOfTheRulesWithTheQuoteAsItWouldBe) {
  auto shop = with_a();
  shop.pack.products[0].cost = 2000;
  shop.pack.products[0].stock = 0;
  auto& customer = shop.customer("C");
  customer.blocked = true;
  customer.terms_days = 1;
  customer.credit_limit = 0;
  auto& policy = shop.policy();
  policy.max_quantity = 0;
  policy.max_discount_bp = 0;
  policy.min_margin_bp = 0;
  policy.max_total = 0;
  auto request = asking({{"A", "1", ""}}, "C");
  request.discount_bp = 1;
  request.lines[0].quantity = "100";
  const auto answer = shop.answer(request);
  ASSERT_TRUE(std::holds_alternative<NeedsApproval>(answer));
  const auto& approval = std::get<NeedsApproval>(answer);
  EXPECT_EQ(approval.reasons, (Reasons{ApprovalReason::quantity_limit,
                                       ApprovalReason::discount_limit, ApprovalReason::margin_limit,
                                       ApprovalReason::total_limit, ApprovalReason::credit_limit,
                                       ApprovalReason::stock, ApprovalReason::customer_blocked}));
  ASSERT_TRUE(approval.quote);
  EXPECT_EQ(approval.quote->gross.minor_units, 100'000);
}

TEST(Limits, AreConvertedAndWithoutARateAPersonDecides) {
  Shop shop;
  shop.product("A");
  shop.price_of("A", 100, "shop", "USD");
  shop.policy().max_total = 1829;
  auto request = one_a;
  request.currency = "USD";
  EXPECT_EQ(shop.reasons(request), Reasons{ApprovalReason::no_rate});
  shop.pack.fx = {{"2026-11-16", "USD", "MXN", 18'301'250}};
  EXPECT_EQ(shop.quote(request).total.minor_units, 100);  // 18.29 MXN is 1.00 USD (0.9994).
  shop.policy().max_total = 1800;
  EXPECT_EQ(shop.reasons(request), Reasons{ApprovalReason::total_limit});
}

TEST(MinimumOrder, IsToldNotApproved) {
  auto shop = with_a();
  shop.policy().min_order = 1000;
  shop.policy().max_total = 0;
  EXPECT_EQ(shop.reasons(one_a), Reasons{ApprovalReason::total_limit});
  shop.policy().min_order = 1001;
  const auto error = shop.error(one_a);
  EXPECT_EQ(error.code, ErrorCode::minimum_order);
  EXPECT_EQ(error.limit, (Money{1001, Currency::parse("MXN").value()}));
}

TEST(Instalments, SumToTheSurchargedTotalWithTheFirstPartsGreater) {
  const auto mxn = Currency::parse("MXN").value();
  const auto parts = instalment_parts({"3", "", 3, 650, {}}, {10'000, mxn});  // 10650
  EXPECT_EQ(parts, (std::vector<Money>{{3550, mxn}, {3550, mxn}, {3550, mxn}}));
  const auto odd = instalment_parts({"3", "", 3, 0, {}}, {100, mxn});
  EXPECT_EQ(odd, (std::vector<Money>{{34, mxn}, {33, mxn}, {33, mxn}}));
}

TEST(Terms, AreThePlansThatTheTotalMayChoose) {
  auto shop = with_a();
  shop.pack.settings.instalments = {
      {"cash", "", 1, 0, {}}, {"3", "", 3, 0, 1160}, {"6", "", 6, 0, 1161}};
  EXPECT_EQ(shop.quote(one_a).terms, (std::vector<std::string>{"cash", "3"}));
}

}  // namespace
}  // namespace orkesta::pricing
