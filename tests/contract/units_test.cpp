/// The contract, second part: units commit records with offsets, or neither.

#include <thread>

#include "places.hpp"

namespace orkesta::log::testing {
namespace {

using Strings = std::vector<std::string>;

class Units : public ContractTest {};

TEST_P(Units, GainEveryPartitionPausedAndReadAfterResuming) {
  append_all(*log, topic::inbound, 2, {"a"});
  auto unit = open_unit(*log, "u", "engine", {topic::inbound});
  const auto first = unit->poll(milliseconds{0});
  ASSERT_TRUE(first);
  ASSERT_EQ(first->size(), 4U);
  for (const auto& event : *first) EXPECT_TRUE(std::holds_alternative<Gained>(event));
  EXPECT_TRUE(unit->poll(milliseconds{0})->empty());
  unit->resume({{topic::inbound, 2}});
  EXPECT_EQ(values(poll_once(*unit).records), Strings{"a"});
}

TEST_P(Units, MakeNothingVisibleBeforeTheCommit) {  // R4
  auto unit = open_unit(*log, "u", "engine", {topic::inbound});
  ASSERT_TRUE(unit->begin());
  ASSERT_TRUE(unit->append(topic::turns, 1, record("k", "t")));
  EXPECT_EQ(log->range(topic::turns, 1)->next, 0U);
  EXPECT_EQ(read_values(*log, topic::turns, 1), Strings{});
  ASSERT_TRUE(unit->commit({}));
  EXPECT_EQ(read_values(*log, topic::turns, 1), Strings{"t"});
}

TEST_P(Units, CommitOffsetsAndRecordsOfAllTopicsTogether) {  // R4
  append_all(*log, topic::inbound, 1, {"a", "b"});
  auto unit = open_unit(*log, "u", "engine", {topic::inbound});
  EXPECT_EQ(values(poll_all(*unit).records), (Strings{"a", "b"}));
  ASSERT_TRUE(unit->begin());
  ASSERT_TRUE(unit->append(topic::turns, 1, record("k", "turn 1")));
  ASSERT_TRUE(unit->append(topic::outbound, 1, record("k", "out")));
  ASSERT_TRUE(unit->append(topic::turns, 1, record("k", "turn 2")));
  const auto committed = unit->commit(next_of(topic::inbound, 1, 2));
  ASSERT_TRUE(committed);
  EXPECT_EQ(committed->appended.at({topic::turns, 1}), 0U);
  EXPECT_EQ(committed->appended.at({topic::outbound, 1}), 0U);
  EXPECT_EQ(log->committed("engine", {topic::inbound, 1}).value(), 2U);
  const auto turns = read_all(*log, topic::turns, 1);
  EXPECT_EQ(values(turns), (Strings{"turn 1", "turn 2"}));
  EXPECT_EQ(turns[0].accepted, committed->accepted);
  EXPECT_EQ(read_values(*log, topic::outbound, 1), Strings{"out"});
}

TEST_P(Units, SayWhereEachCommitBegan) {
  auto unit = open_unit(*log, "u", "engine", {topic::inbound});
  for (const Offset first : {0U, 2U, 4U}) {
    ASSERT_TRUE(unit->begin());
    ASSERT_TRUE(unit->append(topic::turns, 0, record("k", "1")));
    ASSERT_TRUE(unit->append(topic::turns, 0, record("k", "2")));
    EXPECT_EQ(unit->commit({})->appended.at({topic::turns, 0}), first);
  }
}

TEST_P(Units, LeaveNothingAfterAnAbortAndAreGivenTheSameAgain) {
  append_all(*log, topic::inbound, 0, {"a", "b", "c"});
  auto unit = open_unit(*log, "u", "engine", {topic::inbound});
  EXPECT_EQ(poll_all(*unit).records.size(), 3U);
  ASSERT_TRUE(unit->begin());
  ASSERT_TRUE(unit->append(topic::turns, 0, record("k", "good")));
  ASSERT_TRUE(unit->commit(next_of(topic::inbound, 0, 1)));
  ASSERT_TRUE(unit->begin());
  ASSERT_TRUE(unit->append(topic::turns, 0, record("k", "bad")));
  ASSERT_TRUE(unit->abort());
  EXPECT_EQ(values(poll_all(*unit).records), (Strings{"b", "c"}));
  EXPECT_EQ(read_values(*log, topic::turns, 0), Strings{"good"});
}

TEST_P(Units, ReadAcrossAborts) {
  auto unit = open_unit(*log, "u", "engine", {topic::inbound});
  ASSERT_TRUE(unit->begin());
  ASSERT_TRUE(unit->append(topic::turns, 0, record("k", "1")));
  ASSERT_TRUE(unit->commit({}));
  ASSERT_TRUE(unit->begin());
  ASSERT_TRUE(unit->append(topic::turns, 0, record("k", "never")));
  ASSERT_TRUE(unit->abort());
  ASSERT_TRUE(unit->begin());
  ASSERT_TRUE(unit->append(topic::turns, 0, record("k", "2")));
  ASSERT_TRUE(unit->commit({}));
  EXPECT_EQ(read_values(*log, topic::turns, 0), (Strings{"1", "2"}));
}

TEST_P(Units, ReadOnWhereTheGroupHadCommitted) {
  append_all(*log, topic::inbound, 0, {"a", "b", "c"});
  auto unit = open_unit(*log, "u", "engine", {topic::inbound});
  poll_all(*unit);
  ASSERT_TRUE(unit->begin());
  ASSERT_TRUE(unit->commit(next_of(topic::inbound, 0, 2)));
  unit.reset();
  unit = open_unit(*log, "u", "engine", {topic::inbound});
  const auto seen = poll_all(*unit);
  EXPECT_EQ(values(seen.records), Strings{"c"});
  EXPECT_EQ(seen.gained[0].next, 2U);
}

TEST_P(Units, OfSeveralGroupsEachReadAll) {
  append_all(*log, topic::inbound, 0, {"a", "b"});
  auto one = open_unit(*log, "one", "engine", {topic::inbound});
  auto other = open_unit(*log, "other", "archive", {topic::inbound});
  EXPECT_EQ(values(poll_all(*one).records), (Strings{"a", "b"}));
  EXPECT_EQ(values(poll_all(*other).records), (Strings{"a", "b"}));
  ASSERT_TRUE(one->begin());
  ASSERT_TRUE(one->commit(next_of(topic::inbound, 0, 2)));
  EXPECT_EQ(log->committed("engine", {topic::inbound, 0}).value(), 2U);
  EXPECT_EQ(log->committed("archive", {topic::inbound, 0}).value(), 0U);
}

TEST_P(Units, OfSeveralTopicsReadThemAll) {
  append_all(*log, topic::outbound, 0, {"o"});
  append_all(*log, topic::effects, 3, {"e"});
  append_all(*log, "ingress.demo", 0, {"i"});
  auto unit = open_unit(*log, "u", "g", {topic::outbound, topic::effects, "ingress.demo"});
  const auto seen = poll_all(*unit);
  EXPECT_EQ(seen.gained.size(), 9U);
  EXPECT_EQ(seen.records.size(), 3U);
}

TEST_P(Units, ThatWaitAreWokenByACommit) {
  auto unit = open_unit(*log, "u", "engine", {topic::inbound});
  poll_all(*unit);
  auto appender = std::thread([&] {
    std::this_thread::sleep_for(milliseconds{20});
    append_all(*log, topic::inbound, 3, {"a"});
  });
  EXPECT_EQ(values(poll_once(*unit, milliseconds{20000}).records), Strings{"a"});
  appender.join();
}

TEST_P(Units, ReadNothingOfAPausedPartition) {
  auto unit = open_unit(*log, "u", "engine", {topic::inbound});
  poll_all(*unit);
  unit->pause({{topic::inbound, 0}});
  append_all(*log, topic::inbound, 0, {"a"});
  append_all(*log, topic::inbound, 1, {"b"});
  EXPECT_EQ(values(poll_all(*unit).records), Strings{"b"});
  unit->resume({{topic::inbound, 0}});
  EXPECT_EQ(values(poll_all(*unit).records), Strings{"a"});
}

TEST_P(Units, GetAtMostSoManyAtOnceAndFromEveryPartition) {  // R12
  open({.poll_records_max = 4});
  for (Partition partition = 0; partition < 4; ++partition) {
    append_all(*log, topic::inbound, partition, {"1", "2", "3"});
  }
  auto unit = open_unit(*log, "u", "engine", {topic::inbound});
  poll_once(*unit);
  const auto records = poll_once(*unit).records;
  ASSERT_EQ(records.size(), 4U);
  std::map<Partition, int> counts;
  for (const auto& got : records) ++counts[got.at.partition];
  EXPECT_EQ(counts.size(), 4U);
  EXPECT_EQ(poll_all(*unit).records.size(), 8U);
}

TEST_P(Units, KeepTheNoteOfWhatTheyAreTrying) {  // R13
  append_all(*log, topic::inbound, 1, {"a"});
  const auto at = TopicPartition{topic::inbound, 1};
  auto unit = open_unit(*log, "u", "engine", {topic::inbound});
  EXPECT_EQ(poll_all(*unit).gained[1].trying, Trying{});
  ASSERT_TRUE(unit->begin());
  ASSERT_TRUE(unit->commit({.next = {{at, 0}}, .trying = {{at, {"0", 1}}}}));
  unit = open_unit(*log, "u", "engine", {topic::inbound});
  const auto gained = poll_all(*unit).gained;
  EXPECT_EQ(gained[1].trying, (Trying{"0", 1}));
  EXPECT_EQ(gained[0].trying, Trying{});
  ASSERT_TRUE(unit->begin());
  ASSERT_TRUE(unit->commit({.next = {{at, 1}}, .trying = {}}));
  unit = open_unit(*log, "u", "engine", {topic::inbound});
  const auto cleared = poll_all(*unit).gained;
  EXPECT_EQ(cleared[1].trying, Trying{});
  EXPECT_EQ(cleared[1].next, 1U);
}

TEST_P(Units, RefuseToBeCalledOutOfTurn) {
  auto unit = open_unit(*log, "u", "engine", {topic::inbound});
  EXPECT_EQ(unit->append(topic::turns, 0, record("k", "v")).error(), LogError::misuse);
  EXPECT_EQ(unit->commit({}).error(), CommitFailure::aborted);
  ASSERT_TRUE(unit->begin());
  EXPECT_EQ(unit->begin().error(), LogError::misuse);
  EXPECT_EQ(unit->append("nothing", 0, record("k", "v")).error(), LogError::unknown_topic);
  EXPECT_EQ(unit->append(topic::turns, 9, record("k", "v")).error(), LogError::unknown_topic);
  const auto large = std::string(Wishes{}.record_bytes_max + 1, 'x');
  EXPECT_EQ(unit->append(topic::turns, 0, record("k", large)).error(), LogError::too_large);
  ASSERT_TRUE(unit->append(topic::turns, 0, record("k", "v")));
  ASSERT_TRUE(unit->commit({}));
  EXPECT_EQ(read_values(*log, topic::turns, 0), Strings{"v"});
  EXPECT_EQ(log->open_unit({"", "g", {}}).error(), LogError::misuse);
  EXPECT_EQ(log->open_unit({"u2", "g", {"nothing"}}).error(), LogError::unknown_topic);
}

TEST_P(Units, OfTwoThreadsDoNotMixTheirTransactions) {
  constexpr int rounds = 30;
  const auto work = [&](const std::string& name) {
    auto unit = open_unit(*log, name, name, {topic::inbound});
    for (int i = 0; i < rounds; ++i) {
      ASSERT_TRUE(unit->begin());
      ASSERT_TRUE(unit->append(topic::turns, 0, record(name, std::to_string(i))));
      ASSERT_TRUE(unit->append(topic::turns, 0, record(name, std::to_string(i))));
      ASSERT_TRUE(unit->commit({}));
    }
  };
  auto one = std::thread([&] { work("one"); });
  auto two = std::thread([&] { work("two"); });
  one.join();
  two.join();
  const auto read = read_all(*log, topic::turns, 0);
  ASSERT_EQ(read.size(), 4U * rounds);
  for (std::size_t i = 0; i < read.size(); i += 2) EXPECT_EQ(read[i].record, read[i + 1].record);
}

class Fencing : public ContractTest {};

TEST_P(Fencing, ASecondUnitOfTheSameNameEndsTheFirst) {  // R3
  append_all(*log, topic::inbound, 0, {"a"});
  auto first = open_unit(*log, "u", "engine", {topic::inbound});
  poll_all(*first);
  ASSERT_TRUE(first->begin());
  ASSERT_TRUE(first->append(topic::turns, 0, record("k", "zombie")));
  auto second = open_unit(*log, "u", "engine", {topic::inbound});
  EXPECT_EQ(first->commit(next_of(topic::inbound, 0, 1)).error(), CommitFailure::fenced);
  EXPECT_EQ(first->begin().error(), LogError::fenced);
  EXPECT_EQ(first->poll(milliseconds{0}).error(), LogError::fenced);
  EXPECT_EQ(read_values(*log, topic::turns, 0), Strings{});
  const auto seen = poll_all(*second);
  EXPECT_EQ(values(seen.records), Strings{"a"});
  EXPECT_EQ(seen.gained.size(), 4U);
  ASSERT_TRUE(second->begin());
  EXPECT_TRUE(second->commit(next_of(topic::inbound, 0, 1)));
}

TEST_P(Fencing, APollThatWaitsLearnsOfItAtOnce) {
  auto first = open_unit(*log, "u", "engine", {topic::inbound});
  poll_all(*first);
  std::unique_ptr<Unit> second;
  auto opener = std::thread([&] {
    std::this_thread::sleep_for(milliseconds{20});
    second = open_unit(*log, "u", "engine", {topic::inbound});
  });
  EXPECT_EQ(first->poll(milliseconds{20000}).error(), LogError::fenced);
  opener.join();
}

TEST_P(Fencing, LeavesUnitsOfOtherNamesAlone) {
  auto one = open_unit(*log, "one", "a", {topic::inbound});
  auto two = open_unit(*log, "two", "b", {topic::inbound});
  two = open_unit(*log, "two", "b", {topic::inbound});
  ASSERT_TRUE(one->begin());
  EXPECT_TRUE(one->commit({}));
}

class Sharing : public ContractTest {};

TEST_P(Sharing, TwoUnitsOfAGroupHoldEachPartitionOnce) {
  auto one = open_unit(*log, "one", "engine", {topic::inbound});
  auto two = open_unit(*log, "two", "engine", {topic::inbound});
  const auto of_one = poll_all(*one).gained;
  const auto of_two = poll_all(*two).gained;
  std::map<TopicPartition, int> holders;
  for (const auto& gained : of_one) ++holders[gained.partition];
  for (const auto& gained : of_two) ++holders[gained.partition];
  EXPECT_EQ(of_one.size(), 2U);
  EXPECT_EQ(of_two.size(), 2U);
  EXPECT_EQ(holders.size(), 4U);
}

TEST_P(Sharing, AUnitMayCommitWhatItIsLosingUntilItsNextPoll) {
  append_all(*log, topic::inbound, 3, {"a", "b"});
  auto one = open_unit(*log, "one", "engine", {topic::inbound});
  EXPECT_EQ(poll_all(*one).records.size(), 2U);
  auto two = open_unit(*log, "two", "engine", {topic::inbound});
  EXPECT_EQ(poll_once(*one).losing.size(), 2U);
  EXPECT_TRUE(poll_once(*two).gained.empty());
  ASSERT_TRUE(one->begin());
  ASSERT_TRUE(one->commit(next_of(topic::inbound, 3, 1)));
  poll_once(*one);
  const auto seen = poll_all(*two);
  EXPECT_EQ(seen.gained.size(), 2U);
  EXPECT_EQ(values(seen.records), Strings{"b"});
  ASSERT_TRUE(one->begin());
  EXPECT_EQ(one->commit(next_of(topic::inbound, 3, 2)).error(), CommitFailure::aborted);
  EXPECT_EQ(log->committed("engine", {topic::inbound, 3}).value(), 1U);
}

TEST_P(Sharing, WhatAUnitHeldGoesToTheOthersWhenItEnds) {
  auto one = open_unit(*log, "one", "engine", {topic::inbound});
  auto two = open_unit(*log, "two", "engine", {topic::inbound});
  EXPECT_EQ(poll_all(*one).gained.size(), 2U);
  EXPECT_EQ(poll_all(*two).gained.size(), 2U);
  one.reset();
  EXPECT_EQ(poll_all(*two).gained.size(), 2U);
}

class Reopening : public ContractTest {};

TEST_P(Reopening, KeepsRecordsOffsetsNotesAndTimes) {
  if (!place->is_persistent()) GTEST_SKIP() << "this log is gone with its process by design";
  open({.clock = [] { return Timestamp{7000}; }});
  append_all(*log, topic::inbound, 1, {"a", "b"});
  const auto at = TopicPartition{topic::inbound, 1};
  auto unit = open_unit(*log, "u", "engine", {topic::inbound});
  poll_all(*unit);
  ASSERT_TRUE(unit->begin());
  ASSERT_TRUE(unit->append(topic::turns, 1, record("k", "t")));
  ASSERT_TRUE(unit->commit({.next = {{at, 1}}, .trying = {{at, {"1", 2}}}}));
  const auto before = read_all(*log, topic::inbound, 1);
  unit.reset();
  open({.clock = [] { return Timestamp{3000}; }});
  EXPECT_EQ(log->committed("engine", at).value(), 1U);
  EXPECT_EQ(read_values(*log, topic::turns, 1), Strings{"t"});
  const auto after = read_all(*log, topic::inbound, 1);
  ASSERT_EQ(after.size(), before.size());
  EXPECT_EQ(after[1].record, before[1].record);
  EXPECT_EQ(after[1].accepted, Timestamp{7000});
  EXPECT_EQ(log->append(topic::inbound, 1, record("k", "c"))->offset, before[1].at.offset + 1);
  EXPECT_EQ(read_all(*log, topic::inbound, 1)[2].accepted, Timestamp{7000});
  unit = open_unit(*log, "u", "engine", {topic::inbound});
  EXPECT_EQ(poll_all(*unit).gained[1].trying, (Trying{"1", 2}));
}

TEST_P(Reopening, WithAnotherNumberOfPartitionsIsIncompatible) {
  if (!place->is_persistent()) GTEST_SKIP() << "this log is gone with its process by design";
  log.reset();
  EXPECT_EQ(place->open({.partitions = 8}).error(), LogError::incompatible);
  EXPECT_TRUE(place->open({.partitions = 4}));
}

const auto name_of = [](const auto& info) { return info.param.name; };
INSTANTIATE_TEST_SUITE_P(Log, Units, ::testing::ValuesIn(kinds()), name_of);
INSTANTIATE_TEST_SUITE_P(Log, Fencing, ::testing::ValuesIn(kinds()), name_of);
INSTANTIATE_TEST_SUITE_P(Log, Sharing, ::testing::ValuesIn(kinds()), name_of);
INSTANTIATE_TEST_SUITE_P(Log, Reopening, ::testing::ValuesIn(kinds()), name_of);

}  // namespace
}  // namespace orkesta::log::testing
