#include "projector_actor.hpp"

#include "orkesta/engine/projector.hpp"

namespace orkesta::actors {
namespace {

/// Why it stopped, for who can mend it.
auto sentence(const engine::ProjectorStop& stop) -> std::string {
  const auto who = stop.projection.empty() ? "projecting" : "projection " + stop.projection;
  return who + " stopped (ORK-0013) at turns/" + std::to_string(stop.at.partition) + '/' +
         std::to_string(stop.at.offset) + ": " + stop.message;
}

}  // namespace

auto projector_step(Partition partition, const NodeSurroundings& surroundings,
                    const NodeOptions& options, const engine::ContextRegistry* contexts,
                    NodeCounters& counters) -> BlockingStep {
  struct Models {
    std::unique_ptr<engine::Projector> projector;
    bool said = false;  ///< That they cannot go on now; once is enough.
  };
  const auto zone_of = engine::zones_of(*surroundings.log, *surroundings.kinds, contexts);
  engine::ProjectorOptions wanted;
  wanted.partition = partition;
  auto models = std::make_shared<Models>();
  models->projector = std::make_unique<engine::Projector>(*surroundings.log, *surroundings.rows,
                                                          engine::all_projections(zone_of), wanted);
  return [models, &counters, say = options.say] {
    StepDone done;
    const auto absorbed = models->projector->step(std::chrono::milliseconds{0});
    if (absorbed) {
      counters.projected += *absorbed;
      models->said = models->said && *absorbed == 0;
      done.worked = *absorbed > 0;
    } else if (absorbed.error().reason == engine::ProjectorStop::Reason::projection) {
      if (say) say(sentence(absorbed.error()));
      models->projector->leave_out(absorbed.error().projection);
      ++counters.projectors_stopped;
      done.worked = true;  // The others go on at once.
    } else {
      if (say && !std::exchange(models->said, true)) say(sentence(absorbed.error()));
      done.failed = true;
    }
    return done;
  };
}

}  // namespace orkesta::actors
