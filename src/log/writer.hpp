#pragma once

#include <condition_variable>
#include <deque>
#include <functional>
#include <map>
#include <mutex>
#include <optional>
#include <string>
#include <thread>
#include <vector>

#include "backend.hpp"
#include "file_writer.hpp"

namespace orkesta::log {

/// The writer's thread. All that waits when it looks becomes one SQLite transaction with one sync
/// (group commit), so whoever waits longer waits in better company. Any thread may call.
class Writer {
 public:
  struct Setup {
    std::string path;
    std::uint64_t bytes_max = 0;
    Clock clock;  ///< Never goes back.
    std::function<void(CrashPoint)> at_crash_point;
    std::function<void(std::string)> report;  ///< What went wrong, in words.
  };
  Writer(Setup setup, Board& board);
  /// Answers all that waits, then leaves an empty write-ahead log.
  ~Writer();
  Writer(const Writer&) = delete;
  auto operator=(const Writer&) -> Writer& = delete;

  /// Opens the file and starts the thread.
  auto start(const Loaded& loaded) -> Tried<Done>;
  auto write(const Transaction& transaction) -> Result<Written, LogError>;
  auto raise_epoch(const std::string& name) -> Result<std::uint64_t, LogError>;

 private:
  /// One caller that waits; lives on its stack.
  struct Job {
    const Transaction* transaction = nullptr;  ///< Or else `name` gets a new epoch.
    const std::string* name = nullptr;
    Written written;
    std::uint64_t epoch = 0;
    std::optional<LogError> error;
    bool answered = false;
    std::condition_variable wake;
  };

  void submit(Job& job);
  void run();
  auto take_group() -> bool;
  void commit_group();
  auto write_members() -> int;
  auto write_member(Job& job) -> int;
  void publish();
  void settle_failed_commit(int code);
  void fail_all(LogError error);
  void answer_all();
  auto epoch_of(const std::string& name) const -> std::uint64_t;
  void reach(CrashPoint point) const;

  const Setup setup_;
  Board& board_;
  FileWriter file_;
  std::map<std::string, std::uint64_t> epochs_;
  std::map<std::string, std::uint64_t> raised_;  ///< By the group that is being written.
  Timestamp accepted_;
  std::vector<Job*> group_;

  std::mutex mutex_;  ///< Guards what follows, and the answers of jobs.
  std::condition_variable submitted_;
  std::deque<Job*> queue_;
  bool ending_ = false;
  std::thread thread_;
};

}  // namespace orkesta::log
