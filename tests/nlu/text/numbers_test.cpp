#include "orkesta/nlu/numbers.hpp"

namespace orkesta::nlu {
namespace {

/// What stands at the beginning of the text: value and number of tokens; "-" when nothing.
auto read(std::string_view text) -> std::string {
  const auto tokens = tokenize(text);
  const auto number = read_number(tokens, 0);
  if (!number) return "-";
  return number->value.text() + "/" + std::to_string(number->last) + (number->article ? "?" : "");
}

TEST(Numbers, SpanishWords) {
  EXPECT_EQ(read("veinticinco tazas"), "25/1");
  EXPECT_EQ(read("treinta y cinco cajas"), "35/3");
  EXPECT_EQ(read("ciento veinte"), "120/2");
  EXPECT_EQ(read("dos mil quinientos pesos"), "2500/3");
  EXPECT_EQ(read("dos y tres"), "2/1");
  EXPECT_EQ(read("un millón"), "1000000/2");
}

TEST(Numbers, GroupsPairsAndHalves) {
  EXPECT_EQ(read("media docena de tamales"), "6/2");
  EXPECT_EQ(read("una docena"), "12/2");
  EXPECT_EQ(read("3 docenas"), "36/2");
  EXPECT_EQ(read("docena y media"), "18/3");
  EXPECT_EQ(read("un par de lentes"), "2/2");
  EXPECT_EQ(read("dos pares"), "2/1");
  EXPECT_EQ(read("medio kilo"), "0.5/1");
  EXPECT_EQ(read("1/2 kg"), "0.5/3");
  EXPECT_EQ(read("1 1/2 kg"), "1.5/4");
  EXPECT_EQ(read("dos y medio"), "2.5/3");
  EXPECT_EQ(read("2 y medio"), "2.5/3");
}

TEST(Numbers, PowersAndWhatIsTooGreatToHold) {
  EXPECT_EQ(read("10^15 cajas"), "1000000000000000/3");
  EXPECT_EQ(read("10**3"), "1000/4");
  EXPECT_EQ(read("2e3"), "2000/3");
  EXPECT_EQ(read("10^99999999999999999999"), "9000000000000000/3");
  EXPECT_EQ(read("123456789012345678901234567890"), "9000000000000000/1");
  EXPECT_EQ(read("3 e 4"), "3/1");
}

TEST(Numbers, OtherLanguages) {
  EXPECT_EQ(read("half a dozen eggs"), "6/3");
  EXPECT_EQ(read("a couple of"), "2/2");
  EXPECT_EQ(read("two hundred and fifty"), "250/4");
  EXPECT_EQ(read("twenty-five"), "25/3");
  EXPECT_EQ(read("meia dúzia"), "6/2");
  EXPECT_EQ(read("duas dúzias"), "24/2");
  EXPECT_EQ(read("cento e vinte"), "120/3");
  EXPECT_EQ(read("une vingtaine"), "20/2");
  EXPECT_EQ(read("quatre-vingt-dix"), "90/5");
  EXPECT_EQ(read("soixante et onze"), "71/3");
}

TEST(Numbers, AnArticleIsMarkedAsDoubtful) {
  EXPECT_EQ(read("una cita"), "1/1?");
  EXPECT_EQ(read("uno"), "1/1");
  EXPECT_EQ(read("a comer"), "-");
}

TEST(Numbers, DigitsInTheWritingsOfAmericaAndEurope) {
  EXPECT_EQ(read_digits("1.000")->text(), "1000");
  EXPECT_EQ(read_digits("1,250.50")->text(), "1250.5");
  EXPECT_EQ(read_digits("9.150,25")->text(), "9150.25");
  EXPECT_EQ(read_digits("1,5")->text(), "1.5");
  EXPECT_EQ(read_digits("0.125")->text(), "0.125");
  EXPECT_EQ(read_digits("1.000.000")->text(), "1000000");
  EXPECT_EQ(read_digits("3.14159")->text(), "3.141");
}

TEST(Numbers, TooGreatIsTheGreatest) {
  EXPECT_EQ(read("99999999999999999999"), "9000000000000000/1");
  EXPECT_EQ(read("999999999999 millones"), "9000000000000000/2");
  EXPECT_EQ(read("9999999999999999 docenas"), "9000000000000000/2");
}

}  // namespace
}  // namespace orkesta::nlu
