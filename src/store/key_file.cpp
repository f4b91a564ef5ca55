/// Random keys in a SQLite file of their own.

#include <fcntl.h>
#include <openssl/crypto.h>
#include <openssl/rand.h>
#include <sys/stat.h>
#include <unistd.h>

#include <algorithm>
#include <condition_variable>
#include <map>
#include <mutex>
#include <utility>
#include <vector>

#include "erasure_journal.hpp"
#include "hash.hpp"
#include "key_cache.hpp"
#include "orkesta/core/assert.hpp"
#include "orkesta/core/limits.hpp"
#include "orkesta/store/key_store.hpp"
#include "sqlite.hpp"

namespace orkesta::store {
namespace {

constexpr std::int64_t schema_version = 1;
constexpr auto schema = R"(
  CREATE TABLE keys (
    tenant TEXT NOT NULL, subject TEXT NOT NULL, number INTEGER NOT NULL, key BLOB NOT NULL,
    checksum BLOB NOT NULL, PRIMARY KEY (tenant, subject, number)) WITHOUT ROWID;
  CREATE TABLE destroyed (
    tenant TEXT NOT NULL, subject TEXT NOT NULL, up_to INTEGER NOT NULL,
    PRIMARY KEY (tenant, subject)) WITHOUT ROWID;
  CREATE TABLE secrets (
    tenant TEXT NOT NULL, name TEXT NOT NULL, secret BLOB NOT NULL,
    PRIMARY KEY (tenant, name)) WITHOUT ROWID;
  PRAGMA user_version = 1;
)";

auto key_error_of(StoreError error) -> KeyError {
  switch (error) {
    case StoreError::corrupt:
    case StoreError::incompatible:
    case StoreError::misuse:
      return KeyError::corrupt;
    case StoreError::unavailable:
    case StoreError::disk_full:
    case StoreError::unknown_projection:
    case StoreError::unknown_question:
    case StoreError::bad_parameter:
    case StoreError::not_reached:
    case StoreError::no_rebuild:
      return KeyError::unavailable;
  }
  ORKESTA_UNREACHABLE();
}

template <class T>
auto as_key(Result<T, StoreError> from) -> Result<T, KeyError> {
  if (!from) return Failure{key_error_of(from.error())};
  return std::move(from).value();
}

/// Tells a damaged key, which would look like an erased person's, from a whole one.
auto checksum_of(const KeyOwner& owner, const SubjectKey& key) -> std::string {
  auto text = owner.tenant.text();
  text += '\0';
  text += owner.subject;
  text += '\0';
  text += std::to_string(key.number);
  text += as_text(key.bytes);
  const auto digest = sha256(text);
  OPENSSL_cleanse(text.data(), text.size());
  return std::string(as_text(digest.bytes).substr(0, 8));
}

template <std::size_t Size>
auto fill_randomly(std::array<std::uint8_t, Size>& bytes) -> bool {
  return RAND_priv_bytes(bytes.data(), static_cast<int>(bytes.size())) == 1;
}

/// The newest key at or below a number, out of a statement over (key, checksum, number).
auto key_of(const sqlite::Statement& row, const KeyOwner& owner) -> Result<SubjectKey, StoreError> {
  SubjectKey key{.number = static_cast<KeyNumber>(row.integer(2)), .bytes = {}};
  const auto bytes = row.blob(0);
  if (bytes.size() != key.bytes.size()) return Failure{StoreError::corrupt};
  std::copy(bytes.begin(), bytes.end(), key.bytes.begin());
  if (row.blob(1) != checksum_of(owner, key)) return Failure{StoreError::corrupt};
  return key;
}

class KeyFile final : public KeyStore {
 public:
  KeyFile(sqlite::Connection writer, sqlite::Connection reader,
          std::unique_ptr<ErasureJournal> journal, bool read_only)
      : writer_(std::move(writer)),
        reader_(std::move(reader)),
        journal_(std::move(journal)),
        read_only_(read_only),
        cache_(limits::keys_cached_max) {}

  auto apply_journal() -> Result<Done, StoreError>;

  auto current(const TenantId& tenant, const Subject& subject)
      -> Result<SubjectKey, KeyError> override {
    if (const auto cached = cache_.find(tenant, subject)) return *cached;
    const auto owner = KeyOwner{tenant, subject};
    const auto epoch = cache_.epoch();
    ORKESTA_TRY_LET(held, as_key(read_newest(owner)));
    if (!held) return ask_writer(owner);
    cache_.put(tenant, subject, *held, epoch);
    return *held;
  }

  auto find(const TenantId& tenant, const Subject& subject, KeyNumber number)
      -> Result<std::optional<SubjectKey>, KeyError> override {
    if (const auto cached = cache_.find(tenant, subject); cached && cached->number == number) {
      return cached;
    }
    const auto owner = KeyOwner{tenant, subject};
    if (number <= journal_->up_to(tenant, subject)) return std::optional<SubjectKey>{};
    const auto epoch = cache_.epoch();
    ORKESTA_TRY_LET(newest, as_key(read_newest(owner)));
    if (!newest || newest->number < number) return std::optional<SubjectKey>{};
    if (newest->number == number) {
      cache_.put(tenant, subject, *newest, epoch);
      return newest;
    }
    return as_key(read_number(owner, number));
  }

  auto destroy(const TenantId& tenant, const Subject& subject) -> Result<Done, KeyError> override;

  auto secret(const TenantId& tenant, std::string_view name)
      -> Result<std::array<std::uint8_t, 32>, KeyError> override;

  auto prepare(std::span<const KeyOwner> owners) -> Result<Done, KeyError> override;

 private:
  using Secret = std::array<std::uint8_t, 32>;
  struct Request {
    const KeyOwner* owner = nullptr;
    std::optional<Result<SubjectKey, KeyError>> answer;
  };

  auto read_newest(const KeyOwner& owner) -> Result<std::optional<SubjectKey>, StoreError>;
  auto read_number(const KeyOwner& owner, KeyNumber number)
      -> Result<std::optional<SubjectKey>, StoreError>;
  auto ask_writer(const KeyOwner& owner) -> Result<SubjectKey, KeyError>;
  auto serve(std::span<Request* const> batch) -> Result<std::vector<SubjectKey>, KeyError>;
  auto make(const KeyOwner& owner) -> Result<SubjectKey, StoreError>;
  auto newest_number(const KeyOwner& owner) -> Result<KeyNumber, StoreError>;
  auto kept(std::optional<sqlite::Statement>& statement, std::string_view sql)
      -> Result<sqlite::Statement*, StoreError>;
  auto secret_in_file(const TenantId& tenant, std::string_view name)
      -> Result<std::optional<Secret>, StoreError>;
  auto make_secret(const TenantId& tenant, std::string_view name) -> Result<Secret, StoreError>;

  std::mutex writer_mutex_;
  sqlite::Connection writer_;
  std::optional<sqlite::Statement> look_;  // These three of the writer, for `make`.
  std::optional<sqlite::Statement> numbers_;
  std::optional<sqlite::Statement> insert_;
  std::mutex reader_mutex_;
  sqlite::Connection reader_;
  std::optional<sqlite::Statement> newest_;  // Of the reader.
  const std::unique_ptr<ErasureJournal> journal_;
  const bool read_only_;
  KeyCache cache_;

  std::mutex queue_mutex_;
  std::condition_variable answered_;
  std::vector<Request*> queue_;
  bool serving_ = false;

  std::mutex secrets_mutex_;
  std::map<std::pair<std::string, std::string>, Secret> secrets_;
};

/// What an older copy of the file, restored, may have brought back goes again.
auto KeyFile::apply_journal() -> Result<Done, StoreError> {
  const auto destroyed = journal_->all();
  if (read_only_ || destroyed.empty()) return Done{};
  ORKESTA_TRY_LET(
      erase,
      writer_.prepare("DELETE FROM keys WHERE tenant = ?1 AND subject = ?2 AND number <= ?3"));
  ORKESTA_TRY_LET(
      remember,
      writer_.prepare(
          "INSERT INTO destroyed VALUES (?1, ?2, ?3) ON CONFLICT (tenant, subject) DO UPDATE SET "
          "up_to = max(up_to, excluded.up_to)"));
  return writer_.transact([&]() -> Result<Done, StoreError> {
    for (const auto& [who, up_to] : destroyed) {
      for (auto* statement : {&erase, &remember}) {
        statement->bind(1, who.first).bind(2, who.second).bind(3, std::int64_t{up_to});
        ORKESTA_TRY(statement->run());
      }
    }
    return Done{};
  });
}

auto KeyFile::read_newest(const KeyOwner& owner) -> Result<std::optional<SubjectKey>, StoreError> {
  const std::scoped_lock lock(reader_mutex_);
  if (!newest_) {
    ORKESTA_TRY_LET(
        statement,
        reader_.prepare("SELECT key, checksum, number FROM keys WHERE tenant = ?1 AND subject = ?2 "
                        "ORDER BY number DESC LIMIT 1",
                        true));
    newest_ = std::move(statement);
  }
  const sqlite::ResetAfter reset_after(*newest_);
  newest_->bind(1, owner.tenant.text()).bind(2, owner.subject);
  ORKESTA_TRY_LET(there, newest_->step());
  if (!there) return std::optional<SubjectKey>{};
  ORKESTA_TRY_LET(key, key_of(*newest_, owner));
  if (key.number <= journal_->up_to(owner.tenant, owner.subject)) {
    return std::optional<SubjectKey>{};
  }
  return std::optional<SubjectKey>{key};
}

auto KeyFile::read_number(const KeyOwner& owner, KeyNumber number)
    -> Result<std::optional<SubjectKey>, StoreError> {
  const std::scoped_lock lock(reader_mutex_);
  ORKESTA_TRY_LET(statement, reader_.prepare("SELECT key, checksum, number FROM keys WHERE tenant "
                                             "= ?1 AND subject = ?2 AND number = ?3"));
  statement.bind(1, owner.tenant.text()).bind(2, owner.subject).bind(3, std::int64_t{number});
  ORKESTA_TRY_LET(there, statement.step());
  if (!there) return std::optional<SubjectKey>{};
  ORKESTA_TRY_LET(key, key_of(statement, owner));
  return std::optional<SubjectKey>{key};
}

/// Whoever comes first serves all who wait by then in one transaction; the rest wait for it.
auto KeyFile::ask_writer(const KeyOwner& owner) -> Result<SubjectKey, KeyError> {
  if (read_only_) return Failure{KeyError::unavailable};
  Request request{&owner, std::nullopt};
  std::unique_lock lock(queue_mutex_);
  queue_.push_back(&request);
  while (!request.answer) {
    if (serving_) {
      answered_.wait(lock);
      continue;
    }
    serving_ = true;
    std::vector<Request*> batch;
    batch.swap(queue_);
    lock.unlock();
    const auto keys = serve(batch);
    lock.lock();  // Answers are written under it, as they are read: who waits may wake at any time.
    for (std::size_t i = 0; i < batch.size(); ++i) {
      if (keys)
        batch[i]->answer.emplace((*keys)[i]);
      else
        batch[i]->answer.emplace(Failure{keys.error()});
    }
    serving_ = false;
    answered_.notify_all();
  }
  return *request.answer;
}

auto KeyFile::serve(std::span<Request* const> batch) -> Result<std::vector<SubjectKey>, KeyError> {
  const std::scoped_lock lock(writer_mutex_);
  const auto epoch = cache_.epoch();
  std::vector<SubjectKey> made;
  const auto done = writer_.transact([&]() -> Result<Done, StoreError> {
    for (const auto* request : batch) {
      ORKESTA_TRY_LET(key, make(*request->owner));
      made.push_back(key);
    }
    return Done{};
  });
  if (!done) return Failure{key_error_of(done.error())};
  for (std::size_t i = 0; i < batch.size(); ++i)
    cache_.put(batch[i]->owner->tenant, batch[i]->owner->subject, made[i], epoch);
  return made;
}

auto KeyFile::kept(std::optional<sqlite::Statement>& statement, std::string_view sql)
    -> Result<sqlite::Statement*, StoreError> {
  if (!statement) {
    ORKESTA_TRY_LET(made, writer_.prepare(sql, true));
    statement = std::move(made);
  }
  return &*statement;
}

auto KeyFile::newest_number(const KeyOwner& owner) -> Result<KeyNumber, StoreError> {
  ORKESTA_TRY_LET(
      statement,
      kept(numbers_,
           "SELECT max((SELECT coalesce(max(number), 0) FROM keys WHERE tenant = ?1 AND subject = "
           "?2), "
           "(SELECT coalesce(max(up_to), 0) FROM destroyed WHERE tenant = ?1 AND subject = ?2))"));
  const sqlite::ResetAfter reset_after(*statement);
  statement->bind(1, owner.tenant.text()).bind(2, owner.subject);
  ORKESTA_TRY_LET(there, statement->step());
  ORKESTA_ASSERT(there);
  const auto number = static_cast<KeyNumber>(statement->integer(0));
  return std::max(number, journal_->up_to(owner.tenant, owner.subject));
}

/// Within the writer's transaction: the key that stands by now, or a new one.
auto KeyFile::make(const KeyOwner& owner) -> Result<SubjectKey, StoreError> {
  ORKESTA_TRY_LET(look, kept(look_,
                             "SELECT key, checksum, number FROM keys WHERE tenant = ?1 AND subject "
                             "= ?2 ORDER BY number DESC LIMIT 1"));
  {
    const sqlite::ResetAfter reset_after(*look);
    look->bind(1, owner.tenant.text()).bind(2, owner.subject);
    ORKESTA_TRY_LET(there, look->step());
    if (there) return key_of(*look, owner);
  }
  ORKESTA_TRY_LET(newest, newest_number(owner));
  SubjectKey key{.number = newest + 1, .bytes = {}};
  if (!fill_randomly(key.bytes)) return Failure{StoreError::unavailable};
  const auto checksum = checksum_of(owner, key);
  ORKESTA_TRY_LET(insert, kept(insert_, "INSERT INTO keys VALUES (?1, ?2, ?3, ?4, ?5)"));
  insert->bind(1, owner.tenant.text()).bind(2, owner.subject).bind(3, std::int64_t{key.number});
  insert->bind_blob(4, key.bytes.data(), key.bytes.size());
  insert->bind_blob(5, checksum.data(), checksum.size());
  ORKESTA_TRY(insert->run());
  return key;
}

auto KeyFile::destroy(const TenantId& tenant, const Subject& subject) -> Result<Done, KeyError> {
  if (read_only_) return Failure{KeyError::unavailable};
  const auto owner = KeyOwner{tenant, subject};
  const std::scoped_lock lock(writer_mutex_);
  ORKESTA_TRY_LET(newest, as_key(newest_number(owner)));
  if (newest == 0) return Done{};  // Nothing was ever sealed for them.
  ORKESTA_TRY(journal_->remember(tenant, subject, newest));
  cache_.forget(tenant, subject);
  ORKESTA_TRY_LET(erase,
                  as_key(writer_.prepare(
                      "DELETE FROM keys WHERE tenant = ?1 AND subject = ?2 AND number <= ?3")));
  ORKESTA_TRY_LET(
      remember,
      as_key(writer_.prepare(
          "INSERT INTO destroyed VALUES (?1, ?2, ?3) ON CONFLICT (tenant, subject) DO UPDATE SET "
          "up_to = max(up_to, excluded.up_to)")));
  const auto erased = writer_.transact([&]() -> Result<Done, StoreError> {
    for (auto* statement : {&erase, &remember}) {
      statement->bind(1, tenant.text()).bind(2, subject).bind(3, std::int64_t{newest});
      ORKESTA_TRY(statement->run());
    }
    return Done{};
  });
  if (!erased) return Failure{key_error_of(erased.error())};
  // The write-ahead log holds the key's page too: it is emptied before the answer.
  ORKESTA_TRY_LET(busy, as_key(writer_.number("PRAGMA wal_checkpoint(TRUNCATE)")));
  if (busy != 0) return Failure{KeyError::unavailable};
  return Done{};
}

auto KeyFile::prepare(std::span<const KeyOwner> owners) -> Result<Done, KeyError> {
  std::vector<Request> requests;
  for (const auto& owner : owners) {
    if (!cache_.find(owner.tenant, owner.subject)) requests.push_back({&owner, std::nullopt});
  }
  if (requests.empty()) return Done{};
  if (read_only_) return Failure{KeyError::unavailable};
  std::vector<Request*> batch;
  for (std::size_t i = 0; i < requests.size(); ++i) {
    batch.push_back(&requests[i]);
    if (batch.size() < limits::keys_batch_max && i + 1 < requests.size()) continue;
    ORKESTA_TRY(serve(batch));
    batch.clear();
  }
  return Done{};
}

auto KeyFile::secret(const TenantId& tenant, std::string_view name) -> Result<Secret, KeyError> {
  const auto who = std::pair(tenant.text(), std::string(name));
  {
    const std::scoped_lock lock(secrets_mutex_);
    if (const auto found = secrets_.find(who); found != secrets_.end()) return found->second;
  }
  const std::scoped_lock lock(writer_mutex_);
  ORKESTA_TRY_LET(held, as_key(secret_in_file(tenant, name)));
  if (!held && read_only_) return Failure{KeyError::unavailable};
  if (!held) {
    ORKESTA_TRY_LET(made, as_key(make_secret(tenant, name)));
    held = made;
  }
  const std::scoped_lock secrets_lock(secrets_mutex_);
  return secrets_.emplace(who, *held).first->second;
}

auto KeyFile::secret_in_file(const TenantId& tenant, std::string_view name)
    -> Result<std::optional<Secret>, StoreError> {
  ORKESTA_TRY_LET(look,
                  writer_.prepare("SELECT secret FROM secrets WHERE tenant = ?1 AND name = ?2"));
  look.bind(1, tenant.text()).bind(2, name);
  ORKESTA_TRY_LET(there, look.step());
  if (!there) return std::optional<Secret>{};
  Secret secret{};
  if (look.blob(0).size() != secret.size()) return Failure{StoreError::corrupt};
  std::copy(look.blob(0).begin(), look.blob(0).end(), secret.begin());
  return std::optional<Secret>{secret};
}

auto KeyFile::make_secret(const TenantId& tenant, std::string_view name)
    -> Result<Secret, StoreError> {
  Secret secret{};
  if (!fill_randomly(secret)) return Failure{StoreError::unavailable};
  ORKESTA_TRY_LET(insert, writer_.prepare("INSERT INTO secrets VALUES (?1, ?2, ?3)"));
  insert.bind(1, tenant.text()).bind(2, name).bind_blob(3, secret.data(), secret.size());
  ORKESTA_TRY(writer_.transact([&] { return insert.run(); }));
  return secret;
}

/// Only its owner reads it; the files that SQLite puts beside it take the same mode.
auto make_private(const std::string& path) -> Result<Done, StoreError> {
  const auto file = ::open(path.c_str(), O_RDWR | O_CREAT | O_CLOEXEC, 0600);
  if (file < 0) return Failure{StoreError::unavailable};
  const auto done = ::fchmod(file, 0600) == 0;
  ::close(file);
  if (!done) return Failure{StoreError::unavailable};
  return Done{};
}

auto open_connections(const KeyFileOptions& options)
    -> Result<std::pair<sqlite::Connection, sqlite::Connection>, StoreError> {
  if (!options.read_only) ORKESTA_TRY(make_private(options.path));
  const auto how = sqlite::OpenOptions{.path = options.path,
                                       .read_only = options.read_only,
                                       .create = false,
                                       .sync = sqlite::Sync::full,
                                       .secure_delete = true};
  ORKESTA_TRY_LET(writer, sqlite::Connection::open(how));
  ORKESTA_TRY_LET(version, writer.number("PRAGMA user_version"));
  ORKESTA_TRY_LET(tables, writer.number("SELECT count(*) FROM sqlite_master"));
  if (version == 0 && tables == 0 && !options.read_only) {
    ORKESTA_TRY(writer.transact([&] { return writer.run(schema); }));
    version = schema_version;
  }
  if (version != schema_version) return Failure{StoreError::incompatible};
  auto read_only = how;
  read_only.read_only = true;
  ORKESTA_TRY_LET(reader, sqlite::Connection::open(read_only));
  return std::pair(std::move(writer), std::move(reader));
}

}  // namespace

auto open_key_file(const KeyFileOptions& options) -> Result<std::unique_ptr<KeyStore>, KeyError> {
  auto journal = ErasureJournal::open(options.path + ".destroyed", options.read_only);
  if (!journal) return Failure{journal.error()};
  ORKESTA_TRY_LET(connections, as_key(open_connections(options)));
  auto made = std::make_unique<KeyFile>(std::move(connections.first), std::move(connections.second),
                                        std::move(*journal), options.read_only);
  ORKESTA_TRY(as_key(made->apply_journal()));
  return std::unique_ptr<KeyStore>(std::move(made));
}

}  // namespace orkesta::store
