#include "orkesta/gateway/turn_view.hpp"

#include "orkesta/codec/json_writer.hpp"
#include "orkesta/codec/sealing.hpp"
#include "orkesta/codec/turn.hpp"
#include "orkesta/gateway/understanding_view.hpp"

namespace orkesta::gateway {
namespace {

using codec::JsonWriter;
using conversation::Kind;

/// The quote that this turn put before the customer, or asked a person about.
auto quote_of(const Decision<Kind>& decision) -> const pricing::Quote* {
  const pricing::Quote* found = nullptr;
  for (const auto& event : decision.events) {
    if (const auto* const offered = std::get_if<conversation::events::QuoteOffered>(&event))
      found = &offered->quote;
    if (const auto* const revised = std::get_if<conversation::events::QuoteRevised>(&event))
      found = &revised->quote;
    const auto* const asked = std::get_if<conversation::events::ApprovalRequested>(&event);
    if (asked && asked->proposal && found == nullptr) found = &*asked->proposal;
  }
  return found;
}

void write_fact(JsonWriter& json, const Fact& fact) {
  json.begin_object().field("name", fact.name);
  if (fact.said)
    json.field("value", *fact.said);
  else
    json.field("value", fact.value.value_or(""));
  json.field("source", fact.source).end_object();
}

void write_reply(JsonWriter& json, const Reply& reply) {
  json.begin_object().field("text", reply.text).field("kind", reply.kind);
  json.key("facts").begin_array();
  for (const auto& fact : reply.facts) write_fact(json, fact);
  json.end_array();
  json.field_if("template", reply.template_id).end_object();
}

void write_decision(JsonWriter& json, const Decision<Kind>& decision) {
  json.field("events", decision.events);
  json.key("replies").begin_array();
  for (const auto& reply : decision.replies) write_reply(json, reply);
  json.end_array();
  json.field("effects", decision.effects);
  if (const auto* const quote = quote_of(decision)) json.field("quote", *quote);
  json.field("explanation", decision.explanation);
}

auto moved_to(const Decision<Kind>& decision) -> std::optional<conversation::Stage> {
  std::optional<conversation::Stage> stage;
  for (const auto& event : decision.events)
    if (const auto* const changed = std::get_if<conversation::events::StageChanged>(&event))
      stage = changed->to;
  return stage;
}

}  // namespace

auto stage_moved_to(std::string_view turn) -> std::optional<conversation::Stage> {
  const auto decoded = codec::decode_turn<Kind>(turn);
  return decoded ? moved_to(decoded->decision) : std::nullopt;
}

auto TurnView::write(codec::JsonWriter& json, const SeenTurn& turn, bool personal) -> bool {
  const auto& entity = turn.entity;
  const bool is_conversation = entity.kind == Kind::name;
  json.field(is_conversation ? "conversation" : "entity",
             is_conversation ? entity.id.text() : entity.text());
  json.field("sequence", turn.sequence);
  const store::Position position{store::PositionOf::turn, turn.at.partition, turn.at.offset};
  json.field("position", positions_.encode(entity.tenant, position));
  json.field("digest", turn.digest);
  if (!is_conversation) return true;
  auto decoded = codec::decode_turn<Kind>(turn.bytes);
  if (!decoded) return false;
  json.field("at", decoded->heard.at);
  if (personal && !codec::open(*decoded, entity.tenant, keys_)) return false;
  const auto [known, is_new] = stages_.try_emplace(entity.text());
  auto& stage = known->second;
  if (is_new && turn.sequence == 1) stage = conversation::Stage::greeting;
  if (is_new && turn.sequence > 1 && before_) stage = before_(entity, turn.sequence);
  if (const auto moved = moved_to(decoded->decision)) stage = *moved;
  json.field_if("stage", stage);
  if (decoded->heard.understanding) {
    json.key("understanding").begin_object();
    write_understanding(json, *decoded->heard.understanding);
    json.end_object();
  }
  write_decision(json, decoded->decision);
  return true;
}

}  // namespace orkesta::gateway
