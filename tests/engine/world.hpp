#pragma once

/// An engine with everything around it in memory, on a virtual clock.

#include <gtest/gtest.h>

#include <functional>
#include <memory>
#include <string>
#include <vector>

#include "counter_kind.hpp"
#include "orkesta/codec/json.hpp"
#include "orkesta/engine/audit.hpp"
#include "orkesta/engine/host_of.hpp"
#include "orkesta/engine/local_engine.hpp"
#include "orkesta/engine/kinds.hpp"
#include "orkesta/engine/records.hpp"
#include "orkesta/log/message_log.hpp"
#include "orkesta/store/key_store.hpp"
#include "orkesta/store/state_cache.hpp"

namespace orkesta::engine::testing {

inline const TenantId demo{"demo"};
inline const Timestamp start{1'800'000'000'000};

inline auto counter(const std::string& id) -> EntityKey { return {demo, "counter", EntityId{id}}; }

struct World {
  explicit World(LocalOptions chosen = {}, log::FaultPlan faults = {})
      : options(std::move(chosen)) {
    kinds.add(host_of<counter::Kind>());
    kinds.add(partition_kind());
    log = log::open_memory_log(memory_options(std::move(faults)));
    cache = store::memory_state_cache();
    keys = std::move(*store::derived_keys("tests"));
    executors.add("send_message", simulated_executor());
    restart();
  }

  auto memory_options(log::FaultPlan faults) const -> log::MemoryOptions {
    log::MemoryOptions chosen;
    chosen.partitions = 2;
    chosen.clock = clock.clock();
    chosen.faults = std::move(faults);
    return chosen;
  }

  /// Everything but the log (and what stands in the cache) is lost.
  void restart() {
    engine.reset();
    engine = std::make_unique<LocalEngine>(
        LocalSurroundings{.log = log.get(),
                          .cache = cache.get(),
                          .keys = keys.get(),
                          .kinds = &kinds,
                          .understander = nullptr,
                          .executors = perform_effects ? &executors : nullptr,
                          .rows = nullptr},
        clock, options);
    ASSERT_TRUE(engine->open()) << engine->what();
  }
  void lose_cache() { cache = store::memory_state_cache(); }

  auto add(const std::string& id, counter::Add wish, std::int64_t after_ms = 0)
      -> std::vector<CommittedTurn> {
    return submit(counter(id), codec::write(counter::Kind::Payload{std::move(wish)}), after_ms);
  }
  auto submit(const EntityKey& to, std::string payload, std::int64_t after_ms = 0)
      -> std::vector<CommittedTurn> {
    auto turns = engine->submit(to, "in-" + std::to_string(++inbounds), std::move(payload),
                                clock.now() + std::chrono::milliseconds{after_ms});
    EXPECT_TRUE(turns) << engine->what();
    return turns ? std::move(*turns) : std::vector<CommittedTurn>{};
  }
  auto advance(std::int64_t ms) -> std::vector<CommittedTurn> {
    auto turns = engine->advance_to(clock.now() + std::chrono::milliseconds{ms});
    EXPECT_TRUE(turns) << engine->what();
    return turns ? std::move(*turns) : std::vector<CommittedTurn>{};
  }
  /// The entity's row as the log's turns alone make it.
  auto folded(const std::string& id) const -> store::CachedState {
    auto entity = fold_from_log(*log, kinds, counter(id));
    EXPECT_TRUE(entity) << id;
    return entity ? (*entity)->row() : host_of<counter::Kind>()->create(counter(id))->row();
  }
  auto state(const std::string& id) const -> counter::State {
    const auto row = folded(id);
    const auto json = codec::Json::parse(row.state);
    return *codec::read_view<counter::State>(*json->root().find("state"));
  }
  auto services() const -> Services { return {nullptr, keys.get(), "orkesta"}; }
  auto records(const log::Topic& topic) const -> std::vector<log::Delivered> {
    std::vector<log::Delivered> all;
    for (Partition partition = 0; partition < log->partitions(); ++partition) {
      auto reader = log->read({topic, partition, 0}, log::Until::end_at_opening);
      while (!(*reader)->at_end()) {
        auto next = (*reader)->next(std::chrono::milliseconds{0});
        for (auto& delivered : *next) all.push_back(std::move(delivered));
      }
    }
    return all;
  }

  VirtualClock clock{start};
  LocalOptions options;
  KindRegistry kinds;
  std::unique_ptr<log::MessageLog> log;
  std::unique_ptr<store::StateCache> cache;
  std::unique_ptr<KeyStore> keys;
  ExecutorRegistry executors;
  bool perform_effects = true;
  std::unique_ptr<LocalEngine> engine;
  int inbounds = 0;
};

/// `<entity's id>/<sequence>` of each, in log order.
inline auto names(const std::vector<CommittedTurn>& turns) -> std::vector<std::string> {
  std::vector<std::string> all;
  for (const auto& turn : turns) {
    all.push_back(turn.decided.entity.id.text() + '/' + std::to_string(turn.decided.sequence));
  }
  return all;
}

}  // namespace orkesta::engine::testing
