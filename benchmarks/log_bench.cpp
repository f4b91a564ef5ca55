/// What the embedded log does in a second: batches of a unit, single appends, reading back.

#include <benchmark/benchmark.h>
#include <unistd.h>

#include <algorithm>
#include <chrono>
#include <cstdlib>
#include <filesystem>
#include <string>
#include <vector>

#include "orkesta/log/message_log.hpp"

namespace {

using namespace orkesta;
using namespace orkesta::log;

/// A fresh log in the folder of `ORKESTA_BENCHMARK_FOLDER`, or else the system's temporary one.
class Fresh {
 public:
  Fresh() {
    const auto* chosen = std::getenv("ORKESTA_BENCHMARK_FOLDER");
    const auto base =
        chosen != nullptr ? std::filesystem::path(chosen) : std::filesystem::temp_directory_path();
    folder_ = base / ("orkesta-log-bench-" + std::to_string(::getpid()));
    std::filesystem::remove_all(folder_);
    log = open_embedded_log({.folder = folder_.string()}).value();
  }
  ~Fresh() {
    log.reset();
    std::filesystem::remove_all(folder_);
  }
  Fresh(const Fresh&) = delete;
  auto operator=(const Fresh&) -> Fresh& = delete;
  std::unique_ptr<MessageLog> log;

 private:
  std::filesystem::path folder_;
};

auto sample(std::size_t bytes) -> Record {
  return {.key = "demo/conversation/7f3a",
          .attributes = {{"type", "turn.v1"},
                         {"source", "/demo"},
                         {"id", "0123456789abcdef"},
                         {"subject", "conversation/7f3a"},
                         {"time", "2026-01-01T00:00:00.000Z"},
                         {"input", "inbound/3@123456"}},
          .value = std::string(bytes - 180, 'v')};
}

/// One unit: for each of n inbounds a turn, an effect and an outbound of 1.5 KB, over 16
/// partitions.
void commit_batches(benchmark::State& state) {
  Fresh fresh;
  const auto unit = fresh.log->open_unit({"u", "engine", {topic::inbound}}).value();
  const auto record = sample(1500);
  const auto inbounds = static_cast<std::size_t>(state.range(0));
  for (auto round : state) {
    static_cast<void>(round);
    if (!unit->begin()) return state.SkipWithError("begin");
    for (std::size_t i = 0; i < inbounds; ++i) {
      const auto partition = static_cast<Partition>(i * 16 / inbounds);
      for (const auto& topic : {topic::turns, topic::effects, topic::outbound}) {
        if (!unit->append(topic, partition, record)) return state.SkipWithError("append");
      }
    }
    if (!unit->commit({})) return state.SkipWithError("commit");
  }
  state.SetItemsProcessed(state.iterations() * state.range(0) * 3);
}
BENCHMARK(commit_batches)
    ->Arg(1)
    ->Arg(100)
    ->Arg(1000)
    ->MeasureProcessCPUTime()
    ->UseRealTime()
    ->MinTime(2);

/// The door: each thread waits for its own append; together they share a sync.
void append_singly(benchmark::State& state) {
  static std::unique_ptr<Fresh> fresh;
  if (state.thread_index() == 0) fresh = std::make_unique<Fresh>();
  const auto record = sample(700);
  std::vector<std::int64_t> waits;
  for (auto round : state) {
    static_cast<void>(round);
    const auto before = std::chrono::steady_clock::now();
    const auto partition = static_cast<Partition>(state.thread_index() % 16);
    if (!fresh->log->append(topic::inbound, partition, record))
      return state.SkipWithError("append");
    waits.push_back((std::chrono::steady_clock::now() - before).count());
  }
  state.SetItemsProcessed(state.iterations());
  std::sort(waits.begin(), waits.end());
  const auto p99 = static_cast<double>(waits[waits.size() * 99 / 100]) / 1e6;
  state.counters["p99_ms"] = benchmark::Counter(p99, benchmark::Counter::kAvgThreads);
  if (state.thread_index() == 0) fresh.reset();
}
BENCHMARK(append_singly)->Threads(1)->Threads(16)->UseRealTime()->MinTime(2);

void read_back(benchmark::State& state) {
  Fresh fresh;
  const auto unit = fresh.log->open_unit({"u", "engine", {topic::inbound}}).value();
  constexpr int count = 20000;
  bool good = unit->begin().has_value();
  for (int i = 0; i < count; ++i) good = good && unit->append(topic::turns, 0, sample(1500));
  if (!good || !unit->commit({})) return state.SkipWithError("commit");
  for (auto round : state) {
    static_cast<void>(round);
    auto reader = fresh.log->read({topic::turns, 0, 0}, Until::end_at_opening);
    while (!(*reader)->at_end()) benchmark::DoNotOptimize((*reader)->next({}));
  }
  state.SetItemsProcessed(state.iterations() * count);
}
BENCHMARK(read_back)->UseRealTime()->MinTime(1);

}  // namespace

BENCHMARK_MAIN();
