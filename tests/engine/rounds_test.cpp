#include "world.hpp"

namespace orkesta::engine::testing {
namespace {

using ::testing::Test;
using Names = std::vector<std::string>;

TEST(Rounds, AMessageIsHeardInTheTransactionOfTheTurnThatSentIt) {
  World world;
  const auto turns = world.add("a", {.amount = 5, .tell = {"b", "c"}});
  EXPECT_EQ(names(turns), (Names{"a/1", "b/1", "c/1"}));
  EXPECT_EQ(world.state("b").total, 5);
  EXPECT_EQ(turns[1].decided.at, turns[0].decided.at);
  EXPECT_EQ(std::get<FromMessage>(turns[1].decided.cause).sender, counter("a"));
}

TEST(Rounds, TheLastTurnOfAnInputSaysSo) {
  World world;
  world.perform_effects = false;
  world.restart();
  world.add("a", {.amount = 5, .tell = {"b"}});
  const auto turns = world.records(log::topic::turns);
  ASSERT_EQ(turns.size(), 2U);
  EXPECT_EQ(attribute_of(turns[0].record, attribute::completes), "");
  const auto input = attribute_of(turns[0].record, attribute::input);
  EXPECT_FALSE(input.empty());
  EXPECT_EQ(attribute_of(turns[1].record, attribute::completes), input);
  EXPECT_EQ(attribute_of(turns[1].record, attribute::cause), input);
}

TEST(Rounds, SixteenAreDelivered) {
  World world;
  world.add("a", {.amount = 1, .tell = {"b"}, .hops = 15});
  EXPECT_EQ(world.state("a").total, 1 + 8);
  EXPECT_EQ(world.state("b").total, 8);
}

TEST(Rounds, TheSeventeenthIsADeadLetterOfItsReceiverAndTheSendersTurnStands) {
  World world;
  const auto turns = world.add("a", {.amount = 1, .tell = {"b"}, .hops = 16});
  ASSERT_EQ(turns.size(), 18U);
  EXPECT_TRUE(turns.back().decided.dead_letter);
  EXPECT_NE(turns.back().decided.turn.find("too_many_rounds"), std::string::npos);
  EXPECT_EQ(world.state("a").total, 1 + 8);
  EXPECT_EQ(world.state("b").total, 8);
}

TEST(DeadLetters, BytesThatCannotBeReadAreRecordedInTheirPlace) {
  World world;
  const auto turns = world.submit(counter("a"), "{\"type\":\"inbound.add.v1\",\"amount\":\"x\"}");
  ASSERT_EQ(turns.size(), 1U);
  EXPECT_TRUE(turns[0].decided.dead_letter);
  EXPECT_NE(turns[0].decided.turn.find("inbound.rejected.v1"), std::string::npos);
  EXPECT_EQ(names(world.add("a", {.amount = 1})), Names{"a/2"});
}

TEST(DeadLetters, AMessageThatBreaksDecideStopsNobody) {  // R13
  World world;
  world.add("a", {.amount = 2});
  const auto turns = world.add("a", {.amount = 40, .poison = true});
  ASSERT_EQ(turns.size(), 1U);
  EXPECT_TRUE(turns[0].decided.dead_letter);
  world.add("a", {.amount = 3});
  EXPECT_EQ(world.state("a").total, 5);
}

TEST(DeadLetters, AMessageThatBreaksEvolveIsRecordedOnceTheEntityWasMadeAnew) {  // R13
  World world;
  world.add("a", {.amount = 2});
  const auto turns = world.add("a", {.amount = 40, .break_evolve = true});
  ASSERT_EQ(turns.size(), 1U);
  EXPECT_TRUE(turns[0].decided.dead_letter);
  EXPECT_EQ(turns[0].decided.sequence, 2U);
  world.add("a", {.amount = 3});
  EXPECT_EQ(world.state("a").total, 5);
}

TEST(DeadLetters, AnUnknownKindAndNoTenantEndAtThePartition) {
  World world;
  const auto turns = world.submit({demo, "ghost", EntityId{"x"}}, "{}");
  ASSERT_EQ(turns.size(), 1U);
  EXPECT_TRUE(turns[0].decided.dead_letter);
  EXPECT_EQ(turns[0].decided.entity.kind, "partition");
  EXPECT_NE(turns[0].decided.turn.find("no_kind"), std::string::npos);
}

TEST(Effects, AReplyBecomesASendThatComesBackAsAResult) {
  World world;
  const auto turns = world.add("a", {.amount = 1, .reply = "hola"});
  EXPECT_EQ(names(turns), (Names{"a/1", "a/2"}));
  EXPECT_EQ(world.state("a").sent, 1);
  const auto sends = world.records(log::topic::outbound);
  ASSERT_EQ(sends.size(), 1U);
  const auto send = codec::read<effects::Outbound>(sends[0].record.value);
  ASSERT_TRUE(send);
  EXPECT_EQ(send->sent_by, 1U);
  EXPECT_EQ(send->reply.kind, "answer");
  EXPECT_EQ(attribute_of(sends[0].record, attribute::id), send->effect + "/1");
}

TEST(Effects, CopiesOfEventsCarryNoPersonalField) {
  World world;
  world.add("a", {.amount = 7,
                  .note = PersonalText::closed({"counter/a", 1, "x#0", "0123456789abcdefg"})});
  const auto copies = world.records(log::topic::notifications);
  ASSERT_EQ(copies.size(), 1U);
  EXPECT_EQ(copies[0].record.value,
            "{\"type\":\"counter.added.v1\",\"amount\":7,\"duplicate_key\":\"\","
            "\"break_evolve\":false}");
  EXPECT_EQ(attribute_of(copies[0].record, attribute::id), "demo/counter/a/1/0");
}

}  // namespace
}  // namespace orkesta::engine::testing
