#pragma once

/// The whole engine on one thread with a virtual clock: `orkesta chat`, tests and the simulation
/// run it. Equal input gives equal bytes.

#include <functional>
#include <memory>
#include <string>
#include <vector>

#include "orkesta/core/ids.hpp"
#include "orkesta/core/keys.hpp"
#include "orkesta/core/result.hpp"
#include "orkesta/engine/entity.hpp"
#include "orkesta/engine/executor.hpp"
#include "orkesta/engine/partition_engine.hpp"
#include "orkesta/engine/projector.hpp"
#include "orkesta/log/message_log.hpp"
#include "orkesta/store/read_store.hpp"
#include "orkesta/store/state_cache.hpp"

namespace orkesta::engine {

/// The log's clock and everybody's: give `clock()` to the log's options. Never goes back.
class VirtualClock {
 public:
  explicit VirtualClock(Timestamp start) : now_(std::make_shared<Timestamp>(start)) {}
  auto now() const -> Timestamp { return *now_; }
  void move_to(Timestamp at) {
    if (at > *now_) *now_ = at;
  }
  auto clock() const -> log::Clock {
    return [now = now_] { return *now; };
  }

 private:
  std::shared_ptr<Timestamp> now_;
};

struct LocalOptions {
  std::string unit = "engine";
  std::string group = "engine";
  PartitionOptions partition{};  ///< Of every partition; its number is set here.
  std::size_t steps_max =
      100'000;  ///< Of one `run_until_idle`: two entities that never stop talking.
  /// Told of each wave before it runs; tests let a process die there.
  std::function<void(const Wave&)> on_wave{};
  /// Asked about a wave that two processes died of, perhaps: whether it can be survived (R13).
  /// Empty: it is tried in a child process.
  std::function<bool(const Wave&)> survives{};
  PlantedBugs planted{};
};

/// All are given from outside and outlive the engine. `executors` null: effects are left on their
/// topics. `rows` null: nothing is projected.
struct LocalSurroundings {
  log::MessageLog* log = nullptr;
  store::StateCache* cache = nullptr;
  KeyStore* keys = nullptr;
  const KindRegistry* kinds = nullptr;
  const Understander* understander = nullptr;
  const ExecutorRegistry* executors = nullptr;
  store::ReadStore* rows = nullptr;
};

/// A turn that was committed.
struct CommittedTurn {
  log::Position at;
  Decided decided;
};

enum class LocalError {
  log,         ///< Unavailable, full or corrupt: `what()` says more.
  stuck,       ///< `steps_max` was reached, or commits keep failing.
  broken_log,  ///< A partition stopped.
  key_store,
  cache,
  read_store,
};

class LocalEngine {
 public:
  LocalEngine(LocalSurroundings surroundings, VirtualClock clock, LocalOptions options = {});
  ~LocalEngine();

  /// Opens the unit and restores what the log holds. Called once, before all others.
  auto open() -> Result<Done, LocalError>;

  /// Fires what is due before `at`, each timer at its own time, moves the clock to `at`, appends
  /// the inbound and runs until nothing is in flight. Answers every turn this caused, in log order.
  /// `payload`: canonical JSON with its type inline.
  auto submit(const EntityKey& to, std::string id, std::string payload, Timestamp at)
      -> Result<std::vector<CommittedTurn>, LocalError>;
  /// Moves the clock; whatever is due at or before `at` fires, each at its own time.
  auto advance_to(Timestamp at) -> Result<std::vector<CommittedTurn>, LocalError>;
  /// Decides, delivers and performs until nothing is left to do at this time.
  auto run_until_idle() -> Result<std::vector<CommittedTurn>, LocalError>;
  /// One transaction at most (of the log, or one for each read model), for the simulation; answers
  /// whether anything happened.
  auto step() -> Result<bool, LocalError>;

  /// The earliest timer of all partitions.
  auto next_due() const -> std::optional<Timestamp>;
  auto contexts() -> ContextRegistry&;
  auto find(const EntityKey& key) const -> const Entity*;  ///< Null unless it is resident.
  /// Writes every changed entity to the cache.
  auto settle() -> Result<Done, LocalError>;
  auto what() const -> const std::string&;  ///< Of the last error, for operators.

 private:
  struct Inside;
  std::unique_ptr<Inside> in_;
};

}  // namespace orkesta::engine
