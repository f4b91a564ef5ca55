/// One SQLite file a partition, synchronous NORMAL: what a crash takes from it is folded again.

#include <algorithm>
#include <filesystem>
#include <map>
#include <mutex>

#include "hash.hpp"
#include "orkesta/core/assert.hpp"
#include "orkesta/store/state_cache.hpp"
#include "sqlite.hpp"

namespace orkesta::store {
namespace {

constexpr std::int64_t schema_version = 1;  // Another one: the file is dropped.
constexpr auto schema = R"(
  CREATE TABLE states (
    tenant TEXT NOT NULL, kind TEXT NOT NULL, id TEXT NOT NULL, sequence INTEGER NOT NULL,
    digest BLOB NOT NULL, fold INTEGER NOT NULL, next_due INTEGER, state BLOB NOT NULL,
    checksum INTEGER NOT NULL, PRIMARY KEY (tenant, kind, id));
  CREATE INDEX states_due ON states (next_due, tenant, kind, id) WHERE next_due IS NOT NULL;
  CREATE TABLE covered (one INTEGER PRIMARY KEY CHECK (one = 1), before INTEGER NOT NULL);
  INSERT INTO covered VALUES (1, 0);
  PRAGMA user_version = 1;
)";
constexpr auto columns = "tenant, kind, id, sequence, digest, fold, next_due, state, checksum";

/// Over the whole row: a flipped bit in a state would otherwise be folded on as truth.
auto checksum_of(const CachedState& row) -> std::int64_t {
  auto text = row.entity.text();
  text += '\0';
  text += std::to_string(row.sequence) + ' ' + std::to_string(row.fold) + ' ';
  text += row.next_due ? std::to_string(row.next_due->milliseconds) : "-";
  text += ' ';
  text += as_text(row.digest.bytes);
  text += row.state;
  const auto digest = sha256(text);
  std::uint64_t sum = 0;
  for (std::size_t i = 0; i < 8; ++i) sum = sum << 8 | digest.bytes[i];
  return static_cast<std::int64_t>(sum);
}

auto entity_of(const sqlite::Statement& row) -> EntityKey {
  return {TenantId{std::string(row.text(0))}, std::string(row.text(1)),
          EntityId{std::string(row.text(2))}};
}

auto state_of(const sqlite::Statement& row) -> Result<CachedState, StoreError> {
  auto made = CachedState{.entity = entity_of(row),
                          .sequence = static_cast<Sequence>(row.integer(3)),
                          .digest = {},
                          .fold = static_cast<FoldVersion>(row.integer(5)),
                          .next_due = std::nullopt,
                          .state = std::string(row.blob(7))};
  const auto digest = row.blob(4);
  if (digest.size() != made.digest.bytes.size()) return Failure{StoreError::corrupt};
  std::copy(digest.begin(), digest.end(), made.digest.bytes.begin());
  if (!row.is_null(6)) made.next_due = Timestamp{row.integer(6)};
  if (checksum_of(made) != row.integer(8)) return Failure{StoreError::corrupt};
  return made;
}

/// The file of one partition, with its kept statements.
struct PartitionFile {
  sqlite::Connection connection;
  sqlite::Statement load, upsert, cover, due;

  static auto open(const std::string& path) -> Result<std::unique_ptr<PartitionFile>, StoreError>;
};

auto prepared(sqlite::Connection connection) -> Result<std::unique_ptr<PartitionFile>, StoreError> {
  const auto list = std::string(columns);
  ORKESTA_TRY_LET(load, connection.prepare("SELECT " + list +
                                               " FROM states WHERE tenant = ?1 AND "
                                               "kind = ?2 AND id = ?3",
                                           true));
  ORKESTA_TRY_LET(
      upsert,
      connection.prepare(
          "INSERT INTO states (" + list +
              ") VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9) "
              "ON CONFLICT (tenant, kind, id) DO UPDATE SET sequence = excluded.sequence, "
              "digest = excluded.digest, fold = excluded.fold, next_due = excluded.next_due, "
              "state = excluded.state, checksum = excluded.checksum "
              "WHERE excluded.sequence >= states.sequence",
          true));
  ORKESTA_TRY_LET(
      cover, connection.prepare("UPDATE covered SET before = max(before, ?1) WHERE one = 1", true));
  ORKESTA_TRY_LET(
      due, connection.prepare(
               "SELECT tenant, kind, id, next_due FROM states WHERE next_due IS NOT NULL AND "
               "next_due <= ?1 ORDER BY next_due, tenant, kind, id LIMIT ?2",
               true));
  return std::make_unique<PartitionFile>(PartitionFile{
      std::move(connection), std::move(load), std::move(upsert), std::move(cover), std::move(due)});
}

auto PartitionFile::open(const std::string& path)
    -> Result<std::unique_ptr<PartitionFile>, StoreError> {
  const auto fresh = !std::filesystem::exists(path);
  ORKESTA_TRY_LET(connection, sqlite::Connection::open({.path = path}));
  if (fresh) ORKESTA_TRY(connection.transact([&] { return connection.run(schema); }));
  ORKESTA_TRY_LET(version, connection.number("PRAGMA user_version"));
  if (version != schema_version) return Failure{StoreError::incompatible};
  ORKESTA_TRY_LET(before, connection.number("SELECT before FROM covered"));
  if (!before || *before < 0) return Failure{StoreError::corrupt};
  return prepared(std::move(connection));
}

class SqliteStateCache final : public StateCache {
 public:
  explicit SqliteStateCache(StateCacheOptions options) : options_(std::move(options)) {}

  auto load(Partition partition, const EntityKey& entity)
      -> Result<std::optional<CachedState>, StoreError> override {
    auto& slot = slot_of(partition);
    const std::scoped_lock lock(slot.mutex);
    ORKESTA_TRY_LET(file, opened(slot, partition));
    auto& statement = file->load;
    const sqlite::ResetAfter reset_after(statement);
    statement.bind(1, entity.tenant.text()).bind(2, entity.kind).bind(3, entity.id.text());
    ORKESTA_TRY_LET(there, statement.step());
    if (!there) return std::optional<CachedState>{};
    ORKESTA_TRY_LET(state, state_of(statement));
    ORKESTA_ASSERT(state.entity == entity);
    return std::optional<CachedState>{std::move(state)};
  }

  auto write(Partition partition, std::span<const CachedState> states, Offset covered_before)
      -> Result<Done, StoreError> override {
    auto& slot = slot_of(partition);
    const std::scoped_lock lock(slot.mutex);
    ORKESTA_TRY_LET(file, opened(slot, partition));
    return file->connection.transact([&]() -> Result<Done, StoreError> {
      for (const auto& state : states) ORKESTA_TRY(write_row(file->upsert, state));
      return file->cover.bind(1, static_cast<std::int64_t>(covered_before)).run();
    });
  }

  auto covered(Partition partition) -> Result<Offset, StoreError> override {
    auto& slot = slot_of(partition);
    const std::scoped_lock lock(slot.mutex);
    ORKESTA_TRY_LET(file, opened(slot, partition));
    ORKESTA_TRY_LET(before, file->connection.number("SELECT before FROM covered"));
    if (!before) return Failure{StoreError::corrupt};
    return static_cast<Offset>(*before);
  }

  auto due(Partition partition, Timestamp until, std::size_t limit)
      -> Result<std::vector<DueEntity>, StoreError> override {
    auto& slot = slot_of(partition);
    const std::scoped_lock lock(slot.mutex);
    ORKESTA_TRY_LET(file, opened(slot, partition));
    auto& statement = file->due;
    const sqlite::ResetAfter reset_after(statement);
    statement.bind(1, until.milliseconds).bind(2, static_cast<std::int64_t>(limit));
    std::vector<DueEntity> found;
    while (true) {
      ORKESTA_TRY_LET(there, statement.step());
      if (!there) return found;
      found.push_back({entity_of(statement), Timestamp{statement.integer(3)}});
    }
  }

  auto next_due(Partition partition) -> Result<std::optional<Timestamp>, StoreError> override {
    ORKESTA_TRY_LET(first, due(partition, Timestamp{INT64_MAX}, 1));
    if (first.empty()) return std::optional<Timestamp>{};
    return std::optional<Timestamp>{first.front().due};
  }

  auto scan(Partition partition, const std::optional<EntityKey>& after, std::size_t limit)
      -> Result<std::vector<CachedState>, StoreError> override {
    auto& slot = slot_of(partition);
    const std::scoped_lock lock(slot.mutex);
    ORKESTA_TRY_LET(file, opened(slot, partition));
    ORKESTA_TRY_LET(statement,
                    file->connection.prepare("SELECT " + std::string(columns) +
                                             " FROM states WHERE (tenant, kind, id) > (?1, ?2, ?3) "
                                             "ORDER BY tenant, kind, id LIMIT ?4"));
    const auto from = after.value_or(EntityKey{TenantId{""}, "", EntityId{""}});
    statement.bind(1, from.tenant.text()).bind(2, from.kind).bind(3, from.id.text());
    statement.bind(4, static_cast<std::int64_t>(limit));
    std::vector<CachedState> found;
    while (true) {
      ORKESTA_TRY_LET(there, statement.step());
      if (!there) return found;
      ORKESTA_TRY_LET(state, state_of(statement));
      found.push_back(std::move(state));
    }
  }

  auto drop(Partition partition) -> Result<Done, StoreError> override {
    auto& slot = slot_of(partition);
    const std::scoped_lock lock(slot.mutex);
    slot.file.reset();
    return remove_file(partition);
  }

 private:
  struct Slot {
    std::mutex mutex;
    std::unique_ptr<PartitionFile> file;
  };

  auto slot_of(Partition partition) -> Slot& {
    const std::scoped_lock lock(mutex_);
    auto& slot = slots_[partition];
    if (!slot) slot = std::make_unique<Slot>();
    return *slot;
  }

  auto path_of(Partition partition) const -> std::string {
    return options_.folder + "/states-" + std::to_string(partition) + ".sqlite";
  }

  auto remove_file(Partition partition) -> Result<Done, StoreError> {
    for (const auto* suffix : {"", "-wal", "-shm"}) {
      std::error_code failed;
      std::filesystem::remove(path_of(partition) + suffix, failed);
      if (failed) return Failure{StoreError::unavailable};
    }
    return Done{};
  }

  /// Opened at first use. A damaged or foreign file is dropped here and only here: later, whoever
  /// uses the cache relies on what it said before.
  auto opened(Slot& slot, Partition partition) -> Result<PartitionFile*, StoreError> {
    if (slot.file) return slot.file.get();
    auto file = PartitionFile::open(path_of(partition));
    if (!file && useless(file.error())) {
      if (options_.say) {
        options_.say("the state cache " + path_of(partition) +
                     " was damaged or of another version: dropped, its turns are folded again");
      }
      ORKESTA_TRY(remove_file(partition));
      file = PartitionFile::open(path_of(partition));
    }
    if (!file) return Failure{file.error()};
    slot.file = std::move(*file);
    return slot.file.get();
  }

  static auto useless(StoreError error) -> bool {
    return error == StoreError::corrupt || error == StoreError::incompatible ||
           error == StoreError::misuse;
  }

  static auto write_row(sqlite::Statement& statement, const CachedState& row)
      -> Result<Done, StoreError> {
    ORKESTA_ASSERT(row.sequence > 0);
    statement.bind(1, row.entity.tenant.text()).bind(2, row.entity.kind);
    statement.bind(3, row.entity.id.text()).bind(4, static_cast<std::int64_t>(row.sequence));
    statement.bind_blob(5, row.digest.bytes.data(), row.digest.bytes.size());
    statement.bind(6, static_cast<std::int64_t>(row.fold));
    if (row.next_due) {
      statement.bind(7, row.next_due->milliseconds);
    } else {
      statement.bind_null(7);
    }
    statement.bind_blob(8, row.state.data(), row.state.size()).bind(9, checksum_of(row));
    return statement.run();
  }

  const StateCacheOptions options_;
  std::mutex mutex_;
  std::map<Partition, std::unique_ptr<Slot>> slots_;
};

}  // namespace

auto open_state_cache(const StateCacheOptions& options)
    -> Result<std::unique_ptr<StateCache>, StoreError> {
  std::error_code failed;
  std::filesystem::create_directories(options.folder, failed);
  if (failed) return Failure{StoreError::unavailable};
  return std::unique_ptr<StateCache>(std::make_unique<SqliteStateCache>(options));
}

}  // namespace orkesta::store
