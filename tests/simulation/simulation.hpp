#pragma once

/// A simulated installation: one seed, one thread, virtual time; real code from `inbound` on. What
/// goes wrong is drawn from the seed; what must hold is checked after every step.

#include <cstdint>
#include <optional>
#include <string>

#include "orkesta/engine/partition_engine.hpp"

namespace orkesta::simulation {

/// How often each fault happened, so that a run that met none is noticed.
struct Met {
  int crashes = 0;
  int caches_lost = 0;
  int aborted = 0;
  int fenced = 0;
  int in_doubt = 0;
  int duplicates = 0;
  int redelivered = 0;
  int disordered = 0;
  int poison = 0;
  int deaths = 0;
  int timers = 0;
  int turns = 0;
  int calls_failed = 0;  ///< Of providers.
  int rows_failed = 0;
  int rows_lost = 0;
  int imports = 0;
};

/// Runs one seed; nothing, or the invariant that did not hold and the step after which.
auto run_counters(std::uint64_t seed, const engine::PlantedBugs& planted, Met& met)
    -> std::optional<std::string>;
/// Conversations with a tenant's whole context.
auto run_shop(std::uint64_t seed, const engine::PlantedBugs& planted, Met& met)
    -> std::optional<std::string>;

}  // namespace orkesta::simulation
