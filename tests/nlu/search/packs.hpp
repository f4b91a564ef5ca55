#pragma once

/// The three tenants' packs of the shared data, read as far as search and the agents need them.

#include <filesystem>
#include <fstream>
#include <map>
#include <sstream>
#include <string>
#include <vector>

#include "orkesta/domain/tenant/context.hpp"

namespace orkesta::test {

using Row = std::map<std::string, std::string>;

inline auto shared_folder() -> std::filesystem::path {
  return std::filesystem::path{ORKESTA_SOURCE_DIR} / ".." / "shared";
}

inline auto read_text(const std::filesystem::path& path) -> std::string {
  std::ifstream file(path, std::ios::binary);
  std::stringstream text;
  text << file.rdbuf();
  return text.str();
}

inline auto cells_of(const std::string& line) -> std::vector<std::string> {
  std::vector<std::string> cells(1);
  bool quoted = false;
  for (const char c : line) {
    if (c == '"') {
      quoted = !quoted;
    } else if (c == ',' && !quoted) {
      cells.emplace_back();
    } else if (c != '\r') {
      cells.back().push_back(c);
    }
  }
  return cells;
}

inline auto read_rows(const std::filesystem::path& path) -> std::vector<Row> {
  std::istringstream lines(read_text(path));
  std::string line;
  std::getline(lines, line);
  const auto names = cells_of(line);
  std::vector<Row> rows;
  while (std::getline(lines, line)) {
    const auto cells = cells_of(line);
    Row row;
    for (std::size_t i = 0; i < names.size() && i < cells.size(); ++i) row[names[i]] = cells[i];
    rows.push_back(row);
  }
  return rows;
}

inline void read_settings(const std::filesystem::path& path, tenant::Settings& settings) {
  std::istringstream lines(read_text(path));
  std::string line;
  std::string section;
  settings.countable_units = {"pieza", "par", "unidad"};
  while (std::getline(lines, line)) {
    if (line.rfind("[", 0) == 0) section = line;
    const auto equals = line.find(" = ");
    if (equals == std::string::npos) continue;
    const auto key = line.substr(0, equals);
    const auto value = line.substr(equals + 3);
    if (key == "currency") settings.currency = value.substr(1, 3);
    if (key == "bare_quantity" && value == "\"base_unit\"")
      settings.policy.bare_quantity = tenant::BareQuantity::base_unit;
    if (key == "missing_quantity" && value == "\"one\"")
      settings.policy.missing_quantity = tenant::MissingQuantity::one;
    if (section == "[collective_units]")
      settings.collective_units.push_back({key, std::stoll(value)});
    if (section != "[unit_words]") continue;
    tenant::UnitWords unit{key, {}};
    for (std::size_t at = value.find('"'); at != std::string::npos;) {
      const auto end = value.find('"', at + 1);
      unit.words.push_back(value.substr(at + 1, end - at - 1));
      at = value.find('"', end + 1);
    }
    settings.unit_words.push_back(unit);
  }
}

inline auto read_pack_roughly(const std::string& name) -> tenant::Pack {
  const auto folder = shared_folder() / "data" / "tenants" / name;
  tenant::Pack pack;
  read_settings(folder / "tenant.toml", pack.settings);
  for (auto& row : read_rows(folder / "products.csv")) {
    tenant::Product product;
    product.sku = row["sku"];
    product.name = row["name"];
    product.category = row["category"];
    product.model = row["model"];
    product.size = row["size"];
    product.color = row["color"];
    product.brand = row["brand"];
    product.description = row["description"];
    product.unit = row["unit"];
    product.base_unit = row["base_unit"].empty() ? row["unit"] : row["base_unit"];
    product.pack_size = row["pack_size"].empty() ? 1 : std::stoll(row["pack_size"]);
    product.decimals = row["decimals"].empty() ? 0 : std::stoi(row["decimals"]);
    product.active = row["active"] != "no";
    std::istringstream others(row["other_units"]);
    for (std::string other; std::getline(others, other, ';');) {
      const auto equals = other.find('=');
      product.other_units.push_back(
          {other.substr(0, equals), std::stoll(other.substr(equals + 1))});
    }
    pack.products.push_back(product);
  }
  for (auto& row : read_rows(folder / "aliases.csv")) {
    tenant::Alias alias{row["alias"], row["target"], row["customer"], row["unit"], {}, {}};
    if (!row["quantity"].empty()) alias.quantity = std::stoll(row["quantity"]);
    pack.aliases.push_back(alias);
  }
  for (auto& row : read_rows(folder / "customers.csv")) {
    tenant::Customer customer;
    customer.id = row["id"];
    pack.customers.push_back(customer);
  }
  for (auto& row : read_rows(folder / "promotions.csv")) {
    tenant::Promotion promotion;
    promotion.id = row["id"];
    promotion.coupon = row["coupon"];
    pack.promotions.push_back(promotion);
  }
  return pack;
}

}  // namespace orkesta::test
