#pragma once

/// Limits of time (R12, R14, R19), beside those of limits.hpp.

#include <chrono>
#include <cstdint>

namespace orkesta::limits {

inline constexpr std::chrono::minutes clock_ahead_max{5};  ///< Of the boot-time clock.

// An erasure that comes back undone: it is tried again for less than a day.
inline constexpr std::uint32_t erasure_retries_max = 8;
inline constexpr std::chrono::minutes erasure_pause{1};  ///< Before the first; then times four.
inline constexpr std::chrono::minutes erasure_pause_max{256};
inline constexpr std::chrono::minutes erasure_deadline{10};  ///< Of each try.

}  // namespace orkesta::limits
