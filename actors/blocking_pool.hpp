#pragma once

#include <condition_variable>
#include <deque>
#include <functional>
#include <mutex>
#include <thread>
#include <vector>

namespace orkesta::actors {

/// Threads for what blocks: log, databases, providers. Actors hand it jobs, jobs answer by message.
/// The number of jobs is bounded by the actors that hand them in: one each at a time.
class BlockingPool {
 public:
  explicit BlockingPool(std::size_t threads);
  ~BlockingPool();  ///< Stops. Whoever may still call `run` is gone by then.
  /// Finishes the jobs that run, forgets those that wait and those that come later. By one thread.
  void stop();
  void run(std::function<void()> job);

 private:
  void work();

  std::mutex mutex_;
  std::condition_variable filled_;
  std::deque<std::function<void()>> jobs_;
  bool stopping_ = false;
  std::vector<std::thread> threads_;
};

}  // namespace orkesta::actors
