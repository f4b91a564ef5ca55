/// One question at a time, and what its answer completes.

#include <gtest/gtest.h>

#include "support/given.hpp"

namespace orkesta::conversation {
namespace {

using namespace std::chrono_literals;
using support::Talk;
using support::Understood;

auto gloves(const std::string& quantity) -> Understood {
  return Understood{"quote_request"}.of({"GUA-S", "GUA-M", "GUA-L"}, quantity, "caja");
}

TEST(Clarification, AsksForTheSizeAndOffersNothing) {
  auto talk = Talk{};
  talk.says("20 cajas de guantes", gloves("20")).understood_then(gloves("20")).after(5s);
  EXPECT_EQ(talk.state().order.asked, "size");
  EXPECT_EQ(talk.times("quote.offered"), 0U);
  EXPECT_TRUE(talk.replies_with("- M"));
  EXPECT_EQ(talk.state().stage, Stage::qualification);
}
TEST(Clarification, AnsweredCompletesTheOrder) {
  auto talk = Talk{};
  talk.says("20 cajas de guantes", gloves("20"))
      .understood_then(gloves("20"))
      .after(5s)
      .says("Medianos", Understood{"other", 3000})
      .understood_then(Understood{"other", 3000})
      .after(5s);
  const auto& quote = talk.the<events::QuoteOffered>().quote;
  EXPECT_EQ(quote.lines.front().sku, "GUA-M");
  EXPECT_EQ(quote.lines.front().quantity, Quantity::whole(20));
}
TEST(Clarification, AsksOneThingAfterTheOther) {
  auto talk = Talk{};
  talk.says("guantes", gloves("")).understood_then(gloves("")).after(5s);
  EXPECT_EQ(talk.state().order.asked, "size");
  talk.says("grandes", Understood{"other", 3000})
      .understood_then(Understood{"other", 3000})
      .after(5s);
  EXPECT_EQ(talk.state().order.asked, "quantity");
  const auto thirty = Understood{"other", 3000}.counting("30");
  talk.says("30", thirty).understood_then(thirty).after(5s);
  EXPECT_EQ(talk.the<events::QuoteOffered>().quote.lines.front().sku, "GUA-L");
}
TEST(Clarification, OfTheSizeTakesTheQuantityThatIsSaidWithIt) {
  auto talk = Talk{};
  talk.says("guantes", gloves("")).understood_then(gloves("")).after(5s);
  const auto fifty = Understood{"other", 3000}.counting("50");
  talk.says("talla M, unas 50 cajas", fifty).understood_then(fifty).after(5s);
  const auto& line = talk.the<events::QuoteOffered>().quote.lines.front();
  EXPECT_EQ(line.sku, "GUA-M");
  EXPECT_EQ(line.quantity, Quantity::whole(50));
}
TEST(Clarification, OfTheSizeDoesNotTakeASizeForAQuantity) {
  auto talk = Talk{};
  talk.says("guantes", gloves("")).understood_then(gloves("")).after(5s);
  const auto seven = Understood{"other", 3000}.counting("7");
  talk.says("la M, la 7", seven).understood_then(seven).after(5s);
  EXPECT_EQ(talk.state().order.asked, "quantity");
}
TEST(Clarification, OfAQuantityOfZeroIsAskedBack) {
  auto talk = Talk{};
  talk.says("0 termómetros", Understood{"quote_request"}.of({"TER"}, "0"))
      .understood_then(Understood{"quote_request"}.of({"TER"}, "0"))
      .after(5s);
  EXPECT_EQ(talk.state().order.asked, "quantity");
  EXPECT_EQ(talk.times("quote.offered"), 0U);
}
TEST(Clarification, OfAnEnormousQuantityIsAskedBack) {
  auto talk = Talk{};
  talk.says("1000000000000 termómetros", Understood{"quote_request"}.of({"TER"}, "1000000000000"));
  EXPECT_TRUE(talk.has("clarification.asked"));
  EXPECT_FALSE(talk.has("quote.offered"));
}
TEST(Clarification, OfAUnitThatDoesNotFitNamesThoseThatDo) {
  auto talk = Talk{};
  auto understood = Understood{"quote_request"}.of({"GUA-M"}, "3", "cubeta");
  understood.value.mentions.front().unit_unknown = true;
  talk.says("3 cubetas de guantes M", understood).understood_then(understood).after(5s);
  EXPECT_EQ(talk.state().order.asked, "unit");
  EXPECT_TRUE(talk.replies_with("caja"));
  talk.says("cajas", Understood{"other", 3000}).after(5s);
  EXPECT_EQ(talk.times("quote.offered"), 1U);
}
TEST(Clarification, IsNotLostWhenAQuestionComesBetween) {
  auto talk = Talk{};
  talk.says("20 cajas de guantes", gloves("20")).understood_then(gloves("20")).after(5s);
  talk.says("¿dónde están?", Understood{"faq_location"});
  EXPECT_TRUE(talk.replies_with("Encino"));
  talk.says("chicos", Understood{"other", 3000})
      .understood_then(Understood{"other", 3000})
      .after(5s);
  EXPECT_EQ(talk.times("quote.offered"), 1U);
}
TEST(Clarification, ThatNeverEndsGoesToAPerson) {
  auto talk = Talk{};
  talk.says("20 cajas de guantes", gloves("20")).understood_then(gloves("20")).after(5s);
  talk.understood_then(Understood{"other", 2000});
  talk.says("ajá", Understood{"other", 2000}).after(5s);
  talk.says("ajá ajá", Understood{"other", 2000}).after(5s);
  talk.says("ajá ajá ajá", Understood{"other", 2000}).after(5s);
  EXPECT_EQ(talk.times("handoff.requested"), 1U);
}
TEST(Clarification, OfAPartThatIsNotSoldOffersTheRest) {
  auto talk = Talk{};
  const auto both = [] { return Understood{"quote_request"}.of({"TER"}, "10").of({}, "12"); };
  talk.says("10 termómetros y 12 cubetas de cloro", both()).understood_then(both()).after(5s);
  EXPECT_EQ(talk.times("quote.offered"), 0U);
  talk.says("sí", Understood{"other", 3000}).understood_then(Understood{"other", 3000}).after(5s);
  EXPECT_EQ(talk.times("quote.offered"), 1U);
}

}  // namespace
}  // namespace orkesta::conversation
