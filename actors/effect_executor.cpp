#include "effect_executor.hpp"

#include <thread>

namespace orkesta::actors {

auto executor_step(const NodeSurroundings& surroundings, const NodeOptions& options,
                   NodeCounters& counters) -> BlockingStep {
  engine::ExecutorLoopOptions wanted;
  wanted.unit = options.name + "/executor";
  wanted.installation = options.installation;
  wanted.partitions = surroundings.log->partitions();
  wanted.now = options.now;
  wanted.wait = [](std::chrono::milliseconds pause) { std::this_thread::sleep_for(pause); };
  auto loop = std::make_shared<engine::ExecutorLoop>(*surroundings.log, *surroundings.executors,
                                                     *surroundings.keys, std::move(wanted));
  return [loop, &counters, clock_is_right = options.clock_is_right] {
    StepDone done;
    if (clock_is_right && !clock_is_right()) return done;  // Its outcome would be taken in.
    switch (loop->step(std::chrono::milliseconds{0})) {
      case engine::StepResult::idle:
        break;
      case engine::StepResult::worked:
        ++counters.effects;
        done.worked = true;
        break;
      case engine::StepResult::failed:
        done.failed = true;
        break;
      case engine::StepResult::finished:
        done.failed = !loop->reopen().has_value();
        done.worked = !done.failed;
        break;
    }
    return done;
  };
}

}  // namespace orkesta::actors
