#include "server_settings.hpp"

#include <toml++/toml.h>
#include <algorithm>
#include <array>
#include <cstdlib>
#include <filesystem>

#include "journal.hpp"
#include "orkesta/codec/hash.hpp"
#include "orkesta/core/assert.hpp"
#include "orkesta/store/key_store.hpp"

namespace orkesta::cli {
namespace {

struct Known {
  std::string_view name;
  std::string_view standard;
};
/// Every setting of this program. In the file: `[server] listen = "…"`; in the environment:
/// `ORKESTA_SERVER_LISTEN`.
constexpr std::array<Known, 6> known_settings = {{
    {"server.data", ""},
    {"server.listen", "127.0.0.1:8080"},
    {"server.admin", "127.0.0.1:8081"},
    {"server.secrets", ""},
    {"server.log", "info"},
    {"engine.hosting", "actors"},
}};
constexpr std::string_view standard_file = "/etc/orkesta/orkesta.toml";

auto variable_of(std::string_view name) -> std::string {
  std::string variable = "ORKESTA_";
  for (const char c : name)
    variable += c == '.' ? '_' : (c >= 'a' && c <= 'z' ? static_cast<char>(c - 32) : c);
  return variable;
}

/// How many single changes make one name the other.
auto distance(std::string_view from, std::string_view to) -> std::size_t {
  std::vector<std::size_t> row(to.size() + 1);
  for (std::size_t j = 0; j <= to.size(); ++j) row[j] = j;
  for (std::size_t i = 1; i <= from.size(); ++i) {
    auto diagonal = std::exchange(row[0], i);
    for (std::size_t j = 1; j <= to.size(); ++j) {
      const auto changed = diagonal + (from[i - 1] == to[j - 1] ? 0 : 1);
      diagonal = std::exchange(row[j], std::min({row[j] + 1, row[j - 1] + 1, changed}));
    }
  }
  return row[to.size()];
}

auto nearest(std::string_view name) -> std::string_view {
  return std::min_element(known_settings.begin(), known_settings.end(),
                          [&](const Known& a, const Known& b) {
                            return distance(name, a.name) < distance(name, b.name);
                          })
      ->name;
}

void put(Settings& settings, std::string_view name, std::string value, std::string origin) {
  for (auto& setting : settings.all)
    if (setting.name == name) setting = {std::string(name), std::move(value), std::move(origin)};
}

auto read_file(Settings& settings, const std::string& file) -> Result<Done, Trouble> {
  try {
    const auto table = toml::parse_file(file);
    for (const auto& [section, content] : table) {
      if (!content.is_table()) continue;
      for (const auto& [key, value] : *content.as_table()) {
        const auto name = std::string(section.str()) + '.' + std::string(key.str());
        const bool known = std::any_of(known_settings.begin(), known_settings.end(),
                                       [&](const Known& one) { return one.name == name; });
        if (!known)
          return Failure{Trouble{
              Exit::usage, "unknown_setting",
              file + ": " + name + " is unknown; the nearest is " + std::string(nearest(name))}};
        put(settings, name, value.value_or(std::string{}), file);
      }
    }
  } catch (const toml::parse_error& error) {
    return Failure{Trouble{Exit::usage, "bad_settings",
                           file + ':' + std::to_string(error.source().begin.line) + ": " +
                               std::string(error.description())}};
  }
  return Done{};
}

}  // namespace

auto Settings::value(const std::string& name) const -> const std::string& {
  const auto found = std::find_if(all.begin(), all.end(),
                                  [&](const Setting& setting) { return setting.name == name; });
  ORKESTA_ASSERT(found != all.end());
  return found->value;
}

void Settings::set_flag(const std::string& name, const std::string& given) {
  if (!given.empty()) put(*this, name, given, "flag");
}

auto load_settings(const std::string& file) -> Result<Settings, Trouble> {
  Settings settings;
  for (const auto& known : known_settings)
    settings.all.push_back({std::string(known.name), std::string(known.standard), "default"});
  const auto path = file.empty() ? std::string(standard_file) : file;
  if (std::filesystem::exists(path)) {
    ORKESTA_TRY(read_file(settings, path));
  } else if (!file.empty()) {
    return Failure{Trouble{Exit::usage, "not_found", file + ": there is no such file"}};
  }
  for (const auto& known : known_settings) {
    const char* const value = std::getenv(variable_of(known.name).c_str());
    if (value != nullptr) put(settings, known.name, value, "environment");
  }
  if (!is_level(settings.value("server.log")))
    return Failure{
        Trouble{Exit::usage, "bad_settings", "server.log is debug, info, warning or error"}};
  return settings;
}

auto token_rules_of(KeyStore& keys) -> Result<gateway::TokenRules, Trouble> {
  const auto secret = keys.secret(TenantId{"~"}, "tokens");
  if (!secret)
    return Failure{Trouble{Exit::failed, "keys", "the installation's keys cannot be read"}};
  gateway::TokenRules rules;
  rules.issuer = "orkesta";
  rules.audience = "orkesta-api";
  rules.keys = {{"installation-1", gateway::Algorithm::hs256, codec::as_text(*secret)}};
  return rules;
}

auto token_rules_of(const std::string& data) -> Result<gateway::TokenRules, Trouble> {
  const auto path = DataPaths(data).keys;
  if (!std::filesystem::exists(path))
    return Failure{Trouble{Exit::not_found, "not_found", data + ": holds no installation"}};
  auto keys = store::open_key_file({.path = path, .read_only = false});
  if (!keys) return Failure{Trouble{Exit::failed, "keys", path + ": cannot be opened"}};
  return token_rules_of(**keys);
}

}  // namespace orkesta::cli
