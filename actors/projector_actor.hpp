#pragma once

#include "loop_actor.hpp"
#include "orkesta/actors/node.hpp"

namespace orkesta::actors {

/// One step of all read models of one partition: they absorb what is new, rows and positions in one
/// transaction (R8). One that fails on a turn stops and is said; the others go on.
auto projector_step(Partition partition, const NodeSurroundings& surroundings,
                    const NodeOptions& options, const engine::ContextRegistry* contexts,
                    NodeCounters& counters) -> BlockingStep;

}  // namespace orkesta::actors
