/// What a right pack is read as.

#include <gtest/gtest.h>

#include "small_pack.hpp"

namespace orkesta::pack {
namespace {

auto read(const SmallPack& pack) -> tenant::Pack { return pack.read().value().pack; }
auto moment(std::string_view text) -> Timestamp { return parse_timestamp(text).value(); }

TEST(Product, TakesItsDefaults) {
  const auto products = read(SmallPack()).products;
  const auto& bolt = products.at(1);
  EXPECT_EQ(bolt.base_unit, "kg");
  EXPECT_EQ(bolt.pack_size, 1);
  EXPECT_EQ(bolt.decimals, 2);
  EXPECT_EQ(bolt.cost, std::nullopt);
  EXPECT_EQ(bolt.stock, std::nullopt);
  EXPECT_FALSE(bolt.active);
  EXPECT_EQ(products.at(0).other_units, (std::vector<tenant::UnitCount>{{"master", 4}}));
  EXPECT_EQ(products.at(0).cost, 150);
}

TEST(Amount, IsReadInMinorUnitsOfItsOwnCurrency) {
  const auto pack = read(SmallPack().with("prices.csv", ",C1,B,USD,2,3.25", ",C1,B,CLP,2,1990"));
  EXPECT_EQ(pack.prices.at(0).price, 1000);
  EXPECT_EQ(pack.prices.at(1).price, 1990);
  EXPECT_EQ(pack.settings.policy.max_total, 10'000);
}

TEST(Day, AsAnEndIncludesThatWholeDay) {
  const auto price = read(SmallPack()).prices.at(0);
  EXPECT_EQ(price.valid_from, moment("2026-01-01T00:00:00Z"));
  EXPECT_EQ(price.valid_until, moment("2027-01-01T00:00:00Z"));
}

TEST(Instant, AsAnEndIsThatInstant) {
  const auto pack = read(SmallPack().with("prices.csv", "2026-12-31", "2026-06-30T12:00:00-06:00"));
  EXPECT_EQ(pack.prices.at(0).valid_until, moment("2026-06-30T18:00:00Z"));
}

TEST(Cell, InQuotesHoldsCommasQuotesAndLines) {
  const auto pack = read(SmallPack()
                             .with("products.csv", "Anvil", "\"An \"\"anvil\"\",\nheavy\"")
                             .with("products.csv", "B,Bolt", "B,  Bolt  "));
  EXPECT_EQ(pack.products.at(0).name, "An \"anvil\",\nheavy");
  EXPECT_EQ(pack.products.at(1).name, "Bolt");
}

TEST(Lines, MayEndInCrLfAndTheFileInABlankOne) {
  const auto pack = read(SmallPack().with("fx.csv", "rate\n2026-11-02,USD,MXN,18.301250\n",
                                          "rate\r\n2026-11-02,USD,MXN,18.301250\r\n\r\n"));
  ASSERT_EQ(pack.fx.size(), 1U);
  EXPECT_EQ(pack.fx[0].rate_millionths, 18'301'250);
}

TEST(ByteOrderMark, IsIgnored) {
  EXPECT_EQ(read(SmallPack().with("fx.csv", "date",
                                  "\xEF\xBB\xBF"
                                  "date"))
                .fx.size(),
            1U);
}

TEST(Columns, MayStandInAnyOrder) {
  const auto pack =
      read(SmallPack()
               .with("fx.csv", "date,from,to,rate", "rate,to,from,date")
               .with("fx.csv", "2026-11-02,USD,MXN,18.301250", "18.5,MXN,USD,2026-11-02"));
  EXPECT_EQ(pack.fx.at(0), (tenant::FxRate{"2026-11-02", "USD", "MXN", 18'500'000}));
}

TEST(Customer, StaysPersonalUnderItsOwnSubjectAndIsFoundByHashes) {
  const auto hash = [](std::string_view kind, std::string_view value) {
    return std::string(kind) + '/' + std::string(value);
  };
  const auto answer = SmallPack().read(hash);
  ASSERT_TRUE(answer.has_value());
  const auto& ana = answer->pack.customers.at(0);
  EXPECT_EQ(*ana.name.opened(), "Ana");
  EXPECT_TRUE(ana.name.is_fresh());
  EXPECT_EQ(ana.name.wanted_subject(), "customer/C1");
  EXPECT_EQ(ana.email->wanted_subject(), "customer/C1");
  EXPECT_EQ(ana.identities,
            (std::vector<std::string>{"phone/12025550101", "email/ana@mail.example.com"}));
  const auto& luz = answer->pack.customers.at(1);
  EXPECT_EQ(*luz.name.opened(), "Luz, Bea");
  EXPECT_FALSE(luz.phone);
  EXPECT_TRUE(luz.identities.empty());
}

TEST(SellerHours, AreReadStretchByStretch) {
  const auto hours = read(SmallPack()).sellers.at(0).hours;
  const std::vector<std::int32_t> work_days{0, 1, 2, 3, 4};
  EXPECT_EQ(hours, (std::vector<tenant::Hours>{{work_days, 540, 840}, {work_days, 960, 1140}}));
}

TEST(Texts, AreReadAsQuestionsAndDocuments) {
  const auto pack = read(SmallPack());
  EXPECT_EQ(pack.faq, (std::vector<tenant::FaqEntry>{{"hours", "When?", "At nine."},
                                                     {"pay", "How?", "Cash."}}));
  ASSERT_EQ(pack.knowledge.size(), 1U);
  EXPECT_EQ(pack.knowledge[0].applies_to, "sku:A");
  EXPECT_EQ(pack.knowledge[0].warranty_days, 30);
  EXPECT_EQ(pack.knowledge[0].text, "Iron.");
}

TEST(Tool, KnowsWhichArgumentsMayBeMissing) {
  const auto tools = read(SmallPack()).tools;
  ASSERT_EQ(tools.size(), 1U);
  EXPECT_EQ(tools[0].arguments, (std::vector<tenant::ToolArgument>{{"months", "int 1..6", false},
                                                                   {"why", "enum a|b", true}}));
  EXPECT_TRUE(tools[0].enabled);
}

TEST(Promotion, WithoutACurrencyIsInTheTenants) {
  EXPECT_EQ(read(SmallPack()).promotions.at(2).currency, "MXN");
}

TEST(CountableUnits, AreOursWhenThePackNamesNone) {
  EXPECT_EQ(read(SmallPack()).settings.countable_units,
            (std::vector<std::string>{"pieza", "par", "unidad"}));
}

}  // namespace
}  // namespace orkesta::pack
