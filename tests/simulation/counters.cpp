// Counters that add, tell one another and wait, in a world where everything fails.

#include <algorithm>
#include <map>
#include <memory>
#include <random>
#include <set>
#include <vector>

#include "counter_kind.hpp"
#include "orkesta/codec/json.hpp"
#include "orkesta/engine/audit.hpp"
#include "orkesta/engine/host_of.hpp"
#include "orkesta/engine/kinds.hpp"
#include "orkesta/engine/local_engine.hpp"
#include "orkesta/engine/records.hpp"
#include "orkesta/store/key_store.hpp"
#include "orkesta/store/state_cache.hpp"
#include "redelivering_log.hpp"
#include "simulation.hpp"

namespace orkesta::simulation {
namespace {

using namespace std::chrono_literals;
using engine::LocalEngine;

constexpr int steps_max = 120;
constexpr std::int64_t deadly = 666;  ///< An amount that kills the process that decides it.

/// The process dies in the middle of its work.
struct Death {};

struct Expected {
  std::int64_t total = 0;
  std::int64_t fired = 0;
  std::int64_t sent = 0;
  bool operator==(const Expected&) const = default;
};

class World {
 public:
  World(std::uint64_t seed, const engine::PlantedBugs& planted, Met& met)
      : random_(seed), planted_(planted), met_(met) {
    kinds_.add(engine::host_of<counter::Kind>());
    kinds_.add(engine::partition_kind());
    executors_.add("send_message", engine::simulated_executor());
    keys_ = std::move(*store::derived_keys("simulation"));
    log::MemoryOptions options;
    options.partitions = 2;
    options.poll_records_max = 7;
    options.clock = clock_.clock();
    options.faults = {.commit = [this] { return commit_fault(); },
                      .commit_applied = [this] { return chance(50); },
                      .append = [this] { return append_fault(); }};
    log_ = std::make_unique<RedeliveringLog>(log::open_memory_log(options), [this] {
      const auto again = faulty_ && chance(20);
      met_.redelivered += again ? 1 : 0;
      return again;
    });
    restart();
  }

  auto run() -> std::optional<std::string> {
    for (int step = 0; step < steps_max; ++step) {
      try {
        act();
      } catch (const Death&) {
        ++met_.deaths;
        restart();
      }
      if (auto broken = broken_invariant()) return "step " + std::to_string(step) + ": " + *broken;
    }
    faulty_ = false;
    if (auto broken = come_to_rest()) return broken;
    if (auto broken = broken_invariant()) return "at rest: " + *broken;
    return broken_outcome();
  }

 private:
  auto chance(unsigned percent) -> bool { return random_() % 100 < percent; }
  auto any(std::size_t count) -> std::size_t { return random_() % count; }

  auto commit_fault() -> std::optional<log::CommitFailure> {
    if (!faulty_ || !chance(12)) return std::nullopt;
    switch (any(3)) {
      case 0:
        ++met_.aborted;
        return log::CommitFailure::aborted;
      case 1:
        ++met_.fenced;
        return log::CommitFailure::fenced;
      default:
        ++met_.in_doubt;
        return log::CommitFailure::in_doubt;
    }
  }
  auto append_fault() -> std::optional<log::LogError> {
    if (!faulty_ || !chance(5)) return std::nullopt;
    return log::LogError::in_doubt;
  }

  void restart() {
    engine_.reset();
    if (!cache_ || chance(30)) {
      met_.caches_lost += cache_ ? 1 : 0;
      cache_ = store::memory_state_cache();
    }
    engine::LocalOptions options;
    options.partition.resident_max = 3;
    options.partition.turns_between_rows = 4;
    options.partition.batch_inputs_max = 5;
    options.partition.turns_behind_cache_max = 50;
    options.planted = planted_;
    const auto kills = [](const engine::Wave& wave) {
      return std::any_of(wave.begin(), wave.end(), [](const engine::Work& work) {
        return std::any_of(work.heard.begin(), work.heard.end(), [&](const auto& heard) {
          return work.broke_it.empty() &&
                 heard.payload.find("\"amount\":666,") != std::string::npos;
        });
      });
    };
    options.on_wave = [kills](const engine::Wave& wave) {
      if (kills(wave)) throw Death{};
    };
    options.survives = [kills](const engine::Wave& wave) { return !kills(wave); };
    engine_ = std::make_unique<LocalEngine>(
        engine::LocalSurroundings{log_.get(), cache_.get(), keys_.get(), &kinds_, nullptr,
                                  &executors_, nullptr},
        clock_, options);
    opened_ = static_cast<bool>(engine_->open());
  }

  void act() {
    const auto dice = any(100);
    if (dice < 45) return customer_writes();
    if (dice < 75) return work(1 + any(4));
    if (dice < 85) return clock_.move_to(clock_.now() + std::chrono::milliseconds{2 * any(4000)});
    if (dice < 92) return crash();
    if (dice < 95) return settle();
    return come_to_rest_a_little();
  }

  void customer_writes() {
    counter::Add wish{.amount = static_cast<std::int64_t>(1 + any(100)),
                      .duplicate_key = "m" + std::to_string(++messages_)};
    const auto peer = [&] { return "c" + std::to_string(any(6)); };
    if (chance(30)) wish.tell.push_back(peer());
    if (chance(10)) wish.tell.push_back(peer());
    if (chance(20)) wish.hops = static_cast<std::int64_t>(any(9));
    if (chance(30)) wish.timer_ms = static_cast<std::int64_t>(2 * any(3000) + 1);
    if (chance(15)) wish.cancel_timer = !wish.timer_ms;
    if (chance(20)) wish.reply = "gracias";
    if (chance(3)) wish.poison = true;
    if (chance(3)) wish.break_evolve = true;
    if (chance(1)) wish.amount = deadly;
    met_.poison += wish.poison || wish.break_evolve ? 1 : 0;
    clock_.move_to(clock_.now() + std::chrono::milliseconds{2 * any(500)});
    const auto to = "c" + std::to_string(any(6));
    if (chance(10)) {
      ++met_.disordered;
      late_.emplace_back(to, wish);
      return;
    }
    deliver(to, wish);
    if (!late_.empty() && chance(40)) {
      deliver(late_.back().first, late_.back().second);
      late_.pop_back();
    }
    if (chance(15)) {
      ++met_.duplicates;
      deliver(to, wish);
    }
  }

  /// As a door does: what is not answered is sent again.
  void deliver(const std::string& id, const counter::Add& wish) {
    const EntityKey to{demo_, "counter", EntityId{id}};
    const auto payload = codec::write(counter::Kind::Payload{wish});
    const auto partition = log::partition_of(demo_, log_->partitions());
    for (int attempt = 0; attempt < 3; ++attempt) {
      const auto answered =
          log_->append(log::topic::inbound, partition,
                       engine::inbound_record("orkesta", to, counter::Add::type, wish.duplicate_key,
                                              clock_.now(), payload));
      if (answered) return;
    }
  }

  void work(std::size_t times) {
    for (std::size_t i = 0; i < times; ++i) {
      if (!opened_ || !engine_->step()) restart();
    }
  }
  void crash() {
    ++met_.crashes;
    restart();
  }
  void settle() {
    if (opened_) static_cast<void>(engine_->settle());
  }
  void come_to_rest_a_little() {
    if (!opened_ || !engine_->run_until_idle()) restart();
  }

  auto come_to_rest() -> std::optional<std::string> {
    clock_.move_to(clock_.now() + 24h);
    for (int tries = 0; tries < 40; ++tries) {
      try {
        if (opened_ && engine_->run_until_idle()) return std::nullopt;
        restart();
      } catch (const Death&) {
        ++met_.deaths;
        restart();
      }
    }
    return "does not come to rest: " + engine_->what();
  }

  auto records(const log::Topic& topic) -> std::vector<log::Delivered> {
    std::vector<log::Delivered> all;
    const auto partition = log::partition_of(demo_, log_->partitions());
    auto reader = log_->read({topic, partition, 0}, log::Until::end_at_opening);
    while (reader && !(*reader)->at_end()) {
      auto next = (*reader)->next(0ms);
      if (!next) break;
      for (auto& delivered : *next) all.push_back(std::move(delivered));
    }
    return all;
  }

  auto broken_invariant() -> std::optional<std::string> {
    const auto verified = engine::verify(*log_, kinds_);
    if (!verified) return "the log cannot be read";
    if (verified->first_difference) {
      return verified->first_difference->what + ": " + verified->first_difference->message;
    }
    const auto partition = log::partition_of(demo_, log_->partitions());
    const auto committed = log_->committed("engine", {log::topic::inbound, partition});
    std::uint64_t heard = 0;
    const auto turns = records(log::topic::turns);
    for (const auto& turn : turns) {
      heard += engine::attribute_of(turn.record, engine::attribute::input).empty() ? 0 : 1;
    }
    if (committed && heard != *committed) return "an input has no turn, or two";
    return broken_memory(turns);
  }

  /// Memory and cache hold nothing but what the log says.
  auto broken_memory(const std::vector<log::Delivered>& turns) -> std::optional<std::string> {
    const auto partition = log::partition_of(demo_, log_->partitions());
    std::map<std::string, std::unique_ptr<engine::Entity>> folded;
    std::map<std::string, store::CachedState> cached;
    for (const auto& turn : turns) {
      const auto key = engine::parse_entity_key(turn.record.key);
      auto& entity = folded[turn.record.key];
      if (!entity) {
        entity = kinds_.find(key->kind)->create(*key);
        if (auto row = cache_->load(partition, *key); row && *row) {
          cached.emplace(turn.record.key, std::move(**row));
        }
      }
      if (!entity->fold(turn.record.value))
        return "a turn of " + turn.record.key + " does not fold";
      const auto row = cached.find(turn.record.key);
      if (row == cached.end() || row->second.sequence != entity->standing().sequence) continue;
      if (row->second != entity->row()) return "the cached " + row->first + " is another";
      cached.erase(row);
    }
    if (!cached.empty()) return "the cache is ahead of the log: " + cached.begin()->first;
    for (const auto& [key, entity] : folded) {
      const auto* live = opened_ ? engine_->find(entity->key()) : nullptr;
      if (live != nullptr && live->row() != entity->row())
        return "the living " + key + " is another";
    }
    return std::nullopt;
  }

  /// What the inbounds in the log must have led to, computed without the engine.
  auto expected() -> std::map<std::string, Expected> {
    std::map<std::string, Expected> all;
    std::map<std::string, std::int64_t> due;
    std::map<std::string, std::set<std::string>> seen;
    const auto fire = [&](const std::string& id, std::int64_t now) {
      const auto timer = due.find(id);
      if (timer == due.end() || timer->second >= now) return;
      ++all[id].fired;
      due.erase(timer);
    };
    for (const auto& inbound : records(log::topic::inbound)) {
      const auto id = inbound.record.key.substr(inbound.record.key.rfind('/') + 1);
      const auto at = inbound.accepted.milliseconds;
      fire(id, at);
      const auto payload = codec::read<counter::Kind::Payload>(inbound.record.value);
      const auto* wish = payload ? std::get_if<counter::Add>(&*payload) : nullptr;
      if (wish == nullptr) {
        ++all[id].sent;
        continue;
      }
      const auto bad = wish->poison || wish->break_evolve || wish->amount == deadly;
      if (seen[id].contains(wish->duplicate_key) || bad) continue;
      seen[id].insert(wish->duplicate_key);
      all[id].total += wish->amount;
      if (wish->timer_ms) due[id] = at + *wish->timer_ms;
      if (wish->cancel_timer) due.erase(id);
      for (const auto& peer : wish->tell) {
        for (std::int64_t hop = 0; hop <= wish->hops; ++hop) {
          all[hop % 2 == 0 ? peer : id].total += wish->amount;
        }
      }
    }
    for (auto& [id, one] : all) fire(id, clock_.now().milliseconds + 1);
    return all;
  }

  auto broken_outcome() -> std::optional<std::string> {
    std::size_t sends = records(log::topic::outbound).size();
    std::int64_t sent = 0;
    for (const auto& [id, wanted] : expected()) {
      sent += wanted.sent;
      const auto entity = engine::fold_from_log(*log_, kinds_, {demo_, "counter", EntityId{id}});
      if (!entity) return id + " is missing";
      const auto json = codec::Json::parse((*entity)->row().state);
      const auto state = codec::read_view<counter::State>(*json->root().find("state"));
      met_.timers += static_cast<int>(state->fired);
      const Expected got{state->total, state->fired, state->sent};
      if (got != wanted) {
        return id + ": total " + std::to_string(got.total) + " not " +
               std::to_string(wanted.total) + ", fired " + std::to_string(got.fired) + " not " +
               std::to_string(wanted.fired);
      }
    }
    if (static_cast<std::size_t>(sent) != sends) return "a send has no result, or two";
    const auto replayed = engine::replay(*log_, kinds_, {nullptr, keys_.get(), "orkesta"});
    if (!replayed || replayed->differing > 0) return "a replay decides otherwise";
    met_.turns += static_cast<int>(replayed->turns);
    return std::nullopt;
  }

  std::mt19937_64 random_;
  engine::PlantedBugs planted_;
  Met& met_;
  const TenantId demo_{"demo"};
  engine::VirtualClock clock_{Timestamp{1'800'000'000'000}};
  engine::KindRegistry kinds_;
  engine::ExecutorRegistry executors_;
  std::unique_ptr<KeyStore> keys_;
  std::unique_ptr<log::MessageLog> log_;
  std::unique_ptr<store::StateCache> cache_;
  std::unique_ptr<LocalEngine> engine_;
  bool opened_ = false;
  bool faulty_ = true;
  int messages_ = 0;
  std::vector<std::pair<std::string, counter::Add>> late_;
};

}  // namespace

auto run_counters(std::uint64_t seed, const engine::PlantedBugs& planted, Met& met)
    -> std::optional<std::string> {
  World world(seed, planted, met);
  return world.run();
}

}  // namespace orkesta::simulation
