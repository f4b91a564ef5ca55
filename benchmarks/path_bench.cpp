/// What the whole path costs: a customer's webhook in, its turn committed and projected.
///
/// In: reading the webhook's body, masking, drafting and sealing at the door, the durable append,
/// the node's unit, partitions and entities on CAF, understanding with the program's model and the
/// tenant's index, deciding, canonical bytes, digests, the commit with its offsets on the embedded
/// log (WAL, synchronous=FULL), the state cache and all read models in their SQLite file.
/// Out: sockets, HTTP, signatures and tokens (the gateway), and the executors: sends stay on
/// `outbound`.
///
/// usage: path_bench [--inbounds 20000] [--conversations 2000] [--tenants 200] [--callers 64]
///                   [--folder DIR] [--pack DIR] [--hosting actors|inline] [--workers 2]
///                   [--blocking 3] [--rows 1] [--seconds-max 600] [--rate 2000]
///                   [--paced-seconds 10]

#include <pthread.h>

#include <algorithm>
#include <array>
#include <cmath>
#include <cstdio>
#include <cstdlib>
#include <iostream>
#include <map>
#include <mutex>
#include <thread>

#include "measure.hpp"
#include "orkesta/connect/chatwoot.hpp"
#include "orkesta/core/assert.hpp"
#include "path_world.hpp"

namespace orkesta::benchmarks {
namespace {

struct Options {
  WorldOptions world;
  std::size_t inbounds = 20'000;
  std::size_t callers = 64;
  double seconds_max = 600;  ///< Of the load without pauses; then no more is sent.
  double rate = 2'000;
  double paced_seconds = 10;
};

auto options_of(int count, char** words) -> Options {
  std::map<std::string, std::string> given;
  for (int i = 1; i + 1 < count; i += 2) given[words[i]] = words[i + 1];
  const auto number = [&](const char* name, double standard) {
    return given.contains(name) ? std::atof(given[name].c_str()) : standard;
  };
  const auto whole = [&](const char* name, double standard) {
    return static_cast<std::size_t>(number(name, standard));
  };
  Options options;
  options.world.folder = given.contains("--folder") ? given["--folder"] : "/tmp/orkesta-path-bench";
  options.world.pack = given.contains("--pack") ? given["--pack"]
                                                : ORKESTA_SOURCE_DIR
                           "/ops/tenants/suministros-norte";
  options.world.tenants = whole("--tenants", 200);
  options.world.conversations = whole("--conversations", 2'000);
  options.world.workers = whole("--workers", 2);
  options.world.blocking_threads = whole("--blocking", 3);
  options.world.rows = whole("--rows", 1) != 0;
  options.world.hosting =
      given["--hosting"] == "inline" ? actors::Hosting::inline_ : actors::Hosting::actors;
  options.inbounds = whole("--inbounds", 20'000);
  options.callers = whole("--callers", 64);
  options.seconds_max = number("--seconds-max", 600);
  options.rate = number("--rate", 2'000);
  options.paced_seconds = number("--paced-seconds", 10);
  return options;
}

/// Which inputs stood as decided when; written on the unit's thread after each commit.
class CommitTimes {
 public:
  /// Told by the node for as long as that lives.
  static auto of_node(World& world) -> std::shared_ptr<CommitTimes> {
    auto times = std::make_shared<CommitTimes>(world);
    world.node().on_commit([times] { times->note(); });
    return times;
  }
  explicit CommitTimes(World& world) : world_(world), at_(world.log().partitions()) {}
  /// When the turn of the input at this place was committed; 0: not yet.
  auto of(const log::Position& position) -> double {
    const std::lock_guard lock(mutex_);
    const auto& times = at_[position.partition];
    const auto found = std::upper_bound(
        times.begin(), times.end(), position.offset,
        [](Offset offset, const std::pair<Offset, double>& one) { return offset < one.first; });
    return found == times.end() ? 0 : found->second;
  }

 private:
  void note() {
    const auto now = wall_seconds();
    const std::lock_guard lock(mutex_);
    for (Partition partition = 0; partition < at_.size(); ++partition) {
      const auto next = world_.log().committed("engine", {log::topic::inbound, partition});
      auto& times = at_[partition];
      if (next && *next > 0 && (times.empty() || times.back().first < *next))
        times.emplace_back(*next, now);
    }
  }

  World& world_;
  std::mutex mutex_;
  std::vector<std::vector<std::pair<Offset, double>>> at_;
};

/// One inbound, from when it was due.
struct Sent {
  double due = 0;
  double acknowledged = 0;
  log::Position position;
};

/// Inbounds from many callers at once, as many connections of a gateway would hand them over.
class Load {
 public:
  Load(World& world, const Options& options, std::size_t first)
      : world_(world), options_(options), first_(first) {}

  /// `rate` 0: as fast as they are accepted.
  void run(std::size_t inbounds, double rate, double seconds_max) {
    sent_.assign(inbounds, {});
    inbounds_ = inbounds;
    rate_ = rate;
    begun_ = wall_seconds();
    until_ = begun_ + seconds_max;
    std::vector<std::thread> callers;
    for (std::size_t i = 0; i < options_.callers; ++i) callers.emplace_back([this] { call(); });
    for (auto& caller : callers) caller.join();
    sent_.resize(std::min(inbounds_, next_.load()));
  }

  auto sent() -> std::vector<Sent>& { return sent_; }
  auto begun() const -> double { return begun_; }
  auto parse_seconds() const -> double { return static_cast<double>(parsing_) / 1e9; }
  auto door_seconds() const -> double { return static_cast<double>(delivering_) / 1e9; }

 private:
  void call() {
    ::pthread_setname_np(::pthread_self(), "caller");
    std::int64_t parsing = 0;
    std::int64_t delivering = 0;
    while (wall_seconds() < until_) {
      const auto i = next_++;
      if (i >= inbounds_) break;
      const auto which = first_ + i;
      const auto body = world_.webhook(which % options_.world.conversations,
                                       which / options_.world.conversations);
      auto& sent = sent_[i];
      sent.due = rate_ > 0 ? begun_ + static_cast<double>(i) / rate_ : wall_seconds();
      if (const auto early = sent.due - wall_seconds(); early > 0)
        std::this_thread::sleep_for(std::chrono::duration<double>(early));
      const auto start = thread_nanoseconds();
      const auto read = connect::chatwoot::read_webhook(body);
      const auto parsed = thread_nanoseconds();
      ORKESTA_ASSERT(read.has_value() && read->events.size() == 1);
      const auto tenant = world_.tenant(which % options_.world.conversations);
      const auto taken =
          world_.door().deliver(tenant, {"chatwoot", "3"}, read->events.front(), body);
      ORKESTA_ASSERT(taken.has_value() && taken->has_value());
      delivering += thread_nanoseconds() - parsed;
      parsing += parsed - start;
      sent.acknowledged = wall_seconds();
      sent.position = (*taken)->position;
    }
    parsing_ += parsing;
    delivering_ += delivering;
  }

  World& world_;
  const Options& options_;
  const std::size_t first_;
  std::size_t inbounds_ = 0;
  double rate_ = 0;
  double begun_ = 0;
  double until_ = 0;
  std::vector<Sent> sent_;
  std::atomic<std::size_t> next_{0};
  std::atomic<std::int64_t> parsing_{0};
  std::atomic<std::int64_t> delivering_{0};
};

void await_inputs(World& world, std::uint64_t inputs) {
  while (world.node().counters().inputs < inputs)
    std::this_thread::sleep_for(std::chrono::milliseconds{1});
}

void say_latencies(const char* what, std::vector<double> seconds) {
  std::printf("  %-16s p50 %7.1f ms   p99 %7.1f ms   worst %7.1f ms\n", what,
              percentile(seconds, 0.5) * 1e3, percentile(seconds, 0.99) * 1e3,
              percentile(seconds, 1) * 1e3);
}

void say_latencies(Load& load, CommitTimes& commits) {
  std::vector<double> acknowledged;
  std::vector<double> replied;
  for (const auto& sent : load.sent()) {
    acknowledged.push_back(sent.acknowledged - sent.due);
    replied.push_back(commits.of(sent.position) - sent.due);
  }
  say_latencies("acknowledged", std::move(acknowledged));
  say_latencies("reply committed", std::move(replied));
}

/// Everything at once: what the machine can do.
void measure_throughput(World& world, const Options& options) {
  const auto inputs_before = world.node().counters().inputs.load();
  const auto commits_before = world.node().counters().commits.load();
  const auto turns_before = world.turns();
  const auto understood_before = world.understander().count();
  const auto processor_before = processor_seconds();
  const auto threads_before = processor_seconds_by_thread();
  const auto disk_before = world.bytes_on_disk();
  Load load(world, options, 0);
  load.run(options.inbounds, 0, options.seconds_max);
  const auto accepted = wall_seconds();
  await_inputs(world, inputs_before + load.sent().size());
  const auto decided = wall_seconds();
  world.await_rows();
  const auto projected = wall_seconds();

  const auto turns = static_cast<double>(world.turns() - turns_before);
  const auto inbounds = static_cast<double>(load.sent().size());
  const auto per_turn = [&](double seconds) { return seconds / turns * 1e6; };
  std::printf("sustained: %.0f inbounds, %.0f turns, %.1f turns a commit of the engine\n", inbounds,
              turns, turns / static_cast<double>(world.node().counters().commits - commits_before));
  std::printf("  accepted  %8.0f inbounds/s (%.2f s)\n", inbounds / (accepted - load.begun()),
              accepted - load.begun());
  std::printf("  committed %8.0f turns/s    (%.2f s)\n", turns / (decided - load.begun()),
              decided - load.begun());
  std::printf("  projected %8.0f turns/s    (%.2f s): the whole path\n",
              turns / (projected - load.begun()), projected - load.begun());
  std::printf("  processor %8.1f us a turn, %.2f processors used; %.0f bytes on disk a turn\n",
              per_turn(processor_seconds() - processor_before),
              (processor_seconds() - processor_before) / (projected - load.begun()),
              static_cast<double>(world.bytes_on_disk() - disk_before) / turns);
  std::printf("  of which  %8.1f us reading the webhook, %.1f us door (draft, seal, append)\n",
              per_turn(load.parse_seconds()), per_turn(load.door_seconds()));
  for (const auto& [name, seconds] : difference(threads_before, processor_seconds_by_thread()))
    std::printf("  thread    %8.1f us %s\n", per_turn(seconds), name.c_str());
  std::printf("  understand %7.1f us mean of processor, p99 <= %.0f us (%llu texts)\n",
              world.understander().mean_us(), world.understander().percentile_us(0.99),
              static_cast<unsigned long long>(world.understander().count() - understood_before));
  std::fflush(stdout);
}

void measure_latency(World& world, const Options& options) {
  const auto inbounds = static_cast<std::size_t>(options.rate * options.paced_seconds);
  if (inbounds == 0) return;
  const auto commits = CommitTimes::of_node(world);
  const auto inputs_before = world.node().counters().inputs.load();
  const auto processor_before = processor_seconds();
  Load load(world, options, options.inbounds);
  load.run(inbounds, options.rate, 1e9);
  await_inputs(world, inputs_before + inbounds);
  const auto seconds = wall_seconds() - load.begun();
  std::printf("paced: %.0f inbounds/s for %.0f s, %.2f processors used\n", options.rate,
              options.paced_seconds, (processor_seconds() - processor_before) / seconds);
  say_latencies(load, *commits);
  world.await_rows();
  std::fflush(stdout);
}

/// Heap with every conversation alive, with none, and before any was; and how long a start takes.
void measure_memory_and_starts(World& world, std::uint64_t heap_empty, std::size_t conversations) {
  const auto each = [&](std::uint64_t more, std::uint64_t less) {
    return (static_cast<double>(more) - static_cast<double>(less)) /
           static_cast<double>(conversations);
  };
  const auto heap_alive = heap_bytes();
  const auto turns = world.turns();
  world.crash();
  const auto after_crash = world.start();
  std::printf("start after a crash: %.2f s with %llu turns\n", after_crash,
              static_cast<unsigned long long>(turns));
  world.stop();
  const auto after_stop = world.start();
  const auto heap_passive = heap_bytes();
  std::printf("start after a stop:  %.2f s\n", after_stop);
  std::printf("a resident conversation: %.0f bytes of heap; a passive one: %.0f\n",
              each(heap_alive, heap_passive), each(heap_passive, heap_empty));
  const auto heap_before = heap_bytes();
  const auto alive = world.revive(std::min<std::size_t>(conversations, 20'000));
  std::printf("of which its entity with its state: %.0f bytes (of %zu)\n",
              (static_cast<double>(heap_bytes()) - static_cast<double>(heap_before)) /
                  static_cast<double>(std::max<std::size_t>(alive.size(), 1)),
              alive.size());
  std::printf("resident pages of the process: %.0f MiB\n",
              static_cast<double>(resident_bytes()) / 1048576);
}

void run(const Options& options) {
  std::printf("%s\n", machine().c_str());
  World world(options.world);
  world.start();
  world.import_tenants();
  world.await_rows();
  world.stop();
  world.start();
  const auto heap_empty = heap_bytes();
  measure_throughput(world, options);
  measure_latency(world, options);
  measure_memory_and_starts(world, heap_empty,
                            std::min(options.world.conversations, options.inbounds));
}

}  // namespace
}  // namespace orkesta::benchmarks

auto main(int count, char** words) -> int {
  orkesta::benchmarks::run(orkesta::benchmarks::options_of(count, words));
  return 0;
}
