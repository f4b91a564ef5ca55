/// R15: files that were cut, emptied or changed are refused or named; nothing of them is
/// overwritten.

#include <fstream>

#include "places.hpp"

namespace orkesta::log::testing {
namespace {

namespace fs = std::filesystem;
using Files = std::map<std::string, std::string>;

constexpr std::size_t page_size = 8192;

auto read_file(const fs::path& path) -> std::string {
  auto file = std::ifstream(path, std::ios::binary);
  return {std::istreambuf_iterator<char>(file), {}};
}

auto files_of(const std::string& folder) -> Files {
  Files files;
  for (const auto* name : {"log.sqlite", "log.sqlite-wal"}) {
    const auto path = fs::path(folder) / name;
    // Looking leaves an empty write-ahead log behind, which says nothing.
    const auto says =
        std::string(name) == "log.sqlite" || (fs::exists(path) && fs::file_size(path) > 0);
    if (says && fs::exists(path)) files[name] = read_file(path);
  }
  return files;
}

void put_files(const std::string& folder, const Files& files) {
  for (const auto* name : {"log.sqlite", "log.sqlite-wal", "log.sqlite-shm"}) {
    fs::remove(fs::path(folder) / name);
  }
  for (const auto& [name, bytes] : files) {
    auto file = std::ofstream(fs::path(folder) / name, std::ios::binary);
    file << bytes;
  }
}

auto open_in(const Folder& folder, std::string& words)
    -> Result<std::unique_ptr<MessageLog>, LogError> {
  return open_embedded_log({.folder = folder.path(), .partitions = 2}, words);
}

constexpr int records_count = 30;

void fill(MessageLog& log) {
  auto unit = open_unit(log, "u", "engine", {topic::inbound});
  for (int i = 0; i < records_count; ++i) {
    append_all(log, topic::inbound, 1, {std::to_string(i) + std::string(1500, 'i')});
    ASSERT_TRUE(unit->begin());
    ASSERT_TRUE(
        unit->append(topic::turns, 1, record("k", std::to_string(i) + std::string(3000, 't'))));
    poll_all(*unit);
    ASSERT_TRUE(unit->commit(next_of(topic::inbound, 1, static_cast<Offset>(i) + 1)));
  }
}

/// A log's files after an orderly end, and as a kill leaves them.
struct Made {
  Files closed;
  Files killed;
};
auto make_files() -> const Made& {
  static const auto made = [] {
    Made files;
    Folder folder;
    std::string words;
    auto log = open_in(folder, words);
    fill(**log);
    files.killed = files_of(folder.path());
    log->reset();
    files.closed = files_of(folder.path());
    return files;
  }();
  return made;
}

/// Empty when all is read back as it was; else the error of opening or reading.
auto error_in(const Folder& folder) -> std::optional<LogError> {
  std::string words;
  auto log = open_in(folder, words);
  if (!log) return log.error();
  if ((*log)->committed("engine", {topic::inbound, 1}).value() != records_count)
    return {LogError::in_doubt};
  for (const auto& [topic, size, letter] :
       {std::tuple{topic::inbound, 1500U, 'i'}, std::tuple{topic::turns, 3000U, 't'}}) {
    auto reader = (*log)->read({topic, 1, 0}, Until::end_at_opening);
    int next = 0;
    while (!(*reader)->at_end()) {
      auto some = (*reader)->next(milliseconds{0});
      if (!some) return some.error();
      for (const auto& got : *some) {
        if (got.record.value != std::to_string(next++) + std::string(size, letter)) {
          return {LogError::in_doubt};
        }
      }
    }
    if (next != records_count) return {LogError::in_doubt};
  }
  return std::nullopt;
}

void expect_refused_untouched(const Folder& folder, const Files& files) {
  put_files(folder.path(), files);
  std::string words;
  const auto log = open_in(folder, words);
  ASSERT_FALSE(log);
  EXPECT_EQ(log.error(), LogError::corrupt);
  EXPECT_FALSE(words.empty());
  EXPECT_TRUE(files_of(folder.path()) == files) << "a damaged log was overwritten";
}

TEST(Damage, NoneIsFoundInWholeFiles) {
  Folder folder;
  for (const auto& files : {make_files().closed, make_files().killed}) {
    put_files(folder.path(), files);
    EXPECT_EQ(error_in(folder), std::nullopt);
  }
}

TEST(Damage, AFileThatIsNoDatabaseIsRefused) {
  Folder folder;
  expect_refused_untouched(folder, {{"log.sqlite", std::string(100000, 'x')}});
  expect_refused_untouched(folder, {{"log.sqlite", "hello"}});
  expect_refused_untouched(folder, {{"log.sqlite", ""}});
}

TEST(Damage, AnEmptyOrMissingFileBesideAWriteAheadLogIsRefused) {
  Folder folder;
  auto files = make_files().killed;
  ASSERT_GT(files.at("log.sqlite-wal").size(), page_size);
  files["log.sqlite"] = "";
  expect_refused_untouched(folder, files);
  files.erase("log.sqlite");
  expect_refused_untouched(folder, files);
}

TEST(Damage, AFileThatIsCutAtAnyPageIsRefused) {
  Folder folder;
  const auto& whole = make_files().closed.at("log.sqlite");
  ASSERT_GT(whole.size(), 20 * page_size);
  for (std::size_t size = 0; size < whole.size(); size += page_size / 2) {
    SCOPED_TRACE(size);
    expect_refused_untouched(folder, {{"log.sqlite", whole.substr(0, size)}});
  }
}

TEST(Damage, ACutBesideAWriteAheadLogIsRefusedUnlessThatHoldsThePages) {
  Folder folder;
  auto files = make_files().killed;
  const auto whole = files.at("log.sqlite");
  for (std::size_t size = 0; size < whole.size(); size += page_size) {
    SCOPED_TRACE(size);
    files["log.sqlite"] = whole.substr(0, size);
    put_files(folder.path(), files);
    const auto error = error_in(folder);
    EXPECT_TRUE(!error || *error == LogError::corrupt);
  }
}

TEST(Damage, AChangedByteIsNamedOrChangesNothing) {
  Folder folder;
  const auto& files = make_files().closed;
  int found = 0;
  for (std::size_t at = 1; at < files.at("log.sqlite").size(); at += 1511) {
    SCOPED_TRACE(at);
    auto changed = files;
    changed["log.sqlite"][at] = static_cast<char>(changed["log.sqlite"][at] ^ 0x10);
    put_files(folder.path(), changed);
    const auto error = error_in(folder);
    EXPECT_TRUE(!error || *error == LogError::corrupt || *error == LogError::incompatible)
        << "lost or changed without a word";
    found += error ? 1 : 0;
  }
  EXPECT_GE(found, 50);
}

TEST(Damage, AChangedByteOfARecordIsNamedWithItsPosition) {
  Folder folder;
  auto files = make_files().closed;
  const auto at = files.at("log.sqlite").find("7" + std::string(3000, 't'));
  ASSERT_NE(at, std::string::npos);
  files["log.sqlite"][at + 1000] = 'T';
  put_files(folder.path(), files);
  std::string words;
  auto log = open_in(folder, words);
  ASSERT_TRUE(log) << words;
  auto reader = (*log)->read({topic::turns, 1, 0}, Until::end_at_opening);
  const auto good = (*reader)->next(milliseconds{0});
  ASSERT_TRUE(good);
  EXPECT_LT(good->size(), std::size_t{records_count});
  EXPECT_EQ((*reader)->next(milliseconds{0}).error(), LogError::corrupt);
  const auto name = "turns/1@" + std::to_string(good->size());
  EXPECT_NE((*log)->diagnosis().find(name), std::string::npos) << (*log)->diagnosis();
}

TEST(Damage, AWriteAheadLogChangedBeforeItsEndIsRefused) {
  Folder folder;
  const auto& files = make_files().killed;
  const auto size = files.at("log.sqlite-wal").size();
  for (std::size_t at = 1; at < size / 2; at += 32771) {
    SCOPED_TRACE(at);
    auto changed = files;
    changed["log.sqlite-wal"][at] = static_cast<char>(changed["log.sqlite-wal"][at] ^ 0x10);
    expect_refused_untouched(folder, changed);
  }
}

TEST(Damage, AWriteAheadLogWithATornEndIsTakenUpToTheLastWholeTransaction) {
  Folder folder;
  auto files = make_files().killed;
  auto& wal = files["log.sqlite-wal"];
  wal.resize(wal.size() - page_size / 2);
  put_files(folder.path(), files);
  std::string words;
  const auto log = open_in(folder, words);
  ASSERT_TRUE(log) << words;
  EXPECT_EQ((*log)->range(topic::inbound, 1)->next, std::uint64_t{records_count});
  EXPECT_EQ((*log)->range(topic::turns, 1)->next, std::uint64_t{records_count - 1});
  EXPECT_EQ((*log)->committed("engine", {topic::inbound, 1}).value(), records_count - 1U);
}

}  // namespace
}  // namespace orkesta::log::testing
