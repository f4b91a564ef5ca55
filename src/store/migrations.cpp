#include "migrations.hpp"

#include <map>

#include "hash.hpp"
#include "orkesta/store/read_store.hpp"

namespace orkesta::store {
namespace {

constexpr auto record_table =
    "CREATE TABLE IF NOT EXISTS migrations (name TEXT NOT NULL PRIMARY KEY, "
    "digest TEXT NOT NULL)";

using Applied = std::map<std::string, std::string>;

auto applied(sqlite::Connection& connection) -> Result<Applied, StoreError> {
  ORKESTA_TRY_LET(look, connection.prepare("SELECT name, digest FROM migrations"));
  Applied found;
  while (true) {
    ORKESTA_TRY_LET(there, look.step());
    if (!there) return found;
    found.emplace(look.text(0), look.text(1));
  }
}

auto apply(sqlite::Connection& connection, std::string_view name, std::string_view sql)
    -> Result<Done, StoreError> {
  const auto digest = sha256(sql).hex();
  return connection.transact([&]() -> Result<Done, StoreError> {
    ORKESTA_TRY(connection.run(std::string(sql)));
    ORKESTA_TRY_LET(record, connection.prepare("INSERT INTO migrations VALUES (?1, ?2)"));
    return record.bind(1, name).bind(2, digest).run();
  });
}

/// How many of ours, from the first on, the file has; the rest it must not have.
auto known(const Applied& found) -> Result<std::size_t, StoreError> {
  const auto ours = embedded_migrations();
  std::size_t count = 0;
  for (; count < ours.size(); ++count) {
    const auto at = found.find(std::string(ours[count].first));
    if (at == found.end()) break;
    if (at->second != sha256(ours[count].second).hex()) return Failure{StoreError::incompatible};
  }
  if (found.size() != count) return Failure{StoreError::incompatible};
  return count;
}

}  // namespace

auto migrate(sqlite::Connection& connection) -> Result<Done, StoreError> {
  ORKESTA_TRY(connection.run(record_table));
  ORKESTA_TRY_LET(found, applied(connection));
  ORKESTA_TRY_LET(count, known(found));
  const auto ours = embedded_migrations();
  for (const auto& [name, sql] : ours.subspan(count)) ORKESTA_TRY(apply(connection, name, sql));
  return Done{};
}

auto check_migrated(sqlite::Connection& connection) -> Result<Done, StoreError> {
  const auto found = applied(connection);
  if (!found) {
    return Failure{found.error() == StoreError::misuse ? StoreError::incompatible : found.error()};
  }
  ORKESTA_TRY_LET(count, known(*found));
  if (count != embedded_migrations().size()) return Failure{StoreError::incompatible};
  return Done{};
}

}  // namespace orkesta::store
