#pragma once

/// Clocks and counts that benchmarks share: processor time of the process and of its threads by
/// name, the heap in use, percentiles.

#include <cstdint>
#include <map>
#include <string>
#include <vector>

namespace orkesta::benchmarks {

/// Of all threads of this process, in seconds; what neighbours on the machine do not change.
auto processor_seconds() -> double;
/// Of the calling thread, in nanoseconds.
auto thread_nanoseconds() -> std::int64_t;
/// Monotonic, in seconds.
auto wall_seconds() -> double;

/// Processor seconds of the threads that live now, summed by their names.
auto processor_seconds_by_thread() -> std::map<std::string, double>;
/// `after` less `before`; threads that began in between count whole.
auto difference(const std::map<std::string, double>& before,
                const std::map<std::string, double>& after) -> std::map<std::string, double>;

/// Bytes that are allocated and not freed, of all arenas.
auto heap_bytes() -> std::uint64_t;
/// Pages of this process that are in memory.
auto resident_bytes() -> std::uint64_t;

/// The value below which this share of them lies; 0 of none.
auto percentile(std::vector<double>& values, double share) -> double;

/// `Linux 6.1, 2 × AMD EPYC, 2026-11-21T17:00:00Z`: what a figure is worth nothing without.
auto machine() -> std::string;

}  // namespace orkesta::benchmarks
