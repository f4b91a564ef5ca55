// Erasing a person, following the log, tokens, settings, version.
#include <iostream>
#include <thread>

#include "commands.hpp"
#include "local_server.hpp"
#include "orkesta/codec/hash.hpp"
#include "orkesta/codec/json_writer.hpp"
#include "orkesta/door/door.hpp"
#include "orkesta/engine/audit.hpp"
#include "orkesta/engine/kinds.hpp"
#include "orkesta/gateway/live_hub.hpp"
#include "orkesta/store/position_codec.hpp"
#include "server_settings.hpp"

#ifndef ORKESTA_VERSION
#define ORKESTA_VERSION "0.0.0"
#endif

namespace orkesta::cli {
namespace {

using codec::JsonWriter;

auto no_keys() -> Failure<Trouble> {
  return Failure{Trouble{Exit::failed, "keys", "the installation's keys cannot be read"}};
}

/// The subjects whose keys the erasure of this conversation destroyed, from its turns.
auto erased_subjects(log::MessageLog& log, const EntityKey& key)
    -> Result<std::vector<std::string>, Trouble> {
  std::vector<std::string> subjects;
  const auto exported =
      engine::export_turns(log, {std::nullopt, key}, [&](const engine::ExportedTurn& turn) {
        const auto json = codec::Json::parse(turn.turn);
        const auto events = json ? json->root().at({"decision", "events"}) : std::nullopt;
        if (!events) return true;
        for (const auto event : events->items()) {
          if (event.text_of("type") != "conversation.erased.v1") continue;
          subjects.clear();
          if (const auto listed = event.find("subjects"))
            for (const auto subject : listed->items()) subjects.emplace_back(subject.text());
        }
        return true;
      });
  if (!exported)
    return Failure{Trouble{Exit::failed, "log", std::string(log::describe(exported.error()))}};
  return subjects;
}

/// A turn for people: what the customer said, what was answered, the quote.
void print_dialogue(const codec::JsonView& turn) {
  const auto events = turn.find("events");
  const auto replies = turn.find("replies");
  if (!events || !replies) return;
  bool is_quote = false;
  for (const auto event : events->items()) {
    const auto type = event.text_of("type").value_or("");
    if (type == "conversation.started.v1")
      std::cout << "thread " << event.text_of("thread").value_or("") << " ("
                << event.text_of("channel").value_or("") << ")\n";
    if (type == "message.received.v1")
      std::cout << "customer: " << event.text_of("text").value_or("") << '\n';
    is_quote = is_quote || type == "quote.offered.v1" || type == "quote.revised.v1";
  }
  for (const auto reply : replies->items())
    std::cout << "orkesta: " << reply.text_of("text").value_or("") << '\n';
  const auto quote = turn.find("quote");
  if (!is_quote || !quote) return;
  const auto total = quote->find("total");
  std::cout << "quote " << quote->text_of("number").value_or("") << ": "
            << (total ? total->write() : "") << '\n';
}

}  // namespace

auto run_erase(const std::string& data, const std::string& entity, const std::string& by) -> Ran {
  const auto key = engine::parse_entity_key(entity);
  if (!key || key->kind != "conversation")
    return Failure{Trouble{Exit::usage, "usage", "--entity is tenant/conversation/id"}};
  ORKESTA_TRY_LET(server, LocalServer::open(data));
  auto known = engine::fold_from_log(server->log(), engine::all_kinds(), *key);
  if (!known || !*known || (*known)->standing().sequence == 0)
    return Failure{Trouble{Exit::not_found, "not_found", entity + ": there is no such entity"}};
  door::Door door(server->log(), server->keys(), std::string(installation_name));
  conversation::Command command;
  command.command = conversation::CommandType::erase;
  command.by = by;
  const auto partition = log::partition_of(key->tenant, server->log().partitions());
  const auto range = server->log().range(log::topic::inbound, partition);
  const HeardId heard{"erase-" + std::to_string(range ? range->next : 0)};
  auto taken = door.command(*key, heard, std::move(command));
  if (!taken)
    return Failure{Trouble{Exit::failed, "log", std::string(door::describe(taken.error()))}};
  // The command's turn asks for the erasure, its executor destroys the keys, the result is a turn.
  std::vector<std::string> subjects;
  for (int tries = 0; tries < 1000 && subjects.empty(); ++tries) {
    std::this_thread::sleep_for(std::chrono::milliseconds{10});
    ORKESTA_TRY_LET(found, erased_subjects(server->log(), *key));
    subjects = std::move(found);
  }
  if (subjects.empty())
    return Failure{Trouble{Exit::unreachable, "timeout", "the erasure is not done yet"}};
  const auto secret = server->keys().secret(TenantId{"~"}, "positions");
  if (!secret) return no_keys();
  const auto& at = taken->position;
  JsonWriter json;
  json.begin_object().field("entity", entity).field("subjects", subjects);
  json.field("position", store::PositionCodec(*secret).encode(
                             key->tenant, {store::PositionOf::input, at.partition, at.offset}));
  std::cout << json.end_object().text() << '\n';
  return Exit::done;
}

auto run_events_tail(const TailOptions& options) -> Ran {
  if (options.tenant.empty())
    return Failure{Trouble{Exit::usage, "usage", "name the tenant: --tenant ID"}};
  ORKESTA_TRY_LET(opened, open_installation(options.data,
                                            {.mode = Mode::read_only, .keys = true, .clock = {}}));
  const auto secret = opened.keys->secret(TenantId{"~"}, "positions");
  if (!secret) return no_keys();
  const store::PositionCodec positions(*secret);
  gateway::LiveHub hub(*opened.log, *opened.keys, positions);
  gateway::LiveHub::Listener listener{TenantId{options.tenant}, true, 0, Timestamp{}};
  if (!options.after.empty()) {
    const auto after = positions.decode(listener.tenant, options.after);
    if (!after)
      return Failure{Trouble{Exit::usage, "bad_position", "--since is not a position of it"}};
    listener.next = after->offset + 1;
  }
  std::uint64_t printed = 0;
  while (std::cout.good()) {
    const auto turns = hub.read(listener, 200);
    if (!turns)
      return Failure{Trouble{Exit::failed, "log", std::string(log::describe(turns.error()))}};
    for (const auto& turn : *turns) {
      if (options.as_json) {
        std::cout << turn.json << '\n';
      } else if (const auto json = codec::Json::parse(turn.json)) {
        print_dialogue(json->root());
      }
      listener.next = turn.offset + 1;
      if (++printed == options.limit) return Exit::done;
    }
    std::cout.flush();
    if (!turns->empty()) continue;
    if (options.until_end) break;
    std::this_thread::sleep_for(std::chrono::milliseconds{50});
  }
  return Exit::done;
}

auto run_token_create(const TokenOptions& options) -> Ran {
  if (!gateway::is_role(options.role))
    return Failure{Trouble{Exit::usage, "usage",
                           "--role is ceo, seller, secretary, professional, operator or "
                           "connector"}};
  if (options.minutes < 1 || options.minutes > 60 * 24 * 365)
    return Failure{Trouble{Exit::usage, "usage", "--minutes is 1 to 525600"}};
  auto rules = token_rules_of(options.data);
  if (!rules) return Failure{rules.error()};
  const auto now = wall_clock();
  const auto id = codec::sha256(options.tenant + options.user + std::to_string(now.milliseconds))
                      .hex()
                      .substr(0, 16);
  std::cout << gateway::create_token(
                   *rules, rules->keys.front(),
                   {TenantId{options.tenant}, options.role, options.user, now, options.minutes, id})
            << '\n';
  return Exit::done;
}

auto run_config_show(const std::string& file, bool origin, bool as_json) -> Ran {
  ORKESTA_TRY_LET(settings, load_settings(file));
  for (const auto& setting : settings.all) {
    if (as_json) {
      JsonWriter json;
      json.begin_object().field("name", setting.name).field("value", setting.value);
      std::cout << json.field("origin", setting.origin).end_object().text() << '\n';
      continue;
    }
    std::cout << setting.name << " = " << setting.value;
    if (origin) std::cout << "  # " << setting.origin;
    std::cout << '\n';
  }
  return Exit::done;
}

auto run_version(bool as_json) -> Ran {
  if (!as_json) {
    std::cout << "orkesta " ORKESTA_VERSION "\n";
    return Exit::done;
  }
  JsonWriter json;
  json.begin_object().field("name", "orkesta").field("version", ORKESTA_VERSION).end_object();
  std::cout << json.text() << '\n';
  return Exit::done;
}

}  // namespace orkesta::cli
