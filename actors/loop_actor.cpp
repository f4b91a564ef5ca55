#include "loop_actor.hpp"

namespace orkesta::actors {
namespace {

constexpr std::chrono::milliseconds wait_after_failure{200};

void run_step(LoopActor::stateful_pointer<LoopState> self, const BlockingStep& step,
              BlockingPool* blocking) {
  self->state.running = true;
  self->state.again = false;
  blocking->run([step, me = caf::actor_cast<LoopActor>(self)] { caf::anon_send(me, step()); });
}

}  // namespace

auto loop_actor(LoopActor::stateful_pointer<LoopState> self, BlockingStep step,
                BlockingPool* blocking, std::chrono::milliseconds look_every)
    -> LoopActor::behavior_type {
  return {
      [=](const Step&) {
        if (self->state.running)
          self->state.again = true;
        else if (!self->state.stopped)
          run_step(self, step, blocking);
      },
      [=](const StepDone& done) {
        self->state.running = false;
        self->state.stopped = done.stopped;
        if (done.stopped) return;
        if (done.failed)
          self->delayed_send(self, wait_after_failure, Step{});
        else if (done.worked || self->state.again)
          run_step(self, step, blocking);
        else
          self->delayed_send(self, look_every, Step{});
      },
  };
}

}  // namespace orkesta::actors
