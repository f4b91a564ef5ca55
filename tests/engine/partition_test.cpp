#include "orkesta/engine/local_host.hpp"
#include "world.hpp"

namespace orkesta::engine::testing {
namespace {

/// A partition driven by hand: two batches may be out.
struct ByHand {
  ByHand() {
    kinds.add(host_of<counter::Kind>());
    kinds.add(partition_kind());
    EXPECT_TRUE(engine.restore(0, {}));
  }
  void take(Offset offset, const std::string& id, std::int64_t amount) {
    const auto payload =
        codec::write(counter::Kind::Payload{counter::Add{.amount = amount, .tell = {}}});
    engine.take({{log::topic::inbound, 0, offset},
                 start,
                 inbound_record("orkesta", {here, "counter", EntityId{id}}, counter::Add::type,
                                std::to_string(offset), start, payload)});
  }
  auto decide() -> Batch {
    EXPECT_TRUE(engine.start(std::nullopt));
    for (auto wave = engine.wave(); wave && !wave->empty(); wave = engine.wave()) {
      for (const auto& work : *wave) engine.worked(host.run(work));
    }
    auto batch = engine.batch();
    EXPECT_TRUE(batch);
    return std::move(*batch);
  }
  void commit(const Batch& batch) {
    log::Committed committed;
    if (!batch.turns.empty()) committed.appended[{log::topic::turns, 0}] = turns;
    turns += batch.turns.size();
    engine.committed(committed);
  }

  VirtualClock clock{start};
  TenantId here{"demo"};
  KindRegistry kinds;
  ContextRegistry contexts;
  static auto one_partition(const VirtualClock& clock) -> log::MemoryOptions {
    log::MemoryOptions chosen;
    chosen.partitions = 1;
    chosen.clock = clock.clock();
    return chosen;
  }
  std::unique_ptr<log::MessageLog> log = log::open_memory_log(one_partition(clock));
  std::unique_ptr<store::StateCache> cache = store::memory_state_cache();
  std::unique_ptr<KeyStore> keys = std::move(*store::derived_keys("tests"));
  LocalHost host{kinds, Services{nullptr, keys.get(), "orkesta"}};
  PartitionEngine engine{{}, {&kinds, &contexts, log.get(), cache.get()}};
  Offset turns = 0;
};

TEST(Partition, NotesWhatItTriesBeforeItTriesIt) {  // R13
  ByHand partition;
  partition.take(0, "a", 1);
  const auto note = partition.decide();
  ASSERT_TRUE(note.trying);
  EXPECT_EQ(note.trying->what, "offset 0");
  EXPECT_EQ(note.trying->starts, 1U);
  EXPECT_TRUE(note.appends.empty());
  partition.commit(note);
  EXPECT_FALSE(partition.decide().trying);
}

TEST(Partition, DecidesTheNextBatchWhileOneCommits) {
  ByHand partition;
  partition.take(0, "a", 1);
  partition.commit(partition.decide());
  const auto first = partition.decide();
  partition.take(1, "a", 2);
  const auto second = partition.decide();
  partition.take(2, "a", 3);
  EXPECT_FALSE(partition.engine.start(std::nullopt));
  partition.commit(first);
  partition.commit(second);
  EXPECT_EQ(partition.decide().turns[0].sequence, 3U);
}

TEST(Partition, IfOneFailsBothGo) {
  ByHand partition;
  partition.take(0, "a", 1);
  partition.commit(partition.decide());
  partition.decide();
  partition.take(1, "b", 2);
  partition.decide();
  const auto dropped = partition.engine.aborted();
  ASSERT_TRUE(dropped);
  EXPECT_EQ(dropped->size(), 2U);
  for (const auto& key : *dropped) partition.host.drop(key);
  partition.take(0, "a", 1);
  partition.take(1, "b", 2);
  const auto again = partition.decide();
  EXPECT_EQ(again.turns.size(), 2U);
  EXPECT_EQ(again.next_input, 2U);
}

TEST(Partition, DropsWhatItHasAlready) {
  ByHand partition;
  partition.take(0, "a", 1);
  partition.take(0, "a", 1);
  partition.commit(partition.decide());
  EXPECT_EQ(partition.decide().turns.size(), 1U);
}

TEST(Partition, HasCreditsForSoManyInputs) {  // R12
  ByHand partition;
  const auto before = partition.engine.credits();
  EXPECT_EQ(before, limits::engine_credits_per_partition);
  partition.take(0, "a", 1);
  EXPECT_EQ(partition.engine.credits(), before - 1);
  partition.commit(partition.decide());
  partition.commit(partition.decide());
  EXPECT_EQ(partition.engine.credits(), before);
}

TEST(Partition, AfterASecondCrashItGoesOneByOne) {  // R13
  ByHand partition;
  PartitionEngine engine{
      {}, {&partition.kinds, &partition.contexts, partition.log.get(), partition.cache.get()}};
  ASSERT_TRUE(partition.engine.restore(0, {"offset 0", 1}));
  partition.take(0, "a", 1);
  partition.take(1, "a", 2);
  const auto note = partition.decide();
  EXPECT_EQ(note.trying->starts, 2U);
  partition.commit(note);
  const auto first = partition.decide();
  EXPECT_EQ(first.inputs, 1U);
  EXPECT_EQ(first.trying, (log::Trying{"offset 1", 2}));
}

TEST(Partition, WhatKillsAChildProcessIsADeadLetter) {  // R13
  ByHand partition;
  ASSERT_TRUE(partition.engine.restore(0, {"offset 0", 2}));
  partition.take(0, "a", 1);
  partition.commit(partition.decide());
  ASSERT_TRUE(partition.engine.start(std::nullopt));
  auto wave = partition.engine.wave();
  ASSERT_TRUE(wave && partition.engine.suspect());
  partition.engine.condemn();
  EXPECT_EQ(partition.engine.must_abort(), PartitionError::entity_broke);
  ASSERT_TRUE(partition.engine.aborted());
  partition.take(0, "a", 1);
  const auto batch = partition.decide();
  ASSERT_EQ(batch.turns.size(), 1U);
  EXPECT_TRUE(batch.turns[0].dead_letter);
}

}  // namespace
}  // namespace orkesta::engine::testing
