#pragma once

// What a service manager is told (systemd's notify protocol); nothing without one.

#include <chrono>
#include <optional>
#include <string>

namespace orkesta::cli {

/// Sends READY, STATUS, STOPPING and the watchdog's sign of life to `NOTIFY_SOCKET`.
class Supervision {
 public:
  Supervision();
  void ready(const std::string& status) const;
  void stopping() const;
  /// To be called more often than the watchdog's time.
  void beat();

 private:
  std::optional<std::chrono::microseconds> watchdog_;  ///< Half of what the manager allows.
  std::chrono::steady_clock::time_point last_;
};

}  // namespace orkesta::cli
