#include "blocking_pool.hpp"

#include <pthread.h>

namespace orkesta::actors {

BlockingPool::BlockingPool(std::size_t threads) {
  for (std::size_t i = 0; i < threads; ++i) threads_.emplace_back([this] { work(); });
}

BlockingPool::~BlockingPool() { stop(); }

void BlockingPool::stop() {
  std::deque<std::function<void()>> forgotten;  // Goes without the lock: jobs hold actors.
  {
    const std::lock_guard lock(mutex_);
    stopping_ = true;
    forgotten.swap(jobs_);
  }
  filled_.notify_all();
  for (auto& thread : threads_)
    if (thread.joinable()) thread.join();
}

void BlockingPool::run(std::function<void()> job) {
  {
    const std::lock_guard lock(mutex_);
    if (stopping_) return;
    jobs_.push_back(std::move(job));
  }
  filled_.notify_one();
}

void BlockingPool::work() {
  ::pthread_setname_np(::pthread_self(), "ork-blocking");
  while (true) {
    std::function<void()> job;
    {
      std::unique_lock lock(mutex_);
      filled_.wait(lock, [&] { return stopping_ || !jobs_.empty(); });
      if (stopping_) return;
      job = std::move(jobs_.front());
      jobs_.pop_front();
    }
    job();
  }
}

}  // namespace orkesta::actors
