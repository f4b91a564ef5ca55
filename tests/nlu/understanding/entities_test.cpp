#include "understanding/entities.hpp"

namespace orkesta::nlu {
namespace {

/// The entities but products, as `type[text]=value currency`, in order; a Tuesday.
auto found(std::string_view text) -> std::string {
  const auto code_points = decode(text);
  const auto tokens = tokenize(std::u32string_view{code_points});
  std::string made;
  for (const auto& entity : extract_entities(
           code_points, tokens,
           {.reference = {2025, 6, 10}, .language = "", .currency = "", .asked_last = ""})) {
    if (entity.type == "product") continue;
    if (!made.empty()) made += "; ";
    made += entity.type + "[" + *entity.text.opened() + "]=" + *entity.value.opened();
    if (entity.currency) made += " " + *entity.currency;
  }
  return made;
}

TEST(Entities, AddressesAndTelephones) {
  EXPECT_EQ(found("escriba a Ana.Ruiz@Example.com."),
            R"(email[Ana.Ruiz@Example.com]="ana.ruiz@example.com")");
  EXPECT_EQ(found("llámame al +52 55 5555 0142"), R"(phone[+52 55 5555 0142]="525555550142")");
  EXPECT_EQ(found("mi cel 555-0123"), R"(phone[555-0123]="5550123")");
  EXPECT_EQ(found("vi #BuenFin2025"), R"(hashtag[#BuenFin2025]="#buenfin2025")");
  EXPECT_EQ(found("vean https://example.com/a?b=25 ok"), "");
}

TEST(Entities, InvoicesNeedTheirCue) {
  EXPECT_EQ(found("la factura F001-220 no llegó"), R"(invoice[F001-220]="F001-220")");
  EXPECT_EQ(found("invoice #20177"), R"(invoice[20177]="20177")");
}

TEST(Entities, DaysAgainstTheMessagesDay) {
  EXPECT_EQ(found("paso mañana en la mañana"), R"(date[mañana]="2025-06-11")");
  EXPECT_EQ(found("el martes no, pasado mañana sí"),
            R"(date[martes]="2025-06-17"; date[pasado mañana]="2025-06-12")");
  EXPECT_EQ(found("fin de mes"), R"(date[fin de mes]="2025-06-30")");
  EXPECT_EQ(found("para el 3 de enero"), R"(date[3 de enero]="2026-01-03")");
  EXPECT_EQ(found("on July 4th, 2025"), R"(date[July 4th, 2025]="2025-07-04")");
  EXPECT_EQ(found("31/02/2025"), "");
}

TEST(Entities, AmountsInManyWritings) {
  EXPECT_EQ(found("pagué $9.150,25"), "amount[$9.150,25]=9150.25");
  EXPECT_EQ(found("S/ 70.50 o R$ 30"), "amount[S/ 70.50]=70.5 PEN; amount[R$ 30]=30 BRL");
  EXPECT_EQ(found("son 35 lucas"), "amount[35 lucas]=35000");
  EXPECT_EQ(found("me sale 7k"), "amount[7k]=7000");
  EXPECT_EQ(found("un palo"), "amount[un palo]=1000000");
  EXPECT_EQ(found("cien dólares"), "amount[cien dólares]=100 USD");
  EXPECT_EQ(found("me lo deja en 500"), "amount[500]=500");
}

TEST(Entities, AmountsOrderedAndSizesAreNotMixedUp) {
  EXPECT_EQ(found("2 playeras talla XL y 1 pantalón 32"),
            R"(quantity[2]=2; size[XL]="XL"; quantity[1]=1; size[32]="32")");
  EXPECT_EQ(found("media docena de tamales"), "quantity[media docena]=6");
  EXPECT_EQ(found("3 cubetas de 19 litros"), R"(quantity[3]=3; size[19 litros]="19 litros")");
  EXPECT_EQ(found("2 kilos de tomate"), "quantity[2 kilos]=2");
  EXPECT_EQ(found("mil gracias"), "");
  EXPECT_EQ(found("très content"), "");
}

TEST(Entities, NamesBehindTheirCues) {
  EXPECT_EQ(found("soy la Sra. Laura de la Cruz, gracias"),
            R"(name[Laura de la Cruz]="Laura de la Cruz")");
  EXPECT_EQ(found("me llamo rosa quispe y quiero"), R"(name[rosa quispe]="rosa quispe")");
  EXPECT_EQ(found("soy de Puebla"), "");
}

TEST(Entities, AnyBytesGiveOrderedSpansThatDoNotOverlap) {
  std::string bytes;
  for (int i = 0; i < 3000; ++i) bytes.push_back(static_cast<char>(((i * 131) ^ (i >> 3)) & 0x7F));
  const auto code_points = decode(bytes);
  const auto tokens = tokenize(std::u32string_view{code_points});
  std::int32_t last = 0;
  for (const auto& entity : extract_entities(code_points, tokens, {})) {
    EXPECT_LE(last, entity.start);
    EXPECT_LT(entity.start, entity.end);
    last = entity.end;
  }
  EXPECT_LE(last, static_cast<std::int32_t>(code_points.size()));
}

}  // namespace
}  // namespace orkesta::nlu
