/// T5 and T9: the disk is full while a COMMIT writes, a sync fails, the power is cut.

#include <fstream>

#include "faulty_storage.hpp"
#include "places.hpp"

namespace orkesta::log::testing {
namespace {

using Strings = std::vector<std::string>;
namespace fs = std::filesystem;

class FaultyStorage : public ::testing::Test {
 protected:
  static void SetUpTestSuite() { install_faulty_storage(); }
  void SetUp() override { open(); }
  void TearDown() override {
    fill_disk(false);
    fail_syncs(false);
    remember_storage(false);
  }
  void open() {
    log.reset();
    auto opened = open_embedded_log({.folder = folder.path(), .partitions = 1});
    ASSERT_TRUE(opened) << describe(opened.error());
    log = std::move(*opened);
  }
  auto files() const -> std::map<std::string, std::string> {
    std::map<std::string, std::string> files;
    for (const auto* name : {"log.sqlite", "log.sqlite-wal"}) {
      auto file = std::ifstream(fs::path(folder.path()) / name, std::ios::binary);
      files[name] = {std::istreambuf_iterator<char>(file), {}};
    }
    return files;
  }
  Folder folder;
  std::unique_ptr<MessageLog> log;
};

TEST_F(FaultyStorage, FullDuringCommitWritesNothingReadsOnAndHealsByItself) {  // T9
  append_all(*log, topic::inbound, 0, {"a"});
  auto unit = open_unit(*log, "u", "engine", {topic::inbound});
  EXPECT_EQ(poll_all(*unit).records.size(), 1U);
  fill_disk(true);
  for (int i = 0; i < 3; ++i) {
    EXPECT_EQ(log->append(topic::inbound, 0, record("k", "no")).error(), LogError::disk_full);
    ASSERT_TRUE(unit->begin());
    ASSERT_TRUE(unit->append(topic::turns, 0, record("k", "no")));
    EXPECT_EQ(unit->commit(next_of(topic::inbound, 0, 1)).error(), CommitFailure::aborted);
    EXPECT_EQ(values(poll_all(*unit).records), Strings{"a"});
    EXPECT_EQ(read_values(*log, topic::inbound, 0), Strings{"a"});
  }
  EXPECT_NE(log->diagnosis(), "");
  fill_disk(false);
  EXPECT_EQ(log->append(topic::inbound, 0, record("k", "b"))->offset, 1U);
  ASSERT_TRUE(unit->begin());
  ASSERT_TRUE(unit->append(topic::turns, 0, record("k", "t")));
  ASSERT_TRUE(unit->commit(next_of(topic::inbound, 0, 1)));
  unit.reset();
  open();
  EXPECT_EQ(read_values(*log, topic::inbound, 0), (Strings{"a", "b"}));
  EXPECT_EQ(read_values(*log, topic::turns, 0), Strings{"t"});
}

TEST_F(FaultyStorage, ThatFailsToSyncIsInDoubtAndStops) {  // R15: fsync is never retried.
  append_all(*log, topic::inbound, 0, {"a"});
  auto unit = open_unit(*log, "u", "engine", {topic::inbound});
  poll_all(*unit);
  ASSERT_TRUE(unit->begin());
  ASSERT_TRUE(unit->append(topic::turns, 0, record("k", "t")));
  fail_syncs(true);
  EXPECT_EQ(unit->commit(next_of(topic::inbound, 0, 1)).error(), CommitFailure::in_doubt);
  fail_syncs(false);
  EXPECT_EQ(unit->begin().error(), LogError::in_doubt);
  EXPECT_EQ(log->append(topic::inbound, 0, record("k", "b")).error(), LogError::unavailable);
  EXPECT_EQ(log->open_unit({"u", "engine", {topic::inbound}}).error(), LogError::unavailable);
  unit.reset();
  open();
  const auto next = log->committed("engine", {topic::inbound, 0}).value();
  EXPECT_EQ(log->range(topic::turns, 0)->next, next);
  EXPECT_EQ(read_values(*log, topic::inbound, 0), Strings{"a"});
  EXPECT_TRUE(log->append(topic::inbound, 0, record("k", "b")));
}

TEST_F(FaultyStorage, AfterAPowerCutHoldsAllThatWasAnswered) {  // T5: 200 images.
  struct Answer {
    std::size_t moment = 0;
    Offset appended = 0;
    Offset committed = 0;
  };
  const auto before = files();
  remember_storage(true);
  auto unit = open_unit(*log, "u", "engine", {topic::inbound});
  poll_all(*unit);
  std::vector<Answer> answers = {{}};
  for (Offset i = 0; i < 150; ++i) {
    const auto value = std::to_string(i) + " " + std::string(i % 7 * 3000, 'x');
    ASSERT_TRUE(log->append(topic::inbound, 0, record("k", value)));
    answers.push_back({storage_moment(), i + 1, i});
    ASSERT_EQ(poll_all(*unit).records.size(), 1U);
    ASSERT_TRUE(unit->begin());
    ASSERT_TRUE(unit->append(topic::turns, 0, record("k", value)));
    ASSERT_TRUE(unit->append(topic::effects, 0, record("k", value)));
    ASSERT_TRUE(unit->commit(next_of(topic::inbound, 0, i + 1)));
    answers.push_back({storage_moment(), i + 1, i + 1});
  }
  const auto moments = storage_moment();
  auto random = std::mt19937(5);
  Folder after;
  std::size_t answered = 0;
  for (int image = 0; image < 200; ++image) {
    const auto moment = random() % (moments + 1);
    SCOPED_TRACE("image " + std::to_string(image) + ", moment " + std::to_string(moment));
    while (answered + 1 < answers.size() && answers[answered + 1].moment <= moment) ++answered;
    while (answers[answered].moment > moment) --answered;
    fs::remove(fs::path(after.path()) / "log.sqlite-shm");
    for (const auto& [name, bytes] : after_power_cut(before, moment, random)) {
      std::ofstream(fs::path(after.path()) / name, std::ios::binary) << bytes;
    }
    std::string words;
    const auto found = open_embedded_log({.folder = after.path(), .partitions = 1}, words);
    ASSERT_TRUE(found) << words;
    const auto next = (*found)->committed("engine", {topic::inbound, 0}).value();
    EXPECT_GE(read_all(**found, topic::inbound, 0).size(), answers[answered].appended);
    EXPECT_GE(next, answers[answered].committed);
    EXPECT_EQ(read_all(**found, topic::turns, 0).size(), next);
    EXPECT_EQ(read_all(**found, topic::effects, 0).size(), next);
  }
}

}  // namespace
}  // namespace orkesta::log::testing
