#include "projector_actor.hpp"

#include "orkesta/engine/projector.hpp"

namespace orkesta::actors {
namespace {

struct Model {
  std::string name;
  std::unique_ptr<engine::Projector> projector;  ///< Null: it stopped.
  bool said = false;                             ///< That it cannot go on now; once is enough.
};

/// Why it stopped, for who can mend it.
auto sentence(const std::string& name, const engine::ProjectorStop& stop) -> std::string {
  return "projection " + name + " stopped (ORK-0013) at turns/" +
         std::to_string(stop.at.partition) + '/' + std::to_string(stop.at.offset) + ": " +
         stop.message;
}

}  // namespace

auto projector_step(Partition partition, const NodeSurroundings& surroundings,
                    const NodeOptions& options, const engine::ContextRegistry* contexts,
                    NodeCounters& counters) -> BlockingStep {
  auto models = std::make_shared<std::vector<Model>>();
  const auto zone_of = engine::zones_of(*surroundings.log, *surroundings.kinds, contexts);
  for (auto& projection : engine::all_projections(zone_of)) {
    auto name = projection.name;
    engine::ProjectorOptions wanted;
    wanted.partition = partition;
    models->push_back({std::move(name),
                       std::make_unique<engine::Projector>(*surroundings.log, *surroundings.rows,
                                                           std::move(projection), wanted),
                       false});
  }
  return [models, &counters, say = options.say] {
    StepDone done;
    for (auto& model : *models) {
      if (!model.projector) continue;
      const auto absorbed = model.projector->step(std::chrono::milliseconds{0});
      if (absorbed) {
        counters.projected += *absorbed;
        model.said = model.said && *absorbed == 0;
        done.worked = done.worked || *absorbed > 0;
      } else if (absorbed.error().reason == engine::ProjectorStop::Reason::projection) {
        if (say) say(sentence(model.name, absorbed.error()));
        model.projector.reset();
        ++counters.projectors_stopped;
      } else {
        if (say && !std::exchange(model.said, true)) say(sentence(model.name, absorbed.error()));
        done.failed = true;
      }
    }
    return done;
  };
}

}  // namespace orkesta::actors
