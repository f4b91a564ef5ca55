#pragma once

// What partition actors tell their unit's thread.

#include <chrono>
#include <condition_variable>
#include <deque>
#include <mutex>
#include <optional>
#include <string>
#include <variant>

#include "orkesta/engine/partition_engine.hpp"

namespace orkesta::actors {

struct Restored {
  Partition partition = 0;
  std::uint64_t epoch = 0;
  std::optional<engine::PartitionError> error;
  std::string message;
};
struct BatchReady {
  Partition partition = 0;
  std::uint64_t epoch = 0;
  std::shared_ptr<engine::Batch> batch;
};
/// Where the partition stands; sent whenever it changed.
struct Report {
  Partition partition = 0;
  std::uint64_t epoch = 0;
  std::size_t credits = 0;
  bool idle = true;
  std::optional<Timestamp> next_due;
};
/// The started batch cannot be finished: abort and deliver again.
struct GiveUp {
  Partition partition = 0;
  std::uint64_t epoch = 0;
  engine::PartitionError error = engine::PartitionError::log_unavailable;
};
struct Settled {
  Partition partition = 0;
  std::uint64_t epoch = 0;
};
using UnitMail = std::variant<Restored, BatchReady, Report, GiveUp, Settled>;

/// Bounded by the partitions: each has at most two batches out.
class UnitInbox {
 public:
  void put(UnitMail mail) {
    {
      const std::lock_guard lock(mutex_);
      mails_.push_back(std::move(mail));
    }
    filled_.notify_one();
  }
  /// Everything that is there, after waiting at most so long for the first.
  auto take(std::chrono::microseconds at_most) -> std::deque<UnitMail> {
    std::unique_lock lock(mutex_);
    filled_.wait_for(lock, at_most, [&] { return !mails_.empty(); });
    return std::exchange(mails_, {});
  }

 private:
  std::mutex mutex_;
  std::condition_variable filled_;
  std::deque<UnitMail> mails_;
};

}  // namespace orkesta::actors
