/// A rebuild beside the live tables, the comparison and the swap of names.

#include <algorithm>

#include "orkesta/core/assert.hpp"
#include "rows_digest.hpp"
#include "sqlite_store.hpp"

namespace orkesta::store {
namespace {

/// What makes the copy of a table or of its index, out of what made the original.
struct Original {
  bool is_index = false;
  std::string name;
  std::string sql;
};

auto originals(sqlite::Connection& connection, const std::string& table)
    -> Result<std::vector<Original>, StoreError> {
  ORKESTA_TRY_LET(
      look, connection.prepare(
                "SELECT type, name, sql FROM sqlite_master WHERE tbl_name = ?1 AND sql IS NOT NULL "
                "ORDER BY type DESC, name"));
  look.bind(1, std::string_view(table));
  std::vector<Original> found;
  while (true) {
    ORKESTA_TRY_LET(there, look.step());
    if (!there) return found;
    found.push_back(
        {look.text(0) == "index", std::string(look.text(1)), std::string(look.text(2))});
  }
}

/// An index keeps its name when its table is renamed: each rebuild's have a number of their own.
auto index_name(const std::string& name, std::int64_t generation) -> std::string {
  return name.substr(0, name.find("__")) + "__" + std::to_string(generation);
}

auto copy_sql(const Original& original, const std::string& table, std::int64_t generation)
    -> std::string {
  const auto body = original.sql.substr(original.sql.find('('));
  const auto copy = table_in(table, Copy::rebuilt);
  if (!original.is_index) return "CREATE TABLE " + copy + ' ' + body;
  const auto unique = original.sql.starts_with("CREATE UNIQUE");
  return std::string("CREATE ") + (unique ? "UNIQUE " : "") + "INDEX " +
         index_name(original.name, generation) + " ON " + copy + ' ' + body;
}

auto positions_in(sqlite::Connection& connection, const Projection& projection, Copy copy)
    -> Result<std::string, StoreError> {
  ORKESTA_TRY_LET(
      look, connection.prepare(
                "SELECT partition_number, turns_next, input_next FROM projection_positions WHERE "
                "projection = ?1 AND copy = ?2 AND turns_next > 0 ORDER BY partition_number"));
  look.bind(1, std::string_view(projection)).bind(2, copy_name(copy));
  std::string text;
  while (true) {
    ORKESTA_TRY_LET(there, look.step());
    if (!there) return text;
    text += std::to_string(look.integer(0)) + ' ' + std::to_string(look.integer(1)) + ' ' +
            std::to_string(look.integer(2)) + '\n';
  }
}

}  // namespace

auto SqliteStore::is_rebuilding(sqlite::Connection& connection, const Projection& projection)
    -> Result<bool, StoreError> {
  const auto* tables = tables_of(projection);
  ORKESTA_ASSERT(tables != nullptr && !tables->empty());
  ORKESTA_TRY_LET(
      look,
      connection.prepare("SELECT count(*) FROM sqlite_master WHERE type = 'table' AND name = ?1"));
  const auto copy = table_in(*tables->begin(), Copy::rebuilt);
  look.bind(1, std::string_view(copy));
  ORKESTA_TRY_LET(there, look.step());
  ORKESTA_ASSERT(there);
  return look.integer(0) > 0;
}

auto SqliteStore::start_rebuild(const Projection& projection) -> Result<Done, StoreError> {
  const auto* tables = tables_of(projection);
  if (!tables) return Failure{StoreError::unknown_projection};
  if (!writer_) return Failure{StoreError::unavailable};
  const std::scoped_lock lock(writer_mutex_);
  auto& connection = writer_->connection;
  ORKESTA_TRY_LET(rebuilding, is_rebuilding(connection, projection));
  if (rebuilding) return Done{};
  return connection.transact([&]() -> Result<Done, StoreError> {
    ORKESTA_TRY_LET(
        count,
        connection.prepare(
            "INSERT INTO projection_rebuilds VALUES (?1, 1) ON CONFLICT (projection) DO UPDATE SET "
            "generation = projection_rebuilds.generation + 1 RETURNING generation"));
    count.bind(1, std::string_view(projection));
    ORKESTA_TRY_LET(there, count.step());
    ORKESTA_ASSERT(there);
    const auto generation = count.integer(0);
    ORKESTA_TRY(count.run());
    return make_copies(*tables, generation);
  });
}

auto SqliteStore::make_copies(const Tables& tables, std::int64_t generation)
    -> Result<Done, StoreError> {
  for (const auto& table : tables) {
    ORKESTA_TRY_LET(found, originals(writer_->connection, table));
    ORKESTA_ASSERT(!found.empty() && !found.front().is_index);
    for (const auto& original : found) {
      ORKESTA_TRY(writer_->connection.run(copy_sql(original, table, generation)));
    }
  }
  return Done{};
}

auto SqliteStore::finish_rebuild(const Projection& projection, Swap swap)
    -> Result<RebuildOutcome, StoreError> {
  const auto* tables = tables_of(projection);
  if (!tables) return Failure{StoreError::unknown_projection};
  if (!writer_) return Failure{StoreError::unavailable};
  const std::scoped_lock lock(writer_mutex_);
  auto& connection = writer_->connection;
  ORKESTA_TRY_LET(rebuilding, is_rebuilding(connection, projection));
  if (!rebuilding) return Failure{StoreError::no_rebuild};
  RebuildOutcome outcome;
  ORKESTA_TRY(connection.transact([&]() -> Result<Done, StoreError> {
    ORKESTA_TRY_LET(live_at, positions_in(connection, projection, Copy::live));
    ORKESTA_TRY_LET(rebuilt_at, positions_in(connection, projection, Copy::rebuilt));
    ORKESTA_TRY_LET(live, digest_of(connection, *tables, Copy::live));
    ORKESTA_TRY_LET(rebuilt, digest_of(connection, *tables, Copy::rebuilt));
    const auto same_place = live_at == rebuilt_at;
    outcome = {same_place && live == rebuilt, false, live, rebuilt};
    if (!same_place || (!outcome.equal && swap == Swap::if_equal)) return Done{};
    outcome.swapped = true;
    return swap_tables(projection, *tables);
  }));
  return outcome;
}

auto SqliteStore::swap_tables(const Projection& projection, const Tables& tables)
    -> Result<Done, StoreError> {
  for (const auto& table : tables) {
    ORKESTA_TRY(writer_->connection.run("DROP TABLE " + table));
    ORKESTA_TRY(writer_->connection.run("ALTER TABLE " + table_in(table, Copy::rebuilt) +
                                        " RENAME TO " + table));
  }
  ORKESTA_TRY_LET(
      forget, writer_->connection.prepare(
                  "DELETE FROM projection_positions WHERE projection = ?1 AND copy = 'rebuilt'"));
  return forget.bind(1, std::string_view(projection)).run();
}

auto SqliteStore::discard_rebuild(const Projection& projection) -> Result<Done, StoreError> {
  const auto* tables = tables_of(projection);
  if (!tables) return Failure{StoreError::unknown_projection};
  if (!writer_) return Failure{StoreError::unavailable};
  const std::scoped_lock lock(writer_mutex_);
  ORKESTA_TRY_LET(rebuilding, is_rebuilding(writer_->connection, projection));
  if (!rebuilding) return Failure{StoreError::no_rebuild};
  return writer_->connection.transact([&] { return drop_copies(projection, *tables); });
}

auto SqliteStore::drop_copies(const Projection& projection, const Tables& tables)
    -> Result<Done, StoreError> {
  for (const auto& table : tables) {
    ORKESTA_TRY(writer_->connection.run("DROP TABLE " + table_in(table, Copy::rebuilt)));
  }
  ORKESTA_TRY_LET(
      forget, writer_->connection.prepare(
                  "DELETE FROM projection_positions WHERE projection = ?1 AND copy = 'rebuilt'"));
  return forget.bind(1, std::string_view(projection)).run();
}

auto SqliteStore::digest_of(sqlite::Connection& connection, const Tables& tables, Copy copy)
    -> Result<RowsDigest, StoreError> {
  RowsDigest sum;
  for (const auto& table : tables) {
    ORKESTA_TRY(add_table(connection, table_in(table, copy), table, sum));
  }
  return sum;
}

}  // namespace orkesta::store
