#include "orkesta/engine/clock_guard.hpp"

#include <ctime>
#include <utility>

#include "orkesta/core/assert.hpp"
#include "orkesta/core/time_limits.hpp"

namespace orkesta::engine {
namespace {

auto read(clockid_t clock) -> std::chrono::milliseconds {
  timespec now{};
  const auto failed = ::clock_gettime(clock, &now);
  ORKESTA_ASSERT(failed == 0);
  return std::chrono::seconds{now.tv_sec} +
         std::chrono::duration_cast<std::chrono::milliseconds>(
             std::chrono::nanoseconds{now.tv_nsec});
}

class GuardedLog final : public log::MessageLog {
 public:
  GuardedLog(const ClockGuard& guard, log::MessageLog& log) : guard_(guard), log_(log) {}
  auto partitions() const -> Partition override { return log_.partitions(); }
  auto keeps_states() const -> bool override { return log_.keeps_states(); }
  auto open_unit(const log::UnitOptions& options)
      -> Result<std::unique_ptr<log::Unit>, log::LogError> override {
    return log_.open_unit(options);
  }
  auto read(const log::Position& from, log::Until until)
      -> Result<std::unique_ptr<log::Reader>, log::LogError> override {
    return log_.read(from, until);
  }
  auto append(const log::Topic& topic, Partition partition, log::Record record)
      -> Result<log::Position, log::LogError> override {
    if (!guard_.is_right()) return Failure{log::LogError::unavailable};
    return log_.append(topic, partition, std::move(record));
  }
  auto range(const log::Topic& topic, Partition partition)
      -> Result<log::Range, log::LogError> override {
    return log_.range(topic, partition);
  }
  auto committed(const std::string& group, const log::TopicPartition& partition)
      -> Result<Offset, log::LogError> override {
    return log_.committed(group, partition);
  }
  auto diagnosis() const -> std::string override { return log_.diagnosis(); }
  auto installation() const -> std::string override { return log_.installation(); }

 private:
  const ClockGuard& guard_;
  log::MessageLog& log_;
};

}  // namespace

auto guarded_by(const ClockGuard& guard, log::MessageLog& log)
    -> std::unique_ptr<log::MessageLog> {
  return std::make_unique<GuardedLog>(guard, log);
}

auto system_clocks() -> Clocks {
  return {[] { return Timestamp{read(CLOCK_REALTIME).count()}; },
          [] { return read(CLOCK_BOOTTIME); }};
}

ClockGuard::ClockGuard(Clocks clocks) : clocks_(std::move(clocks)), wall_at_boot_(0) { confirm(); }

auto ClockGuard::ahead() const -> std::chrono::milliseconds {
  const auto expected = wall_at_boot_.load() + clocks_.boot().count();
  return std::chrono::milliseconds{clocks_.wall().milliseconds - expected};
}

auto ClockGuard::is_right() const -> bool { return ahead() <= limits::clock_ahead_max; }

auto ClockGuard::now() const -> Timestamp {
  const auto expected = wall_at_boot_.load() + clocks_.boot().count();
  const auto wall = clocks_.wall();
  const auto ahead = std::chrono::milliseconds{wall.milliseconds - expected};
  return ahead <= limits::clock_ahead_max ? wall : Timestamp{expected};
}

void ClockGuard::confirm() {
  wall_at_boot_ = clocks_.wall().milliseconds - clocks_.boot().count();
}

}  // namespace orkesta::engine
