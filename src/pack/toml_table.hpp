#pragma once

/// TOML tables as fields with places. The only header that sees the TOML library.

#include <toml++/toml.h>

#include <memory>

#include "checks.hpp"

namespace orkesta::pack {

/// A table of a TOML file. Keys that were never asked for are warned of by `finish`.
class TomlTable {
 public:
  TomlTable(const toml::table& table, const Checks& checks, const FileReport& report)
      : table_(&table), checks_(&checks), report_(&report) {}

  auto place() const -> Place { return place_of(table_->source()); }
  auto has(std::string_view key) const -> bool { return table_->contains(key); }

  /// A string. What is no string is reported under `code`.
  auto text(std::string_view key, const char* code = "bad_choice") -> Field;
  /// An integer, as its digits.
  auto number(std::string_view key, const char* code = "bad_whole") -> Field;
  auto flag(std::string_view key, bool otherwise) -> bool;
  /// A string or a TOML date.
  auto date(std::string_view key) -> Field;
  auto list(std::string_view key) -> std::vector<Field>;
  auto table(std::string_view key) -> std::optional<TomlTable>;
  auto tables(std::string_view key) -> std::vector<TomlTable>;
  /// Every key, in the order of the file, with its place.
  auto keys() -> std::vector<Field>;
  /// Warns of keys that nobody asked for.
  void finish() const;

 private:
  static auto place_of(const toml::source_region& source) -> Place {
    return {std::max(static_cast<int>(source.begin.line), 1),
            std::max(static_cast<int>(source.begin.column), 1)};
  }
  auto find(std::string_view key) -> const toml::node* {
    asked_.emplace(key);
    return table_->get(key);
  }
  void wrong(const toml::node& node, const char* code, std::string message) const {
    report_->wrong(place_of(node.source()), code, std::move(message));
  }
  auto absent() const -> Field { return {{}, place(), false}; }

  const toml::table* table_;
  const Checks* checks_;
  const FileReport* report_;
  Names asked_;
};

/// The file's root, or nothing when it is no TOML (reported as `bad_toml`).
auto parse_toml(std::string_view text, const FileReport& report)
    -> std::unique_ptr<const toml::table>;

}  // namespace orkesta::pack
