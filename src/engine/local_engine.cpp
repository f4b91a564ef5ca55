#include "orkesta/engine/local_engine.hpp"

#include <algorithm>
#include <map>
#include <set>
#include <utility>

#include "orkesta/codec/json.hpp"
#include "orkesta/core/assert.hpp"
#include "orkesta/domain/tenant/context.hpp"
#include "orkesta/engine/local_host.hpp"
#include "orkesta/engine/poison.hpp"
#include "orkesta/engine/records.hpp"

namespace orkesta::engine {

struct LocalEngine::Inside {
  Inside(LocalSurroundings s, VirtualClock c, LocalOptions o)
      : around(s),
        clock(std::move(c)),
        options(std::move(o)),
        host(*s.kinds, Services{.understander = s.understander,
                                .keys = s.keys,
                                .installation = options.partition.installation}) {}

  struct One {
    std::unique_ptr<PartitionEngine> engine;
    bool at_end = false;
  };

  LocalSurroundings around;
  VirtualClock clock;
  LocalOptions options;
  ContextRegistry contexts;
  LocalHost host;
  std::unique_ptr<log::Unit> unit;
  std::map<Partition, One> partitions;
  std::unique_ptr<ExecutorLoop> executors;
  std::map<Partition, std::unique_ptr<Projector>> projectors;
  std::set<Partition> to_project;    ///< Something was committed there.
  std::vector<CommittedTurn> fresh;  ///< Committed since somebody last asked.
  std::string because;
  std::size_t failures_in_a_row = 0;

  auto fail(LocalError error, std::string why) -> Failure<LocalError> {
    because = std::move(why);
    return Failure{error};
  }
  auto fail(PartitionError error, const std::string& why) -> Failure<LocalError>;
  auto open_unit() -> Result<Done, LocalError>;
  auto gain(const log::Gained& gained) -> Result<Done, LocalError>;
  auto poll() -> Result<bool, LocalError>;
  auto decide_once(bool at_end) -> Result<bool, LocalError>;
  auto survives(PartitionEngine& engine, const Wave& wave) -> bool;
  auto run_waves(PartitionEngine& engine) -> Result<bool, LocalError>;
  auto commit(Partition partition, PartitionEngine& engine, Batch batch)
      -> Result<bool, LocalError>;
  auto after(Partition partition, PartitionEngine& engine, Aftermath aftermath)
      -> Result<Done, LocalError>;
  auto abort_all() -> Result<Done, LocalError>;
  auto start_over() -> Result<Done, LocalError>;
  auto read_models() -> Result<bool, LocalError>;
  auto step() -> Result<bool, LocalError>;
  auto run() -> Result<Done, LocalError>;
  auto take_fresh() -> std::vector<CommittedTurn> { return std::exchange(fresh, {}); }
};

auto LocalEngine::Inside::fail(PartitionError error, const std::string& why)
    -> Failure<LocalError> {
  switch (error) {
    case PartitionError::log_unavailable:
      return fail(LocalError::log, "the log cannot be read");
    case PartitionError::cache_unavailable:
      return fail(LocalError::cache, "the state cache does not answer");
    case PartitionError::broken_log:
    case PartitionError::mismatch:
      return fail(LocalError::broken_log, why);
    case PartitionError::keys_unavailable:
      return fail(LocalError::key_store, why);
    case PartitionError::entity_broke:
      return fail(LocalError::stuck, why);
  }
  ORKESTA_UNREACHABLE();
}

auto LocalEngine::Inside::open_unit() -> Result<Done, LocalError> {
  partitions.clear();
  host.drop_all();
  auto opened = around.log->open_unit({options.unit, options.group, {log::topic::inbound}});
  if (!opened) return fail(LocalError::log, std::string{log::describe(opened.error())});
  unit = std::move(*opened);
  return Done{};
}

auto LocalEngine::Inside::gain(const log::Gained& gained) -> Result<Done, LocalError> {
  auto partition_options = options.partition;
  partition_options.partition = gained.partition.partition;
  auto engine = std::make_unique<PartitionEngine>(
      std::move(partition_options),
      PartitionSurroundings{around.kinds, &contexts, around.log, around.cache}, options.planted);
  const auto restored = engine->restore(gained.next, gained.trying);
  if (!restored) return fail(restored.error(), engine->what());
  unit->resume({gained.partition});
  partitions.insert_or_assign(gained.partition.partition, One{std::move(engine)});
  return Done{};
}

auto LocalEngine::Inside::poll() -> Result<bool, LocalError> {
  auto polled = unit->poll(std::chrono::milliseconds{0});
  if (!polled) {
    if (polled.error() == log::LogError::fenced || polled.error() == log::LogError::in_doubt) {
      ORKESTA_TRY(start_over());
      return true;
    }
    return fail(LocalError::log, std::string{log::describe(polled.error())});
  }
  for (auto& one : *polled) {
    if (auto* delivered = std::get_if<log::Delivered>(&one)) {
      const auto found = partitions.find(delivered->at.partition);
      if (found != partitions.end()) found->second.engine->take(std::move(*delivered));
    } else if (const auto* gained = std::get_if<log::Gained>(&one)) {
      ORKESTA_TRY(gain(*gained));
    } else if (std::holds_alternative<log::Lost>(one)) {
      ORKESTA_TRY(start_over());  // Another process took it: find out what stands.
      return true;
    }
  }
  return !polled->empty();
}

auto LocalEngine::Inside::run_waves(PartitionEngine& engine) -> Result<bool, LocalError> {
  for (;;) {
    auto wave = engine.wave();
    if (!wave) return fail(wave.error(), engine.what());
    if (wave->empty()) return true;
    if (engine.suspect() && !survives(engine, *wave)) engine.condemn();
    if (!engine.must_abort()) {
      if (options.on_wave) options.on_wave(*wave);
      for (const auto& work : *wave) engine.worked(host.run(work));
    }
    const auto failed = engine.must_abort();
    if (!failed) continue;
    if (*failed != PartitionError::entity_broke) return fail(*failed, engine.what());
    ORKESTA_TRY(abort_all());
    return false;
  }
}

/// The child decides the wave and all that it causes: its memory is its own.
auto LocalEngine::Inside::survives(PartitionEngine& engine, const Wave& wave) -> bool {
  if (options.survives) return options.survives(wave);
  return survives_in_child([&] {
    for (const auto& work : wave) engine.worked(host.run(work));
    while (!engine.must_abort()) {
      const auto next = engine.wave();
      if (!next || next->empty()) return;
      for (const auto& work : *next) engine.worked(host.run(work));
    }
  });
}

auto LocalEngine::Inside::decide_once(bool at_end) -> Result<bool, LocalError> {
  for (auto& [number, partition] : partitions) {
    auto& engine = *partition.engine;
    if (!engine.start(at_end ? std::optional{clock.now()} : std::nullopt)) continue;
    ORKESTA_TRY_LET(whole, run_waves(engine));
    if (!whole) return true;
    auto batch = engine.batch();
    ORKESTA_ASSERT(batch.has_value());
    return commit(number, engine, std::move(*batch));
  }
  return false;
}

auto LocalEngine::Inside::commit(Partition partition, PartitionEngine& engine, Batch batch)
    -> Result<bool, LocalError> {
  const log::TopicPartition input{log::topic::inbound, partition};
  log::NextOffsets offsets;
  offsets.next[input] = batch.next_input;
  if (batch.trying) offsets.trying[input] = *batch.trying;
  auto begun = unit->begin();
  for (auto& output : batch.appends) {
    if (!begun) break;
    begun = unit->append(output.topic, partition, std::move(output.record));
  }
  if (!begun) {
    if (begun.error() == log::LogError::fenced) {
      ORKESTA_TRY(start_over());
      return true;
    }
    return fail(LocalError::log, std::string{log::describe(begun.error())});
  }
  const auto committed = unit->commit(offsets);
  if (!committed) {
    if (++failures_in_a_row > limits::engine_failures_in_a_row_max) {
      return fail(LocalError::stuck, "commits keep failing");
    }
    const auto again =
        committed.error() == log::CommitFailure::aborted ? abort_all() : start_over();
    if (!again) return Failure{again.error()};
    return true;
  }
  failures_in_a_row = 0;
  to_project.insert(partition);
  const auto turns = committed->appended.find({log::topic::turns, partition});
  for (std::size_t i = 0; i < batch.turns.size(); ++i) {
    fresh.push_back({{log::topic::turns, partition, turns->second + i}, std::move(batch.turns[i])});
  }
  ORKESTA_TRY(after(partition, engine, engine.committed(*committed)));
  return true;
}

auto LocalEngine::Inside::after(Partition partition, PartitionEngine& engine, Aftermath aftermath)
    -> Result<Done, LocalError> {
  for (const auto& key : aftermath.retired) host.drop(key);
  for (auto& context : aftermath.contexts) {
    const auto tenant = context->tenant;
    contexts.publish(tenant, make_snapshot(std::move(context)));
  }
  if (aftermath.rows.empty()) return Done{};
  const auto written = around.cache->write(partition, aftermath.rows, aftermath.covered_before);
  if (!written) return fail(LocalError::cache, std::string{store::describe(written.error())});
  engine.rows_written(aftermath.rows);
  return Done{};
}

auto LocalEngine::Inside::abort_all() -> Result<Done, LocalError> {
  const auto aborted = unit->abort();
  if (!aborted && aborted.error() != log::LogError::misuse) return start_over();
  for (auto& [number, partition] : partitions) {
    const auto dropped = partition.engine->aborted();
    if (!dropped) return fail(dropped.error(), partition.engine->what());
    for (const auto& key : *dropped) host.drop(key);
  }
  return Done{};
}

/// This unit is finished: whatever is not committed is gone, and a new one finds out what is.
auto LocalEngine::Inside::start_over() -> Result<Done, LocalError> { return open_unit(); }

auto LocalEngine::Inside::read_models() -> Result<bool, LocalError> {
  bool moved = false;
  for (const auto partition : to_project) {
    if (!projectors.contains(partition)) continue;
    const auto absorbed = projectors.at(partition)->step(std::chrono::milliseconds{0});
    if (!absorbed) return fail(LocalError::read_store, absorbed.error().message);
    moved = moved || *absorbed > 0;
  }
  if (!moved) to_project.clear();
  return moved;
}

/// Decides first, performs what was asked next, and projects when nothing else is left.
auto LocalEngine::Inside::step() -> Result<bool, LocalError> {
  ORKESTA_TRY_LET(polled, poll());
  ORKESTA_TRY_LET(decided, decide_once(!polled));
  if (polled || decided) return true;
  if (executors) {
    const auto performed = executors->step(std::chrono::milliseconds{0});
    if (performed == StepResult::finished && !executors->reopen()) {
      return fail(LocalError::log, "the executors' unit cannot be opened");
    }
    if (performed != StepResult::idle) return true;
  }
  return read_models();
}

auto LocalEngine::Inside::run() -> Result<Done, LocalError> {
  for (std::size_t steps = 0; steps < options.steps_max; ++steps) {
    ORKESTA_TRY_LET(moved, step());
    if (!moved) return Done{};
  }
  return fail(LocalError::stuck, "the engine does not come to rest");
}

LocalEngine::LocalEngine(LocalSurroundings surroundings, VirtualClock clock, LocalOptions options)
    : in_(std::make_unique<Inside>(surroundings, std::move(clock), std::move(options))) {
  ORKESTA_ASSERT(surroundings.log && surroundings.cache && surroundings.keys);
}
LocalEngine::~LocalEngine() = default;

auto LocalEngine::open() -> Result<Done, LocalError> {
  auto& in = *in_;
  ORKESTA_TRY(in.open_unit());
  if (in.around.executors != nullptr) {
    in.executors = std::make_unique<ExecutorLoop>(
        *in.around.log, *in.around.executors, *in.around.keys,
        ExecutorLoopOptions{.installation = in.options.partition.installation,
                            .partitions = in.around.log->partitions(),
                            .now = in.clock.clock()});
    if (!in.executors->reopen()) {
      return in.fail(LocalError::log, "the executors' unit cannot be opened");
    }
  }
  if (in.around.rows != nullptr) {
    const auto zone_of = zones_of(*in.around.log, *in.around.kinds, &in.contexts);
    for (Partition partition = 0; partition < in.around.log->partitions(); ++partition) {
      in.to_project.insert(partition);
      in.projectors[partition] = std::make_unique<Projector>(
          *in.around.log, *in.around.rows, all_projections(zone_of),
          ProjectorOptions{.partition = partition,
                           .position_apart = in.options.planted.project_position_apart});
    }
  }
  return Done{};
}

auto LocalEngine::submit(const EntityKey& to, std::string id, std::string payload, Timestamp at)
    -> Result<std::vector<CommittedTurn>, LocalError> {
  auto& in = *in_;
  ORKESTA_TRY_LET(before, advance_to(at - std::chrono::milliseconds{1}));
  in.clock.move_to(at);
  const auto type = codec::type_of(payload);
  auto record = inbound_record(in.options.partition.installation, to,
                               type ? std::string_view{*type} : std::string_view{"unknown"}, id,
                               in.clock.now(), std::move(payload));
  const auto partition = log::partition_of(to.tenant, in.around.log->partitions());
  const auto appended = in.around.log->append(log::topic::inbound, partition, std::move(record));
  if (!appended) return in.fail(LocalError::log, std::string{log::describe(appended.error())});
  ORKESTA_TRY_LET(then, run_until_idle());
  before.insert(before.end(), std::make_move_iterator(then.begin()),
                std::make_move_iterator(then.end()));
  return std::move(before);
}

auto LocalEngine::advance_to(Timestamp at) -> Result<std::vector<CommittedTurn>, LocalError> {
  auto& in = *in_;
  ORKESTA_TRY(in.run());
  std::size_t steps = 0;
  for (auto due = next_due(); due && *due <= at; due = next_due()) {
    if (++steps > in.options.steps_max) {
      return in.fail(LocalError::stuck, "timers are set for the past for ever");
    }
    in.clock.move_to(*due);
    ORKESTA_TRY(in.run());
  }
  in.clock.move_to(at);
  return in.take_fresh();
}

auto LocalEngine::run_until_idle() -> Result<std::vector<CommittedTurn>, LocalError> {
  ORKESTA_TRY(in_->run());
  return in_->take_fresh();
}

auto LocalEngine::step() -> Result<bool, LocalError> { return in_->step(); }

auto LocalEngine::next_due() const -> std::optional<Timestamp> {
  std::optional<Timestamp> first;
  for (const auto& [number, partition] : in_->partitions) {
    const auto due = partition.engine->next_due();
    if (due && (!first || *due < *first)) first = due;
  }
  return first;
}

auto LocalEngine::contexts() -> ContextRegistry& { return in_->contexts; }
auto LocalEngine::find(const EntityKey& key) const -> const Entity* { return in_->host.find(key); }
auto LocalEngine::what() const -> const std::string& { return in_->because; }

auto LocalEngine::settle() -> Result<Done, LocalError> {
  auto& in = *in_;
  for (auto& [number, partition] : in.partitions) {
    std::vector<Worked> done;
    for (const auto& work : partition.engine->settle()) done.push_back(in.host.run(work));
    if (done.empty()) continue;
    ORKESTA_TRY(in.after(number, *partition.engine, partition.engine->settled(std::move(done))));
  }
  return Done{};
}

}  // namespace orkesta::engine
