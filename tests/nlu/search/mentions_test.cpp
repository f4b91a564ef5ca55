/// The rules by which words become lines, one sentence each.

#include <gtest/gtest.h>

#include "shop.hpp"

namespace orkesta::test {
namespace {

TEST(Mentions, AUnitGoesOnToWhatFollowsWithDe) {
  EXPECT_EQ(mentioned("50 cajas de guantes M y 40 de gorros"), "GUA-M 50 caja; GOR 40 caja");
}
TEST(Mentions, AContainerOfTheProductsOwnNameCountsTheProduct) {
  EXPECT_EQ(mentioned("3 garrafas de alcohol"), "ALC-20 3");
}
TEST(Mentions, AContainerThatThePackDoesNotKnowIsAnUnknownUnit) {
  EXPECT_EQ(mentioned("3 cubetas de guantes chicos"), "GUA-S 3 ?");
}
TEST(Mentions, NumbersInWordsAndHalvesCount) {
  EXPECT_EQ(mentioned("media docena de gorros"), "GOR 0.5 docena");
  EXPECT_EQ(mentioned("kilo y medio de trapo"), "TRA 1.5 kg");
  EXPECT_EQ(mentioned("un par de cascos rojos"), "CAS-rojo 2");
}
TEST(Mentions, AMinusIsKept) {
  EXPECT_EQ(mentioned("necesito -5 cajas de guantes M"), "GUA-M -5 caja");
  EXPECT_EQ(mentioned("necesito −5 cajas de guantes M"), "GUA-M -5 caja");
  EXPECT_EQ(mentioned("menos 5 cajas de guantes M"), "GUA-M -5 caja");
  EXPECT_EQ(mentioned("quiero menos cinco gorros"), "GOR -5");
}
TEST(Mentions, WhatOnlyLooksLikeAMinusIsNone) {
  EXPECT_EQ(mentioned("- 5 cajas de guantes M\n- 3 gorros"), "GUA-M 5 caja; GOR 3");
  EXPECT_EQ(mentioned("-5 cajas de guantes M\n-3 gorros"), "GUA-M 5 caja; GOR 3");
  EXPECT_EQ(mentioned("al menos 5 cajas de guantes M"), "GUA-M 5 caja");
  EXPECT_EQ(mentioned("más o menos 5 cajas de guantes M"), "GUA-M 5 caja");
  EXPECT_EQ(mentioned("por lo menos 5 cajas de guantes M"), "GUA-M 5 caja");
}
TEST(Mentions, WhatNobodySellsSoMuchOfIsStillSaid) {
  EXPECT_EQ(mentioned("0 cajas de guantes M"), "GUA-M 0 caja");
  EXPECT_EQ(mentioned("10^15 cajas de guantes M"), "GUA-M 1000000000000000 caja");
  EXPECT_EQ(mentioned("1e15 cajas de guantes M"), "GUA-M 1000000000000000 caja");
  EXPECT_EQ(mentioned("1000000000000000 cajas de guantes M"), "GUA-M 1000000000000000 caja");
  EXPECT_EQ(mentioned("99999999999999999999999 guantes M"), "GUA-M 9000000000000000");
}
TEST(Count, IsTheFirstNumberThatCountsSomething) {
  EXPECT_EQ(counted("30"), "30");
  EXPECT_EQ(counted("mejor doce"), "12");
  EXPECT_EQ(counted("-5"), "-5");
  EXPECT_EQ(counted("menos 5"), "-5");
  EXPECT_EQ(counted("una caja"), "1");
  EXPECT_EQ(counted("una"), "1");
  EXPECT_EQ(counted("un momento"), "");
  EXPECT_EQ(counted("son $500"), "");
  EXPECT_EQ(counted("talla 40"), "");
  EXPECT_EQ(counted("10^15"), "1000000000000000");
}
TEST(Mentions, ASizeInWordsIsTheLetter) {
  EXPECT_EQ(mentioned("10 cajas de guantes medianos"), "GUA-M 10 caja");
  EXPECT_EQ(mentioned("10 cajas de guantes G"), "GUA-L 10 caja");
}
TEST(Mentions, ABareNumberBehindAProductIsItsSizeWhereItHasThatSize) {
  EXPECT_EQ(mentioned("2 pares zapato atlas 41"), "ZAP-41 2 par");
}
TEST(Mentions, SizesSplitAHeadingIntoLines) {
  EXPECT_EQ(mentioned("30 pares de zapatos: 10 del 40 y 20 del 41"),
            "ZAP-40 10 par; ZAP-41 20 par");
}
TEST(Mentions, TheLaterFigureOfACorrectionWins) {
  EXPECT_EQ(mentioned("3 cascos rojos, no, mejor 4"), "CAS-rojo 4");
  EXPECT_EQ(mentioned("zapatos atlas 40... mejor en 41"), "ZAP-41");
  EXPECT_EQ(mentioned("quince cascos rojos, no, cinco cascos rojos y 2 gorros"),
            "CAS-rojo 5; GOR 2");
}
TEST(Mentions, TheSameIsTheProductBefore) {
  EXPECT_EQ(mentioned("2 docenas de cascos blancos y 10 piezas del mismo"),
            "CAS-blanco 2 docena; CAS-blanco 10 pieza");
}
TEST(Mentions, OpenSizesStayOpen) {
  EXPECT_EQ(mentioned("20 cajas de guantes"), "GUA-S|GUA-M|GUA-L 20 caja");
}
TEST(Mentions, ASizeOrColourThatNoVariantHasIsNotSold) {
  EXPECT_EQ(mentioned("quiero el zapato atlas en 45"), "-");
  EXPECT_EQ(mentioned("quiero 2 cascos verdes"), "- 2");
}
TEST(Mentions, WhatIsNotSoldNamesWhatComesNearest) {
  const auto green = nlu::find_order(shop_index(), "quiero 2 cascos verdes").mentions;
  ASSERT_EQ(green.size(), 1U);
  EXPECT_EQ(green[0].nearest, (std::vector{Sku{"CAS-rojo"}, Sku{"CAS-blanco"}}));
  const auto bags = nlu::find_order(shop_index(), "tienen carteras de piel? quiero una").mentions;
  ASSERT_EQ(bags.size(), 1U);
  EXPECT_TRUE(bags[0].nearest.empty()) << "nothing is like it: nothing is offered";
}
TEST(Need, ThatIsDescribedFindsWhatIsForIt) {
  const auto hands = nlu::find_need(shop_index(), "algo para proteger las manos de químicos");
  ASSERT_TRUE(hands);
  EXPECT_EQ(hands->candidates.front().sku.text().substr(0, 3), "GUA");
  EXPECT_LT(hands->candidates.front().confidence, 8000) << "it asks, it does not sell";
  EXPECT_FALSE(nlu::find_need(shop_index(), "algo para volar a la luna"));
}
TEST(Need, IsLookedForWhereTheMessageAsksAboutProducts) {
  Understanding seen;
  seen.intents = {{"product_query", 9000}};
  EXPECT_TRUE(nlu::asks_for_need(seen));
  seen.intents = {{"thanks", 9000}};
  EXPECT_FALSE(nlu::asks_for_need(seen));
}
TEST(Mentions, AnotherThingAskedForIsNotSold) {
  EXPECT_EQ(mentioned("tienen carteras de piel? quiero una"), "- 1");
}
TEST(Mentions, SmallTalkHasNone) {
  EXPECT_EQ(mentioned("hola, buenas tardes, soy la doctora ibarra"), "");
  EXPECT_EQ(mentioned("¿hacen envíos a Puebla?"), "");
}
TEST(Mentions, AWordOfSmallTalkThatANameSharesIsNoMention) {
  EXPECT_EQ(mentioned("muchas gracias por todo"), "");
  EXPECT_EQ(mentioned("quiero cancelar mi cita"), "");
}
TEST(Mentions, TyposAccentsAndOtherLanguagesAreUnderstood) {
  EXPECT_EQ(mentioned("4 goros plizados"), "GOR 4");
  EXPECT_EQ(mentioned("two boxes of gloves size M"), "GUA-M 2 caja");
  EXPECT_EQ(mentioned("6 capacetes vermelhos"), "CAS-rojo 6");
}
TEST(Mentions, ACouponIsNoProduct) {
  EXPECT_EQ(mentioned("un gorro, uso el código hola"), "GOR 1");
  EXPECT_EQ(nlu::find_coupons(shop(), "un gorro, uso el código hola"),
            std::vector<std::string>{"HOLA"});
  EXPECT_TRUE(nlu::find_coupons(shop(), "hola, un gorro").empty());
}
TEST(Mentions, ACurrencyIsNamedByItsWord) {
  EXPECT_EQ(nlu::find_currency("cuánto sería en dólares?"), "USD");
  EXPECT_EQ(nlu::find_currency("how much in dollars"), "USD");
  EXPECT_EQ(nlu::find_currency("quiero 2 gorros"), "");
}
TEST(Mentions, AnAliasOfFunctionWordsIsFoundWithItsRow) {
  const auto found = nlu::find_order(shop_index(), "60 cajas de los de siempre").mentions;
  ASSERT_EQ(found.size(), 1U);
  ASSERT_FALSE(found[0].candidates.empty());
  EXPECT_EQ(found[0].candidates[0].sku.text(), "GUA-M");
  EXPECT_EQ(found[0].candidates[0].alias, 0U);
}

/// What stays of a message that names gloves, when this is what it seems to be about.
auto kept(const std::string& intent, Confidence confidence, const std::string& asked = "",
          std::optional<Quantity> quantity = std::nullopt) -> std::size_t {
  Understanding seen;
  seen.intents = {{intent, confidence}, {"product_query", (confidence_max - confidence) / 4}};
  seen.hints = UnderstandingHints{};
  seen.hints->asked_last = asked;
  Mention mention;
  mention.quantity = quantity;
  mention.candidates = {{Sku{"GUA-M"}, 9800, std::nullopt}};
  seen.mentions = {mention};
  nlu::drop_passing_mentions(seen);
  return seen.mentions.size();
}

TEST(PassingMention, IsDroppedWhereTheMessageIsSurelyAboutSomethingElse) {
  EXPECT_EQ(kept("thanks", 9000), 0U);
  EXPECT_EQ(kept("faq_hours", 8000), 0U);
}
TEST(PassingMention, StaysWhereTheIntentMayBeAboutIt) {
  EXPECT_EQ(kept("product_query", 9000), 1U);
  EXPECT_EQ(kept("support_warranty", 9000), 1U);
  EXPECT_EQ(kept("thanks", 3000), 1U) << "it is not sure that they are thanks";
}
TEST(PassingMention, StaysWhenItAnswersOurQuestionOrCounts) {
  EXPECT_EQ(kept("thanks", 9000, "product"), 1U);
  EXPECT_EQ(kept("thanks", 9000, "", Quantity::whole(5)), 1U);
}

}  // namespace
}  // namespace orkesta::test
