#pragma once

#include <unordered_map>

#include "blocking_pool.hpp"
#include "orkesta/actors/messages.hpp"
#include "orkesta/actors/node.hpp"
#include "orkesta/engine/local_host.hpp"
#include "unit_inbox.hpp"

namespace orkesta::actors {

/// What a partition's actor is made with; all of it outlives the actor.
struct PartitionSetting {
  Partition partition = 0;
  const NodeOptions* options = nullptr;
  engine::PartitionSurroundings surroundings;
  engine::Services services;
  UnitInbox* unit = nullptr;
  BlockingPool* blocking = nullptr;
  NodeCounters* counters = nullptr;
};

struct PartitionActorState;

/// One writer of one partition: gathers turns from its entities, hands whole batches to the unit,
/// and takes in what became of them.
auto partition_actor(PartitionActor::stateful_pointer<PartitionActorState> self,
                     PartitionSetting setting) -> PartitionActor::behavior_type;

struct PartitionActorState {
  std::unique_ptr<engine::PartitionEngine> engine;
  std::unique_ptr<engine::LocalHost> host;  ///< Of Hosting::inline_.
  std::unordered_map<EntityKey, EntityActor> entities;
  std::uint64_t epoch = 0;
  std::size_t works_out = 0;  ///< Of the wave that is out.
  engine::Wave suspects;      ///< Being tried in a child process; then works_out counts them.
  bool settling = false;
  std::vector<engine::Worked> settled;
};

}  // namespace orkesta::actors
