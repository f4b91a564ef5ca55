#include "toml_table.hpp"

#include <algorithm>

namespace orkesta::pack {

auto TomlTable::text(std::string_view key, const char* code) -> Field {
  const auto* node = find(key);
  if (node == nullptr) return absent();
  const auto* value = node->as_string();
  if (value == nullptr) {
    wrong(*node, code, "'" + std::string(key) + "' must be a text in quotes.");
    return {{}, place_of(node->source()), true};
  }
  return {std::string(trimmed(value->get())), place_of(node->source())};
}

auto TomlTable::number(std::string_view key, const char* code) -> Field {
  const auto* node = find(key);
  if (node == nullptr) return absent();
  const auto* value = node->as_integer();
  if (value == nullptr) {
    wrong(*node, code, "'" + std::string(key) + "' must be a whole number without quotes.");
    return {{}, place_of(node->source()), true};
  }
  return {std::to_string(value->get()), place_of(node->source())};
}

auto TomlTable::flag(std::string_view key, bool otherwise) -> bool {
  const auto* node = find(key);
  if (node == nullptr) return otherwise;
  if (const auto* value = node->as_boolean()) return value->get();
  wrong(*node, "bad_choice", "'" + std::string(key) + "' must be true or false.");
  return otherwise;
}

auto TomlTable::date(std::string_view key) -> Field {
  const auto* node = find(key);
  if (const auto* value = node == nullptr ? nullptr : node->as_date()) {
    const auto& day = value->get();
    return {format_date({day.year, day.month, day.day}), place_of(node->source())};
  }
  return text(key, "bad_time");
}

auto TomlTable::list(std::string_view key) -> std::vector<Field> {
  const auto* node = find(key);
  if (node == nullptr) return {};
  const auto* array = node->as_array();
  if (array == nullptr) {
    wrong(*node, "bad_choice", "'" + std::string(key) + "' must be a list.");
    return {};
  }
  std::vector<Field> fields;
  for (const auto& item : *array) {
    if (const auto* value = item.as_string()) {
      fields.push_back({std::string(trimmed(value->get())), place_of(item.source())});
    } else {
      wrong(item, "bad_choice", "'" + std::string(key) + "' must hold texts in quotes.");
    }
  }
  return fields;
}

auto TomlTable::table(std::string_view key) -> std::optional<TomlTable> {
  const auto* node = find(key);
  if (node == nullptr) return std::nullopt;
  if (const auto* found = node->as_table()) return TomlTable(*found, *checks_, *report_);
  wrong(*node, "bad_choice", "'" + std::string(key) + "' must be a table.");
  return std::nullopt;
}

auto TomlTable::tables(std::string_view key) -> std::vector<TomlTable> {
  const auto* node = find(key);
  if (node == nullptr) return {};
  const auto* array = node->as_array();
  if (array == nullptr) {
    wrong(*node, "bad_choice",
          "'" + std::string(key) + "' must be written [[" + std::string(key) + "]].");
    return {};
  }
  std::vector<TomlTable> found;
  for (const auto& item : *array) {
    if (const auto* one = item.as_table()) {
      found.emplace_back(*one, *checks_, *report_);
    } else {
      wrong(item, "bad_choice", "'" + std::string(key) + "' must hold tables.");
    }
  }
  return found;
}

auto TomlTable::keys() -> std::vector<Field> {
  std::vector<Field> keys;
  for (const auto& [key, node] : *table_) {
    asked_.emplace(key.str());
    keys.push_back({std::string(key.str()), place_of(key.source())});
  }
  std::sort(keys.begin(), keys.end(), [](const Field& a, const Field& b) {
    return std::pair(a.place.line, a.place.column) < std::pair(b.place.line, b.place.column);
  });
  return keys;
}

void TomlTable::finish() const {
  for (const auto& [key, node] : *table_)
    if (!asked_.contains(key.str()))
      report_->warn(place_of(key.source()), "unknown_key",
                    "Nobody reads the key '" + std::string(key.str()) + "'.");
}

auto parse_toml(std::string_view text, const FileReport& report)
    -> std::unique_ptr<const toml::table> {
  try {
    return std::make_unique<const toml::table>(toml::parse(text));
  } catch (const toml::parse_error& error) {  // The library's; it ends here.
    const auto& begin = error.source().begin;
    report.wrong(
        {std::max(static_cast<int>(begin.line), 1), std::max(static_cast<int>(begin.column), 1)},
        "bad_toml", std::string(error.description()) + ".");
  }
  return nullptr;
}

}  // namespace orkesta::pack
