/// What the read store takes in: turns projected a second, by model and by batch; keys; the cache.
/// One JSON line a figure. Needs no network; writes below the system's temporary folder.

#include <unistd.h>

#include <chrono>
#include <cstdio>
#include <ctime>
#include <filesystem>
#include <string>
#include <string_view>
#include <vector>

#include "orkesta/projections/projections.hpp"
#include "orkesta/store/key_store.hpp"
#include "orkesta/store/read_store.hpp"
#include "orkesta/store/state_cache.hpp"
#include "random_turns.hpp"

namespace {

using namespace orkesta;
using Clock = std::chrono::steady_clock;

/// On the wall, and of the processor: the second says what it costs, whoever else works here.
struct Took {
  double wall = 0;
  double processor = 0;
};
struct Started {
  Clock::time_point wall = Clock::now();
  std::clock_t processor = std::clock();
};
auto since(const Started& start) -> Took {
  return {std::chrono::duration<double>(Clock::now() - start.wall).count(),
          static_cast<double>(std::clock() - start.processor) / CLOCKS_PER_SEC};
}

void report(std::string_view what, std::size_t count, std::string_view unit, const Took& took) {
  std::printf(
      "{\"what\":\"%.*s\",\"count\":%zu,\"unit\":\"%.*s\",\"per_second\":%.0f,"
      "\"us_each\":%.2f,\"processor_us_each\":%.2f}\n",
      static_cast<int>(what.size()), what.data(), count, static_cast<int>(unit.size()), unit.data(),
      static_cast<double>(count) / took.wall, took.wall * 1e6 / static_cast<double>(count),
      took.processor * 1e6 / static_cast<double>(count));
  std::fflush(stdout);
}

/// An ordinary turn: a question, understood, quoted and answered; by many conversations.
auto ordinary_log(std::size_t count) -> std::vector<projections::Recorded> {
  projections::Lifelike choices(1);
  std::vector<projections::Recorded> log;
  for (Offset offset = 0; offset < count; ++offset) {
    const auto number = std::to_string(offset % (count / 10 + 1));
    auto turn = support::sample_turn<conversation::Kind>(choices);
    turn.entity = {TenantId{"t" + std::to_string(offset % 20)}, "conversation",
                   EntityId{"c" + number}};
    turn.sequence = offset / (count / 10 + 1) + 1;
    turn.heard.entity = turn.entity;
    turn.heard.sequence = turn.sequence;
    turn.heard.payload = support::sample<conversation::CustomerMessage>(choices);
    auto received = support::sample<conversation::events::MessageReceived>(choices);
    received.message = "m" + std::to_string(offset);
    auto offered = support::sample<conversation::events::QuoteOffered>(choices);
    offered.quote.quote = "q" + std::to_string(offset);
    turn.decision.events = {received, support::sample<conversation::events::StageChanged>(choices),
                            offered,
                            support::sample<conversation::events::MessageAnswered>(choices)};
    turn.decision.replies = {support::sample<Reply>(choices)};
    turn.decision.effects = {};
    auto bytes = codec::encode_turn(turn);
    log.push_back({std::move(turn), std::move(bytes), {0, offset, {}, nullptr}});
  }
  return log;
}

auto project(store::ReadStore& rows, const projections::Model& model,
             const std::vector<projections::Recorded>& log, std::size_t batch) -> Took {
  const Started begin;
  for (std::size_t from = 0; from < log.size(); from += batch) {
    auto transaction = rows.begin(std::string(model.name), 0).value();
    const auto end = std::min(from + batch, log.size());
    for (auto i = from; i < end; ++i) {
      for (const auto& change : model.project(log[i].view())) {
        transaction->apply(log[i].turn.entity.tenant, change).value();
      }
    }
    transaction->advance({end, end}).value();
    transaction->commit().value();
  }
  return since(begin);
}

void measure_projecting(const std::string& folder) {
  const auto log = ordinary_log(20000);
  std::size_t bytes = 0;
  for (const auto& recorded : log) bytes += recorded.bytes.size();
  std::printf("{\"what\":\"turns' bytes\",\"mean\":%zu}\n", bytes / log.size());
  const Started begin;
  for (const auto& recorded : log) {
    if (!projections::OwnedTurn::read(recorded.bytes, recorded.place)) std::abort();
  }
  report("decode a turn", log.size(), "turns", since(begin));
  for (const std::size_t batch : {100u, 2000u}) {
    const auto path = folder + "/rows-" + std::to_string(batch) + ".sqlite";
    const auto rows = store::open_sqlite_store({.path = path}).value();
    Took all;
    for (const auto& model : projections::all()) {
      const auto took = project(*rows, model, log, batch);
      all.wall += took.wall;
      all.processor += took.processor;
      report("project " + std::string(model.name) + ", batch " + std::to_string(batch), log.size(),
             "turns", took);
    }
    report("project all, batch " + std::to_string(batch), log.size(), "turns", all);
    const Started scan;
    std::size_t scanned = 0;
    for (const auto& name : rows->projections()) scanned += rows->digest(name).value().rows;
    report("digest by a scan", scanned, "rows", since(scan));
  }
}

void measure_keys(const std::string& folder) {
  const auto keys = store::open_key_file({folder + "/keys.sqlite"}).value();
  const TenantId tenant{"demo"};
  Started begin;
  for (int i = 0; i < 300; ++i) keys->current(tenant, "one/" + std::to_string(i)).value();
  report("a new key, one at a time", 300, "keys", since(begin));
  std::vector<KeyOwner> owners;
  for (int i = 0; i < 10000; ++i) owners.push_back({tenant, "many/" + std::to_string(i)});
  begin = {};
  keys->prepare(owners).value();
  report("new keys, prepared together", owners.size(), "keys", since(begin));
  begin = {};
  for (int i = 0; i < 100; ++i) {
    for (std::size_t k = 0; k < 10000; ++k) keys->current(tenant, owners[k].subject).value();
  }
  report("a warm key", 1000000, "looks", since(begin));
}

void measure_cache(const std::string& folder) {
  const auto cache = store::open_state_cache({folder + "/cache", {}}).value();
  std::vector<store::CachedState> states;
  for (int i = 0; i < 20000; ++i) {
    states.push_back({{TenantId{"demo"}, "conversation", EntityId{"c" + std::to_string(i)}},
                      static_cast<Sequence>(i + 1),
                      {},
                      1,
                      Timestamp{i},
                      std::string(2000, 's')});
  }
  Started begin;
  for (std::size_t from = 0; from < states.size(); from += 1000) {
    cache->write(0, std::span(states).subspan(from, 1000), from).value();
  }
  report("write a state of 2 KB, 1000 together", states.size(), "states", since(begin));
  begin = {};
  for (const auto& state : states) cache->load(0, state.entity).value();
  report("load a state of 2 KB", states.size(), "states", since(begin));
}

}  // namespace

auto main() -> int {
  auto pattern = (std::filesystem::temp_directory_path() / "orkesta-store-bench-XXXXXX").string();
  if (!::mkdtemp(pattern.data())) return 1;
  measure_projecting(pattern);
  measure_keys(pattern);
  measure_cache(pattern);
  std::filesystem::remove_all(pattern);
  return 0;
}
