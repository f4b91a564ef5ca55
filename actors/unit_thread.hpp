#pragma once

#include <atomic>
#include <functional>
#include <map>
#include <string>
#include <thread>

#include "orkesta/actors/messages.hpp"
#include "orkesta/actors/node.hpp"
#include "unit_inbox.hpp"

namespace orkesta::actors {

/// One thread with one consumer and one transactional producer. It polls for the partitions it is
/// given, commits the batches that their actors make, and tells them what became of each.
class UnitThread {
 public:
  struct Surroundings {
    const NodeOptions* options = nullptr;
    log::MessageLog* log = nullptr;
    UnitInbox* inbox = nullptr;
    NodeCounters* counters = nullptr;
    std::function<PartitionActor(Partition)> actor_of;  ///< Called on this thread.
    std::function<void()> committed;                    ///< Called after each commit.
  };
  UnitThread(std::string name, Surroundings surroundings);
  ~UnitThread();  ///< At once, without a word to the partitions.

  /// No more intake; what is out is committed, then every partition settles. True: all did in time.
  auto drain(std::chrono::milliseconds deadline) -> bool;
  auto partitions_waiting() const -> std::size_t { return waiting_; }
  auto has_partitions() const -> bool { return has_partitions_; }

 private:
  enum class Phase { restoring, serving, stopped, settled };
  struct Served {
    PartitionActor actor;
    std::uint64_t epoch = 0;
    Phase phase = Phase::restoring;
    Offset next = 0;     ///< As committed.
    log::Trying trying;  ///< As found when it was gained.
    std::size_t credits = 0;
    bool idle = true;
    bool paused = true;
    std::optional<Timestamp> next_due;
    Timestamp woken;  ///< Not twice for the same moment.
  };

  void run();
  void open();
  void serve_mails(std::chrono::microseconds at_most);
  auto take_ready() -> std::vector<BatchReady>;
  void commit_batches();
  void after_commit(const std::vector<BatchReady>& taken,
                    Result<log::Committed, log::CommitFailure> committed);
  void abort_all();
  void poll(std::chrono::milliseconds at_most);
  void gain(const log::Gained& gained);
  void pace();
  auto clock_is_right() -> bool;
  void wake_due(bool at_end);
  void settle_all();
  auto someone_works() const -> bool;
  void say(const std::string& text) const;

  std::string name_;
  Surroundings around_;
  std::unique_ptr<log::Unit> unit_;
  std::map<Partition, Served> served_;
  std::vector<BatchReady> ready_;
  std::uint64_t epoch_ = 0;
  int failures_in_a_row_ = 0;
  bool clock_was_right_ = true;
  std::atomic<bool> stop_{false};
  std::atomic<bool> draining_{false};
  std::atomic<bool> drained_{false};
  std::atomic<bool> has_partitions_{false};
  std::atomic<std::size_t> waiting_{0};
  std::thread thread_;
};

}  // namespace orkesta::actors
