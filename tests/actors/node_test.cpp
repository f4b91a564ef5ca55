// A whole node over the memory log, on real threads: what depends on who is faster.
#include "orkesta/actors/node.hpp"

#include <gtest/gtest.h>

#include <thread>

#include "counter_kind.hpp"
#include "orkesta/codec/json.hpp"
#include "orkesta/engine/audit.hpp"
#include "orkesta/engine/host_of.hpp"
#include "orkesta/engine/kinds.hpp"
#include "orkesta/engine/records.hpp"
#include "orkesta/store/key_store.hpp"

namespace orkesta::actors {
namespace {

constexpr std::chrono::seconds patience{60};

/// Counters of one tenant, on a log whose commits take their time.
class SlowLog : public ::testing::Test {
 protected:
  SlowLog() {
    kinds.add(engine::host_of<counter::Kind>());
    kinds.add(engine::partition_kind());
    log::MemoryOptions slow;
    slow.partitions = 4;
    slow.faults.commit = [] {
      std::this_thread::sleep_for(std::chrono::milliseconds{3});
      return std::optional<log::CommitFailure>{};
    };
    log = log::open_memory_log(slow);
  }

  auto start(Hosting hosting) -> std::unique_ptr<Node> {
    NodeOptions options;
    options.hosting = hosting;
    options.partition.batch_inputs_max = 3;
    auto node = start_node(options, {.log = log.get(),
                                     .cache = cache.get(),
                                     .keys = keys.get(),
                                     .kinds = &kinds,
                                     .understander = nullptr,
                                     .executors = nullptr,
                                     .rows = nullptr});
    return node;
  }

  void add(int count) {
    for (int i = 0; i < count; ++i) {
      const EntityKey to{TenantId{"t" + std::to_string(i % 7)}, "counter", EntityId{"c"}};
      const auto id = std::to_string(++inbounds);
      auto record = engine::inbound_record("tests", to, counter::Add::type, id, Timestamp{},
                                           codec::write(counter::Kind::Payload{counter::Add{}}));
      ASSERT_TRUE(log->append(log::topic::inbound, log::partition_of(to.tenant, 4), record));
    }
  }

  auto all_decided(const Node& node) const -> bool {
    const auto until = std::chrono::steady_clock::now() + patience;
    while (node.counters().inputs < static_cast<std::uint64_t>(inbounds)) {
      if (std::chrono::steady_clock::now() > until) return false;
      std::this_thread::sleep_for(std::chrono::milliseconds{1});
    }
    return true;
  }

  engine::KindRegistry kinds;
  std::unique_ptr<log::MessageLog> log;
  std::unique_ptr<store::StateCache> cache = store::memory_state_cache();
  std::unique_ptr<KeyStore> keys = std::move(*store::derived_keys("tests"));
  int inbounds = 0;
};

TEST_F(SlowLog, TwoBatchesOfAPartitionInOneTransactionKeepTheirPlaces) {  // R3, R4
  const auto node = start(Hosting::actors);
  for (int burst = 0; burst < 40; ++burst) {
    add(20);
    std::this_thread::sleep_for(std::chrono::milliseconds{1});
  }
  ASSERT_TRUE(all_decided(*node));
  node->stop(patience);
  const auto verified = engine::verify(*log, kinds);
  ASSERT_TRUE(verified.has_value());
  EXPECT_EQ(verified->turns, 800U);
  EXPECT_FALSE(verified->first_difference.has_value());
}

TEST_F(SlowLog, InlineEntitiesDecideTheSame) {
  const auto node = start(Hosting::inline_);
  add(800);
  ASSERT_TRUE(all_decided(*node));
  node->stop(patience);
  const auto verified = engine::verify(*log, kinds);
  ASSERT_TRUE(verified.has_value());
  EXPECT_EQ(verified->turns, 800U);
}

TEST_F(SlowLog, ARestartGoesOnWhereTheCacheStands) {  // R20
  {
    const auto node = start(Hosting::actors);
    add(100);
    ASSERT_TRUE(all_decided(*node));
  }
  const auto node = start(Hosting::actors);
  const auto before = inbounds;
  add(100);
  inbounds -= before;  // The new node counts its own.
  ASSERT_TRUE(all_decided(*node));
  node->stop(patience);
  const auto verified = engine::verify(*log, kinds);
  ASSERT_TRUE(verified.has_value());
  EXPECT_EQ(verified->turns, 200U);
  EXPECT_FALSE(verified->first_difference.has_value());
}

}  // namespace
}  // namespace orkesta::actors
