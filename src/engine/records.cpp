#include "orkesta/engine/records.hpp"

#include <charconv>
#include <utility>

namespace orkesta::engine {
namespace {

template <class Number>
auto parse_number(std::string_view text) -> std::optional<Number> {
  Number value = 0;
  const auto* end = text.data() + text.size();
  const auto [at, error] = std::from_chars(text.data(), end, value);
  if (error != std::errc{} || at != end) return std::nullopt;
  return value;
}

}  // namespace

auto attribute_of(const log::Record& record, std::string_view name) -> std::string_view {
  for (const auto& [key, value] : record.attributes) {
    if (key == name) return value;
  }
  return {};
}

auto position_text(const log::Position& position) -> std::string {
  return position.topic + '/' + std::to_string(position.partition) + '/' +
         std::to_string(position.offset);
}

auto parse_position(std::string_view text) -> std::optional<log::Position> {
  const auto last = text.rfind('/');
  if (last == std::string_view::npos || last == 0) return std::nullopt;
  const auto middle = text.rfind('/', last - 1);
  if (middle == std::string_view::npos || middle == 0) return std::nullopt;
  const auto partition = parse_number<Partition>(text.substr(middle + 1, last - middle - 1));
  const auto offset = parse_number<Offset>(text.substr(last + 1));
  if (!partition || !offset) return std::nullopt;
  return log::Position{std::string{text.substr(0, middle)}, *partition, *offset};
}

auto inbound_record(const std::string& installation, const EntityKey& to, std::string_view type,
                    const std::string& id, Timestamp at, std::string payload) -> log::Record {
  auto key = to.text();
  return log::Record{.key = key,
                     .attributes = {{std::string{attribute::type}, "orkesta." + std::string{type}},
                                    {std::string{attribute::source}, "/orkesta/" + installation},
                                    {std::string{attribute::id}, id},
                                    {std::string{attribute::subject}, key},
                                    {std::string{attribute::time}, format_timestamp(at)}},
                     .value = std::move(payload)};
}

}  // namespace orkesta::engine
