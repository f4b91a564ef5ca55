#include "world.hpp"

namespace orkesta::engine::testing {
namespace {

/// Copies a log record by record into another, with one of `turns` changed on the way.
auto with_turn_changed(const World& world, std::size_t which,
                       const std::function<void(log::Record&)>& change)
    -> std::unique_ptr<log::MessageLog> {
  auto copy = log::open_memory_log(world.memory_options({}));
  std::size_t index = 0;
  for (auto& delivered : world.records(log::topic::turns)) {
    if (index++ == which) change(delivered.record);
    EXPECT_TRUE(copy->append(log::topic::turns, delivered.at.partition, delivered.record));
  }
  return copy;
}

auto busy_world() -> std::unique_ptr<World> {
  auto world = std::make_unique<World>();
  world->add("a", {.amount = 1, .tell = {"b"}, .hops = 3, .timer_ms = 2000, .reply = "hola"});
  world->add("b", {.amount = 2, .poison = true});
  world->add("a", {.amount = 3, .reply = "adios"}, 5000);
  return world;
}

TEST(Verify, AWholeLogHasNoDifference) {
  const auto world = busy_world();
  const auto verified = verify(*world->log, world->kinds);
  ASSERT_TRUE(verified);
  EXPECT_FALSE(verified->first_difference);
  EXPECT_EQ(verified->entities, 2U);
}

TEST(Verify, AnyByteOfAnyTurnThatIsFlippedIsNamed) {  // P6
  const auto world = busy_world();
  const auto turns = world->records(log::topic::turns);
  for (std::size_t which = 0; which < turns.size(); ++which) {
    const auto size = turns[which].record.value.size();
    for (std::size_t byte = 0; byte < size; byte += 7) {
      const auto copy =
          with_turn_changed(*world, which, [&](log::Record& record) { record.value[byte] ^= 1; });
      const auto verified = verify(*copy, world->kinds);
      ASSERT_TRUE(verified && verified->first_difference) << which << " " << byte;
      ASSERT_EQ(verified->first_difference->at.offset, which);
    }
  }
}

TEST(Verify, AForgedDigestIsNamedByTheNextLink) {
  const auto world = busy_world();
  const auto copy = with_turn_changed(*world, 0, [&](log::Record& record) {
    const auto at = record.value.find("\"amount\":1");
    record.value[at + 9] = '9';
    for (auto& [name, value] : record.attributes) {
      if (name == attribute::digest) value = codec::digest_of(record.value).hex();
    }
  });
  const auto verified = verify(*copy, world->kinds);
  ASSERT_TRUE(verified && verified->first_difference);
  EXPECT_EQ(verified->first_difference->what, "wrong_link");
}

TEST(Replay, DecidesEveryTurnToTheSameBytes) {  // P7
  const auto world = busy_world();
  const auto replayed = replay(*world->log, world->kinds, world->services());
  ASSERT_TRUE(replayed);
  EXPECT_EQ(replayed->differing, 0U);
  EXPECT_EQ(replayed->redecided, replayed->turns);
  EXPECT_EQ(replayed->turns, world->records(log::topic::turns).size());
}

TEST(Replay, CountsWhatWasErasedApart) {
  const auto world = busy_world();
  ASSERT_TRUE(world->keys->destroy(demo, "counter/a"));
  const auto replayed = replay(*world->log, world->kinds, world->services());
  ASSERT_TRUE(replayed);
  EXPECT_EQ(replayed->differing, 0U);
  EXPECT_GT(replayed->erased, 0U);
  EXPECT_FALSE(verify(*world->log, world->kinds)->first_difference);
}

TEST(Replay, ADecisionThatIsNotTheRecordedOneIsCounted) {
  const auto world = busy_world();
  const auto copy = with_turn_changed(*world, 0, [&](log::Record& record) {
    const auto at = record.value.find("\"because\":\"asked\"");
    record.value.replace(at + 11, 5, "forgd");
  });
  const auto replayed = replay(*copy, world->kinds, world->services());
  ASSERT_TRUE(replayed);
  EXPECT_GT(replayed->differing, 0U);
  EXPECT_EQ(replayed->first_difference->sequence, 1U);
}

TEST(Export, GivesEveryTurnItsDigestFromItsExactBytes) {
  const auto world = busy_world();
  std::size_t lines = 0;
  const auto whole = export_turns(*world->log, {demo, std::nullopt}, [&](const ExportedTurn& turn) {
    EXPECT_EQ(turn.digest, codec::digest_of(turn.turn));
    ++lines;
    return true;
  });
  ASSERT_TRUE(whole);
  EXPECT_FALSE(*whole);
  EXPECT_EQ(lines, world->records(log::topic::turns).size());
}

TEST(Determinism, EqualInputGivesEqualBytes) {  // P7
  const auto one = busy_world();
  const auto two = busy_world();
  const auto left = one->records(log::topic::turns);
  const auto right = two->records(log::topic::turns);
  ASSERT_EQ(left.size(), right.size());
  for (std::size_t i = 0; i < left.size(); ++i) EXPECT_EQ(left[i].record, right[i].record);
}

}  // namespace
}  // namespace orkesta::engine::testing
