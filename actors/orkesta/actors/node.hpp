#pragma once

/// A whole engine node: units, partitions, entities, projectors and executors under one supervisor.

#include <atomic>
#include <chrono>
#include <cstdint>
#include <functional>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include "orkesta/core/keys.hpp"
#include "orkesta/core/result.hpp"
#include "orkesta/engine/entity.hpp"
#include "orkesta/engine/executor.hpp"
#include "orkesta/engine/partition_engine.hpp"
#include "orkesta/log/message_log.hpp"
#include "orkesta/store/read_store.hpp"
#include "orkesta/store/state_cache.hpp"

namespace orkesta::actors {

/// Where entities live: an actor each, or in place within their partition's actor, which saves the
/// hop where one core decides faster than messages travel.
enum class Hosting { actors, inline_ };

struct NodeOptions {
  std::string name = "node";
  std::string installation = "orkesta";
  std::size_t workers = 2;           ///< Threads that run actors.
  std::size_t blocking_threads = 3;  ///< Threads for projectors and executors.
  Hosting hosting = Hosting::actors;
  engine::PartitionOptions partition;
  std::chrono::milliseconds poll_wait{20};
  std::function<Timestamp()> now;             ///< The wall clock, for timers and deadlines.
  std::function<bool()> clock_is_right;       ///< While not: no timer, no effect. Empty: it is.
  std::function<void(std::string_view)> say;  ///< For operators; no person's words.
  /// Asked about what comes next in a partition when two processes died of it, perhaps: whether a
  /// child process can decide it and live (R13). Blocks, on the blocking pool. Empty: it is taken
  /// for alive.
  std::function<bool(Partition, Offset next_input)> survives;
};

/// All outlive the node. `rows` null: nothing is projected; `executors` null: effects wait.
struct NodeSurroundings {
  log::MessageLog* log = nullptr;
  store::StateCache* cache = nullptr;
  KeyStore* keys = nullptr;
  const engine::KindRegistry* kinds = nullptr;
  const engine::Understander* understander = nullptr;
  const engine::ExecutorRegistry* executors = nullptr;
  store::ReadStore* rows = nullptr;
};

/// Counters of a node's life; read by anybody at any time.
struct NodeCounters {
  std::atomic<std::uint64_t> inputs{0};
  std::atomic<std::uint64_t> turns{0};
  std::atomic<std::uint64_t> dead_letters{0};
  std::atomic<std::uint64_t> poisoned{0};  ///< Dead letters that a child process died of.
  std::atomic<std::uint64_t> commits{0};
  std::atomic<std::uint64_t> aborts{0};
  std::atomic<std::uint64_t> units_replaced{0};
  std::atomic<std::uint64_t> partitions_ready{0};
  std::atomic<std::uint64_t> partitions_stopped{0};
  std::atomic<std::uint64_t> projected{0};
  std::atomic<std::uint64_t> projectors_stopped{0};
  std::atomic<std::uint64_t> effects{0};
};

class Node {
 public:
  virtual ~Node() = default;  ///< Stops at once, as a crash would.
  /// Every partition of this node is restored and takes inputs.
  virtual auto is_ready() const -> bool = 0;
  virtual auto counters() const -> const NodeCounters& = 0;
  virtual auto contexts() -> engine::ContextRegistry& = 0;
  /// Called after each commit, on the unit's thread: something new can be read.
  virtual void on_commit(std::function<void()> tell) = 0;
  /// Intake ends, what is under way is committed, caches are brought up to date; at most
  /// `deadline`.
  virtual void stop(std::chrono::milliseconds deadline) = 0;
};

auto start_node(const NodeOptions& options, const NodeSurroundings& surroundings)
    -> std::unique_ptr<Node>;

}  // namespace orkesta::actors
