// A whole node over a folder with the toy kind, in a process of its own that may die:
//   poison_node run <folder>                       until every inbound is committed
//   poison_node try <folder> <partition> <offset>  decides that inbound and writes nothing

#include <chrono>
#include <cstdio>
#include <iostream>
#include <memory>
#include <string>
#include <thread>
#include <vector>

#include "counter_kind.hpp"
#include "orkesta/actors/node.hpp"
#include "orkesta/engine/host_of.hpp"
#include "orkesta/engine/kinds.hpp"
#include "orkesta/engine/poison.hpp"
#include "orkesta/store/key_store.hpp"

namespace orkesta::actors {
namespace {

constexpr std::chrono::seconds patience{30};

auto wall_clock() -> Timestamp {
  const auto now = std::chrono::system_clock::now().time_since_epoch();
  return {std::chrono::duration_cast<std::chrono::milliseconds>(now).count()};
}

struct Parts {
  Parts(const std::string& folder, bool read_only) {
    kinds.add(engine::host_of<counter::Kind>());
    kinds.add(engine::partition_kind());
    keys = std::move(*store::derived_keys("tests"));
    cache = std::move(*store::open_state_cache({.folder = folder + "/cache", .say = {}}));
    log = std::move(*log::open_embedded_log({.folder = folder, .partitions = 1,
                                             .read_only = read_only}));
  }
  engine::KindRegistry kinds;
  std::unique_ptr<KeyStore> keys;
  std::unique_ptr<store::StateCache> cache;
  std::unique_ptr<log::MessageLog> log;
};

auto try_one(const std::string& folder, Partition partition, Offset next) -> int {
  Parts parts(folder, true);
  engine::ContextRegistry contexts;
  const auto tried = engine::decide_next(
      {.partition = partition}, {&parts.kinds, &contexts, parts.log.get(), parts.cache.get()},
      {nullptr, parts.keys.get(), "orkesta"}, next, wall_clock());
  return tried ? 0 : 1;
}

auto run(const std::string& self, const std::string& folder) -> int {
  Parts parts(folder, false);
  NodeOptions options;
  options.now = wall_clock;
  options.say = [](std::string_view text) { std::cerr << text << '\n'; };
  options.survives = [&](Partition partition, Offset next) {
    return engine::survives_in_child(
        {self, "try", folder, std::to_string(partition), std::to_string(next)});
  };
  NodeSurroundings around;
  around.log = parts.log.get();
  around.cache = parts.cache.get();
  around.keys = parts.keys.get();
  around.kinds = &parts.kinds;
  const auto node = start_node(options, around);
  const auto until = std::chrono::steady_clock::now() + patience;
  const auto wanted = parts.log->range(log::topic::inbound, 0)->next;
  while (*parts.log->committed("engine", {log::topic::inbound, 0}) < wanted) {
    if (std::chrono::steady_clock::now() > until) return 1;
    std::this_thread::sleep_for(std::chrono::milliseconds{5});
  }
  std::cerr << "poisoned " << node->counters().poisoned.load() << '\n';
  node->stop(std::chrono::seconds{5});
  return 0;
}

}  // namespace
}  // namespace orkesta::actors

auto main(int count, char** words) -> int {
  const std::vector<std::string> given(words, words + count);
  if (given.size() == 3 && given[1] == "run") return orkesta::actors::run(given[0], given[2]);
  if (given.size() != 5 || given[1] != "try") return 2;
  return orkesta::actors::try_one(given[2], static_cast<orkesta::Partition>(std::stoul(given[3])),
                                  std::stoull(given[4]));
}
