#pragma once

#include "orkesta/actors/messages.hpp"
#include "orkesta/engine/local_host.hpp"

namespace orkesta::actors {

/// One living entity of any kind. It orders its work in time and knows no business rule: what it
/// does stands in engine::run_work, which never throws.
struct EntityActorState {
  std::unique_ptr<engine::Entity> entity;
};
auto entity_actor(EntityActor::stateful_pointer<EntityActorState> self,
                  const engine::KindRegistry* kinds, engine::Services services)
    -> EntityActor::behavior_type;

}  // namespace orkesta::actors
