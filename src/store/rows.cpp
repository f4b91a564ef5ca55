#include <algorithm>

#include "orkesta/store/read_store.hpp"

namespace orkesta::store {

auto Rows::value(std::size_t row, std::string_view column) const -> const Value* {
  if (row >= rows.size()) return nullptr;
  const auto found = std::find(columns.begin(), columns.end(), column);
  if (found == columns.end()) return nullptr;
  return &rows[row][static_cast<std::size_t>(found - columns.begin())];
}

auto Rows::text(std::size_t row, std::string_view column) const -> std::string {
  const auto* found = value(row, column);
  const auto* text = found ? std::get_if<std::string>(found) : nullptr;
  return text ? *text : std::string();
}

auto Rows::number(std::size_t row, std::string_view column) const -> std::int64_t {
  const auto* found = value(row, column);
  const auto* number = found ? std::get_if<std::int64_t>(found) : nullptr;
  return number ? *number : 0;
}

}  // namespace orkesta::store
