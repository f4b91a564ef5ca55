#include "orkesta/engine/records.hpp"

#include <utility>

namespace orkesta::engine {

auto attribute_of(const log::Record& record, std::string_view name) -> std::string_view {
  return codec::find_attribute(record.attributes, name).value_or("");
}

auto position_text(const log::Position& position) -> std::string {
  return codec::InputPosition{position.topic, position.partition, position.offset}.text();
}

auto parse_position(std::string_view text) -> std::optional<log::Position> {
  auto parsed = codec::InputPosition::parse(text);
  if (!parsed) return std::nullopt;
  return log::Position{std::move(parsed->topic), parsed->partition, parsed->offset};
}

auto inbound_record(const std::string& installation, const EntityKey& to, std::string_view type,
                    const std::string& id, Timestamp at, std::string payload) -> log::Record {
  return {to.text(),
          codec::write_attributes(codec::inbound_event(installation, type, HeardId{id}, to, at)),
          std::move(payload)};
}

}  // namespace orkesta::engine
