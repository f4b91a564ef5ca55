#pragma once

#include <cstdint>
#include <map>
#include <string>
#include <unordered_map>
#include <vector>

#include "orkesta/core/ids.hpp"
#include "orkesta/core/rows.hpp"

namespace orkesta::store {

/// What a batch makes of one row: perhaps removed first, then columns set, then numbers added.
struct PendingRow {
  TenantId tenant;
  std::string table;
  Columns key;
  bool removed = false;
  bool written = false;  ///< Something was set or added (after the removal).
  std::map<std::string, Value> set;
  std::map<std::string, std::int64_t> added;
};

/// Gathers a batch's changes by row, so that a row touched a thousand times is written once. Rows
/// do not depend on one another: the order in which they are written makes no difference.
class RowBuffer {
 public:
  void apply(const TenantId& tenant, const RowChange& change);
  auto rows() const -> const std::vector<PendingRow>& { return rows_; }
  void clear();

 private:
  auto row(const TenantId& tenant, const std::string& table, const Columns& key) -> PendingRow&;

  std::vector<PendingRow> rows_;
  std::unordered_map<std::string, std::size_t> places_;
};

/// Letters a to z, digits and `_`, a letter first: the only names that enter a statement (S8).
auto is_identifier(std::string_view name) -> bool;

}  // namespace orkesta::store
