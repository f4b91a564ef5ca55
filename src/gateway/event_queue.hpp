#pragma once

// The bounded queue between whoever feeds a live stream and the session that writes it out (S21).

#include <deque>
#include <functional>
#include <memory>
#include <mutex>
#include <string>
#include <utility>

#include "orkesta/gateway/http.hpp"

namespace orkesta::gateway {

class EventQueue : public EventStream {
 public:
  /// `wake` tells the session that there is something to write, or that the stream was closed.
  EventQueue(std::size_t frames_max, std::function<void()> wake)
      : frames_max_(frames_max), wake_(std::move(wake)) {}

  auto send(std::shared_ptr<const std::string> frame) -> bool override {
    {
      const std::lock_guard lock(mutex_);
      if (!open_) return false;
      if (frames_.size() == frames_max_)
        open_ = false;  // Too slow: it resumes by its cursor.
      else
        frames_.push_back(std::move(frame));
    }
    wake_();
    return is_open();
  }
  auto is_open() const -> bool override {
    const std::lock_guard lock(mutex_);
    return open_;
  }
  /// The next frame; null when there is none now.
  auto take() -> std::shared_ptr<const std::string> {
    const std::lock_guard lock(mutex_);
    if (frames_.empty()) return nullptr;
    auto frame = std::move(frames_.front());
    frames_.pop_front();
    return frame;
  }
  void close() {
    const std::lock_guard lock(mutex_);
    open_ = false;
  }

 private:
  mutable std::mutex mutex_;
  std::deque<std::shared_ptr<const std::string>> frames_;
  bool open_ = true;
  std::size_t frames_max_;
  std::function<void()> wake_;
};

}  // namespace orkesta::gateway
