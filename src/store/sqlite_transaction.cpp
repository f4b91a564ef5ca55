#include <algorithm>

#include "orkesta/core/assert.hpp"
#include "orkesta/core/limits.hpp"
#include "sqlite_store.hpp"

namespace orkesta::store {
namespace {

void bind_value(sqlite::Statement& statement, int at, const Value& value) {
  std::visit(Overloaded{
                 [&](std::monostate) { statement.bind_null(at); },
                 [&](std::int64_t number) { statement.bind(at, number); },
                 [&](const std::string& text) { statement.bind(at, std::string_view(text)); },
             },
             value);
}

auto is_well_named(const Columns& columns) -> bool {
  for (const auto& [name, value] : columns) {
    if (!is_identifier(name) || name == "tenant") return false;
  }
  return true;
}

/// Of a change, before it is let in: the only text that ever enters a statement (S8).
auto is_well_named(const RowChange& change) -> bool {
  return std::visit(Overloaded{
                        [](const Upsert& upsert) {
                          return is_well_named(upsert.key) && is_well_named(upsert.columns);
                        },
                        [](const Add& add) {
                          return is_well_named(add.key) && is_identifier(add.column) &&
                                 add.column != "tenant";
                        },
                        [](const Remove& remove) { return is_well_named(remove.key); },
                    },
                    change);
}

auto table_of(const RowChange& change) -> const std::string& {
  return std::visit(Overloaded{
                        [](const Upsert& upsert) -> const std::string& { return upsert.table; },
                        [](const Add& add) -> const std::string& { return add.table; },
                        [](const Remove& remove) -> const std::string& { return remove.table; },
                    },
                    change);
}

/// INSERT … ON CONFLICT over the key: sets some columns, adds to others.
auto upsert_text(const PendingRow& row, Copy copy) -> std::string {
  const auto table = table_in(row.table, copy);
  std::string names = "tenant", places = "?", conflict = "tenant", update;
  const auto column = [&](const std::string& name) {
    names += ", " + name;
    places += ", ?";
  };
  const auto assign = [&](const std::string& name, const std::string& value) {
    update += (update.empty() ? "" : ", ") + name + " = " + value;
  };
  for (const auto& [name, value] : row.key) {
    column(name);
    conflict += ", " + name;
  }
  for (const auto& [name, value] : row.set) {
    column(name);
    assign(name, "excluded." + name);
  }
  for (const auto& [name, delta] : row.added) {
    column(name);
    assign(name, table + '.' + name + " + excluded." + name);
  }
  auto text = "INSERT INTO " + table + " (" + names + ") VALUES (" + places + ") ON CONFLICT (" +
              conflict + ") DO ";
  return text + (update.empty() ? "NOTHING" : "UPDATE SET " + update);
}

auto delete_text(const PendingRow& row, Copy copy) -> std::string {
  auto text = "DELETE FROM " + table_in(row.table, copy) + " WHERE tenant = ?";
  for (const auto& [name, value] : row.key) text += " AND " + name + " = ?";
  return text;
}

}  // namespace

auto SqliteTransaction::apply(const TenantId& tenant, const RowChange& change)
    -> Result<Done, StoreError> {
  if (committed_ || tenant.text().empty()) return Failure{StoreError::misuse};
  if (!holds(table_of(change))) return Failure{StoreError::misuse};
  if (!is_well_named(change)) return Failure{StoreError::misuse};
  rows_.apply(tenant, change);
  return Done{};
}

auto SqliteTransaction::projections() const -> std::vector<Projection> {
  std::vector<Projection> names;
  for (const auto& member : members_) names.push_back(member.projection);
  return names;
}

auto SqliteTransaction::positions(const Projection& projection) const -> Positions {
  for (const auto& member : members_)
    if (member.projection == projection) return member.now;
  ORKESTA_UNREACHABLE();
}

auto SqliteTransaction::holds(const std::string& table) const -> bool {
  return std::any_of(members_.begin(), members_.end(),
                     [&](const Member& member) { return member.tables->contains(table); });
}

auto SqliteTransaction::advance(const Projection& projection, const Positions& next)
    -> Result<Done, StoreError> {
  if (committed_) return Failure{StoreError::misuse};
  const auto member = std::find_if(members_.begin(), members_.end(),
                                   [&](const Member& one) { return one.projection == projection; });
  if (member == members_.end()) return Failure{StoreError::misuse};
  if (next.turns_next < member->now.turns_next || next.input_next < member->now.input_next) {
    return Failure{StoreError::misuse};
  }
  member->now = next;
  return Done{};
}

auto SqliteTransaction::commit() -> Result<Done, StoreError> {
  if (committed_) return Failure{StoreError::misuse};
  {
    const std::scoped_lock lock(store_.writer_mutex_);
    ORKESTA_TRY(store_.writer_->connection.transact([&]() -> Result<Done, StoreError> {
      for (const auto& member : members_) {
        const auto there = read_positions(*store_.writer_, member.projection, partition_, copy_);
        if (!there) return Failure{there.error()};
        // Somebody else wrote this partition meanwhile: these rows would be counted twice.
        if (*there != member.begun) return Failure{StoreError::misuse};
      }
      if (const auto written = write_rows(); !written) return Failure{written.error()};
      for (const auto& member : members_) {
        if (const auto written = write_positions(member); !written) {
          return Failure{written.error()};
        }
      }
      return Done{};
    }));
  }
  committed_ = true;
  rows_.clear();
  if (copy_ != Copy::live) return Done{};
  for (const auto& member : members_) store_.note(member.projection, partition_, member.now);
  return Done{};
}

auto SqliteTransaction::write_rows() -> Result<Done, StoreError> {
  for (const auto& row : rows_.rows()) {
    if (row.removed) ORKESTA_TRY(remove_row(row));
    if (row.written) ORKESTA_TRY(write_row(row));
  }
  return Done{};
}

auto SqliteTransaction::write_row(const PendingRow& row) -> Result<Done, StoreError> {
  ORKESTA_TRY_LET(kept, store_.writer_->statement(upsert_text(row, copy_)));
  auto& statement = *kept;
  int at = 0;
  statement.bind(++at, std::string_view(row.tenant.text()));
  for (const auto& [name, value] : row.key) bind_value(statement, ++at, value);
  for (const auto& [name, value] : row.set) bind_value(statement, ++at, value);
  for (const auto& [name, delta] : row.added) statement.bind(++at, delta);
  return statement.run();
}

auto SqliteTransaction::remove_row(const PendingRow& row) -> Result<Done, StoreError> {
  ORKESTA_TRY_LET(kept, store_.writer_->statement(delete_text(row, copy_)));
  auto& statement = *kept;
  int at = 0;
  statement.bind(++at, std::string_view(row.tenant.text()));
  for (const auto& [name, value] : row.key) bind_value(statement, ++at, value);
  return statement.run();
}

auto SqliteTransaction::write_positions(const Member& member) -> Result<Done, StoreError> {
  ORKESTA_TRY_LET(
      statement,
      store_.writer_->statement(
          "INSERT INTO projection_positions VALUES (?1, ?2, ?3, ?4, ?5) ON CONFLICT "
          "(projection, copy, partition_number) DO UPDATE SET turns_next = excluded.turns_next, "
          "input_next = excluded.input_next"));
  statement->bind(1, std::string_view(member.projection)).bind(2, copy_name(copy_));
  statement->bind(3, std::int64_t{partition_});
  statement->bind(4, static_cast<std::int64_t>(member.now.turns_next));
  statement->bind(5, static_cast<std::int64_t>(member.now.input_next));
  return statement->run();
}

}  // namespace orkesta::store
