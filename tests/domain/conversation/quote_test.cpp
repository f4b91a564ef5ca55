/// From an order to a quote, and the quote's life.

#include <gtest/gtest.h>

#include "support/given.hpp"

namespace orkesta::conversation {
namespace {

using namespace std::chrono_literals;
using support::Talk;
using support::Understood;

auto order_of(const std::string& sku, const std::string& quantity, const std::string& unit = "")
    -> Understood {
  return Understood{"quote_request"}.of({sku}, quantity, unit);
}

TEST(Order, BecomesAPricedQuoteInOneTurn) {  // O2
  auto talk = Talk{};
  talk.says("50 cajas de guantes M y 20 cajas de cubrebocas, cotización por favor",
            order_of("GUA-M", "50", "caja").of({"CUB"}, "20", "caja"));
  EXPECT_TRUE(talk.has("products.matched"));
  const auto& quote = talk.the<events::QuoteOffered>().quote;
  EXPECT_EQ(format_major(quote.total), "9480.68");  // (50 x 143.90 + 20 x 48.90) x 1.16
  EXPECT_EQ(quote.version, 1U);
  EXPECT_TRUE(talk.replies_with("$9,480.68 MXN"));
  EXPECT_TRUE(talk.replies_with(quote.number));
}
TEST(Order, OfOneWhoJumpsAheadRecordsEachStagePassed) {  // O4
  auto talk = Talk{};
  talk.says("20 cajas de guantes M", order_of("GUA-M", "20", "caja"));
  EXPECT_EQ(talk.times("stage.changed"), 4U);
  EXPECT_EQ(talk.state().stage, Stage::quote);
}
TEST(Quote, AcceptedPlacesTheOrderAndClosesTheSale) {
  auto talk = Talk{};
  talk.says("10 termómetros", order_of("TER", "10"))
      .after(30s)
      .says("Acepto la cotización", Understood{"order_confirm"});
  EXPECT_EQ(talk.events(),
            (std::vector<std::string>{"message.received", "quote.accepted", "stage.changed",
                                      "order.placed", "message.answered"}));
  EXPECT_EQ(talk.state().stage, Stage::closing);
  EXPECT_FALSE(talk.has_timer("quote_expiry"));
}
TEST(Quote, AcceptedTwicePlacesOneOrder) {  // P2
  auto talk = Talk{};
  talk.says("10 termómetros", order_of("TER", "10"))
      .says("Acepto", Understood{"order_confirm"})
      .says("Acepto", Understood{"order_confirm"});
  EXPECT_EQ(talk.times("order.placed"), 1U);
  EXPECT_TRUE(talk.replies());
}
TEST(Quote, ExpiresByItselfAndCannotBeAcceptedAnyMore) {
  auto talk = Talk{};
  talk.says("10 termómetros", order_of("TER", "10")).after(96h);
  EXPECT_EQ(talk.times("quote.expired"), 1U);
  EXPECT_FALSE(talk.replies());
  talk.says("Acepto la cotización", Understood{"order_confirm"});
  EXPECT_FALSE(talk.has("quote.accepted"));
  EXPECT_TRUE(talk.replies_with("venció"));
}
TEST(Quote, ExpiredIsRenewedWhenTheCustomerSaysYes) {
  auto talk = Talk{};
  talk.says("10 termómetros", order_of("TER", "10"))
      .after(96h)
      .says("Acepto la cotización", Understood{"order_confirm"})
      .says("sí, por favor", Understood{"other", 4000})
      .after(5s);
  EXPECT_EQ(talk.times("quote.offered"), 2U);
}
TEST(Quote, OfAChangedOrderIsTheSameInItsNextVersion) {
  auto talk = Talk{};
  talk.says("10 termómetros", order_of("TER", "10"));
  const auto first = talk.the<events::QuoteOffered>().quote;
  talk.says("mejor 20 termómetros", order_of("TER", "20"));
  const auto& second = talk.the<events::QuoteRevised>().quote;
  EXPECT_EQ(second.quote, first.quote);
  EXPECT_EQ(second.number, first.number);
  EXPECT_EQ(second.version, 2U);
  EXPECT_EQ(second.lines.front().quantity, Quantity::whole(20));
}
TEST(Quote, ChangesByABareNumberWhenItHasOneProduct) {
  auto talk = Talk{};
  talk.says("10 termómetros", order_of("TER", "10"))
      .says("mejor 12", Understood{"quote_request"}.counting("12"));
  EXPECT_EQ(talk.the<events::QuoteRevised>().quote.lines.front().quantity, Quantity::whole(12));
}
TEST(Quote, KeepsItsLinesWhenTheCustomerAddsToIt) {
  auto talk = Talk{};
  talk.says("10 termómetros", order_of("TER", "10"))
      .says("agrega 5 cascos blancos", order_of("CAS-BLA", "5"));
  EXPECT_EQ(talk.the<events::QuoteRevised>().quote.lines.size(), 2U);
}
TEST(Quote, AskedForAgainIsSaidAgainAndNotOfferedAnew) {
  auto talk = Talk{};
  talk.says("10 termómetros", order_of("TER", "10"))
      .says("¿cuánto era el total?", Understood{"price_query"})
      .after(5s);
  EXPECT_EQ(talk.times("quote.offered"), 1U);
  EXPECT_TRUE(talk.replies_with("4,727.58"));
}
TEST(Quote, IsRejectedWhenTheCustomerCallsItOff) {
  auto talk = Talk{};
  talk.says("10 termómetros", order_of("TER", "10"))
      .says("no gracias, ya no lo quiero", Understood{"other", 6000})
      .after(5s);
  EXPECT_TRUE(talk.has("quote.rejected"));
}
TEST(Order, BelowTheMinimumIsToldAndNotQuoted) {
  auto talk = Talk{};
  talk.says("un casco blanco", order_of("CAS-BLA", "1"));
  EXPECT_FALSE(talk.has("quote.offered"));
  EXPECT_TRUE(talk.replies_with("$300.00 MXN"));
}
TEST(Order, InPiecesOfAPackSaysThatItWasRoundedUp) {
  auto talk = Talk{};
  talk.says("250 guantes M", order_of("GUA-M", "250", "pieza"));
  EXPECT_EQ(talk.the<events::QuoteOffered>().quote.lines.front().quantity, Quantity::whole(3));
  EXPECT_TRUE(talk.replies_with("250 piezas"));
  EXPECT_TRUE(talk.replies_with("3 cajas"));
}
TEST(Order, OfWhatIsNotSoldIsRefusedHonestly) {
  auto talk = Talk{};
  talk.says("12 cubetas de cloro", Understood{"quote_request"}.of({}, "12")).after(5s);
  EXPECT_FALSE(talk.has("quote.offered"));
  EXPECT_FALSE(talk.has("approval.requested"));
  EXPECT_TRUE(talk.replies());
}

}  // namespace
}  // namespace orkesta::conversation
