#include "orkesta/nlu/understand.hpp"

namespace orkesta::nlu {
namespace {

constexpr Date tuesday = {2025, 6, 10};

auto read(std::string_view text, const UnderstandingHints& hints = {}) -> Understanding {
  return understand(built_in_models(), text, hints, tuesday, "MXN");
}
/// `es price_query neutral`.
auto labels(std::string_view text, const UnderstandingHints& hints = {}) -> std::string {
  const auto seen = read(text, hints);
  return seen.language.name + " " + seen.intents[0].name + " " + seen.sentiment.name;
}

TEST(Understand, SpanishOfManyCountries) {
  EXPECT_EQ(labels("necesito 50 cajas de guantes nitrilo M y 20 cubrebocas").substr(0, 3), "es ");
  EXPECT_EQ(labels("a cómo el kilo de aguacate"), "es price_query neutral");
  EXPECT_EQ(labels("pásame el yape porfa"), "es payment_request neutral");
  EXPECT_EQ(labels("me urge una cotización de 80 sillas xfa"), "es quote_request neutral");
  EXPECT_EQ(labels("ya les deposité, ahí va el comprobante"), "es payment_status neutral");
  EXPECT_EQ(labels("a q hora abren el sabado"), "es faq_hours neutral");
  EXPECT_EQ(labels("ya no me manden mensajes").substr(0, 14), "es unsubscribe");
  EXPECT_EQ(labels("me quedo con los dos, mándelos a la oficina").substr(0, 16),
            "es order_confirm");
}

TEST(Understand, TheOtherThreeLanguages) {
  EXPECT_EQ(labels("do you ship to Houston?"), "en faq_shipping neutral");
  EXPECT_EQ(labels("qual a chave pix?"), "pt payment_request neutral");
  EXPECT_EQ(labels("je voudrais un devis pour 40 chaises"), "fr quote_request neutral");
}

TEST(Understand, FeelingIsNotTheTopic) {
  EXPECT_EQ(read("pésimo servicio, nadie contesta 😡").sentiment.name, "negative");
  EXPECT_EQ(read("me encantó todo, son lo máximo 😍").sentiment.name, "positive");
  EXPECT_EQ(read("¿hacen devoluciones?").sentiment.name, "neutral");
}

TEST(Understand, WithoutLettersTheLanguageIsThatOfTheConversation) {
  EXPECT_EQ(read("👍👍").language.name, "und");
  EXPECT_EQ(read("").language.name, "und");
  EXPECT_EQ(
      read("👍", {.last_language = "pt", .tenant_language = "es", .asked_last = ""}).language.name,
      "pt");
}

TEST(Understand, AcceptingMeansWhatWasAsked) {
  UnderstandingHints quote;
  quote.quote_awaited = true;
  UnderstandingHints consent;
  consent.consent_awaited = true;
  EXPECT_EQ(read("acepto").intents[0].name, "privacy_accept");
  EXPECT_EQ(read("acepto", quote).intents[0].name, "order_confirm");
  EXPECT_EQ(read("acepto", consent).intents[0].name, "privacy_accept");
  EXPECT_EQ(read("acepto el aviso de privacidad", quote).intents[0].name, "privacy_accept");
}

TEST(Understand, ThreeIntentsBestFirstWithSharesOfOne) {
  const auto seen = read("cuánto cuesta y hacen envíos a Mérida?");
  ASSERT_EQ(seen.intents.size(), 3U);
  EXPECT_GE(seen.intents[0].confidence, seen.intents[1].confidence);
  EXPECT_GE(seen.intents[1].confidence, seen.intents[2].confidence);
  EXPECT_LE(seen.intents[0].confidence + seen.intents[1].confidence, confidence_max + 2);
  EXPECT_TRUE(seen.mentions.empty());
  EXPECT_EQ(seen.model, "understanding-2");
}

TEST(Understand, AnyBytesAreUnderstoodSomehowAndAlwaysAlike) {
  std::string bytes;
  for (int i = 0; i < 50'000; ++i) bytes.push_back(static_cast<char>((i * 7919) >> 3 & 0xFF));
  EXPECT_EQ(read(bytes), read(bytes));
  EXPECT_EQ(read(std::string(30'000, '9')).intents.size(), 3U);
  EXPECT_EQ(read(std::string("\0\x01\xFF", 3)).intents.size(), 3U);
}

/// The bytes of every confidence: the same from every compiler and at every optimisation level.
TEST(Understand, TheArithmeticIsThatOfIntegers) {
  const auto seen = read("buenas, cuánto cuesta la caja de guantes?");
  EXPECT_EQ(std::to_string(seen.intents[0].confidence) + " " +
                std::to_string(seen.language.confidence) + " " +
                std::to_string(seen.sentiment.confidence),
            "9978 10000 9846");
}

/// `price_query+faq_hours`.
auto requests(std::string_view text) -> std::string {
  std::string made;
  for (const auto& request : read(text).requests) {
    made += (made.empty() ? "" : "+") + request.name;
  }
  return made;
}

TEST(Requests, OfOneMessageAreKeptEach) {
  EXPECT_EQ(requests("cuánto cuesta el casco? a qué hora abren?"), "price_query+faq_hours");
  EXPECT_EQ(requests("hacen envíos a Puebla y aceptan tarjeta de crédito?"),
            "faq_shipping+faq_payment_methods");
}
TEST(Requests, AreNoneWhereTheMessageAsksForOneThing) {
  EXPECT_EQ(requests("cuánto cuesta el casco"), "");
  EXPECT_EQ(requests("hola, buenas tardes, cuánto cuesta el casco? gracias"), "");
}
TEST(Understand, KeepsTheHintsThatItReadWith) {
  UnderstandingHints hints;
  hints.quote_awaited = true;
  EXPECT_EQ(read("acepto", hints).hints, hints);
}

}  // namespace
}  // namespace orkesta::nlu
