#include <gtest/gtest.h>

#include "shop.hpp"

namespace orkesta::pricing {
namespace {

/// Gloves in boxes of 100, ten boxes in a master.
auto gloves() -> Shop {
  Shop shop;
  auto& product = shop.sells("GLOVE", 10'000);
  product.unit = "caja";
  product.pack_size = 100;
  product.other_units = {{"master", 10}};
  return shop;
}

auto sold(const Shop& shop, std::string quantity, std::string unit) -> std::string {
  return shop.quote(asking({{"GLOVE", std::move(quantity), std::move(unit)}}))
      .lines.front()
      .quantity.text();
}

TEST(Units, WithoutAWordCountTheSoldUnit) { EXPECT_EQ(sold(gloves(), "2", ""), "2"); }
TEST(Units, AWordOfThePackNamesTheUnitInAnyCase) { EXPECT_EQ(sold(gloves(), "2", " CAJAS "), "2"); }
TEST(Units, AnotherUnitCountsItsFactor) { EXPECT_EQ(sold(gloves(), "2", "master"), "20"); }
TEST(Units, TheBaseUnitIsRoundedUpToWholePacks) { EXPECT_EQ(sold(gloves(), "101", "pza"), "2"); }
TEST(Units, ACollectiveCountsBaseUnits) { EXPECT_EQ(sold(gloves(), "9", "docena"), "2"); }

TEST(Units, ACollectiveOfSomethingUncountableIsUnknown) {
  auto shop = gloves();
  shop.pack.products.front().base_unit = "litro";
  EXPECT_EQ(shop.error(asking({{"GLOVE", "1", "docena"}})).code, ErrorCode::unknown_unit);
}

TEST(Units, TheFirstMatchWins) {
  auto shop = gloves();
  shop.pack.settings.collective_units.push_back({"master", 7});
  EXPECT_EQ(sold(shop, "1", "master"), "10");
}

TEST(Merging, AddsBaseUnitsBeforeItRounds) {
  const auto quote = gloves().quote(
      asking({{"GLOVE", "1", ""}, {"GLOVE", "30", "pieza"}, {"GLOVE", "70", "pza"}}));
  ASSERT_EQ(quote.lines.size(), 1U);
  EXPECT_EQ(quote.lines.front().quantity, Quantity::whole(2));
  EXPECT_TRUE(quote.notes.empty());
}

TEST(Merging, KeepsThePlaceOfTheFirst) {
  auto shop = gloves();
  shop.sells("TAPE", 500);
  const auto quote = shop.quote(asking({{"TAPE", "1", ""}, {"GLOVE", "1", ""}, {"TAPE", "2", ""}}));
  ASSERT_EQ(quote.lines.size(), 2U);
  EXPECT_EQ(quote.lines[0].sku, "TAPE");
  EXPECT_EQ(quote.lines[0].quantity, Quantity::whole(3));
}

TEST(Merging, RoundingUpIsNotedInBaseUnits) {
  const auto quote = gloves().quote(asking({{"GLOVE", "1", ""}, {"GLOVE", "30", "pieza"}}));
  QuoteNote expected;
  expected.code = "rounded_up";
  expected.sku = "GLOVE";
  expected.requested = Quantity::whole(130);
  expected.requested_unit = "pieza";
  expected.given = Quantity::whole(2);
  expected.given_unit = "caja";
  EXPECT_EQ(quote.notes, std::vector{expected});
}

TEST(Quantities, OfAProductWithDecimalsAreRoundedUpToThem) {
  auto shop = gloves();
  shop.product("RAG").decimals = 1;
  shop.price_of("RAG", 333);
  const auto quote = shop.quote(asking({{"RAG", "12.55", ""}}));
  EXPECT_EQ(quote.lines.front().quantity.text(), "12.6");
  EXPECT_EQ(quote.total.minor_units, 4196);  // 12.6 × 3.33 = 41.958
}

class BadQuantity : public testing::TestWithParam<const char*> {};
TEST_P(BadQuantity, IsRefusedWithItsLine) {
  auto shop = gloves();
  shop.sells("TAPE", 500);
  const auto error = shop.error(asking({{"TAPE", "1", ""}, {"GLOVE", GetParam(), ""}}));
  EXPECT_EQ(error.code, ErrorCode::bad_quantity);
  EXPECT_EQ(error.line, 1U);
  EXPECT_EQ(error.sku, "GLOVE");
}
INSTANTIATE_TEST_SUITE_P(Texts, BadQuantity,
                         testing::Values("0", "0.000", "-3", "+3", "1e3", "1.2345", "1.", ".5", "",
                                         " 1", "1,5", "uno", "NaN", "0x10"));

TEST(Quantities, SaidAboveABillionOverflow) {
  EXPECT_EQ(gloves().error(asking({{"GLOVE", "1000000000.001", "pza"}})).code,
            ErrorCode::quantity_overflow);
  EXPECT_EQ(gloves().error(asking({{"GLOVE", std::string(60, '9'), "pza"}})).code,
            ErrorCode::quantity_overflow);
}

TEST(Quantities, SoldAboveABillionOverflowAfterAllLinesAreRead) {
  const auto asked = asking({{"GLOVE", "1000000000", "master"}, {"NOTHING", "1", ""}});
  EXPECT_EQ(gloves().error(asked).code, ErrorCode::unknown_sku);
  EXPECT_EQ(gloves().error(asking({{"GLOVE", "1000000000", "master"}})).code,
            ErrorCode::quantity_overflow);
}

TEST(Lines, AreReadInOrderSkuBeforeQuantityBeforeUnit) {
  auto shop = gloves();
  shop.sells("OLD", 1).active = false;
  EXPECT_EQ(shop.error(asking({{"OLD", "x", "y"}})).code, ErrorCode::not_sold);
  EXPECT_EQ(shop.error(asking({{"GLOVE", "x", "y"}})).code, ErrorCode::bad_quantity);
  EXPECT_EQ(shop.error(asking({{"GLOVE", "1", "y"}, {"NO", "1", ""}})).code,
            ErrorCode::unknown_unit);
}

TEST(Lines, AreCountedAsWritten) {
  auto shop = gloves();
  shop.policy().max_lines = 2;
  const RequestLine line{"GLOVE", "1", ""};
  EXPECT_EQ(shop.quote(asking({line, line})).lines.size(), 1U);
  EXPECT_EQ(shop.error(asking({line, line, line})).code, ErrorCode::too_many_lines);
  EXPECT_EQ(shop.error(asking({})).code, ErrorCode::empty_order);
}

TEST(Request, IsRefusedInTheOrderOfTheRules) {
  const auto shop = gloves();
  auto request = asking({}, "NOBODY");
  request.currency = "ZZZ";
  request.discount_bp = 10'001;
  EXPECT_EQ(shop.error(request).code, ErrorCode::bad_request);
  request.discount_bp = 0;
  EXPECT_EQ(shop.error(request).code, ErrorCode::unknown_customer);
  request.customer = "";
  EXPECT_EQ(shop.error(request).code, ErrorCode::unknown_currency);
  request.currency = "";
  EXPECT_EQ(shop.error(request).code, ErrorCode::empty_order);
}

TEST(Stock, IsAllowedToTheLastOne) {
  auto shop = gloves();
  shop.pack.products.front().stock = 5;
  EXPECT_TRUE(shop.quote(asking({{"GLOVE", "5", ""}})).notes.empty());
}

TEST(Stock, BeyondItThePolicyDecides) {
  auto shop = gloves();
  shop.pack.products.front().stock = 5;
  const auto six = asking({{"GLOVE", "6", ""}});
  EXPECT_EQ(shop.reasons(six), std::vector{ApprovalReason::stock});
  shop.policy().backorder = tenant::Backorder::refuse;
  EXPECT_EQ(shop.error(six).code, ErrorCode::out_of_stock);
  shop.policy().backorder = tenant::Backorder::allow;
  ASSERT_EQ(shop.quote(six).notes.size(), 1U);
  EXPECT_EQ(shop.quote(six).notes.front().code, "backorder");
}

}  // namespace
}  // namespace orkesta::pricing
