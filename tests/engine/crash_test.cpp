#include "world.hpp"

namespace orkesta::engine::testing {
namespace {

using Names = std::vector<std::string>;

struct Fault {
  std::optional<log::CommitFailure> next;
  bool applied = false;
  auto plan() -> log::FaultPlan {
    return {.commit = [this] { return std::exchange(next, std::nullopt); },
            .commit_applied = [this] { return applied; },
            .append = {}};
  }
};

TEST(ExactlyOnce, AfterAnAbortedCommitTheBatchIsDecidedAgain) {  // R4
  Fault fault;
  World world({}, fault.plan());
  world.add("a", {.amount = 1, .timer_ms = 5000});
  fault.next = log::CommitFailure::aborted;
  const auto turns = world.add("a", {.amount = 2, .tell = {"b"}});
  EXPECT_EQ(names(turns), (Names{"a/2", "b/1"}));
  EXPECT_EQ(world.state("a").total, 3);
  EXPECT_EQ(names(world.advance(5000)), Names{"a/3"});
  EXPECT_FALSE(verify(*world.log, world.kinds)->first_difference);
}

TEST(ExactlyOnce, AfterADoubtThatHadHappenedNothingIsDecidedTwice) {  // R5
  Fault fault;
  World world({}, fault.plan());
  world.add("a", {.amount = 1});
  fault.next = log::CommitFailure::in_doubt;
  fault.applied = true;
  world.add("a", {.amount = 2});
  EXPECT_EQ(world.folded("a").sequence, 2U);
  EXPECT_EQ(world.state("a").total, 3);
}

TEST(ExactlyOnce, AfterADoubtThatHadNotHappenedItIsDecidedOnce) {  // R5
  Fault fault;
  World world({}, fault.plan());
  world.add("a", {.amount = 1});
  fault.next = log::CommitFailure::in_doubt;
  fault.applied = false;
  world.add("a", {.amount = 2});
  EXPECT_EQ(world.folded("a").sequence, 2U);
  EXPECT_EQ(world.state("a").total, 3);
}

TEST(ExactlyOnce, AFencedUnitGoesOnWithWhatItsSuccessorFinds) {
  Fault fault;
  World world({}, fault.plan());
  world.add("a", {.amount = 1});
  fault.next = log::CommitFailure::fenced;
  world.add("a", {.amount = 2});
  EXPECT_EQ(world.state("a").total, 3);
}

TEST(Restore, EqualsTheFoldFromTheFirstTurn) {
  World world;
  world.add("a", {.amount = 1, .tell = {"b"}, .timer_ms = 9000, .reply = "uno"});
  world.restart();
  world.add("a", {.amount = 2, .tell = {"b"}, .reply = "dos"});
  EXPECT_EQ(world.engine->find(counter("a"))->row(), world.folded("a"));
  world.lose_cache();
  world.restart();
  world.add("b", {.amount = 3, .tell = {"a"}});
  EXPECT_EQ(world.engine->find(counter("a"))->row(), world.folded("a"));
  EXPECT_EQ(world.engine->find(counter("b"))->row(), world.folded("b"));
}

TEST(Restore, OfASettledCacheReadsNoTurn) {
  World world;
  world.add("a", {.amount = 1, .timer_ms = 9000});
  ASSERT_TRUE(world.engine->settle());
  const auto partition = log::partition_of(demo, world.log->partitions());
  EXPECT_EQ(*world.cache->covered(partition), world.log->range(log::topic::turns, partition)->next);
  world.restart();
  EXPECT_EQ(names(world.advance(9000)), Names{"a/2"});
}

TEST(Passivation, AnEntityComesBackAsItWas) {
  LocalOptions options;
  options.partition.resident_max = 2;
  World world(options);
  for (const auto* id : {"a", "b", "c", "d", "e"}) world.add(id, {.amount = 1, .timer_ms = 90'000});
  EXPECT_EQ(world.engine->find(counter("a")), nullptr);
  world.add("a", {.amount = 10});
  EXPECT_EQ(world.engine->find(counter("a"))->row(), world.folded("a"));
  EXPECT_EQ(world.advance(90'000).size(), 5U);
}

TEST(Passivation, ARowIsWrittenAfterSoManyTurns) {
  LocalOptions options;
  options.partition.turns_between_rows = 3;
  World world(options);
  for (int i = 0; i < 4; ++i) world.add("a", {.amount = 1});
  const auto row = world.cache->load(log::partition_of(demo, 2), counter("a"));
  ASSERT_TRUE(row && *row);
  EXPECT_EQ((*row)->sequence, 3U);
}

TEST(Personal, WhatADecisionMakesIsSealedUnderItsEntity) {  // S13
  World world;
  const auto turns = world.add("a", {.amount = 1, .reply = "secreto"});
  const auto decision = turns[0].decided.turn.find("\"decision\"");
  EXPECT_EQ(turns[0].decided.turn.find("secreto", decision), std::string::npos);
  const auto turn = codec::decode_turn<counter::Kind>(turns[0].decided.turn);
  ASSERT_TRUE(turn);
  EXPECT_EQ(turn->decision.replies[0].text.sealed()->subject, "counter/a");
}

}  // namespace
}  // namespace orkesta::engine::testing
