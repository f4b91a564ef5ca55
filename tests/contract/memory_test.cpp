/// What the memory log adds: failures by plan.

#include "places.hpp"

namespace orkesta::log::testing {
namespace {

using Strings = std::vector<std::string>;

/// A unit on a log whose next commit fails as planned.
struct Planned {
  std::optional<CommitFailure> failure;
  bool applied = false;
  std::unique_ptr<MessageLog> log =
      open_memory_log({.partitions = 1,
                       .faults = {.commit = [this] { return std::exchange(failure, std::nullopt); },
                                  .commit_applied = [this] { return applied; }}});
  std::unique_ptr<Unit> unit = open_unit(*log, "u", "engine", {topic::inbound});

  auto commit_turn() -> Result<Committed, CommitFailure> {
    EXPECT_TRUE(unit->begin());
    EXPECT_TRUE(unit->append(topic::turns, 0, record("k", "t")));
    return unit->commit(next_of(topic::inbound, 0, 1));
  }
};

TEST(FaultPlan, AnAbortedCommitIsTriedAgain) {
  Planned world;
  append_all(*world.log, topic::inbound, 0, {"a"});
  EXPECT_EQ(poll_all(*world.unit).records.size(), 1U);
  world.failure = CommitFailure::aborted;
  EXPECT_EQ(world.commit_turn().error(), CommitFailure::aborted);
  EXPECT_EQ(read_values(*world.log, topic::turns, 0), Strings{});
  EXPECT_EQ(values(poll_all(*world.unit).records), Strings{"a"});
  EXPECT_TRUE(world.commit_turn());
  EXPECT_EQ(read_values(*world.log, topic::turns, 0), Strings{"t"});
}

TEST(FaultPlan, ADoubtfulCommitEndsTheUnitAndHappenedOrNot) {  // R5
  for (const auto applied : {false, true}) {
    SCOPED_TRACE(applied);
    Planned world;
    append_all(*world.log, topic::inbound, 0, {"a"});
    poll_all(*world.unit);
    world.failure = CommitFailure::in_doubt;
    world.applied = applied;
    EXPECT_EQ(world.commit_turn().error(), CommitFailure::in_doubt);
    EXPECT_EQ(world.unit->begin().error(), LogError::in_doubt);
    EXPECT_EQ(read_values(*world.log, topic::turns, 0).size(), applied ? 1U : 0U);
    world.unit = open_unit(*world.log, "u", "engine", {topic::inbound});
    EXPECT_EQ(poll_all(*world.unit).gained[0].next, applied ? 1U : 0U);
  }
}

TEST(FaultPlan, AFencedCommitEndsTheUnit) {
  Planned world;
  append_all(*world.log, topic::inbound, 0, {"a"});
  poll_all(*world.unit);
  world.failure = CommitFailure::fenced;
  EXPECT_EQ(world.commit_turn().error(), CommitFailure::fenced);
  EXPECT_EQ(world.unit->poll(milliseconds{0}).error(), LogError::fenced);
}

TEST(FaultPlan, AnAppendLosesItsAnswerOrDoesNotHappen) {
  std::optional<LogError> failure;
  const auto log =
      open_memory_log({.partitions = 1,
                       .faults = {.append = [&] { return std::exchange(failure, std::nullopt); }}});
  failure = LogError::in_doubt;
  EXPECT_EQ(log->append(topic::inbound, 0, record("k", "lost answer")).error(), LogError::in_doubt);
  failure = LogError::unavailable;
  EXPECT_EQ(log->append(topic::inbound, 0, record("k", "never")).error(), LogError::unavailable);
  EXPECT_TRUE(log->append(topic::inbound, 0, record("k", "good")));
  EXPECT_EQ(read_values(*log, topic::inbound, 0), (Strings{"lost answer", "good"}));
}

}  // namespace
}  // namespace orkesta::log::testing
