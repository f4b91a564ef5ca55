// A turn's bytes: fixed for ever, read back equal, and its head read without the rest (R10).

#include "orkesta/codec/turn.hpp"

#include <gtest/gtest.h>

#include "toy_kind.hpp"

namespace orkesta::codec {
namespace {

using toy::Toy;

constexpr auto turn_json =
    R"({"tenant":"demo","kind":"toy","entity":"c1","sequence":7,)"
    R"("previous":"0000000000000000000000000000000000000000000000000000000000000000",)"
    R"("rules":3,"context":12,"heard":{"id":"h1",)"
    R"("cause":{"type":"timer","name":"quiet","due":"2025-11-18T16:00:00.000Z"},)"
    R"("at":"2025-11-18T16:00:00.000Z",)"
    R"("payload":{"type":"inbound.poke.v1","words":{"sealed":["conversation/c1",1,"h1#0","AQL/"]}},)"
    R"("understanding":{"language":{"name":"es","confidence":9900},)"
    R"("intents":[{"name":"order","confidence":8700}],)"
    R"("requests":[],"sentiment":{"name":"neutral","confidence":5000},"entities":[],"mentions":[],)"
    R"("coupons":[],)"
    R"("model":"toy-1"}},"decision":{)"
    R"("events":[{"type":"toy.wound.v2","turns":2,"by":"hand"},{"type":"toy.stopped.v1"}],)"
    R"("replies":[{"text":{"sealed":["conversation/c1",1,"demo/toy/c1/7#0","AQL/"]},)"
    R"("kind":"greeting","facts":[],"template":"hello"}],)"
    R"("effects":[{"id":"e1","deadline":"2025-11-18T16:00:00.000Z","type":"ring",)"
    R"("number":{"sealed":["conversation/c1",1,"demo/toy/c1/7#1","AQL/"]}}],)"
    R"("messages":[{"to":"demo/toy/c1","type":"tell","what":"stop"}],)"
    R"("timers":[{"type":"set","name":"quiet","due":"2025-11-18T16:00:00.000Z"},)"
    R"({"type":"cancel","name":"x"}],)"
    R"("explanation":[{"agent":"policy","verdict":"automatic","confidence":10000,)"
    R"("because":"quiet","about":["A"]}]}})";

TEST(TurnBytes, AreWrittenByteForByte) { EXPECT_EQ(encode_turn(toy::turn()), turn_json); }

TEST(TurnBytes, ReadBackToTheSameBytes) {
  const auto turn = decode_turn<Toy>(turn_json);
  ASSERT_TRUE(turn) << turn.error().path << ' ' << turn.error().message;
  EXPECT_EQ(encode_turn(*turn), turn_json);
}

TEST(TurnBytes, GiveTheHeardItsEntityAndSequence) {
  const auto turn = decode_turn<Toy>(turn_json);
  ASSERT_TRUE(turn);
  EXPECT_EQ(turn->heard.entity, turn->entity);
  EXPECT_EQ(turn->heard.sequence, 7u);
  EXPECT_EQ(turn->heard.context, nullptr);
}

TEST(TurnBytes, OfAnotherKindAreRefused) {
  auto other = std::string{turn_json};
  other.replace(other.find("\"toy\""), 5, "\"top\"");
  const auto turn = decode_turn<Toy>(other);
  ASSERT_FALSE(turn);
  EXPECT_EQ(turn.error().path, "/kind");
}

TEST(TurnBytes, AnErrorInsideNamesItsPlace) {
  auto other = std::string{turn_json};
  other.replace(other.find("\"hand\""), 6, "7");
  const auto turn = decode_turn<Toy>(other);
  ASSERT_FALSE(turn);
  EXPECT_EQ(turn.error().path, "/decision/events/0/by");
}

TEST(TurnHead, IsReadFromTheFirstBytesAlone) {
  const auto bytes = std::string_view{turn_json};
  const auto head = peek_turn(bytes.substr(0, bytes.find(",\"payload\"")));
  ASSERT_TRUE(head);
  EXPECT_EQ(head->entity.text(), "demo/toy/c1");
  EXPECT_EQ(head->sequence, 7u);
  EXPECT_EQ(head->previous, Digest{});
  EXPECT_EQ(head->rules, 3u);
  EXPECT_EQ(head->context, 12u);
  EXPECT_EQ(head->at.milliseconds, 1'763'481'600'000);
  EXPECT_EQ(head->heard_id, "h1");
}

TEST(TurnHead, OfBytesInAnotherFormIsTheSame) {
  const auto other = " " + std::string{turn_json};  // The walk over canonical bytes gives up.
  EXPECT_EQ(*peek_turn(other), *peek_turn(turn_json));
}

TEST(TurnHead, OfEscapedNamesIsRight) {
  auto turn = toy::turn();
  turn.heard.id = HeardId{"h\"},\"at\":\"1"};
  turn.heard.cause = FromTimer{TimerName{"a}\"b"}, {}};
  const auto head = peek_turn(encode_turn(turn));
  ASSERT_TRUE(head);
  EXPECT_EQ(head->heard_id, turn.heard.id.text());
  EXPECT_EQ(head->at, turn.heard.at);
}

TEST(TurnHead, OfAnythingElseIsAnError) {
  EXPECT_FALSE(peek_turn("{}"));
  EXPECT_FALSE(peek_turn(""));
}

}  // namespace
}  // namespace orkesta::codec
