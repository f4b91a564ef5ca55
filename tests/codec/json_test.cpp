// Canonical bytes: examples byte for byte, round trips, and what reading refuses (R10, R17, S4).

#include "orkesta/codec/json.hpp"

#include <gtest/gtest.h>

#include <string>

#include "toy_kind.hpp"

namespace orkesta::codec {
namespace {

using toy::Colour;
using toy::Ordered;
using Event = toy::Toy::Event;

auto order() -> Ordered {
  return {.lines = {{Sku{"G-1"}, Quantity{1500}, {123450, *Currency::parse("MXN")}},
                    {Sku{"G-2"}, Quantity::whole(2), {-1, *Currency::parse("CLP")}}},
          .colour = Colour::dark_blue,
          .note = std::nullopt,
          .name = toy::sealed("h1#0"),
          .phone = std::nullopt};
}

constexpr auto order_json =
    R"({"type":"toy.ordered.v1","lines":[{"sku":"G-1","quantity":"1.5","price":{"minor_units":123450,)"
    R"("currency":"MXN"}},{"sku":"G-2","quantity":2,"price":{"minor_units":-1,"currency":"CLP"}}],)"
    R"("colour":"dark_blue","name":{"sealed":["conversation/c1",1,"h1#0","AQL/"]}})";

template <class T>
auto error_of(std::string_view text) -> std::string {
  const auto result = read<T>(text);
  return result ? "read" : result.error().code + ' ' + result.error().path;
}

TEST(Canonical, AnEventIsWrittenByteForByte) { EXPECT_EQ(write(Event{order()}), order_json); }

TEST(Canonical, AnEventReadsBackEqual) {
  const auto event = read<Event>(order_json);
  ASSERT_TRUE(event) << event.error().path << event.error().message;
  EXPECT_EQ(*event, Event{order()});
}

TEST(Canonical, AnEventWithoutFieldsIsItsTypeAlone) {
  EXPECT_EQ(write(Event{toy::Stopped{}}), R"({"type":"toy.stopped.v1"})");
  EXPECT_EQ(*read<Event>(R"({"type":"toy.stopped.v1"})"), Event{toy::Stopped{}});
}

TEST(Canonical, AStateWithEveryShapeReadsBackEqual) {
  const toy::State state{.counts = {{"a", 1}, {"b", -2}},
                         .said = {{Sku{"S"}, {toy::sealed("x")}}},
                         .by_day = {{20000, "x"}},
                         .seen = {1, 18446744073709551615u},
                         .flags = {{"x", true}},
                         .bytes = {1, 2, 255},
                         .day = Date{2026, 2, 28},
                         .friend_key = EntityKey{TenantId{"t"}, "stock", EntityId{"a/b"}},
                         .waited = std::chrono::milliseconds{12},
                         .large = 18446744073709551615u,
                         .small = std::numeric_limits<std::int64_t>::min(),
                         .digest = sha256("x"),
                         .loose = "text"};
  const auto bytes = write(state);
  EXPECT_TRUE(bytes.starts_with(
      R"({"counts":{"a":1,"b":-2},"said":{"S":[{"sealed":["conversation/c1",1,"x","AQL/"]}]},)"
      R"("by_day":[[20000,"x"]],"seen":[1,18446744073709551615],"flags":[["x",true]],)"
      R"("bytes":[1,2,255],"day":"2026-02-28","friend_key":"t/stock/a/b","waited":12,)"
      R"("large":18446744073709551615,"small":-9223372036854775808,"digest":"2d711642)"))
      << bytes;
  EXPECT_TRUE(bytes.ends_with(R"(,"loose":"text"})"));
  const auto again = read<toy::State>(bytes);
  ASSERT_TRUE(again) << again.error().path << again.error().message;
  EXPECT_EQ(*again, state);
}

TEST(Canonical, StringsEscapeOnlyWhatJsonRequires) {
  EXPECT_EQ(write(std::string{"/\"\\\b\f\n\r\t\x01\x1f\x7f ñ 🧤 \xE2\x80\xA8"}),
            "\"/\\\"\\\\\\b\\f\\n\\r\\t\\u0001\\u001f\x7f ñ 🧤 \xE2\x80\xA8\"");
}

TEST(Canonical, WhatIsNotUtf8BecomesOneReplacementForEachMaximalPart) {
  // Unicode 15, section 3.9, table 3-8 and its kin.
  const std::string ugly = "a\xF1\x80\x80\xE1\x80\xC2z\x80y\xED\xA0\x80\xC0\xAF\xF4\x90\x80\x80";
  const std::string r = "\xEF\xBF\xBD";
  EXPECT_EQ(write(ugly),
            "\"a" + r + r + r + "z" + r + "y" + r + r + r + r + r + r + r + r + r + "\"");
  EXPECT_EQ(write(std::string{"a\0b", 3}), "\"a" + r + "b\"");
}

TEST(Canonical, ASequenceCutShortIsReplaced) {
  EXPECT_EQ(write(std::string{"\xF0\x9F\xA7"}), "\"\xEF\xBF\xBD\"");
}

TEST(Canonical, WritingWhatIsNotSealedYetIsABug) {
  EXPECT_THROW((void)write(PersonalText::fresh("Ana")), Bug);
}

TEST(Canonical, PeopleReadWhatIsOpenAndThatTheRestIsErased) {
  EXPECT_EQ(write_opened(PersonalText::fresh("Ana")), R"("Ana")");
  EXPECT_EQ(write_opened(toy::sealed("x")), R"("[erased]")");
}

TEST(Reading, TakesMembersInAnyOrderAndPassesOverUnknownOnes) {
  const auto event =
      read<Event>(R"({"extra":[{}],"by":"me","turns":3,"type":"toy.wound.v2","more":null})");
  ASSERT_TRUE(event);
  EXPECT_EQ(*event, (Event{toy::Wound{3, "me"}}));
}

TEST(Reading, StrictlyRefusesUnknownMembersByName) {
  const auto wound = read_strict<Event>(R"({"type":"toy.wound.v2","turns":3,"by":"","so":1})");
  ASSERT_FALSE(wound);
  EXPECT_EQ(wound.error().code, "bad_field");
  EXPECT_EQ(wound.error().path, "/so");
}

TEST(Reading, NamesThePlaceAndNeverTheValue) {
  const auto event = read<Event>(
      R"({"type":"toy.ordered.v1","lines":[{"sku":"a","quantity":1,"price":{"minor_units":1,)"
      R"("currency":"SECRET"}}],"colour":"red"})");
  ASSERT_FALSE(event);
  EXPECT_EQ(event.error().path, "/lines/0/price/currency");
  EXPECT_EQ(event.error().message.find("SECRET"), std::string::npos);
}

TEST(Reading, AMissingMemberIsAnErrorUnlessItMayBeAbsent) {
  EXPECT_EQ(error_of<Event>(R"({"type":"toy.wound.v2","turns":3})"), "bad_field /by");
  EXPECT_EQ(error_of<Event>(R"({"type":"toy.ordered.v1","colour":"red"})"), "read");
}

TEST(Reading, AnUnknownTypeStops) {  // R17
  EXPECT_EQ(error_of<Event>(R"({"type":"toy.flown.v1"})"), "unknown_type /type");
  EXPECT_EQ(error_of<Event>(R"({"turns":3})"), "bad_field /type");
}

TEST(Reading, NumbersMustBeWholeAndInRange) {
  EXPECT_EQ(error_of<std::int32_t>("2147483647"), "read");
  EXPECT_EQ(error_of<std::int32_t>("2147483648"), "bad_field ");
  EXPECT_EQ(error_of<std::uint32_t>("-1"), "bad_field ");
  EXPECT_EQ(error_of<std::int64_t>("1.0"), "bad_field ");
  EXPECT_EQ(error_of<std::int64_t>("1e2"), "bad_field ");
  EXPECT_EQ(error_of<std::int64_t>("-0"), "bad_field ");
  EXPECT_EQ(error_of<std::int64_t>("9223372036854775808"), "bad_field ");
  EXPECT_EQ(error_of<std::string>("1"), "bad_field ");
  EXPECT_EQ(error_of<bool>("1"), "bad_field ");
}

TEST(Reading, QuantitiesComeAsNumbersOrStringsReadFromTheirText) {
  EXPECT_EQ(read<Quantity>("1.5")->thousandths, 1500);
  EXPECT_EQ(read<Quantity>("\"0.125\"")->thousandths, 125);
  EXPECT_EQ(read<Quantity>("12")->thousandths, 12000);
  EXPECT_EQ(error_of<Quantity>("1.2345"), "bad_field ");
  EXPECT_EQ(error_of<Quantity>("1e3"), "bad_field ");
}

TEST(Reading, AReadInsideAReadHasMemoryOfItsOwn) {
  const detail::BorrowedTape outer;
  ASSERT_FALSE(detail::parse_into(*outer, R"(["kept"])", {}));
  EXPECT_EQ(*read<std::string>(R"("other")"), "other");
  EXPECT_EQ(JsonView{outer->nodes.data()}.write(), R"(["kept"])");
}

TEST(TypeOf, IsReadWithoutTheRest) {
  EXPECT_EQ(*type_of(R"({"type":"a.b.v1",broken)"), "a.b.v1");
  EXPECT_EQ(*type_of(R"({"x":1,"type":"a.b.v1"})"), "a.b.v1");
  EXPECT_FALSE(type_of(R"({"x":1})"));
}

// --- S4 ---------------------------------------------------------------------------------------

struct Nasty {
  std::string name;
  std::string text;
  friend void PrintTo(const Nasty& nasty, std::ostream* out) { *out << nasty.name; }
};
class Refused : public testing::TestWithParam<Nasty> {};

TEST_P(Refused, AsBadJson) {
  const auto json = Json::parse(GetParam().text);
  ASSERT_FALSE(json);
  EXPECT_EQ(json.error().code, "bad_json");
}

INSTANTIATE_TEST_SUITE_P(
    S4, Refused,
    testing::Values(
        Nasty{"nothing", ""}, Nasty{"blank", "  "}, Nasty{"bom", "\xEF\xBB\xBF{}"},
        Nasty{"nul", std::string{"{}\0", 3}}, Nasty{"nul_inside", std::string{"[\"a\0b\"]", 7}},
        Nasty{"escaped_nul", R"(["a\u0000b"])"}, Nasty{"nul_in_a_name", R"({"\u0000":1})"},
        Nasty{"hundred_thousand_brackets", std::string(100'000, '[')},
        Nasty{"hundred_thousand_objects",
              [] {
                std::string text;
                for (int i = 0; i < 100'000; ++i) text += "{\"a\":";
                return text;
              }()},
        Nasty{"closed_but_deep", std::string(33, '[') + std::string(33, ']')},
        Nasty{"twice", R"({"a":1,"a":2})"}, Nasty{"twice_by_escape", R"({"a":1,"\u0061":2})"},
        Nasty{"twice_among_many",
              [] {
                std::string text = "{\"m\":0";
                for (int i = 0; i < 40; ++i) text += ",\"k" + std::to_string(i) + "\":{\"m\":1}";
                return text + ",\"m\":1}";
              }()},
        Nasty{"utf8_cut_at_the_end", "\"" + std::string(63, 'v') + "\xF0"},
        Nasty{"bad_utf8", "[\"\xC0\xAF\"]"}, Nasty{"surrogate_bytes", "[\"\xED\xA0\x80\"]"},
        Nasty{"lone_surrogate", R"(["\ud800"])"}, Nasty{"low_surrogate", R"(["\udc00"])"},
        Nasty{"control", "[\"\x01\"]"}, Nasty{"newline", "[\"\n\"]"},
        Nasty{"trailing_comma", "[1,]"}, Nasty{"comment", "[1/*x*/]"}, Nasty{"two", "{}{}"},
        Nasty{"single_quotes", "['a']"}, Nasty{"leading_zero", "[01]"}, Nasty{"plus", "[+1]"},
        Nasty{"bare_point", "[.5]"}, Nasty{"end_point", "[1.]"}, Nasty{"nan", "[NaN]"},
        Nasty{"infinity", "[-Infinity]"}, Nasty{"capital", "[True]"}, Nasty{"cut", R"({"a":)"},
        Nasty{"bad_escape", R"(["\x"])"}),
    [](const auto& nasty) { return nasty.param.name; });

TEST(Json, KeepsNumbersAsTheyAreWritten) {
  const auto json = Json::parse(" { \"a\" : [ 1.50 , -0, 12345678901234567890, 1E+2 ] } ");
  ASSERT_TRUE(json);
  EXPECT_EQ(json->root().write(), R"({"a":[1.50,-0,12345678901234567890,1E+2]})");
}

TEST(Json, AllowsThirtyTwoLevels) {
  EXPECT_TRUE(Json::parse(std::string(32, '[') + std::string(32, ']')));
}

TEST(Json, HoldsTheLimitsThatItIsGiven) {
  EXPECT_FALSE(Json::parse("[1]", {.bytes_max = 2}));
  EXPECT_FALSE(Json::parse("[[1]]", {.depth_max = 1}));
  EXPECT_FALSE(Json::parse("[\"abc\"]", {.string_bytes_max = 2}));
  EXPECT_FALSE(Json::parse("[1,2,3]", {.members_max = 2}));
  std::string many(2 * limits::json_members_max + 2, ',');  // `[0,0,…]`, one more than allowed.
  for (std::size_t i = 1; i < many.size(); i += 2) many[i] = '0';
  many.front() = '[';
  many.push_back(']');
  EXPECT_FALSE(Json::parse(many));
  EXPECT_TRUE(Json::parse(many, stored_limits)) << "a tenant's state may hold more";
  EXPECT_FALSE(Json::parse("[1,2,3]", {.values_max = 3}));
}

TEST(Json, IsWalkedByNameAndInOrder) {
  const auto json = Json::parse(R"({"a":{"b":[1,"x",true,null]},"t":"word","n":-5})");
  ASSERT_TRUE(json);
  const auto list = json->root().at({"a", "b"});
  ASSERT_TRUE(list);
  EXPECT_EQ(list->size(), 4u);
  std::string kinds;
  for (const auto item : list->items()) kinds += std::to_string(static_cast<int>(item.kind()));
  EXPECT_EQ(kinds, "2310");
  std::string names;
  for (const auto [name, value] : json->root().members()) names += name;
  EXPECT_EQ(names, "atn");
  EXPECT_EQ(json->root().text_of("t"), "word");
  EXPECT_EQ(json->root().integer_of("n"), -5);
  EXPECT_FALSE(json->root().find("z"));
  EXPECT_FALSE(json->root().at({"a", "z", "y"}));
}

}  // namespace
}  // namespace orkesta::codec
