#include "orkesta/codec/cloudevents.hpp"

#include <array>
#include <charconv>

namespace orkesta::codec {
namespace {

constexpr std::array<std::string_view, 6> own_names{attribute::type,    attribute::source,
                                                    attribute::id,      attribute::subject,
                                                    attribute::time,    attribute::input};

auto is_own(std::string_view name) -> bool {
  for (const auto own : own_names)
    if (own == name) return true;
  return false;
}

template <class Number>
auto whole_number(std::string_view text) -> std::optional<Number> {
  Number value{};
  const auto* const end = text.data() + text.size();
  const auto [rest, error] = std::from_chars(text.data(), end, value);
  if (text.empty() || error != std::errc{} || rest != end) return std::nullopt;
  return value;
}

auto turn_id(const EntityKey& entity, Sequence sequence) -> std::string {
  return entity.text() + '/' + std::to_string(sequence);
}

auto made(std::string_view installation, std::string type, std::string id, const EntityKey& entity)
    -> CloudEvent {
  return {.type = std::move(type),
          .source = source_of(installation),
          .id = std::move(id),
          .subject = entity.text(),
          .time = std::nullopt,
          .input = std::nullopt,
          .others = {}};
}

auto prefixed(std::string_view name) -> std::string {
  return std::string{type_prefix} + std::string{name};
}

auto bad_attribute(std::string_view name, std::string_view message) -> Failure<CodecError> {
  return {CodecError{"bad_field", '/' + std::string{name}, std::string{message}}};
}

}  // namespace

auto InputPosition::text() const -> std::string {
  return topic + '/' + std::to_string(partition) + '/' + std::to_string(offset);
}

auto InputPosition::parse(std::string_view text) -> std::optional<InputPosition> {
  const auto last = text.rfind('/');
  if (last == std::string_view::npos || last == 0) return std::nullopt;
  const auto middle = text.rfind('/', last - 1);
  if (middle == std::string_view::npos || middle == 0) return std::nullopt;
  const auto partition = whole_number<Partition>(text.substr(middle + 1, last - middle - 1));
  const auto offset = whole_number<Offset>(text.substr(last + 1));
  if (!partition || !offset) return std::nullopt;
  return InputPosition{std::string{text.substr(0, middle)}, *partition, *offset};
}

auto CloudEvent::name() const -> std::string_view {
  const std::string_view whole = type;
  return whole.starts_with(type_prefix) ? whole.substr(type_prefix.size()) : whole;
}

auto source_of(std::string_view installation) -> std::string {
  return "/orkesta/" + std::string{installation};
}

auto inbound_event(std::string_view installation, std::string_view payload_type, const HeardId& id,
                   const EntityKey& entity, std::optional<Timestamp> at) -> CloudEvent {
  auto event = made(installation, prefixed(payload_type), id.text(), entity);
  event.time = at;
  return event;
}

auto turn_event(std::string_view installation, const EntityKey& entity, Sequence sequence,
                Timestamp at, const std::optional<InputPosition>& input) -> CloudEvent {
  auto event = made(installation, std::string{turn_type}, turn_id(entity, sequence), entity);
  event.time = at;
  event.input = input;
  return event;
}

auto effect_event(std::string_view installation, std::string_view effect_type, const EffectId& id,
                  const EntityKey& entity, Sequence sequence, Timestamp at) -> CloudEvent {
  auto event =
      made(installation, prefixed(effect_type), id.text() + '/' + std::to_string(sequence), entity);
  event.time = at;
  return event;
}

auto copy_event(std::string_view installation, std::string_view event_type, const EntityKey& entity,
                Sequence sequence, std::size_t index, Timestamp at) -> CloudEvent {
  auto event = made(installation, prefixed(event_type),
                    turn_id(entity, sequence) + '/' + std::to_string(index), entity);
  event.time = at;
  return event;
}

auto write_attributes(const CloudEvent& event) -> AttributeList {
  AttributeList list{{"type", event.type}, {"source", event.source}, {"id", event.id}};
  if (!event.subject.empty()) list.emplace_back("subject", event.subject);
  if (event.time) list.emplace_back("time", format_timestamp(*event.time));
  if (event.input) list.emplace_back("input", event.input->text());
  list.insert(list.end(), event.others.begin(), event.others.end());
  return list;
}

auto find_attribute(const AttributeList& attributes, std::string_view name)
    -> std::optional<std::string_view> {
  for (const auto& [key, value] : attributes)
    if (key == name) return value;
  return std::nullopt;
}

auto read_attributes(const AttributeList& attributes) -> Result<CloudEvent, CodecError> {
  CloudEvent event;
  const std::pair<std::string_view, std::string*> required[] = {
      {"type", &event.type}, {"source", &event.source}, {"id", &event.id}};
  for (const auto& [name, into] : required) {
    const auto value = find_attribute(attributes, name);
    if (!value || value->empty()) return bad_attribute(name, "is missing");
    *into = *value;
  }
  if (const auto subject = find_attribute(attributes, "subject")) {
    if (subject->empty()) return bad_attribute("subject", "is empty");
    event.subject = *subject;
  }
  if (const auto time = find_attribute(attributes, "time")) {
    event.time = parse_timestamp(*time);
    if (!event.time) return bad_attribute("time", "must be an RFC 3339 time");
  }
  if (const auto input = find_attribute(attributes, "input")) {
    event.input = InputPosition::parse(*input);
    if (!event.input) return bad_attribute("input", "must be topic/partition/offset");
  }
  for (const auto& attribute : attributes)
    if (!is_own(attribute.first) && !find_attribute(event.others, attribute.first))
      event.others.push_back(attribute);
  return event;
}

}  // namespace orkesta::codec
