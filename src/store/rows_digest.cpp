#include "rows_digest.hpp"

#include <algorithm>
#include <utility>
#include <vector>

#include "hash.hpp"

namespace orkesta::store {
namespace {

/// Columns by name, so that a table altered later digests as one made anew.
auto columns_of(const sqlite::Statement& rows) -> std::vector<std::pair<std::string, int>> {
  std::vector<std::pair<std::string, int>> columns;
  for (int i = 0; i < rows.columns(); ++i) {
    if (!is_lookup(rows.name(i))) columns.emplace_back(rows.name(i), i);
  }
  std::sort(columns.begin(), columns.end());
  return columns;
}

/// `name=` and the value with its type and length, so that no two rows have one text.
void append_value(std::string& text, const std::string& name, const sqlite::Statement& row,
                  int column) {
  text += name;
  text += '=';
  if (row.is_null(column)) {
    text += 'n';
  } else if (row.is_integer(column)) {
    text += 'i' + std::to_string(row.integer(column));
  } else {
    const auto value = row.text(column);
    text += 't' + std::to_string(value.size()) + ':';
    text += value;
  }
  text += '\n';
}

}  // namespace

void add_to(Digest& sum, const Digest& more) {
  unsigned carry = 0;
  for (std::size_t i = sum.bytes.size(); i-- > 0;) {
    carry += unsigned{sum.bytes[i]} + unsigned{more.bytes[i]};
    sum.bytes[i] = static_cast<std::uint8_t>(carry & 0xff);
    carry >>= 8;
  }
}

auto is_lookup(std::string_view column) -> bool { return column.ends_with("_lookup"); }

auto add_table(sqlite::Connection& connection, const std::string& table, const std::string& named,
               RowsDigest& sum) -> Result<Done, StoreError> {
  ORKESTA_TRY_LET(rows, connection.prepare("SELECT * FROM " + table));
  const auto columns = columns_of(rows);
  std::string text;
  while (true) {
    ORKESTA_TRY_LET(there, rows.step());
    if (!there) return Done{};
    text.assign(named);
    text += '\n';
    for (const auto& [name, column] : columns) append_value(text, name, rows, column);
    add_to(sum.digest, sha256(text));
    ++sum.rows;
  }
}

}  // namespace orkesta::store
