#pragma once

#include "loop_actor.hpp"
#include "orkesta/actors/node.hpp"

namespace orkesta::actors {

/// One step of the effects of this node: what lies on `outbound` and `effects` is performed, what
/// became of it goes to `inbound` in the transaction that moves the offset.
auto executor_step(const NodeSurroundings& surroundings, const NodeOptions& options,
                   NodeCounters& counters) -> BlockingStep;

}  // namespace orkesta::actors
