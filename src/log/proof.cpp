#include "orkesta/log/proof.hpp"

#include "embedded_file.hpp"
#include "wal_check.hpp"

namespace orkesta::log {
namespace {

using std::chrono::milliseconds;

auto disproof(const Trouble& trouble) -> Failure<Disproof> {
  return Failure{Disproof{trouble.error, trouble.words}};
}

/// A write-ahead log that another process appends to may look broken while it is read: it is
/// looked at again when nobody can be writing.
auto prove_wal(const std::string& folder) -> std::string {
  const auto path = database_path(folder);
  if (check_wal(path).empty()) return {};
  FolderLock lock;
  if (!lock.take(folder)) return {};
  return check_wal(path);
}

auto count_records(MessageLog& log, const TopicPartition& at) -> Result<std::uint64_t, LogError> {
  std::uint64_t count = 0;
  ORKESTA_TRY_LET(reader, log.read({at.topic, at.partition, 0}, Until::end_at_opening));
  while (!reader->at_end()) {
    ORKESTA_TRY_LET(records, reader->next(milliseconds{0}));
    count += records.size();
  }
  return count;
}

}  // namespace

auto prove_embedded_log(const std::string& folder) -> Result<Proof, Disproof> {
  EmbeddedOptions options;
  options.folder = folder;
  options.read_only = true;
  std::string words;
  const auto log = open_embedded_log(options, words);
  if (!log) return Failure{Disproof{log.error(), words}};
  Connection connection;
  if (const auto code = connection.open(database_path(folder), Connection::Mode::read);
      code != SQLITE_OK) {
    return disproof({error_of(code), "log.sqlite: " + connection.message()});
  }
  const auto loaded = load(connection);
  if (!loaded) return disproof(loaded.error());

  // Records first: they name their place, where an end can only say that something is wrong.
  Proof proof;
  for (const auto& end : loaded->ends) {
    const auto count = count_records(**log, {loaded->topics.at(end.topic), end.partition});
    if (!count) return Failure{Disproof{count.error(), (*log)->diagnosis()}};
    proof.records += *count;
  }
  if (const auto ends = load_and_verify_ends(connection); !ends) return disproof(ends.error());
  if (auto wrong = prove_wal(folder); !wrong.empty()) {
    return Failure{Disproof{LogError::corrupt, std::move(wrong)}};
  }
  return proof;
}

}  // namespace orkesta::log
