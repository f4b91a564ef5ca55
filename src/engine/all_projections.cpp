#include <map>
#include <memory>
#include <string>
#include <utility>

#include "orkesta/codec/turn.hpp"
#include "orkesta/domain/tenant/context.hpp"
#include "orkesta/engine/context_source.hpp"
#include "orkesta/engine/projector.hpp"
#include "orkesta/engine/records.hpp"
#include "orkesta/projections/projections.hpp"

namespace orkesta::engine {
namespace {

using Project = decltype(projections::Model::project);

auto project_record(Project project, const ZoneOf& zone_of, const log::Delivered& turn)
    -> Result<Projected, std::string> {
  const auto head = codec::peek_turn(turn.record.value);
  if (!head) return Failure{head.error().message};
  const auto digest = Digest::parse(attribute_of(turn.record, attribute::digest));
  if (!digest) return Failure{std::string{"the record has no digest"}};
  const projections::TurnPlace place{.partition = turn.at.partition,
                                     .offset = turn.at.offset,
                                     .digest = *digest,
                                     .zone = zone_of(head->entity.tenant, head->context)};
  ORKESTA_TRY_LET(owned, projections::OwnedTurn::read(turn.record.value, place));
  return Projected{head->entity.tenant, project(owned.turn())};
}

}  // namespace

auto zones_of(log::MessageLog& log, const KindRegistry& kinds, const ContextRegistry* current)
    -> ZoneOf {
  struct Known {
    ContextSource source;
    std::map<TenantId, ContextPtr> latest;
  };
  auto known = std::make_shared<Known>(Known{ContextSource{log, kinds}, {}});
  return [known, current](const TenantId& tenant, ContextVersion version) -> const Zone* {
    if (version == 0) return nullptr;
    auto& kept = known->latest[tenant];
    if (!kept || kept->version != version) {
      const auto now = current != nullptr ? current->find(tenant) : std::nullopt;
      const auto stands = now && now->version == version;
      kept = stands ? now->context : known->source.at(tenant, version);
    }
    return kept ? &kept->pack.settings.zone : nullptr;
  };
}

auto all_projections(const ZoneOf& zone_of) -> std::vector<NamedProjection> {
  std::vector<NamedProjection> all;
  for (const auto& model : projections::all()) {
    all.push_back(
        {std::string{model.name}, [project = model.project, zone_of](const log::Delivered& turn) {
           return project_record(project, zone_of, turn);
         }});
  }
  return all;
}

}  // namespace orkesta::engine
