/// Objections: recorded, answered from the pack with a tactic at a time, won or lost (O5, O6).

#include <gtest/gtest.h>

#include <set>

#include "support/given.hpp"

namespace orkesta::conversation {
namespace {

using namespace std::chrono_literals;
using support::Talk;
using support::Understood;

/// The small shop with what a price objection can be answered from.
auto generous_pack() -> tenant::Pack {
  auto pack = support::small_pack();
  pack.settings.policy.max_discount_bp = 1500;
  auto tier = support::price("TER", 38'000);
  tier.min_quantity = 50;
  pack.prices.push_back(tier);
  pack.products.push_back(
      support::product("TER-B", "Termómetro digital básico", "TER-B", "", "", "pieza", 1, 100));
  pack.prices.push_back(support::price("TER-B", 12'000));
  pack.settings.instalments = {{"3-pagos", "3 pagos sin cargo", 3, 0, 100'000}};
  auto warranty = tenant::KnowledgeDocument{};
  warranty.id = "garantia";
  warranty.applies_to = "category:demo";
  warranty.warranty_days = 365;
  pack.knowledge = {warranty};
  return pack;
}

auto quoted(tenant::Pack pack = generous_pack()) -> Talk {
  auto talk = Talk{std::move(pack)};
  talk.says("10 termómetros", Understood{"quote_request"}.of({"TER"}, "10"));
  return talk;
}

/// One more objection of this kind, answered.
auto object(Talk& talk, const std::string& kind) -> Talk& {
  const auto heard = Understood{"objection_" + kind};
  return talk.understood_then(heard).says("mmm", heard).after(10s);
}

auto tactics(Talk& talk, const std::string& kind, int times) -> std::vector<std::string> {
  auto used = std::vector<std::string>{};
  for (int i = 0; i < times; ++i) {
    object(talk, kind);
    if (!talk.has("objection.answered")) continue;
    used.push_back(talk.the<events::ObjectionAnswered>().tactic);
  }
  return used;
}

TEST(Objection, ToThePriceIsRaisedAndAnswered) {  // O5
  auto talk = quoted();
  object(talk, "price");
  EXPECT_EQ(talk.the<events::ObjectionRaised>().kind, "price");
  EXPECT_EQ(talk.the<events::ObjectionRaised>().stage, Stage::quote);
  EXPECT_EQ(talk.state().stage, Stage::objection);
  EXPECT_TRUE(talk.replies_with("3 × $1,575.86 MXN"));
}
TEST(Objection, IsAnsweredWithEachTacticOnceThenAPersonIsOfferedThenComes) {
  auto talk = quoted();
  EXPECT_EQ(tactics(talk, "price", 6),
            (std::vector<std::string>{"instalments", "volume", "smaller_pack", "guarantee",
                                      "other_option", "person"}));
  object(talk, "price");
  EXPECT_TRUE(talk.has("handoff.requested"));
}
TEST(Objection, NeverTakesAnythingOffThePrice) {
  auto talk = quoted();
  tactics(talk, "price", 6);
  EXPECT_EQ(talk.times("quote.revised"), 0U);
  EXPECT_EQ(talk.state().quote->quote.discount.minor_units, 0);
}
TEST(Objection, WithNothingInThePackPromisesNothing) {
  auto talk = quoted(support::small_pack());
  EXPECT_EQ(tactics(talk, "price", 2), (std::vector<std::string>{"other_option", "person"}));
  EXPECT_EQ(tactics(talk, "trust", 2), (std::vector<std::string>{"company", "person"}));
}
TEST(Objection, OfDistrustIsAnsweredByWhatThePackWarrants) {
  auto pack = generous_pack();
  pack.faq.push_back({"returns", "¿Devoluciones?", "15 días con empaque cerrado."});
  auto talk = quoted(std::move(pack));
  object(talk, "trust");
  EXPECT_TRUE(talk.replies_with("365 días"));
  object(talk, "trust");
  EXPECT_TRUE(talk.replies_with("15 días con empaque cerrado."));
}
TEST(Objection, OfTimeNamesHowLongTheQuoteHoldsAndAsksForADay) {
  auto talk = quoted();
  object(talk, "timing");
  EXPECT_TRUE(talk.replies_with("$4,727.58 MXN"));
  EXPECT_TRUE(talk.replies_with("27/11/2026"));
  EXPECT_EQ(talk.the<events::ObjectionAnswered>().tactic, "validity");
}
TEST(Objection, GoesBackToTheStageThatItCameFrom) {  // O4
  auto talk = quoted();
  object(talk, "price");
  talk.says("¿dónde están?", Understood{"faq_location"});
  EXPECT_EQ(talk.state().stage, Stage::quote);
  EXPECT_EQ(talk.moves().back(), (std::pair{Stage::objection, Stage::quote}));
}
TEST(Objection, IsWonWhenTheQuoteIsAccepted) {  // O6
  auto talk = quoted();
  object(talk, "price");
  talk.says("bueno, acepto", Understood{"order_confirm"});
  EXPECT_TRUE(talk.has("quote.accepted"));
  EXPECT_EQ(talk.the<events::ObjectionWon>().kind, "price");
  EXPECT_EQ(talk.the<events::ObjectionWon>().tactic, "instalments");
  EXPECT_TRUE(talk.state().bargain.objections.empty());
}
TEST(Objection, IsLostWhenTheQuoteIsCalledOff) {  // O6
  auto talk = quoted();
  object(talk, "price");
  talk.says("no gracias, ya no lo quiero", Understood{"other", 4000}).after(10s);
  EXPECT_EQ(talk.the<events::ObjectionLost>().because, "rejected");
  EXPECT_TRUE(talk.has("quote.rejected"));
}
TEST(Objection, IsLostWhenTheCustomerGivesUpWithoutAQuote) {
  auto talk = Talk{generous_pack()};
  object(talk, "price");
  talk.says("no me interesa", Understood{"other", 4000}).after(10s);
  EXPECT_EQ(talk.the<events::ObjectionLost>().because, "gave_up");
  EXPECT_TRUE(talk.replies());
}
TEST(Objection, IsLostWhenTheTalkClosesWithItOpen) {
  auto talk = quoted();
  object(talk, "price");
  talk.says("baja", Understood{"unsubscribe"});
  EXPECT_EQ(talk.the<events::ObjectionLost>().because, "closed");
}
TEST(Objection, RaisedAgainCountsAndIsWonOnce) {
  auto talk = quoted();
  object(object(talk, "price"), "price");
  EXPECT_EQ(talk.the<events::ObjectionRaised>().times, 2U);
  talk.says("bueno, acepto", Understood{"order_confirm"});
  EXPECT_EQ(talk.times("objection.won"), 1U);
}
TEST(Objection, AnsweredWithAYesLeadsToTheConfirmation) {
  auto talk = quoted();
  object(talk, "price");
  talk.says("sí", Understood{"other", 4000}).after(10s);
  EXPECT_FALSE(talk.has("quote.accepted"));
  EXPECT_TRUE(talk.replies_with("$4,727.58 MXN"));
  talk.says("sí", Understood{"other", 4000}).after(10s);
  EXPECT_EQ(talk.times("quote.accepted"), 1U);
}
TEST(Suggestion, OfTheNextTierIsTakenByAYes) {
  auto talk = quoted();
  object(object(talk, "price"), "price");
  EXPECT_TRUE(talk.replies_with("$380.00 MXN"));
  talk.says("sí, cotízamela", Understood{"order_confirm"}).after(10s);
  EXPECT_EQ(talk.state().quote->quote.lines.front().quantity, Quantity::whole(50));
}
TEST(Suggestion, OfSomethingSmallerReplacesTheLineAndKeepsTheNumber) {
  auto talk = quoted();
  tactics(talk, "price", 3);
  talk.says("sí", Understood{"other", 4000}).after(10s);
  const auto& lines = talk.state().quote->quote.lines;
  ASSERT_EQ(lines.size(), 1U);
  EXPECT_EQ(lines.front().sku, "TER-B");
  EXPECT_EQ(lines.front().quantity, Quantity::whole(10));
}

}  // namespace
}  // namespace orkesta::conversation
