// Read models: digests, and rebuilding one beside the live one.
#include <iostream>

#include "commands.hpp"
#include "orkesta/codec/json_writer.hpp"
#include "orkesta/engine/kinds.hpp"
#include "orkesta/engine/projector.hpp"
#include "orkesta/store/position_codec.hpp"

namespace orkesta::cli {
namespace {

auto store_trouble(store::StoreError error) -> Failure<Trouble> {
  const auto exit = error == store::StoreError::unknown_projection ? Exit::not_found : Exit::failed;
  return Failure{Trouble{exit, "rows", std::string(store::describe(error))}};
}

auto projection_named(log::MessageLog& log, const std::string& name)
    -> Result<engine::NamedProjection, Trouble> {
  const auto zone_of = engine::zones_of(log, engine::all_kinds(), nullptr);
  for (auto& projection : engine::all_projections(zone_of))
    if (projection.name == name) return std::move(projection);
  return Failure{Trouble{Exit::not_found, "not_found", name + ": there is no such projection"}};
}

/// Absorbs every partition into the copy, up to where the live one stands.
auto catch_up(Installation& opened, const std::string& name, store::Copy copy)
    -> Result<Done, Trouble> {
  for (Partition p = 0; p < opened.log->partitions(); ++p) {
    engine::ProjectorOptions options;
    options.partition = p;
    options.copy = copy;
    options.until = log::Until::end_at_opening;
    ORKESTA_TRY_LET(projection, projection_named(*opened.log, name));
    engine::Projector projector(*opened.log, *opened.rows, {std::move(projection)}, options);
    while (true) {
      const auto absorbed = projector.step(std::chrono::milliseconds{0});
      if (!absorbed)
        return Failure{Trouble{Exit::failed, "projection",
                               "stopped at turns/" + std::to_string(absorbed.error().at.partition) +
                                   '/' + std::to_string(absorbed.error().at.offset) + ": " +
                                   absorbed.error().message}};
      if (*absorbed == 0) break;
    }
  }
  return Done{};
}

}  // namespace

auto run_projections_digest(const std::string& data, bool as_json) -> Ran {
  ORKESTA_TRY_LET(
      opened,
      open_installation(data, {.mode = Mode::read_only, .keys = true, .rows = true, .clock = {}}));
  const auto secret = opened.keys->secret(TenantId{"~"}, "positions");
  if (!secret)
    return Failure{Trouble{Exit::failed, "keys", "the installation's keys cannot be read"}};
  const store::PositionCodec positions(*secret);
  for (const auto& projection : opened.rows->projections()) {
    const auto digest = opened.rows->digest(projection);
    const auto standing = opened.rows->positions(projection);
    if (!digest) return store_trouble(digest.error());
    if (!standing) return store_trouble(standing.error());
    std::map<Partition, Offset> next;
    for (const auto& [partition, at] : *standing) next.emplace(partition, at.turns_next);
    codec::JsonWriter json;
    json.begin_object().field("projection", projection);
    json.field("position", positions.encode_all(next));
    json.field("rows", digest->rows).field("digest", digest->digest).end_object();
    if (as_json)
      std::cout << json.text() << '\n';
    else
      std::cout << projection << '\t' << digest->rows << '\t' << digest->digest.hex() << '\n';
  }
  return Exit::done;
}

auto run_projections_rebuild(const std::string& name, const std::string& data) -> Ran {
  ORKESTA_TRY_LET(opened,
                  open_installation(data, {.mode = Mode::writing, .rows = true, .clock = {}}));
  ORKESTA_TRY(catch_up(opened, name, store::Copy::live));
  if (const auto started = opened.rows->start_rebuild(name); !started)
    return store_trouble(started.error());
  ORKESTA_TRY(catch_up(opened, name, store::Copy::rebuilt));
  const auto outcome = opened.rows->finish_rebuild(name, store::Swap::if_equal);
  if (!outcome) return store_trouble(outcome.error());
  codec::JsonWriter json;
  json.begin_object().field("projection", name).field("equal", outcome->equal);
  json.field("rows", outcome->rebuilt.rows).field("live", outcome->live.digest);
  json.field("rebuilt", outcome->rebuilt.digest).end_object();
  std::cout << json.text() << '\n';
  if (outcome->equal) return Exit::done;
  std::cerr << "orkesta: the rebuilt read model differs from the live one (ORK-0021)\n";
  return Exit::difference;
}

}  // namespace orkesta::cli
