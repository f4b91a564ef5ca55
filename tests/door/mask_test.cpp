// S12: cards are removed before the first write; phone and order numbers survive.
#include "orkesta/door/mask.hpp"

#include <gtest/gtest.h>

#include <random>

namespace orkesta::door {
namespace {

TEST(Mask, ACardIsRemoved) {  // Numbers that the brands publish for tests.
  EXPECT_EQ(mask_cards("mi tarjeta es 4111111111111111 gracias").text,
            "mi tarjeta es [card removed] gracias");
  EXPECT_TRUE(mask_cards("5555555555554444").card_removed);
  EXPECT_TRUE(mask_cards("378282246310005").card_removed);
  EXPECT_TRUE(mask_cards("30569309025904").card_removed);
  EXPECT_TRUE(mask_cards("6011111111111117").card_removed);
  EXPECT_TRUE(mask_cards("3530111333300000").card_removed);
}
TEST(Mask, SeparatorsDoNotHideIt) {
  EXPECT_EQ(mask_cards("4111 1111 1111 1111").text, "[card removed]");
  EXPECT_EQ(mask_cards("4111-1111-1111-1111").text, "[card removed]");
  EXPECT_EQ(mask_cards("4111.1111.1111.1111").text, "[card removed]");
}
TEST(Mask, TheSecurityCodeNearItGoesToo) {
  EXPECT_EQ(mask_cards("4111111111111111 vence 12/27 cvv 123").text,
            "[card removed] vence 12/27 cvv [card removed]");
}
TEST(Mask, ASecurityCodeWithoutACardStays) { EXPECT_EQ(mask_cards("cvv 123").text, "cvv 123"); }
TEST(Mask, TwoCardsAreRemoved) {
  EXPECT_EQ(mask_cards("4111111111111111, 5555555555554444").text,
            "[card removed], [card removed]");
}
TEST(Mask, ACardBehindAnotherNumberIsFound) {
  EXPECT_EQ(mask_cards("50 4111111111111111").text, "50 [card removed]");
}
TEST(Mask, OneWrongDigitIsNoCard) { EXPECT_FALSE(mask_cards("4111111111111112").card_removed); }
TEST(Mask, ALongerNumberIsNoCard) { EXPECT_FALSE(mask_cards("94111111111111111").card_removed); }
TEST(Mask, AnyBytesComeThrough) {
  const std::string bytes("\xff\x00 4 \xc3", 6);
  EXPECT_EQ(mask_cards(bytes).text, bytes);
}

TEST(Mask, AHundredThousandPhoneAndOrderNumbersSurvive) {
  std::mt19937_64 random(7);
  std::size_t removed = 0;
  const auto digits = [&](int count) {
    std::string text;
    for (int i = 0; i < count; ++i) text += static_cast<char>('0' + random() % 10);
    return text;
  };
  for (int i = 0; i < 25'000; ++i) {
    removed += mask_cards("+52 1 55 " + digits(8)).card_removed;   // Phones, written apart.
    removed += mask_cards("tel +54911" + digits(8)).card_removed;  // And together.
    removed += mask_cards("pedido " + digits(8) + "-" + digits(2)).card_removed;
    removed += mask_cards("guía 1Z" + digits(9)).card_removed;
  }
  EXPECT_EQ(removed, 0U);
}

}  // namespace
}  // namespace orkesta::door
