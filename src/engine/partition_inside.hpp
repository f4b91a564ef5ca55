#pragma once

/// What a partition keeps in mind. Private to partition_*.cpp.

#include <deque>
#include <list>
#include <map>
#include <set>
#include <string>
#include <unordered_map>
#include <unordered_set>
#include <utility>
#include <vector>

#include "orkesta/engine/partition_engine.hpp"

namespace orkesta::engine {

/// Ids of what broke an entity, kept until they were heard as dead letters; then they are old.
inline constexpr std::size_t rejects_kept_max = 1000;

/// An entity that is alive, or whose last turns no row of the cache holds yet.
struct Resident {
  bool alive = false;
  Sequence sequence = 0;                  ///< After all that was decided so far.
  Sequence row_sequence = 0;              ///< Held by the cache, or on its way there.
  std::optional<Offset> first_uncovered;  ///< The first committed turn that no row holds.
  std::uint64_t touched_by = 0;           ///< The last batch that touched it.
  Timestamp used;                         ///< `at` of its last turn.
  std::list<const EntityKey*>::iterator in_order_of_use;
};

/// One input of the batch that is being decided.
struct BatchInput {
  Offset offset = 0;
  Timestamp at;
  std::string position;
};

/// What one entity is to hear in the next wave, with the place of each in the order of the batch.
struct Planned {
  EntityKey entity;
  std::vector<HeardRecord> heard;
  std::vector<std::size_t> places;
  std::optional<Horizon> horizon;
};

/// A batch from its first input to its commit.
struct Building {
  std::uint64_t number = 0;
  std::vector<BatchInput> inputs;
  std::vector<Planned> plan;     ///< The next wave.
  std::vector<Planned> running;  ///< The wave that is out (`heard` moved away).
  std::vector<Worked> answers;
  std::size_t missing = 0;
  std::size_t round = 0;
  enum class Phase { deciding, rows, whole } phase = Phase::deciding;
  std::vector<Decided> turns;
  std::map<EntityKey, std::optional<Timestamp>> due_before;  ///< Of every entity it touched.
  std::vector<store::CachedState> rows;
  std::vector<EntityKey> to_retire;
  std::map<TenantId, ContextPtr> contexts;
  Offset next_input = 0;
  std::optional<log::Trying> trying;
  bool is_note = false;
  std::vector<std::pair<EntityKey, Sequence>> written;  ///< Of `turns`, once it is handed out.
};

struct PartitionEngine::Inside {
  Inside(PartitionOptions o, PartitionSurroundings s, PlantedBugs p)
      : options(std::move(o)), around(s), planted(p) {}

  PartitionOptions options;
  PartitionSurroundings around;
  PlantedBugs planted;

  // Input.
  std::deque<log::Delivered> queue;
  Offset next_take = 0;        ///< Below it everything was taken.
  Offset committed_next = 0;   ///< Below it everything is committed.
  std::size_t inputs_out = 0;  ///< In batches.

  // Entities.
  std::unordered_map<EntityKey, Resident> residents;
  std::list<const EntityKey*> by_use;                             ///< Latest first.
  std::unordered_map<EntityKey, std::vector<std::string>> tails;  ///< Of those dropped by an abort.
  std::unordered_map<EntityKey, store::CachedState> pending_rows;
  std::map<Offset, EntityKey> uncovered;
  std::unordered_map<EntityKey, Timestamp> due_of;
  std::set<std::pair<Timestamp, EntityKey>> dues;
  Offset turns_next = 0;

  // Batches.
  std::uint64_t batches = 0;
  std::optional<Building> building;
  std::deque<Building> out;  ///< Handed out, not yet committed; oldest first.
  std::optional<PartitionError> failure;
  std::string because;                      ///< Of the failure.
  std::unordered_set<std::string> rejects;  ///< Ids of what broke its entity.
  std::set<TenantId> at_home;               ///< Tenants known to live in this partition.

  // Poison (R13).
  log::Trying note_found;    ///< The note beside the offset when the partition was gained.
  std::uint32_t starts = 0;  ///< That found the same thing being tried.
  bool note_due = true;      ///< The note goes first, in a transaction of its own.
  bool condemned = false;    ///< What comes next killed a child process.
  std::size_t careful_left = 0;

  // partition_batch.cpp
  auto careful() const -> bool { return careful_left > 0; }
  auto begin_batch() -> Building&;
  auto plan_timers(Timestamp until, bool inclusive, std::size_t entities_max) -> bool;
  void plan_inputs();
  void plan_note();
  auto heard_of(log::Delivered& input, const std::string& position)
      -> std::pair<EntityKey, HeardRecord>;
  auto addressee(EntityKey to, HeardRecord& heard) -> EntityKey;
  auto trying_now() const -> std::string;
  auto next_input_planned() const -> Offset;

  // partition_wave.cpp
  auto dress(Planned& planned, std::size_t index) -> Result<Work, PartitionError>;
  auto birth_of(const EntityKey& key, Resident& resident) -> Result<Birth, PartitionError>;
  auto context_of(const TenantId& tenant) -> Result<ContextSnapshot, PartitionError>;
  auto row_works() -> Result<Wave, PartitionError>;
  auto row_work(const EntityKey& key, std::size_t index) -> Result<Work, PartitionError>;
  void absorb_wave();
  void absorb_rows();
  void note_standing(const EntityKey& key, const Worked& done);
  void plan_messages(std::size_t first);
  void set_due(const EntityKey& key, std::optional<Timestamp> when);
  auto resident_of(const EntityKey& key) -> Resident&;
  void touch(const EntityKey& key, Resident& resident);

  // partition_commit.cpp
  auto make_batch() -> Batch;
  auto covered_before() const -> Offset;
  void cover(const store::CachedState& row);
  auto refold(const EntityKey& key) -> Result<Birth, PartitionError>;
  void retire(const std::vector<EntityKey>& idle, std::uint64_t batch, Aftermath& after);
  void forget_resident(const EntityKey& key);
  auto touched() const -> std::set<EntityKey>;
  auto read_tails(const std::set<EntityKey>& wanted) -> Result<Done, PartitionError>;
};

/// Where bytes without a tenant end up.
auto partition_entity(Partition partition) -> EntityKey;

}  // namespace orkesta::engine
