#include "world.hpp"

namespace orkesta::engine::testing {
namespace {

using Names = std::vector<std::string>;

TEST(Timers, FireAtTheirTimeWhenTheClockPassesIt) {
  World world;
  world.add("a", {.amount = 1, .timer_ms = 5000});
  EXPECT_TRUE(world.advance(4999).empty());
  const auto fired = world.advance(1);
  ASSERT_EQ(names(fired), Names{"a/2"});
  EXPECT_EQ(fired[0].decided.at, start + std::chrono::milliseconds{5000});
  EXPECT_TRUE(world.advance(60'000).empty());
}

TEST(Timers, DueBeforeAnInboundFireBeforeIt) {
  World world;
  world.add("a", {.amount = 1, .timer_ms = 5000});
  const auto turns = world.add("b", {.amount = 1}, 6000);
  EXPECT_EQ(names(turns), (Names{"a/2", "b/1"}));
  EXPECT_EQ(turns[0].decided.at, start + std::chrono::milliseconds{5000});
}

TEST(Timers, AnInboundThatWasAcceptedBeforeTheyWereDueCancelsThem) {
  World world;
  world.add("a", {.amount = 1, .timer_ms = 5000});
  world.add("a", {.amount = 1, .cancel_timer = true}, 4000);
  EXPECT_TRUE(world.advance(60'000).empty());
  EXPECT_EQ(world.state("a").fired, 0);
}

TEST(Timers, SurviveARestartWithTheCacheAndWithout) {
  World world;
  world.add("a", {.amount = 1, .timer_ms = 5000});
  world.restart();
  world.add("b", {.amount = 1, .timer_ms = 6000});
  world.lose_cache();
  world.restart();
  EXPECT_EQ(names(world.advance(10'000)), (Names{"a/2", "b/2"}));
}

TEST(Timers, OfEntitiesThatWaitInOneBacklogFireBetweenTheirInputs) {  // Architecture, invariant 14.
  World world;
  world.engine.reset();
  const auto append = [&](const std::string& id, counter::Add wish, std::int64_t after_ms) {
    world.clock.move_to(world.clock.now() + std::chrono::milliseconds{after_ms});
    const auto payload = codec::write(counter::Kind::Payload{std::move(wish)});
    ASSERT_TRUE(world.log->append(log::topic::inbound,
                                  log::partition_of(demo, world.log->partitions()),
                                  inbound_record("orkesta", counter(id), counter::Add::type, id,
                                                 world.clock.now(), payload)));
  };
  append("a", {.amount = 1, .timer_ms = 1000}, 0);
  append("b", {.amount = 1, .timer_ms = 1500}, 0);
  append("a", {.amount = 1}, 2000);
  append("a", {.amount = 1, .timer_ms = 500}, 0);
  append("c", {.amount = 1}, 1000);
  world.restart();
  const auto turns = world.engine->run_until_idle();
  ASSERT_TRUE(turns);
  EXPECT_EQ(names(*turns), (Names{"a/1", "b/1", "a/2", "b/2", "a/3", "a/4", "a/5", "c/1"}));
}

}  // namespace
}  // namespace orkesta::engine::testing
