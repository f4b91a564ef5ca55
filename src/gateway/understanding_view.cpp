#include "orkesta/gateway/understanding_view.hpp"

#include "orkesta/codec/json_writer.hpp"

namespace orkesta::gateway {
namespace {

using codec::JsonWriter;

void write_guess(JsonWriter& json, const Guess& guess, std::string_view name) {
  json.begin_object().field(name, guess.name);
  json.key("confidence").fraction(guess.confidence).end_object();
}

void write_entity(JsonWriter& json, const Entity& entity) {
  json.begin_object().field("type", entity.type).field("text", entity.text);
  json.field("start", entity.start).field("end", entity.end);
  // `value` is JSON text already (a number or a string); erased: as codec says it.
  const auto* const value = entity.value.opened();
  if (value && !value->empty())
    json.key("value").raw(*value);
  else
    json.field("value", entity.value);
  json.field_if("currency", entity.currency).end_object();
}

void write_mention(JsonWriter& json, const Mention& mention) {
  json.begin_object().field("start", mention.start).field("end", mention.end);
  json.field_if("quantity", mention.quantity);
  if (!mention.unit.empty()) json.field("unit", mention.unit);
  json.key("candidates").begin_array();
  for (const auto& candidate : mention.candidates) {
    json.begin_object().field("sku", candidate.sku);
    json.key("confidence").fraction(candidate.confidence).end_object();
  }
  json.end_array().end_object();
}

template <class Items, class Write>
void write_list(JsonWriter& json, std::string_view name, const Items& items, Write write) {
  json.key(name).begin_array();
  for (const auto& item : items) write(json, item);
  json.end_array();
}

}  // namespace

void write_understanding(JsonWriter& json, const Understanding& understanding) {
  const auto intent = understanding.intents.empty() ? Guess{"other", 0} : understanding.intents[0];
  write_guess(json.key("language"), understanding.language, "code");
  write_guess(json.key("intent"), intent, "name");
  write_list(json, "intents", understanding.intents,
             [](JsonWriter& to, const Guess& guess) { write_guess(to, guess, "name"); });
  write_guess(json.key("sentiment"), understanding.sentiment, "label");
  write_list(json, "entities", understanding.entities, write_entity);
  write_list(json, "mentions", understanding.mentions, write_mention);
  json.field("model", understanding.model);
}

}  // namespace orkesta::gateway
