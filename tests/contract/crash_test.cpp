/// T3: a process that writes is killed at each step of a commit and at random times. What was
/// answered before is there, nothing is there twice, and offsets agree with records.

#include <fcntl.h>
#include <sys/wait.h>
#include <unistd.h>

#include <csignal>
#include <random>
#include <sstream>
#include <thread>

#include "places.hpp"

namespace orkesta::log::testing {
namespace {

struct Answered {
  Offset appended_next = 0;  ///< One after the last append that was answered.
  Offset committed_next = 0;
  int status = 0;
};

auto read_answers(int pipe_end) -> std::string {
  std::string text;
  std::array<char, 4096> buffer{};
  for (;;) {
    const auto size = ::read(pipe_end, buffer.data(), buffer.size());
    if (size <= 0) return text;
    text.append(buffer.data(), static_cast<std::size_t>(size));
  }
}

/// Runs the child until it kills itself, or kills it after so long.
auto run_child(const std::vector<std::string>& arguments, milliseconds at_most) -> Answered {
  std::array<int, 2> ends{};
  EXPECT_EQ(::pipe2(ends.data(), O_CLOEXEC), 0);
  const auto child = ::fork();
  if (child == 0) {
    ::dup2(ends[1], STDOUT_FILENO);
    std::vector<char*> raw = {const_cast<char*>(ORKESTA_CRASH_CHILD)};
    for (const auto& argument : arguments) raw.push_back(const_cast<char*>(argument.c_str()));
    raw.push_back(nullptr);
    ::execv(raw[0], raw.data());
    std::_Exit(127);
  }
  ::close(ends[1]);
  std::string text;
  auto listener = std::thread([&] { text = read_answers(ends[0]); });
  const auto deadline = std::chrono::steady_clock::now() + at_most;
  Answered answered;
  while (::waitpid(child, &answered.status, WNOHANG) == 0) {
    if (std::chrono::steady_clock::now() >= deadline) ::kill(child, SIGKILL);
    std::this_thread::sleep_for(milliseconds{1});
  }
  listener.join();
  ::close(ends[0]);
  auto lines = std::istringstream(text.substr(0, text.rfind('\n') + 1));
  char what = 0;
  for (Offset offset = 0; lines >> what >> offset;) {
    (what == 'a' ? answered.appended_next : answered.committed_next) = offset + (what == 'a');
  }
  return answered;
}

auto number_of(const Delivered& delivered) -> Offset { return std::stoull(delivered.record.value); }

/// Every record says its input's offset, so order, loss and doubling are all one comparison.
void expect_whole(MessageLog& log, const Answered& answered) {
  ASSERT_TRUE(WIFSIGNALED(answered.status)) << "exit status " << WEXITSTATUS(answered.status);
  ASSERT_EQ(WTERMSIG(answered.status), SIGKILL);
  EXPECT_GE(log.range(topic::inbound, 0)->next, answered.appended_next);
  EXPECT_GE(log.committed("engine", {topic::inbound, 0}).value(), answered.committed_next);
  for (Partition partition = 0; partition < 2; ++partition) {
    const auto next = log.committed("engine", {topic::inbound, partition}).value();
    EXPECT_EQ(log.range(topic::turns, partition)->next, next);
    EXPECT_EQ(log.range(topic::effects, partition)->next, next);
    for (const auto& topic : {topic::inbound, topic::turns, topic::effects}) {
      Offset expected = 0;
      for (const auto& got : read_all(log, topic, partition)) ASSERT_EQ(number_of(got), expected++);
      EXPECT_EQ(expected, log.range(topic, partition)->next);
    }
  }
}

void expect_whole_in(const Folder& folder, const Answered& answered) {
  const auto before = std::chrono::steady_clock::now();
  auto log = open_embedded_log({.folder = folder.path(), .partitions = 2});
  ASSERT_TRUE(log) << describe(log.error());
  EXPECT_LE(std::chrono::steady_clock::now() - before, std::chrono::seconds{5});
  expect_whole(**log, answered);
}

class KilledAt : public ::testing::TestWithParam<int> {};

TEST_P(KilledAt, AStepOfACommitLosesNothingAnsweredAndDoublesNothing) {  // P1, R4
  Folder folder;
  for (const auto* times : {"1", "2", "7"}) {
    SCOPED_TRACE(times);
    const auto point = std::to_string(GetParam());
    expect_whole_in(folder, run_child({folder.path(), point, times}, milliseconds{20000}));
  }
}

INSTANTIATE_TEST_SUITE_P(Log, KilledAt,
                         ::testing::Range(static_cast<int>(CrashPoint::begun),
                                          static_cast<int>(CrashPoint::checkpointed) + 1));

TEST(Killed, TwentyTimesAtRandomLosesNothingAnsweredAndDoublesNothing) {  // T3
  Folder folder;
  auto random = std::mt19937(20);
  Offset answered_in_all = 0;
  for (int round = 0; round < 20; ++round) {
    SCOPED_TRACE(round);
    const auto after = milliseconds{20 + static_cast<int>(random() % 130)};
    const auto answered = run_child({folder.path()}, after);
    answered_in_all += answered.appended_next > 0 ? 1 : 0;
    expect_whole_in(folder, answered);
  }
  EXPECT_GE(answered_in_all, 5U);  // A run without successes proves nothing.
}

}  // namespace
}  // namespace orkesta::log::testing
