// One seed, one thread, virtual time. `ORKESTA_SEEDS=1000` runs that many; a failure names its
// seed.

#include "simulation.hpp"

#include <gtest/gtest.h>

#include <cstdlib>
#include <string>

namespace orkesta::simulation {
namespace {

auto seeds_wanted(std::uint64_t otherwise) -> std::uint64_t {
  const auto* wanted = std::getenv("ORKESTA_SEEDS");
  return wanted != nullptr ? std::stoull(wanted) : otherwise;
}

TEST(Simulation, CountersKeepEveryInvariant) {
  Met met;
  for (std::uint64_t seed = 1; seed <= seeds_wanted(10); ++seed) {
    const auto broken = run_counters(seed, {}, met);
    ASSERT_FALSE(broken) << "seed " << seed << ", " << *broken;
  }
  // A run in which nothing went wrong proves nothing.
  EXPECT_GT(met.crashes, 0);
  EXPECT_GT(met.caches_lost, 0);
  EXPECT_GT(met.aborted, 0);
  EXPECT_GT(met.fenced, 0);
  EXPECT_GT(met.in_doubt, 0);
  EXPECT_GT(met.duplicates, 0);
  EXPECT_GT(met.redelivered, 0);
  EXPECT_GT(met.disordered, 0);
  EXPECT_GT(met.poison, 0);
  EXPECT_GT(met.deaths, 0);
  EXPECT_GT(met.timers, 0);
  EXPECT_GT(met.turns, 500);
}

TEST(Simulation, ConversationsKeepEveryInvariant) {
  Met met;
  for (std::uint64_t seed = 1; seed <= seeds_wanted(10); ++seed) {
    const auto broken = run_shop(seed, {}, met);
    ASSERT_FALSE(broken) << "seed " << seed << ", " << *broken;
  }
  EXPECT_GT(met.crashes, 0);
  EXPECT_GT(met.aborted, 0);
  EXPECT_GT(met.in_doubt, 0);
  EXPECT_GT(met.duplicates, 0);
  EXPECT_GT(met.redelivered, 0);
  EXPECT_GT(met.timers, 0);
  EXPECT_GT(met.deaths, 0);
  EXPECT_GT(met.calls_failed, 0);
  EXPECT_GT(met.rows_failed, 0);
  EXPECT_GT(met.rows_lost, 0);
  EXPECT_GT(met.imports, 0);
  EXPECT_GT(met.turns, 200);
}

using Run = std::optional<std::string> (*)(std::uint64_t, const engine::PlantedBugs&, Met&);

/// The first seed that notices the bug; 0: none does.
auto found_by(Run run, const engine::PlantedBugs& planted) -> std::uint64_t {
  Met met;
  for (std::uint64_t seed = 1; seed <= 100; ++seed) {
    if (run(seed, planted, met)) return seed;
  }
  return 0;
}

TEST(PlantedBugs, StateOfAnAbortedTransactionThatSurvivesIsFound) {
  EXPECT_NE(found_by(run_counters, {.keep_touched_on_abort = true}), 0U);
}
TEST(PlantedBugs, ATurnDoubledByARedeliveryIsFound) {
  EXPECT_NE(found_by(run_counters, {.skip_duplicate_check = true}), 0U);
  EXPECT_NE(found_by(run_shop, {.skip_duplicate_check = true}), 0U);
}
TEST(PlantedBugs, AnInboundLostByACrashIsFound) {
  EXPECT_NE(found_by(run_counters, {.commit_what_was_taken = true}), 0U);
  EXPECT_NE(found_by(run_shop, {.commit_what_was_taken = true}), 0U);
}
TEST(PlantedBugs, APositionCommittedApartFromItsRowsIsFound) {
  EXPECT_NE(found_by(run_shop, {.project_position_apart = true}), 0U);
}
TEST(PlantedBugs, TimersThatARestartForgetsAreFound) {
  EXPECT_NE(found_by(run_counters, {.forget_timers_on_restore = true}), 0U);
}
TEST(PlantedBugs, ATimerThatAnAbortedTransactionTookAwayIsFound) {
  EXPECT_NE(found_by(run_counters, {.keep_due_on_abort = true}), 0U);
}

}  // namespace
}  // namespace orkesta::simulation
