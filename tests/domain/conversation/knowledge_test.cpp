/// Answers from the tenant's FAQ, cited; and what it does not hold (E3).

#include <gtest/gtest.h>

#include "conversation/cues.hpp"
#include "support/given.hpp"

namespace orkesta::conversation {
namespace {

using namespace std::chrono_literals;
using support::Talk;
using support::Understood;

auto pack_with_answers() -> tenant::Pack {
  auto pack = support::small_pack();
  pack.faq.push_back({"invoice", "¿Facturan?", "Sí, el mismo día."});
  pack.faq.push_back(
      {"certificates", "¿Tienen certificados de los equipos?", "Sí: ficha técnica."});
  return pack;
}
auto asked(const std::string& text, const std::string& intent, Confidence confidence = 9500)
    -> Talk {
  auto talk = Talk{pack_with_answers()};
  const auto heard = Understood{intent, confidence};
  talk.understood_then(heard).says(text, heard).after(10s);
  return talk;
}
auto source_of(const Talk& talk) -> std::string {
  return talk.last().replies.front().facts.front().source;
}

TEST(Faq, AnswersByIntentWithTheEntryCited) {  // E3
  const auto talk = asked("¿a qué hora abren?", "faq_hours");
  EXPECT_TRUE(talk.replies_with("8:30 a 18:30"));
  EXPECT_EQ(source_of(talk), "faq:hours");
}
TEST(Faq, AnswersAFreeEntryByItsWords) {
  const auto talk = asked("¿me pueden facturar?", "product_query");
  EXPECT_TRUE(talk.replies_with("Sí, el mismo día."));
  EXPECT_EQ(source_of(talk), "faq:invoice");
}
TEST(Faq, AnswersWhatNoIntentWasSureOf) {
  EXPECT_TRUE(asked("certificados de los equipos?", "other", 3000).replies_with("ficha técnica"));
}
TEST(Faq, IsNotTakenForAWordInPassing) {
  EXPECT_FALSE(asked("necesito equipo de proteccion", "product_query").replies_with("ficha"));
}
TEST(Faq, WithoutTheEntrySaysSoAndOffersAPersonWhoThenComes) {
  auto talk = asked("¿hacen envíos?", "faq_shipping");
  EXPECT_TRUE(talk.replies_with("No tengo ese dato"));
  EXPECT_TRUE(talk.last().replies.front().facts.empty());
  talk.says("sí", Understood{"other", 4000}).after(10s);
  EXPECT_TRUE(talk.has("handoff.requested"));
}
TEST(Words, OfOneMeaningAreOne) {
  EXPECT_TRUE(are_forms_of_one("planes", "plan"));
  EXPECT_TRUE(are_forms_of_one("certificados", "certificado"));
  EXPECT_FALSE(are_forms_of_one("pago", "pagina"));
  const auto telling = telling_words("do you give a certificate?");
  EXPECT_EQ(shared_words(telling, "Ejemplo del certificado"), 1);
  EXPECT_TRUE(telling_words("¿y eso cuánto tiene?").empty());
}

}  // namespace
}  // namespace orkesta::conversation
