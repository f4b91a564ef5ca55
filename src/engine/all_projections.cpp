#include <map>
#include <memory>
#include <optional>
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

/// The turn that was decoded last, for the next read model that wants it.
struct LastTurn {
  std::string digest;
  std::optional<projections::OwnedTurn> turn;
};

auto decode(const ZoneOf& zone_of, const log::Delivered& turn, LastTurn& last)
    -> Result<Done, std::string> {
  const auto digest_text = attribute_of(turn.record, attribute::digest);
  if (last.turn && last.digest == digest_text && last.turn->turn().place.offset == turn.at.offset &&
      last.turn->turn().place.partition == turn.at.partition) {
    return Done{};
  }
  last.turn.reset();
  const auto head = codec::peek_turn(turn.record.value);
  if (!head) return Failure{head.error().message};
  const auto digest = Digest::parse(digest_text);
  if (!digest) return Failure{std::string{"the record has no digest"}};
  const projections::TurnPlace place{.partition = turn.at.partition,
                                     .offset = turn.at.offset,
                                     .digest = *digest,
                                     .zone = zone_of(head->entity.tenant, head->context)};
  ORKESTA_TRY_LET(owned, projections::OwnedTurn::read(turn.record.value, place));
  last.turn.emplace(std::move(owned));
  last.digest = digest_text;
  return Done{};
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
  const auto last = std::make_shared<LastTurn>();
  for (const auto& model : projections::all()) {
    const auto project = [project = model.project, zone_of,
                          last](const log::Delivered& turn) -> Result<Projected, std::string> {
      ORKESTA_TRY(decode(zone_of, turn, *last));
      const auto& decoded = last->turn->turn();
      return Projected{decoded.entity.tenant, project(decoded)};
    };
    all.push_back({std::string{model.name}, project});
  }
  return all;
}

}  // namespace orkesta::engine
