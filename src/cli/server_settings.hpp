#pragma once

// Settings: flags before ORKESTA_… variables before the file before defaults; the origin of each is
// kept, and an unknown name is an error.

#include <string>
#include <vector>

#include "installation.hpp"
#include "orkesta/gateway/token.hpp"

namespace orkesta::cli {

struct Setting {
  std::string name;
  std::string value;
  std::string origin;  ///< default, file, environment, flag.
};
struct Settings {
  std::vector<Setting> all;
  auto value(const std::string& name) const -> const std::string&;
  /// A flag that was given.
  void set_flag(const std::string& name, const std::string& value);
};

/// Reads `file`; "" = `/etc/orkesta/orkesta.toml`, which may be absent.
auto load_settings(const std::string& file) -> Result<Settings, Trouble>;

/// The keys that tokens of this installation are signed with: its own secret, in its key file.
auto token_rules_of(const std::string& data) -> Result<gateway::TokenRules, Trouble>;
auto token_rules_of(KeyStore& keys) -> Result<gateway::TokenRules, Trouble>;

}  // namespace orkesta::cli
