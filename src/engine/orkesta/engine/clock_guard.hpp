#pragma once

/// Whether the wall clock can be believed (R14).

#include <atomic>
#include <chrono>
#include <cstdint>
#include <functional>
#include <memory>

#include "orkesta/core/time.hpp"
#include "orkesta/log/message_log.hpp"

namespace orkesta::engine {

/// The time of day, and the time since the machine started, which nobody sets.
struct Clocks {
  std::function<Timestamp()> wall;
  std::function<std::chrono::milliseconds()> boot;
};
/// This machine's: CLOCK_REALTIME and CLOCK_BOOTTIME.
auto system_clocks() -> Clocks;

/// A wall clock that runs more than five minutes ahead of the boot-time clock, counted from the
/// start, is wrong until it is right again or somebody confirms it: meanwhile nothing is taken in
/// and no timer fires, since what is recorded cannot be taken back. One that goes back is left
/// alone: `at` stands still until it has caught up. Any thread.
class ClockGuard {
 public:
  explicit ClockGuard(Clocks clocks);
  auto is_right() const -> bool;
  /// How far the wall clock runs ahead; negative: behind.
  auto ahead() const -> std::chrono::milliseconds;
  /// The wall clock's time while it is right, else what the boot-time clock makes of the start's.
  auto now() const -> Timestamp;
  /// The wall clock is right as it is now.
  void confirm();

 private:
  Clocks clocks_;
  std::atomic<std::int64_t> wall_at_boot_;  ///< Milliseconds.
};

/// The log as doors have it: while the clock is wrong it takes nothing in (`unavailable`), and
/// nothing is written. Both outlive it.
auto guarded_by(const ClockGuard& guard, log::MessageLog& log)
    -> std::unique_ptr<log::MessageLog>;

}  // namespace orkesta::engine
