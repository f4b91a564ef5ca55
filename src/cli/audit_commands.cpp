// What anybody can prove from the log alone: export, verify, replay. Read-only, beside a server.
#include <iostream>

#include "commands.hpp"
#include "json_lines.hpp"
#include "orkesta/codec/hash.hpp"
#include "orkesta/codec/sealing.hpp"
#include "orkesta/engine/audit.hpp"
#include "orkesta/engine/kinds.hpp"
#include "orkesta/engine/understander.hpp"
#include "orkesta/log/proof.hpp"
#include "orkesta/store/position_codec.hpp"
#include "turn_opened.hpp"

namespace orkesta::cli {
namespace {

using codec::JsonWriter;

auto unreadable(log::LogError error) -> Failure<Trouble> {
  return Failure{Trouble{Exit::failed, "log", std::string(log::describe(error))}};
}

auto audit_scope(const Scope& scope) -> Result<engine::AuditScope, Trouble> {
  engine::AuditScope wanted;
  if (!scope.tenant.empty()) wanted.tenant = TenantId{scope.tenant};
  if (scope.entity.empty()) return wanted;
  auto key = engine::parse_entity_key(scope.entity);
  if (!key) return Failure{Trouble{Exit::usage, "usage", "--entity is tenant/kind/id"}};
  wanted.entity = std::move(*key);
  return wanted;
}

/// Read-only commands run without key files too; what is sealed then stays so.
auto open_for_audit(const std::string& data) -> Result<Installation, Trouble> {
  return open_installation(data, {.mode = Mode::read_only, .keys = true, .clock = {}});
}

void write_difference(JsonWriter& json, const engine::Difference& difference) {
  const auto& at = difference.at;
  json.key("first_difference").begin_object();
  json.field("position",
             at.topic + '/' + std::to_string(at.partition) + '/' + std::to_string(at.offset));
  json.field("entity", difference.entity).field("sequence", difference.sequence);
  json.field("what", difference.what).field("message", difference.message).end_object();
}

auto exit_for(bool differs) -> Exit {
  if (differs) std::cerr << "orkesta: the log differs from what it must be (ORK-0020)\n";
  return differs ? Exit::difference : Exit::done;
}

/// Where the log says that the damage is: the record `<topic>/<partition>@<offset>: …`, as
/// `<topic>/<partition>/<offset>`; else the file, its first word.
auto place_of_damage(const std::string& diagnosis) -> std::string {
  auto place = diagnosis.substr(0, diagnosis.find_first_of(": "));
  if (const auto at = place.find('@'); at != std::string::npos) place[at] = '/';
  return place;
}

/// Bytes that are not as they were written.
auto report_damage(const std::string& diagnosis) -> Exit {
  JsonWriter json;
  json.begin_object().field("ok", false).key("first_difference").begin_object();
  json.field("position", place_of_damage(diagnosis));
  json.field("what", "damaged").field("message", diagnosis).end_object();
  std::cout << json.end_object().text() << '\n';
  return exit_for(true);
}

}  // namespace

auto run_export_turns(const Scope& scope, bool sealed, bool raw) -> Ran {
  ORKESTA_TRY_LET(wanted, audit_scope(scope));
  ORKESTA_TRY_LET(opened, open_for_audit(scope.data));
  const auto secret = opened.keys->secret(TenantId{"~"}, "positions");
  if (!secret)
    return Failure{Trouble{Exit::failed, "keys", "the installation's keys cannot be read"}};
  const store::PositionCodec positions(*secret);
  const auto line = [&](const engine::ExportedTurn& turn) {
    JsonWriter json;
    json.begin_object();
    json.field("position",
               positions.encode(turn.entity.tenant,
                                {store::PositionOf::turn, turn.at.partition, turn.at.offset}));
    json.field("tenant", turn.entity.tenant).field("entity", turn.entity.text());
    json.field("sequence", turn.sequence).field("previous", turn.previous);
    json.field("digest", turn.digest);
    if (raw)
      json.field("raw", codec::base64(turn.turn));
    else if (sealed)
      json.key("turn").raw(turn.turn);
    else
      json.key("turn").raw(opened_turn(turn.turn, turn.entity, *opened.keys));
    std::cout << json.end_object().text() << '\n';
    return std::cout.good();
  };
  auto exported = engine::export_turns(*opened.log, wanted, line);
  if (!exported) return unreadable(exported.error());
  std::cout.flush();
  if (*exported) std::cerr << "orkesta: " << (*exported)->message << '\n';
  return exit_for(exported->has_value());
}

auto run_audit_verify(const Scope& scope) -> Ran {
  auto opening = open_installation(scope.data, {.mode = Mode::read_only, .clock = {}});
  if (!opening && opening.error().code == "corrupt") return report_damage(opening.error().message);
  ORKESTA_TRY_LET(opened, std::move(opening));
  auto verified = engine::verify(*opened.log, engine::all_kinds());
  if (!verified) {
    if (verified.error() != log::LogError::corrupt) return unreadable(verified.error());
    return report_damage(opened.log->diagnosis());
  }
  const auto& difference = verified->first_difference;
  log::Proof proof;
  if (!difference) {  // Turns are what they say; now the records of all topics, and the file.
    auto proved = log::prove_embedded_log(DataPaths(scope.data).log_folder);
    if (!proved && proved.error().error != log::LogError::corrupt) {
      return Failure{Trouble{Exit::failed, "log", proved.error().words}};
    }
    if (!proved) return report_damage(proved.error().words);
    proof = *proved;
  }
  JsonWriter json;
  json.begin_object().field("turns", verified->turns).field("entities", verified->entities);
  if (!difference) json.field("records", proof.records);
  json.field("ok", !difference.has_value());
  if (difference) write_difference(json, *difference);
  std::cout << json.end_object().text() << '\n';
  return exit_for(difference.has_value());
}

auto run_audit_replay(const Scope& scope) -> Ran {
  ORKESTA_TRY_LET(wanted, audit_scope(scope));
  ORKESTA_TRY_LET(opened, open_for_audit(scope.data));
  engine::Services services;
  services.understander = &engine::built_in_understander();
  services.keys = opened.keys.get();
  auto replayed = engine::replay(*opened.log, engine::all_kinds(), services, wanted);
  if (!replayed) return unreadable(replayed.error());
  JsonWriter json;
  json.begin_object().field("turns", replayed->turns).field("redecided", replayed->redecided);
  json.field("other_rules", replayed->other_rules).field("erased", replayed->erased);
  json.field("dead_letters", replayed->dead_letters).field("differing", replayed->differing);
  if (replayed->first_difference) write_difference(json, *replayed->first_difference);
  std::cout << json.end_object().text() << '\n';
  return exit_for(replayed->differing > 0 || replayed->first_difference.has_value());
}

}  // namespace orkesta::cli
