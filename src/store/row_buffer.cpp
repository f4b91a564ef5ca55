#include "row_buffer.hpp"

#include <algorithm>
#include <limits>

#include "orkesta/core/assert.hpp"

namespace orkesta::store {
namespace {

/// Each part with its length before it: no two rows share a name.
void append_part(std::string& name, char kind, std::string_view text) {
  name += kind;
  name += std::to_string(text.size());
  name += ':';
  name += text;
}

void append_value(std::string& name, const Value& value) {
  std::visit(Overloaded{
                 [&](std::monostate) { append_part(name, 'n', ""); },
                 [&](std::int64_t number) { append_part(name, 'i', std::to_string(number)); },
                 [&](const std::string& text) { append_part(name, 't', text); },
             },
             value);
}

/// Sums of counts and amounts stay far from the ends; one that does not is a bug, not a wrap.
auto sum(std::int64_t a, std::int64_t b) -> std::int64_t {
  std::int64_t made = 0;
  ORKESTA_ASSERT(!__builtin_add_overflow(a, b, &made));
  return made;
}

}  // namespace

auto is_identifier(std::string_view name) -> bool {
  const auto letter = [](char c) { return c >= 'a' && c <= 'z'; };
  if (name.empty() || name.size() > 63 || !letter(name.front())) return false;
  return std::all_of(name.begin(), name.end(),
                     [&](char c) { return letter(c) || (c >= '0' && c <= '9') || c == '_'; });
}

auto RowBuffer::row(const TenantId& tenant, const std::string& table, const Columns& key)
    -> PendingRow& {
  std::string name;
  append_part(name, 'T', table);
  append_part(name, 'O', tenant.text());
  for (const auto& [column, value] : key) append_value(name, value);
  const auto [place, made] = places_.try_emplace(std::move(name), rows_.size());
  if (made) {
    rows_.push_back({tenant, table, key, false, false, {}, {}});
  }
  return rows_[place->second];
}

void RowBuffer::apply(const TenantId& tenant, const RowChange& change) {
  std::visit(Overloaded{
                 [&](const Upsert& upsert) {
                   auto& pending = row(tenant, upsert.table, upsert.key);
                   pending.written = true;
                   for (const auto& [column, value] : upsert.columns) {
                     pending.set[column] = value;
                     pending.added.erase(column);
                   }
                 },
                 [&](const Add& add) {
                   auto& pending = row(tenant, add.table, add.key);
                   pending.written = true;
                   const auto set = pending.set.find(add.column);
                   if (set == pending.set.end()) {
                     auto& added = pending.added[add.column];
                     added = sum(added, add.delta);
                     return;
                   }
                   const auto* before = std::get_if<std::int64_t>(&set->second);
                   set->second = sum(before ? *before : 0, add.delta);
                 },
                 [&](const Remove& remove) {
                   auto& pending = row(tenant, remove.table, remove.key);
                   pending.removed = true;
                   pending.written = false;
                   pending.set.clear();
                   pending.added.clear();
                 },
             },
             change);
}

void RowBuffer::clear() {
  rows_.clear();
  places_.clear();
}

}  // namespace orkesta::store
