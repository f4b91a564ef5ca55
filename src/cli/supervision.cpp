#include "supervision.hpp"

#include <systemd/sd-daemon.h>

namespace orkesta::cli {

Supervision::Supervision() : last_(std::chrono::steady_clock::now()) {
  std::uint64_t allowed_us = 0;
  if (::sd_watchdog_enabled(0, &allowed_us) > 0)
    watchdog_ = std::chrono::microseconds{allowed_us / 2};
}

void Supervision::ready(const std::string& status) const {
  ::sd_notify(0, ("READY=1\nSTATUS=" + status).c_str());
}

void Supervision::stopping() const { ::sd_notify(0, "STOPPING=1\nSTATUS=draining"); }

void Supervision::beat() {
  const auto now = std::chrono::steady_clock::now();
  if (!watchdog_ || now - last_ < *watchdog_) return;
  last_ = now;
  ::sd_notify(0, "WATCHDOG=1");
}

}  // namespace orkesta::cli
