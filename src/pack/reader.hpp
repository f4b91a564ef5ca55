#pragma once

/// One reading of a pack: what is known so far, file by file, in the order in which files need
/// one another.

#include <map>

#include "checks.hpp"
#include "csv.hpp"

namespace orkesta::pack {

class TomlTable;

class Reader {
 public:
  Reader(std::span<const PackFile> files, const ZoneSource& zones, const IdentityHash& hash);
  auto read() -> Result<Read, std::vector<Mistake>>;

 private:
  /// A file's text without its byte order mark; null when it is absent or no UTF-8 (reported).
  auto file(std::string_view name) -> const std::string*;
  /// The same for a file that must be there.
  auto needed_file(std::string_view name) -> const std::string*;

  // tenant.toml
  void read_settings();
  void read_identity(TomlTable& root, const Checks& checks);
  void read_price_lists(TomlTable& root, const Checks& checks);
  void read_policy(TomlTable& root, const Checks& checks);
  void read_agents(TomlTable& root, const Checks& checks);
  void read_units(TomlTable& root, const Checks& checks);
  void read_consent(TomlTable& root, const Checks& checks);
  void read_instalments(TomlTable& root, const Checks& checks);
  void read_hours(TomlTable& root, const Checks& checks);
  void read_holidays(TomlTable& root, const Checks& checks);
  // Tables of what is sold.
  void read_taxes();
  void read_products();
  void read_prices();
  void read_fx();
  void read_aliases();
  // Tables of whom it is sold to and how.
  void read_customers();
  void read_promotions();
  void read_campaigns();
  void read_sellers();
  // Texts.
  void read_faq();
  void read_knowledge();
  void read_document(const std::string& name, std::string_view text, Names& seen);
  void check_applies_to(const Field& value, const Checks& checks) const;
  void read_tools();
  auto read_resources(TomlTable& root, const Checks& checks) -> Names;
  void read_tool(TomlTable& table, const Checks& checks, const Names& resources, Names& names);

  std::map<std::string, std::string, std::less<>> texts_;
  const ZoneSource& zones_;
  const IdentityHash& hash_;
  Report report_;
  tenant::Pack pack_;
  std::optional<Currency> currency_;  ///< The tenant's own, when it is right.

  /// Names of a file that is read; null before, and when the file could not be read.
  using Known = std::optional<Names>;
  static auto pointer(const Known& known) -> const Names* { return known ? &*known : nullptr; }
  Known lists_, segments_, tax_classes_, tax_ids_, skus_, models_, categories_, customers_;
};

}  // namespace orkesta::pack
