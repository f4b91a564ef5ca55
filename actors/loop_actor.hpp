#pragma once

#include <functional>

#include "blocking_pool.hpp"
#include "orkesta/actors/messages.hpp"

namespace orkesta::actors {

/// One step of something that blocks; called by one thread at a time.
using BlockingStep = std::function<StepDone()>;

struct LoopState {
  LoopState() = default;
  /// CAF 0.17.6 makes a state from the actor's pointer where it can; in C++20 an aggregate that
  /// begins with a bool can, and would start as `running`.
  explicit LoopState(const void*) = delete;
  bool running = false;
  bool again = false;
  bool stopped = false;
};

/// Runs a step on the blocking pool whenever it is told `Step`, again at once while there is work,
/// and every `look_every` without being told. Two told while one runs are one more.
auto loop_actor(LoopActor::stateful_pointer<LoopState> self, BlockingStep step,
                BlockingPool* blocking, std::chrono::milliseconds look_every)
    -> LoopActor::behavior_type;

}  // namespace orkesta::actors
