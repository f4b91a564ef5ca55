// A node whose wall clock is set wrong by hand (R14, T12).

#include <gtest/gtest.h>

#include <atomic>
#include <chrono>
#include <thread>

#include "counter_kind.hpp"
#include "orkesta/actors/node.hpp"
#include "orkesta/codec/json.hpp"
#include "orkesta/engine/clock_guard.hpp"
#include "orkesta/engine/host_of.hpp"
#include "orkesta/engine/kinds.hpp"
#include "orkesta/engine/records.hpp"
#include "orkesta/store/key_store.hpp"

namespace orkesta::actors {
namespace {

using namespace std::chrono_literals;

struct Machine {
  Machine() {
    kinds.add(engine::host_of<counter::Kind>());
    kinds.add(engine::partition_kind());
    options.now = [this] { return guard.now(); };
    options.clock_is_right = [this] { return guard.is_right(); };
    options.poll_wait = 1ms;
    NodeSurroundings around;
    around.log = log.get();
    around.cache = cache.get();
    around.keys = keys.get();
    around.kinds = &kinds;
    node = start_node(options, around);
  }
  void runs(std::chrono::milliseconds span) {
    wall += span.count();
    boot += span.count();
  }
  void is_set_by(std::chrono::milliseconds span) { wall += span.count(); }
  /// Whether so many turns stand in time.
  auto turns_reach(Offset wanted, std::chrono::milliseconds patience) const -> bool {
    const auto until = std::chrono::steady_clock::now() + patience;
    while (log->range(log::topic::turns, 0)->next < wanted) {
      if (std::chrono::steady_clock::now() > until) return false;
      std::this_thread::sleep_for(1ms);
    }
    return true;
  }

  std::atomic<std::int64_t> wall{1'800'000'000'000};
  std::atomic<std::int64_t> boot{0};
  engine::ClockGuard guard{{[this] { return Timestamp{wall}; },
                            [this] { return std::chrono::milliseconds{boot}; }}};
  engine::KindRegistry kinds;
  std::unique_ptr<KeyStore> keys = std::move(*store::derived_keys("tests"));
  std::unique_ptr<store::StateCache> cache = store::memory_state_cache();
  std::unique_ptr<log::MessageLog> log =
      log::open_memory_log({.partitions = 1, .clock = [this] { return guard.now(); }});
  NodeOptions options;
  std::unique_ptr<Node> node;
};

TEST(Clock, ThatIsSetAheadFiresNoTimerUntilItIsRightAgain) {
  Machine machine;
  const EntityKey to{TenantId{"demo"}, "counter", EntityId{"a"}};
  const counter::Add wish{.amount = 1, .timer_ms = 60'000};
  ASSERT_TRUE(machine.log->append(
      log::topic::inbound, 0,
      engine::inbound_record("orkesta", to, counter::Add::type, "m1", Timestamp{1},
                             codec::write(counter::Kind::Payload{wish}))));
  ASSERT_TRUE(machine.turns_reach(1, 20s));
  machine.is_set_by(10min);
  machine.runs(2min);
  EXPECT_FALSE(machine.turns_reach(2, 200ms));
  machine.is_set_by(-10min);
  EXPECT_TRUE(machine.turns_reach(2, 20s));
}

}  // namespace
}  // namespace orkesta::actors
