/// The contract, first part: what was appended is read, whole and in order.

#include <thread>

#include "orkesta/core/limits.hpp"
#include "places.hpp"

namespace orkesta::log::testing {
namespace {

using Strings = std::vector<std::string>;

class Records : public ContractTest {};

TEST_P(Records, OfOnePartitionAreReadInTheOrderInWhichTheyWereAppended) {
  append_all(*log, topic::inbound, 1, {"a", "b", "c"});
  append_all(*log, topic::inbound, 2, {"x"});
  append_all(*log, topic::inbound, 1, {"d"});
  EXPECT_EQ(read_values(*log, topic::inbound, 1), (Strings{"a", "b", "c", "d"}));
  EXPECT_EQ(read_values(*log, topic::inbound, 2), (Strings{"x"}));
  EXPECT_EQ(read_values(*log, topic::turns, 1), Strings{});
}

TEST_P(Records, ComeBackByteByByte) {  // R10
  auto bytes = std::string();
  for (int byte = 0; byte < 256; ++byte) bytes.push_back(static_cast<char>(byte));
  const Record odd{
      .key = "t/conversation/" + bytes,
      .attributes = {{"type", "a.v1"}, {"empty", ""}, {bytes, bytes}, {"type", "twice"}},
      .value = bytes + bytes};
  ASSERT_TRUE(log->append(topic::turns, 0, odd));
  ASSERT_TRUE(log->append(topic::turns, 0, Record{}));
  const auto read = read_all(*log, topic::turns, 0);
  ASSERT_EQ(read.size(), 2U);
  EXPECT_EQ(read[0].record, odd);
  EXPECT_EQ(read[1].record, Record{});
}

TEST_P(Records, SayWhereTheyStand) {
  append_all(*log, topic::inbound, 3, {"a"});
  const auto second = log->append(topic::inbound, 3, record("k", "b"));
  ASSERT_TRUE(second);
  const auto read = read_all(*log, topic::inbound, 3);
  ASSERT_EQ(read.size(), 2U);
  EXPECT_EQ(read[1].at, *second);
  EXPECT_LT(read[0].at, read[1].at);
  const auto range = log->range(topic::inbound, 3);
  ASSERT_TRUE(range);
  EXPECT_EQ(range->first, read[0].at.offset);
  EXPECT_EQ(range->next, second->offset + 1);
}

TEST_P(Records, AreReadFromAnyOffset) {
  append_all(*log, topic::inbound, 0, {"a", "b", "c"});
  const auto third = log->range(topic::inbound, 0)->next - 1;
  auto reader = log->read({topic::inbound, 0, third}, Until::end_at_opening);
  ASSERT_TRUE(reader);
  EXPECT_EQ(values(*(*reader)->next(milliseconds{0})), Strings{"c"});
  EXPECT_TRUE((*reader)->at_end());
}

TEST_P(Records, OfATenantsOwnTopicStandInItsOnePartition) {
  append_all(*log, "ingress.demo", 0, {"a"});
  EXPECT_EQ(read_values(*log, "ingress.demo", 0), Strings{"a"});
  EXPECT_EQ(log->append("ingress.demo", 1, record("k", "b")).error(), LogError::unknown_topic);
}

TEST_P(Records, AtTheLimitAreTakenAndAboveItRefused) {  // R12
  const auto limit = Wishes{}.record_bytes_max;
  EXPECT_TRUE(log->append(topic::inbound, 0, {"k", {}, std::string(limit - 1, 'x')}));
  const auto refused = log->append(topic::inbound, 0, {"k", {}, std::string(limit, 'x')});
  ASSERT_FALSE(refused);
  EXPECT_EQ(refused.error(), LogError::too_large);
  EXPECT_EQ(log->range(topic::inbound, 0)->next, 1U);
}

TEST_P(Records, OfAnUnknownTopicOrPartitionAreRefused) {
  for (const auto& name : {"", "nothing", "in bound", "ingress.", "unknown.demo", "snapshots"}) {
    SCOPED_TRACE(name);
    EXPECT_EQ(log->append(name, 0, record("k", "v")).error(), LogError::unknown_topic);
    EXPECT_EQ(log->range(name, 0).error(), LogError::unknown_topic);
    EXPECT_EQ(log->read({name, 0, 0}, Until::for_ever).error(), LogError::unknown_topic);
  }
  EXPECT_EQ(log->append(topic::inbound, 4, record("k", "v")).error(), LogError::unknown_topic);
  EXPECT_EQ(log->range(topic::inbound, 4).error(), LogError::unknown_topic);
}

TEST_P(Records, AppendedByManyThreadsAreAllThereOnceAndInEachThreadsOrder) {
  constexpr int threads_count = 8;
  constexpr int each = 40;
  std::vector<std::thread> threads;
  for (int thread = 0; thread < threads_count; ++thread) {
    threads.emplace_back([&, thread] {
      for (int i = 0; i < each; ++i) {
        const auto key = std::to_string(thread);
        EXPECT_TRUE(log->append(topic::inbound, 0, record(key, std::to_string(i))));
      }
    });
  }
  for (auto& thread : threads) thread.join();
  std::map<std::string, Strings> by_thread;
  const auto read = read_all(*log, topic::inbound, 0);
  for (const auto& got : read) by_thread[got.record.key].push_back(got.record.value);
  EXPECT_EQ(read.size(), std::size_t{threads_count} * each);
  Strings expected;
  for (int i = 0; i < each; ++i) expected.push_back(std::to_string(i));
  for (int thread = 0; thread < threads_count; ++thread) {
    EXPECT_EQ(by_thread[std::to_string(thread)], expected);
  }
}

TEST_P(Records, AreAcceptedAtATimeThatNeverGoesBack) {  // R14
  auto now = Timestamp{5000};
  open({.clock = [&now] { return now; }});
  append_all(*log, topic::inbound, 0, {"a"});
  now = Timestamp{1000};
  append_all(*log, topic::inbound, 1, {"b"});
  now = Timestamp{9000};
  append_all(*log, topic::inbound, 0, {"c"});
  EXPECT_EQ(read_all(*log, topic::inbound, 0)[0].accepted, Timestamp{5000});
  EXPECT_EQ(read_all(*log, topic::inbound, 1)[0].accepted, Timestamp{5000});
  EXPECT_EQ(read_all(*log, topic::inbound, 0)[1].accepted, Timestamp{9000});
}

class Readers : public ContractTest {};

TEST_P(Readers, ToTheEndAtOpeningSeeNothingThatCameLater) {
  append_all(*log, topic::inbound, 0, {"a", "b"});
  auto reader = log->read({topic::inbound, 0, 0}, Until::end_at_opening);
  append_all(*log, topic::inbound, 0, {"c"});
  ASSERT_TRUE(reader);
  EXPECT_FALSE((*reader)->at_end());
  EXPECT_EQ(values(*(*reader)->next(milliseconds{0})), (Strings{"a", "b"}));
  EXPECT_TRUE((*reader)->at_end());
  EXPECT_TRUE((*reader)->next(milliseconds{0})->empty());
}

TEST_P(Readers, OfAnEmptyPartitionAreAtTheEndAtOnce) {
  auto reader = log->read({topic::inbound, 0, 0}, Until::end_at_opening);
  ASSERT_TRUE(reader);
  EXPECT_TRUE((*reader)->at_end());
}

TEST_P(Readers, ForEverGoOnWithWhatComesLater) {
  auto reader = log->read({topic::inbound, 0, 0}, Until::for_ever);
  ASSERT_TRUE(reader);
  EXPECT_TRUE((*reader)->next(milliseconds{0})->empty());
  append_all(*log, topic::inbound, 0, {"a"});
  EXPECT_EQ(values(*(*reader)->next(milliseconds{0})), Strings{"a"});
  EXPECT_FALSE((*reader)->at_end());
}

TEST_P(Readers, ThatWaitAreWokenByACommit) {
  auto reader = log->read({topic::inbound, 0, 0}, Until::for_ever);
  ASSERT_TRUE(reader);
  auto appender = std::thread([&] {
    std::this_thread::sleep_for(milliseconds{20});
    append_all(*log, topic::inbound, 0, {"a"});
  });
  EXPECT_EQ(values(*(*reader)->next(milliseconds{20000})), Strings{"a"});
  appender.join();
}

TEST_P(Readers, GetAtMostSoManyAtOnce) {  // R12
  open({.poll_records_max = 2});
  append_all(*log, topic::inbound, 0, {"a", "b", "c"});
  auto reader = log->read({topic::inbound, 0, 0}, Until::end_at_opening);
  ASSERT_TRUE(reader);
  EXPECT_EQ(values(*(*reader)->next(milliseconds{0})), (Strings{"a", "b"}));
  EXPECT_EQ(values(*(*reader)->next(milliseconds{0})), (Strings{"c"}));
}

TEST_P(Readers, ThatAreManyEachReadAll) {
  append_all(*log, topic::turns, 0, {"a", "b"});
  EXPECT_EQ(read_values(*log, topic::turns, 0), (Strings{"a", "b"}));
  EXPECT_EQ(read_values(*log, topic::turns, 0), (Strings{"a", "b"}));
}

TEST_P(Readers, CrossMoreRecordsThanOneReadTransactionHolds) {
  auto unit = open_unit(*log, "u", "g", {topic::inbound});
  constexpr int count = 3 * static_cast<int>(limits::log_read_rows_max) + 7;
  ASSERT_TRUE(unit->begin());
  for (int i = 0; i < count; ++i) {
    ASSERT_TRUE(unit->append(topic::turns, 2, record("k", std::to_string(i))));
  }
  ASSERT_TRUE(unit->commit({}));
  const auto read = read_all(*log, topic::turns, 2);
  ASSERT_EQ(read.size(), std::size_t{count});
  for (int i = 0; i < count; ++i) {
    EXPECT_EQ(read[static_cast<std::size_t>(i)].record.value, std::to_string(i));
  }
}

TEST_P(Readers, OutliveTheLogsHandle) {
  append_all(*log, topic::turns, 0, {"a"});
  auto reader = log->read({topic::turns, 0, 0}, Until::end_at_opening);
  ASSERT_TRUE(reader);
  log.reset();
  EXPECT_EQ(values(*(*reader)->next(milliseconds{0})), Strings{"a"});
}

const auto name_of = [](const auto& info) { return info.param.name; };
INSTANTIATE_TEST_SUITE_P(Log, Records, ::testing::ValuesIn(kinds()), name_of);
INSTANTIATE_TEST_SUITE_P(Log, Readers, ::testing::ValuesIn(kinds()), name_of);

}  // namespace
}  // namespace orkesta::log::testing
