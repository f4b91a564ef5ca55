/// What is said: facts only, the customer's language, never the same twice in a row.

#include <gtest/gtest.h>

#include "conversation/phrases.hpp"
#include "support/given.hpp"

namespace orkesta::conversation {
namespace {

using support::Talk;
using support::Understood;

auto fact(std::string value) -> Fact { return {"a", std::move(value), std::nullopt, "test"}; }

TEST(Guard, FindsEachFigureThatIsNoFact) {  // O12
  EXPECT_EQ(figures_without_fact("Son 120 pesos", {}), std::vector<std::string>{"120"});
  EXPECT_EQ(figures_without_fact("Ven a las 10:30 o llama al 555-0100", {fact("10:30")}),
            std::vector<std::string>{"555-0100"});
  EXPECT_EQ(figures_without_fact("Mira https://example.com/x", {}),
            std::vector<std::string>{"https://example.com/x"});
}
TEST(Guard, FindsLinksWithoutASchemeAndAddresses) {  // O12
  EXPECT_EQ(figures_without_fact("Entra a www.evil.example", {}),
            std::vector<std::string>{"www.evil.example"});
  EXPECT_EQ(figures_without_fact("Escribe a pagos@evil.example, por favor", {}),
            std::vector<std::string>{"pagos@evil.example"});
  EXPECT_TRUE(figures_without_fact("ventas@example.com.", {fact("ventas@example.com")}).empty());
}
TEST(Guard, TakesAnAmountInAnyWriting) {
  EXPECT_TRUE(figures_without_fact("$8,775.98 MXN", {fact("8775.98")}).empty());
  EXPECT_TRUE(figures_without_fact("$76.717 CLP", {fact("76717")}).empty());
}
TEST(Guard, TakesNoPartOfALongerNumber) {
  EXPECT_FALSE(figures_without_fact("son 75", {fact("8775.98")}).empty());
}
TEST(Guard, KnowsANumberedListFromAFigure) {
  EXPECT_TRUE(figures_without_fact("1. azul\n2. rojo", {}).empty());
}
TEST(Reply, WhoseFigureIsNoFactIsNotSaid) {
  const auto written = write_reply({Template::quote_accepted,
                                    "order",
                                    "es",
                                    tenant::Address::usted,
                                    {{"number", "ABCD", "", ""}, {"total", "$99.00", "", ""}},
                                    {},
                                    {}});
  EXPECT_EQ(written.refused, std::vector<std::string>{"99.00"});
  EXPECT_EQ(*written.reply.template_id, "safe");
  EXPECT_EQ(written.reply.text.opened()->find("99"), std::string::npos);
}
TEST(Reply, SpeaksAsTheTenantAddressesItsCustomers) {
  const auto said = [](tenant::Address form) {
    return *write_reply({Template::ask_need, "a", "es", form, {}, {}, {}}).reply.text.opened();
  };
  EXPECT_NE(said(tenant::Address::usted).find("necesita "), std::string::npos);
  EXPECT_NE(said(tenant::Address::tu).find("necesitas "), std::string::npos);
  EXPECT_NE(said(tenant::Address::vos).find("necesitás "), std::string::npos);
}
TEST(Reply, IsNotTheSameSentenceTwiceInARow) {
  auto talk = Talk{};
  talk.says("¿?", Understood{"thanks"}).after(std::chrono::seconds{5});
  const auto first = talk.reply();
  talk.says("gracias", Understood{"thanks"}).after(std::chrono::seconds{5});
  EXPECT_NE(talk.reply(), first);
}
TEST(Reply, IsInTheCustomersLanguage) {
  auto talk = Talk{};
  talk.says("what are your opening hours?", Understood{"faq_hours"}.in("en"));
  EXPECT_TRUE(talk.replies_with("Here is what you asked for"));
  EXPECT_TRUE(talk.replies_with("8:30"));
  EXPECT_EQ(talk.state().language, "en");
}
TEST(Reply, ToACardNumberIsAWarningAndNothingIsRepeated) {  // S12
  auto talk = Talk{};
  auto said = talk.message("mi tarjeta es [card removed]", "m1");
  said.card_removed = true;
  talk.hears(said, Understood{"payment_status"}.value).after(std::chrono::seconds{5});
  EXPECT_TRUE(talk.replies_with("tarjeta"));
}
TEST(Reply, ToEmojiBlanksAndTwentyThousandLettersIsOrderly) {
  for (const auto& text : {std::string{"😀😀"}, std::string{"   "}, std::string{},
                           std::string(20000, 'x'), std::string{"\x01\x02"}}) {
    auto talk = Talk{};
    talk.says_unread(talk.message(text, "m1")).after(std::chrono::seconds{5});
    EXPECT_EQ(talk.last().replies.size(), 1U) << text.substr(0, 9);
  }
}
TEST(Reply, ToAPictureAsksForWords) {
  auto talk = Talk{};
  auto said = talk.message("", "m1");
  said.kind = "image";
  talk.says_unread(std::move(said)).after(std::chrono::seconds{5});
  EXPECT_TRUE(talk.replies_with("texto"));
}
TEST(Phrases, OfEveryLanguageHoldTheSameSlotsAsTheSpanish) {
  const auto slots = [](std::string_view text) {
    auto names = std::multiset<std::string>{};
    for (auto at = text.find('<'); at != text.npos; at = text.find('<', at + 1))
      names.emplace(text.substr(at, text.find('>', at) - at));
    return names;
  };
  for (std::size_t i = 0; i < spanish().size(); ++i)
    for (const auto& other : {english()[i], portuguese()[i], french()[i]}) {
      EXPECT_EQ(slots(other.first), slots(spanish()[i].first)) << other.first;
      EXPECT_EQ(slots(other.second), slots(spanish()[i].second)) << other.second;
    }
}
TEST(Campaign, OfAHashtagIsWhereTheConversationCameFrom) {  // B1
  auto talk = Talk{};
  talk.says("#adsim_05", Understood{"other"}.hashtag("#adsim_05"));
  EXPECT_EQ(talk.the<events::ConversationStarted>().entry, "ad");
  EXPECT_EQ(*talk.the<events::ConversationStarted>().campaign, "adsim_05");
}
TEST(Customer, IsFoundByTheChannelsIdentity) {
  auto talk = Talk{};
  talk.known_as({"00000000000000c1"})
      .says("10 termómetros", Understood{"quote_request"}.of({"TER"}, "10"));
  EXPECT_EQ(talk.the<events::QuoteOffered>().customer, "C001");
}

}  // namespace
}  // namespace orkesta::conversation
