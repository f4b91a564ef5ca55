// The clock guard against clocks that are set by hand (R14, T12).

#include "orkesta/engine/clock_guard.hpp"

#include <gtest/gtest.h>

namespace orkesta::engine {
namespace {

using namespace std::chrono_literals;

struct Machine {
  Timestamp wall{1'800'000'000'000};
  std::chrono::milliseconds boot{1h};
  ClockGuard guard{{[this] { return wall; }, [this] { return boot; }}};

  void runs(std::chrono::milliseconds span) {
    wall = wall + span;
    boot += span;
  }
  void is_set_by(std::chrono::milliseconds span) { wall = wall + span; }
};

TEST(ClockGuard, BelievesAClockThatRuns) {
  Machine machine;
  machine.runs(24h * 365);
  EXPECT_TRUE(machine.guard.is_right());
  EXPECT_EQ(machine.guard.now(), machine.wall);
}

TEST(ClockGuard, AllowsFiveMinutesAheadAndNotAMillisecondMore) {
  Machine machine;
  machine.is_set_by(5min);
  EXPECT_TRUE(machine.guard.is_right());
  machine.is_set_by(1ms);
  EXPECT_FALSE(machine.guard.is_right());
}

TEST(ClockGuard, GoesOnByTheBootClockWhileTheWallClockIsWrong) {
  Machine machine;
  const auto start = machine.wall;
  machine.is_set_by(24h * 3650);
  machine.runs(10s);
  EXPECT_EQ(machine.guard.now(), start + 10s);
}

TEST(ClockGuard, BelievesAgainWhenTheClockIsRightAgain) {
  Machine machine;
  machine.is_set_by(1h);
  machine.runs(1min);
  machine.is_set_by(-1h);
  EXPECT_TRUE(machine.guard.is_right());
}

TEST(ClockGuard, BelievesAgainWhenAPersonConfirms) {
  Machine machine;
  machine.is_set_by(1h);
  machine.guard.confirm();
  EXPECT_TRUE(machine.guard.is_right());
  EXPECT_EQ(machine.guard.now(), machine.wall);
  machine.is_set_by(6min);
  EXPECT_FALSE(machine.guard.is_right());
}

TEST(ClockGuard, LeavesAClockAloneThatGoesBack) {
  Machine machine;
  machine.is_set_by(-24h * 3650);
  EXPECT_TRUE(machine.guard.is_right());
  machine.is_set_by(24h * 3650);
  EXPECT_TRUE(machine.guard.is_right());
}

TEST(ClockGuard, LetsNothingInWhileTheClockIsWrong) {
  Machine machine;
  const auto log = log::open_memory_log({.partitions = 1});
  const auto intake = guarded_by(machine.guard, *log);
  machine.is_set_by(1h);
  EXPECT_EQ(intake->append(log::topic::inbound, 0, {"k", {}, "{}"}).error(),
            log::LogError::unavailable);
  EXPECT_EQ(log->range(log::topic::inbound, 0)->next, 0U);
  machine.is_set_by(-1h);
  EXPECT_TRUE(intake->append(log::topic::inbound, 0, {"k", {}, "{}"}));
}

TEST(ClockGuard, BelievesThisMachineNow) { EXPECT_TRUE(ClockGuard{system_clocks()}.is_right()); }

}  // namespace
}  // namespace orkesta::engine
