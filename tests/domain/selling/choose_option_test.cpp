#include <gtest/gtest.h>

#include <memory>

#include "shop.hpp"

namespace orkesta::selling {
namespace {

using Options = std::vector<std::string>;
const Options sizes{"GUA-S", "GUA-M"};
const Options colors{"CAS-R", "CAS-B"};

TEST(ChooseOption, ASizeInAnyOfItsNamesPicksIt) {
  EXPECT_EQ(choose_option(shop(), sizes, "Medianos"), Options{"GUA-M"});
  EXPECT_EQ(choose_option(shop(), sizes, "talla ch por favor"), Options{"GUA-S"});
}
TEST(ChooseOption, AColourPicksItInAnyGender) {
  EXPECT_EQ(choose_option(shop(), colors, "las blancas"), Options{"CAS-B"});
}
TEST(ChooseOption, AnOrdinalPicksByPlace) {
  EXPECT_EQ(choose_option(shop(), colors, "la segunda"), Options{"CAS-B"});
  EXPECT_EQ(choose_option(shop(), colors, "1"), Options{"CAS-R"});
}
TEST(ChooseOption, AnAnswerThatTellsNothingLeavesAll) {
  EXPECT_EQ(choose_option(shop(), colors, "no sé"), colors);
}

}  // namespace
}  // namespace orkesta::selling
