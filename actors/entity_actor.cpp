#include "entity_actor.hpp"

namespace orkesta::actors {

auto entity_actor(EntityActor::stateful_pointer<EntityActorState> self,
                  const engine::KindRegistry* kinds, engine::Services services)
    -> EntityActor::behavior_type {
  return {[self, kinds, services](const WorkOrder& order) {
    auto worked = std::make_shared<engine::Worked>(
        engine::run_work(self->state.entity, *order.work, *kinds, services));
    self->send(order.partition, WorkDone{order.epoch, std::move(worked)});
  }};
}

}  // namespace orkesta::actors
