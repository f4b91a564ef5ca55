#include "world.hpp"

#include <algorithm>
#include <array>
#include <utility>

#include "failing_store.hpp"
#include "orkesta/store/key_store.hpp"
#include "redelivering_log.hpp"

namespace orkesta::simulation {

using namespace std::chrono_literals;
using engine::LocalEngine;

World::World(std::uint64_t seed, const engine::KindRegistry& kinds,
             const engine::Understander* understander, const engine::PlantedBugs& planted, Met& met)
    : random_(seed), met_(met), kinds_(kinds), understander_(understander), planted_(planted) {
  keys_ = std::move(*store::derived_keys("simulation"));
  provider_ = std::make_shared<Provider>([this] { return call_fault(); }, [] { throw Death{}; });
  executors_.add("send_message", provider_);
  executors_.add("erase_person", engine::erasing_executor(*keys_));
  log::MemoryOptions options;
  options.partitions = 2;
  options.poll_records_max = 7;
  options.clock = clock_.clock();
  options.faults.commit = [this] { return commit_fault(); };
  options.faults.commit_applied = [this] { return chance(50); };
  options.faults.append = [this]() -> std::optional<log::LogError> {
    if (!faulty_ || !chance(5)) return std::nullopt;
    return log::LogError::in_doubt;
  };
  log_ = std::make_unique<RedeliveringLog>(log::open_memory_log(options), [this] {
    const auto again = faulty_ && chance(20);
    met_.redelivered += again ? 1 : 0;
    return again;
  });
}

auto World::run(int steps) -> std::optional<std::string> {
  faulty_ = false;
  restart();
  prepare();
  if (!engine_->run_until_idle()) return "does not start: " + engine_->what();
  faulty_ = true;
  for (int step = 0; step < steps; ++step) {
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
  met_.turns += static_cast<int>(records(log::topic::turns).size());
  if (provider_->contradictions() > 0) return "an effect id asked for two things";
  if (rows_) {
    if (auto broken = broken_read_models()) return broken;
  }
  return broken_outcome();
}

auto World::commit_fault() -> std::optional<log::CommitFailure> {
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

auto World::call_fault() -> CallFault {
  if (!faulty_ || !chance(15)) return CallFault::none;
  ++met_.calls_failed;
  return std::array{CallFault::dies_before, CallFault::dies_after, CallFault::refused,
                    CallFault::answer_lost}[any(4)];
}

void World::keep_read_models() { lose_read_models(); }

/// What is projected can be dropped at any time.
void World::lose_read_models() {
  const auto fault = [this] {
    if (!faulty_ || !chance(4)) return RowsFault::none;
    ++met_.rows_failed;
    return std::array{RowsFault::refused, RowsFault::dies_before, RowsFault::dies_after}[any(3)];
  };
  rows_ = std::make_unique<FailingStore>(std::move(*store::open_sqlite_store({.path = ""})), fault,
                                         [] { throw Death{}; });
}

void World::restart() {
  engine_.reset();
  if (rows_ && faulty_ && chance(5)) {
    ++met_.rows_lost;
    lose_read_models();
  }
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
  const auto kills = [this](const engine::Wave& wave) {
    return std::any_of(wave.begin(), wave.end(), [this](const auto& work) {
      const auto& broke = work.broke_it;
      const auto condemned = std::find(broke.begin(), broke.end(), engine::Work::everything);
      return condemned == broke.end() && deadly(work);
    });
  };
  options.on_wave = [kills](const engine::Wave& wave) {
    if (kills(wave)) throw Death{};
  };
  options.survives = [kills](const engine::Wave& wave) { return !kills(wave); };
  engine_ = std::make_unique<LocalEngine>(
      engine::LocalSurroundings{log_.get(), cache_.get(), keys_.get(), &kinds_, understander_,
                                &executors_, rows_.get()},
      clock_, options);
  opened_ = static_cast<bool>(engine_->open());
}

void World::act() {
  const auto dice = any(100);
  if (dice < 45) return somebody_acts();
  if (dice < 75) return work(1 + any(4));
  if (dice < 85) return clock_.move_to(clock_.now() + std::chrono::milliseconds{2 * any(4000)});
  if (dice < 92) {
    ++met_.crashes;
    return restart();
  }
  if (dice < 95) {
    if (opened_) static_cast<void>(engine_->settle());
    return;
  }
  if (!opened_ || !engine_->run_until_idle()) restart();
}

void World::work(std::size_t times) {
  for (std::size_t i = 0; i < times; ++i) {
    if (!opened_ || !engine_->step()) restart();
  }
}

void World::deliver(const EntityKey& to, std::string_view type, const std::string& id,
                    const std::string& payload) {
  for (int attempt = 0; attempt < 3; ++attempt) {
    const auto answered =
        log_->append(log::topic::inbound, home(),
                     engine::inbound_record("orkesta", to, type, id, clock_.now(), payload));
    if (answered) return;
  }
}

auto World::come_to_rest() -> std::optional<std::string> {
  clock_.move_to(clock_.now() + 24h);
  for (int tries = 0; tries < 40; ++tries) {
    try {
      if (opened_ && engine_->run_until_idle()) return std::nullopt;
    } catch (const Death&) {
      ++met_.deaths;
    }
    restart();
  }
  return "does not come to rest: " + engine_->what();
}

auto World::records(const log::Topic& topic) const -> std::vector<log::Delivered> {
  std::vector<log::Delivered> all;
  auto reader = log_->read({topic, home(), 0}, log::Until::end_at_opening);
  while (reader && !(*reader)->at_end()) {
    auto next = (*reader)->next(0ms);
    if (!next) break;
    for (auto& delivered : *next) all.push_back(std::move(delivered));
  }
  return all;
}

auto World::replayed() const -> std::optional<engine::Replayed> {
  auto done = engine::replay(*log_, kinds_, {understander_, keys_.get(), "orkesta"});
  if (!done) return std::nullopt;
  return std::move(*done);
}

auto World::broken_read_models() -> std::optional<std::string> {
  const auto zone_of = engine::zones_of(*log_, kinds_, &engine_->contexts());
  const auto input_next = log_->range(log::topic::inbound, home())->next;
  const auto turns_next = log_->range(log::topic::turns, home())->next;
  for (const auto& projection : engine::all_projections(zone_of)) {
    const auto positions = rows_->positions(projection.name);
    if (!positions || !positions->contains(home())) return projection.name + " has no position";
    if (positions->at(home()) != store::Positions{turns_next, input_next}) {
      return projection.name + " does not stand where the log ends";
    }
    if (auto broken = broken_rebuild(projection, home())) return broken;
  }
  return std::nullopt;
}

auto World::broken_rebuild(const engine::NamedProjection& projection, Partition partition)
    -> std::optional<std::string> {
  if (!rows_->start_rebuild(projection.name)) return projection.name + " cannot be rebuilt";
  engine::Projector projector(*log_, *rows_, {projection},
                              {.partition = partition,
                               .copy = store::Copy::rebuilt,
                               .until = log::Until::end_at_opening});
  for (auto absorbed = projector.step(0ms); !absorbed || *absorbed > 0;
       absorbed = projector.step(0ms)) {
    if (!absorbed) return projection.name + " stops: " + absorbed.error().message;
  }
  const auto outcome = rows_->finish_rebuild(projection.name, store::Swap::if_equal);
  if (outcome && outcome->equal) return std::nullopt;
  return projection.name + " is not what a rebuild of it gives";
}

auto World::broken_invariant() -> std::optional<std::string> {
  const auto verified = engine::verify(*log_, kinds_);
  if (!verified) return "the log cannot be read";
  if (verified->first_difference) {
    return verified->first_difference->what + ": " + verified->first_difference->message;
  }
  const auto committed = log_->committed("engine", {log::topic::inbound, home()});
  const auto turns = records(log::topic::turns);
  std::uint64_t heard = 0;
  for (const auto& turn : turns) {
    heard += engine::attribute_of(turn.record, engine::attribute::input).empty() ? 0 : 1;
  }
  if (committed && heard != *committed) return "an input has no turn, or two";
  return broken_memory(turns);
}

/// Memory and cache hold nothing but what the log says.
auto World::broken_memory(const std::vector<log::Delivered>& turns) -> std::optional<std::string> {
  std::map<std::string, std::unique_ptr<engine::Entity>> folded;
  std::map<std::string, store::CachedState> cached;
  for (const auto& turn : turns) {
    const auto key = engine::parse_entity_key(turn.record.key);
    auto& entity = folded[turn.record.key];
    if (!entity) {
      entity = kinds_.find(key->kind)->create(*key);
      if (auto row = cache_->load(home(), *key); row && *row) {
        cached.emplace(turn.record.key, std::move(**row));
      }
    }
    if (!entity->fold(turn.record.value)) return "a turn of " + turn.record.key + " does not fold";
    const auto row = cached.find(turn.record.key);
    if (row == cached.end() || row->second.sequence != entity->standing().sequence) continue;
    if (row->second != entity->row()) return "the cached " + row->first + " is another";
    cached.erase(row);
  }
  if (!cached.empty()) return "the cache is ahead of the log: " + cached.begin()->first;
  for (const auto& [key, entity] : folded) {
    const auto* live = opened_ ? engine_->find(entity->key()) : nullptr;
    if (live != nullptr && live->row() != entity->row()) return "the living " + key + " is another";
  }
  return std::nullopt;
}

}  // namespace orkesta::simulation
