#include "measure.hpp"

#include <malloc.h>
#include <sys/utsname.h>
#include <unistd.h>

#include <algorithm>
#include <ctime>
#include <filesystem>
#include <fstream>
#include <thread>

namespace orkesta::benchmarks {
namespace {

auto nanoseconds(clockid_t clock) -> std::int64_t {
  timespec now{};
  ::clock_gettime(clock, &now);
  return std::int64_t{now.tv_sec} * 1'000'000'000 + now.tv_nsec;
}

auto first_line(const std::filesystem::path& file) -> std::string {
  std::string line;
  std::ifstream stream(file);
  std::getline(stream, line);
  return line;
}

}  // namespace

auto processor_seconds() -> double {
  return static_cast<double>(nanoseconds(CLOCK_PROCESS_CPUTIME_ID)) / 1e9;
}
auto thread_nanoseconds() -> std::int64_t { return nanoseconds(CLOCK_THREAD_CPUTIME_ID); }
auto wall_seconds() -> double { return static_cast<double>(nanoseconds(CLOCK_MONOTONIC)) / 1e9; }

auto processor_seconds_by_thread() -> std::map<std::string, double> {
  std::map<std::string, double> seconds;
  std::error_code ignored;
  for (const auto& task : std::filesystem::directory_iterator("/proc/self/task", ignored)) {
    std::uint64_t on_processor = 0;
    std::ifstream(task.path() / "schedstat") >> on_processor;
    seconds[first_line(task.path() / "comm")] += static_cast<double>(on_processor) / 1e9;
  }
  return seconds;
}

auto difference(const std::map<std::string, double>& before,
                const std::map<std::string, double>& after) -> std::map<std::string, double> {
  auto made = after;
  for (const auto& [name, seconds] : before)
    if (made.contains(name)) made[name] -= seconds;
  return made;
}

auto heap_bytes() -> std::uint64_t {
  const auto heap = ::mallinfo2();
  return heap.uordblks + heap.hblkhd;
}

auto resident_bytes() -> std::uint64_t {
  std::uint64_t size = 0;
  std::uint64_t resident = 0;
  std::ifstream("/proc/self/statm") >> size >> resident;
  return resident * static_cast<std::uint64_t>(::sysconf(_SC_PAGESIZE));
}

auto percentile(std::vector<double>& values, double share) -> double {
  if (values.empty()) return 0;
  const auto at = static_cast<std::ptrdiff_t>(share * static_cast<double>(values.size() - 1));
  std::nth_element(values.begin(), values.begin() + at, values.end());
  return values[static_cast<std::size_t>(at)];
}

auto machine() -> std::string {
  std::string model = "unknown processor";
  std::ifstream info("/proc/cpuinfo");
  for (std::string line; std::getline(info, line);)
    if (line.starts_with("model name")) model = line.substr(line.find(':') + 2);
  utsname system{};
  ::uname(&system);
  const auto now = std::time(nullptr);
  tm utc{};
  ::gmtime_r(&now, &utc);
  std::string date(32, '\0');
  date.resize(std::strftime(date.data(), date.size(), "%Y-%m-%dT%H:%M:%SZ", &utc));
  return std::string(system.sysname) + ' ' + system.release + ", " +
         std::to_string(std::thread::hardware_concurrency()) + " x " + model + ", " + date;
}

}  // namespace orkesta::benchmarks
