#pragma once

/// Limits of time (R12, R14), beside those of limits.hpp.

#include <chrono>

namespace orkesta::limits {

inline constexpr std::chrono::minutes clock_ahead_max{5};  ///< Of the boot-time clock.

}  // namespace orkesta::limits
