/// What the embedded log adds: one writing process, followers, a disk that is full.

#include <thread>

#include "places.hpp"

namespace orkesta::log::testing {
namespace {

using Strings = std::vector<std::string>;

TEST(EmbeddedLog, HasOneWriterAtATime) {
  Folder folder;
  auto first = open_embedded_log({.folder = folder.path()});
  ASSERT_TRUE(first);
  EXPECT_EQ(open_embedded_log({.folder = folder.path()}).error(), LogError::locked);
  first->reset();
  EXPECT_TRUE(open_embedded_log({.folder = folder.path()}));
}

TEST(EmbeddedLog, IsMadeInAFolderThatIsMissingAndKeepsItsInstallation) {
  Folder folder;
  const auto below = folder.path() + "/some/where";
  const auto made = open_embedded_log({.folder = below}).value()->installation();
  EXPECT_EQ(made.size(), 32U);
  EXPECT_EQ(open_embedded_log({.folder = below}).value()->installation(), made);
}

TEST(EmbeddedLog, IsFollowedBesideItsWriter) {
  Folder folder;
  auto log = open_embedded_log({.folder = folder.path(), .partitions = 4});
  ASSERT_TRUE(log);
  append_all(**log, topic::inbound, 0, {"a"});
  auto beside = open_embedded_log({.folder = folder.path(), .read_only = true});
  ASSERT_TRUE(beside);
  EXPECT_EQ((*beside)->partitions(), 4U);
  auto reader = (*beside)->read({topic::inbound, 0, 0}, Until::for_ever);
  EXPECT_EQ(values(*(*reader)->next(milliseconds{0})), Strings{"a"});
  auto appender = std::thread([&] {
    std::this_thread::sleep_for(milliseconds{20});
    append_all(**log, topic::inbound, 0, {"b"});
  });
  EXPECT_EQ(values(*(*reader)->next(milliseconds{20000})), Strings{"b"});
  appender.join();
  append_all(**log, "ingress.demo", 0, {"new"});
  EXPECT_EQ(read_values(**beside, "ingress.demo", 0), Strings{"new"});
  EXPECT_EQ((*beside)->append(topic::inbound, 0, record("k", "v")).error(), LogError::misuse);
  EXPECT_EQ((*beside)->open_unit({"u", "g", {}}).error(), LogError::misuse);
}

TEST(EmbeddedLog, ThatIsNotThereCannotBeFollowed) {
  Folder folder;
  EXPECT_EQ(open_embedded_log({.folder = folder.path(), .read_only = true}).error(),
            LogError::unavailable);
}

TEST(EmbeddedLog, WritesNothingHalfWhenItIsFullAndIsReadOn) {  // T9
  Folder folder;
  EmbeddedOptions options{.folder = folder.path(), .bytes_max = 1u << 20};
  auto log = open_embedded_log(options);
  ASSERT_TRUE(log);
  auto unit = open_unit(**log, "u", "engine", {topic::inbound});
  Offset written = 0;
  auto failure = std::optional<LogError>();
  while (!failure) {
    const auto appended = (*log)->append(topic::inbound, 0, record("k", std::string(5000, 'x')));
    if (appended)
      ++written;
    else
      failure = appended.error();
    ASSERT_LT(written, 1000U);
  }
  EXPECT_EQ(*failure, LogError::disk_full);
  poll_once(*unit);
  ASSERT_TRUE(unit->begin());
  for (int i = 0; i < 20; ++i) {
    ASSERT_TRUE(unit->append(topic::turns, 0, record("k", std::string(5000, 'x'))));
  }
  EXPECT_EQ(unit->commit(next_of(topic::inbound, 0, 1)).error(), CommitFailure::aborted);
  EXPECT_EQ(read_all(**log, topic::inbound, 0).size(), written);
  EXPECT_TRUE(read_all(**log, topic::turns, 0).empty());
  EXPECT_EQ((*log)->committed("engine", {topic::inbound, 0}).value(), 0U);
  EXPECT_EQ(poll_all(*unit).records.size(), written);
  unit.reset();
  log->reset();
  options.bytes_max = 0;
  log = open_embedded_log(options);
  EXPECT_EQ((*log)->append(topic::inbound, 0, record("k", "v"))->offset, written);
}

TEST(EmbeddedLog, GoesOnAtItsFirstOffsetsAfterManyCheckpoints) {
  Folder folder;
  auto log = open_embedded_log({.folder = folder.path()});
  auto unit = open_unit(**log, "u", "engine", {topic::inbound});
  for (int i = 0; i < 12; ++i) {
    ASSERT_TRUE(unit->begin());
    for (int j = 0; j < 500; ++j) {
      ASSERT_TRUE(unit->append(topic::turns, 0, record("k", std::string(2000, 'x'))));
    }
    ASSERT_TRUE(unit->commit({}));
  }
  EXPECT_EQ(read_all(**log, topic::turns, 0).size(), 6000U);
  EXPECT_LT(std::filesystem::file_size(folder.path() + "/log.sqlite-wal"), 64u << 20);
}

TEST(PartitionOf, ATenantIsTheSameForEver) {
  // The first eight bytes of SHA-256("abc") are ba7816bf8f01cfea.
  EXPECT_EQ(partition_of(TenantId("abc"), 16), 0xaU);
  EXPECT_EQ(partition_of(TenantId("abc"), 4096), 0xfeaU);
  EXPECT_EQ(partition_of(TenantId("abc"), 1), 0U);
}

}  // namespace
}  // namespace orkesta::log::testing
