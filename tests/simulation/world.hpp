#pragma once

/// What every simulated world has in common: a log that fails, an engine that dies, a clock of its
/// own, and the invariants that hold whatever is simulated.

#include <chrono>
#include <map>
#include <memory>
#include <optional>
#include <random>
#include <string>
#include <vector>

#include "orkesta/engine/audit.hpp"
#include "orkesta/engine/local_engine.hpp"
#include "orkesta/engine/records.hpp"
#include "orkesta/log/message_log.hpp"
#include "orkesta/store/read_store.hpp"
#include "orkesta/store/state_cache.hpp"
#include "provider.hpp"
#include "simulation.hpp"

namespace orkesta::simulation {

/// The process dies in the middle of its work.
struct Death {};

class World {
 public:
  virtual ~World() = default;
  World(const World&) = delete;
  auto operator=(const World&) -> World& = delete;
  /// Nothing, or what did not hold, and after which step.
  auto run(int steps) -> std::optional<std::string>;

 protected:
  World(std::uint64_t seed, const engine::KindRegistry& kinds,
        const engine::Understander* understander, const engine::PlantedBugs& planted, Met& met);

  /// From now on everything is projected into read models, which fail too.
  void keep_read_models();

  /// What stands in the log before anything fails.
  virtual void prepare() {}
  /// Somebody outside does something: appends inbounds through `deliver`.
  virtual void somebody_acts() = 0;
  /// At rest, without faults: whether everything came out as the inbounds say.
  virtual auto broken_outcome() -> std::optional<std::string> = 0;
  /// Whether the process that runs this dies of it.
  virtual auto deadly(const engine::Work&) const -> bool { return false; }

  auto chance(unsigned percent) -> bool { return random_() % 100 < percent; }
  auto any(std::size_t count) -> std::size_t { return random_() % count; }
  /// As a door does: what is not answered is sent again.
  void deliver(const EntityKey& to, std::string_view type, const std::string& id,
               const std::string& payload);
  void restart();
  auto come_to_rest() -> std::optional<std::string>;
  auto records(const log::Topic& topic) const -> std::vector<log::Delivered>;
  auto replayed() const -> std::optional<engine::Replayed>;
  /// At rest: every read model stands where the log ends and is what a rebuild of it gives (P4).
  auto broken_read_models() -> std::optional<std::string>;

  std::mt19937_64 random_;
  Met& met_;
  const TenantId demo_{"demo"};
  engine::VirtualClock clock_{Timestamp{1'800'000'000'000}};
  const engine::KindRegistry& kinds_;
  engine::ExecutorRegistry executors_;
  std::unique_ptr<KeyStore> keys_;
  std::unique_ptr<log::MessageLog> log_;
  std::unique_ptr<engine::LocalEngine> engine_;
  std::unique_ptr<store::ReadStore> rows_;  ///< Null: nothing is projected.
  std::shared_ptr<Provider> provider_;
  bool faulty_ = true;

 private:
  auto commit_fault() -> std::optional<log::CommitFailure>;
  auto call_fault() -> CallFault;
  void lose_read_models();
  auto broken_rebuild(const engine::NamedProjection& projection, Partition partition)
      -> std::optional<std::string>;
  void act();
  void work(std::size_t times);
  auto broken_invariant() -> std::optional<std::string>;
  auto broken_memory(const std::vector<log::Delivered>& turns) -> std::optional<std::string>;
  auto home() const -> Partition { return log::partition_of(demo_, log_->partitions()); }

  const engine::Understander* understander_;
  engine::PlantedBugs planted_;
  std::unique_ptr<store::StateCache> cache_;
  bool opened_ = false;
};

}  // namespace orkesta::simulation
