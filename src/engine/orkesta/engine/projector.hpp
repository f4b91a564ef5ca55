#pragma once

/// Feeds read models of one partition from `turns`: rows and positions in one transaction (R8).

#include <chrono>
#include <functional>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include "orkesta/core/ids.hpp"
#include "orkesta/core/result.hpp"
#include "orkesta/core/rows.hpp"
#include "orkesta/core/time.hpp"
#include "orkesta/engine/context_registry.hpp"
#include "orkesta/engine/entity.hpp"
#include "orkesta/log/message_log.hpp"
#include "orkesta/store/read_store.hpp"

namespace orkesta::engine {

/// What a projection makes of a turn's record; pure. An error names why it cannot.
struct Projected {
  TenantId tenant;
  std::vector<RowChange> changes;
};
using Projection = std::function<Result<Projected, std::string>(const log::Delivered& turn)>;

struct NamedProjection {
  std::string name;
  Projection project;
};
/// The zone that a tenant's context has in that version, valid until the next call; null: none, so
/// UTC. One thread.
using ZoneOf = std::function<const Zone*(const TenantId&, ContextVersion)>;
/// From the log; from `current` without reading it, where that holds the version.
auto zones_of(log::MessageLog& log, const KindRegistry& kinds, const ContextRegistry* current)
    -> ZoneOf;

/// Every read model of this build. They share what they decode: whoever hands one turn to all of
/// them before the next has it decoded once. One thread.
auto all_projections(const ZoneOf& zone_of) -> std::vector<NamedProjection>;

struct ProjectorStop {
  enum class Reason { log, store, projection } reason = Reason::log;
  log::Position at;
  std::string message;
  std::string projection{};  ///< Which one; of `projection` only.
};

struct ProjectorOptions {
  Partition partition = 0;
  store::Copy copy = store::Copy::live;
  std::size_t turns_max = 2000;  ///< Of one transaction.
  log::Until until = log::Until::for_ever;
  bool position_apart = false;  ///< A planted bug: see `PlantedBugs`.
};

/// One thread. Dropped and made again at any time, it goes on where its rows stand; those of
/// several read models need not stand at the same place.
class Projector {
 public:
  Projector(log::MessageLog& log, store::ReadStore& rows, std::vector<NamedProjection> projections,
            ProjectorOptions options);
  ~Projector();
  /// Absorbs what is there, at most one transaction. How many turns; 0: nothing new within the
  /// wait.
  auto step(std::chrono::milliseconds wait_at_most) -> Result<std::size_t, ProjectorStop>;
  /// Goes on without this one, which stays where its rows stand.
  void leave_out(const std::string& projection);
  auto projections() const -> std::size_t;  ///< That go on.

 private:
  struct Inside;
  std::unique_ptr<Inside> in_;
};

}  // namespace orkesta::engine
