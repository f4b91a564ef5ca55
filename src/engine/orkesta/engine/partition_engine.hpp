#pragma once

/// One partition's life without threads, clock or I/O of its own but the log's reader and the state
/// cache (interfaces, section 3). Whoever drives it (an actor, `LocalEngine`, the simulation) hands
/// it what was polled, runs the waves it asks for, appends the batches it makes and tells it what
/// became of them.
///
///   take(delivered)* → start() → wave() ⇄ worked()* → batch() → append, commit → committed()
///                                                                              └→ aborted()
///
/// Two batches may be out: while one commits, the next is decided. If one fails, both go.

#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "orkesta/core/limits.hpp"
#include "orkesta/core/result.hpp"
#include "orkesta/engine/context_registry.hpp"
#include "orkesta/engine/entity.hpp"
#include "orkesta/engine/work.hpp"
#include "orkesta/log/message_log.hpp"
#include "orkesta/store/state_cache.hpp"

namespace orkesta::engine {

struct PartitionOptions {
  Partition partition = 0;
  std::string installation = "orkesta";
  std::size_t batch_inputs_max = 1024;
  std::size_t batch_bytes_max = 8u << 20;  ///< Of inputs.
  std::size_t resident_max = limits::engine_resident_max;
  std::chrono::milliseconds idle_until_passive = limits::engine_idle_until_passive;
  std::size_t rounds_max = limits::engine_rounds_max;
  Sequence turns_between_rows = limits::engine_turns_between_rows;
  Offset turns_behind_cache_max = limits::engine_turns_behind_cache_max;
};

/// Bugs planted to prove that the simulation finds them; none is ever set elsewhere.
struct PlantedBugs {
  bool keep_touched_on_abort = false;
  bool skip_duplicate_check = false;
  bool forget_timers_on_restore = false;
  bool keep_due_on_abort = false;
  bool commit_what_was_taken = false;
  bool project_position_apart = false;
};

/// What a partition needs from its surroundings. All outlive it.
struct PartitionSurroundings {
  const KindRegistry* kinds = nullptr;
  ContextRegistry* contexts = nullptr;
  log::MessageLog* log = nullptr;
  store::StateCache* cache = nullptr;
};

/// One wave of work for different entities: any order, any threads.
using Wave = std::vector<Work>;

/// A whole batch, ready to be appended in one transaction, in this order.
struct Batch {
  std::uint64_t number = 0;
  std::vector<Output> appends{};        ///< `turns` and all others; the partition is the engine's.
  Offset next_input = 0;                ///< To commit.
  std::optional<log::Trying> trying{};  ///< To note beside it.
  std::size_t inputs = 0;
  std::vector<Decided> turns{};  ///< In the order of `turns`; their records are in `appends`.
};

/// What is to be done after a commit.
struct Aftermath {
  std::vector<store::CachedState>
      rows;  ///< For the cache, with `covered_before`; then `rows_written`.
  Offset covered_before = 0;
  std::vector<ContextPtr> contexts;  ///< To be indexed and published.
  std::vector<EntityKey> retired;    ///< Passive from now on: whoever hosts them drops them.
  Offset turns_next = 0;             ///< What is read up to here can be waited for.
  Offset input_next = 0;
  std::size_t credits = 0;  ///< Inputs that no longer count.
};

enum class PartitionError {
  log_unavailable,    ///< Try again later.
  cache_unavailable,  ///< Try again later.
  broken_log,         ///< Gap, wrong link, undecodable turn: this partition stops (R15).
  mismatch,           ///< The committed input offset is not the one after the last turn's input.
  keys_unavailable,   ///< Try again later.
  entity_broke,       ///< Abort and go on: what broke it becomes a dead letter.
};

/// One thread at a time.
class PartitionEngine {
 public:
  PartitionEngine(PartitionOptions options, PartitionSurroundings surroundings,
                  PlantedBugs planted = {});
  ~PartitionEngine();
  PartitionEngine(const PartitionEngine&) = delete;
  auto operator=(const PartitionEngine&) -> PartitionEngine& = delete;

  /// On gaining the partition: folds the turns after the cache into it, checks the committed offset
  /// against the last turn, fills the timers. `trying`: the note found beside the offset.
  auto restore(Offset next_input, const log::Trying& trying) -> Result<Done, PartitionError>;

  /// Takes an input in. Whoever polls stops at `credits()` = 0. Offsets already decided are
  /// dropped.
  void take(log::Delivered delivered);
  auto credits() const -> std::size_t;

  /// Begins a batch if there is something to do. `now`: the wall clock, for timers, given only when
  /// the partition's input is read to its end. False: nothing to do, or two batches are out.
  auto start(std::optional<Timestamp> now) -> bool;
  /// The work to do now; empty while some of the last wave is missing, and when the batch is whole.
  auto wave() -> Result<Wave, PartitionError>;
  /// Whether the wave that is out is the one that two processes died of, perhaps (R13): whoever
  /// can, runs it in a child process first; if that dies, `condemn` makes it a dead letter.
  auto suspect() const -> bool;
  void condemn();
  /// The answer to one work. Whole waves only: every work is answered, failed ones too.
  void worked(Worked done);
  /// Set when the started batch must be given up: a key is unavailable, an entity broke.
  auto must_abort() const -> std::optional<PartitionError>;
  auto what() const -> const std::string&;  ///< About the last failure, for operators.
  /// The batch, once it is whole.
  auto batch() -> std::optional<Batch>;

  /// The oldest batch that is out was committed.
  auto committed(const log::Committed& committed) -> Aftermath;
  void rows_written(const std::vector<store::CachedState>& rows);  ///< They stand in the cache.
  /// Every batch that is out is gone. Answers the entities to drop. Inputs from the last committed
  /// offset on will be delivered again.
  auto aborted() -> Result<std::vector<EntityKey>, PartitionError>;

  /// All living entities' rows, for the cache, before the partition is given up or the node stops.
  auto next_due() const -> std::optional<Timestamp>;
  auto next_input() const -> Offset;  ///< As committed.
  auto idle() const -> bool;          ///< No input taken in and no batch out.
  auto residents() const -> std::size_t;
  /// Work that brings the cache up to the last commit (all changed entities); only while idle.
  auto settle() -> Wave;
  auto settled(std::vector<Worked> done) -> Aftermath;

 private:
  struct Inside;
  std::unique_ptr<Inside> in_;
};

}  // namespace orkesta::engine
