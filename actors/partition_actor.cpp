#include "partition_actor.hpp"

#include "entity_actor.hpp"
#include "orkesta/domain/tenant/context.hpp"

namespace orkesta::actors {
namespace {

using Self = PartitionActor::stateful_pointer<PartitionActorState>;
using engine::PartitionError;

auto sentence(PartitionError error) -> std::string {
  switch (error) {
    case PartitionError::log_unavailable:
      return "the log cannot be read now";
    case PartitionError::cache_unavailable:
      return "the state cache cannot be read now";
    case PartitionError::broken_log:
      return "its turns do not fit together";
    case PartitionError::mismatch:
      return "its committed offset is not that of its last turn";
    case PartitionError::keys_unavailable:
      return "the key store does not answer";
    case PartitionError::entity_broke:
      return "an entity broke on what it heard";
  }
  return "unknown";
}

void report(Self self, const PartitionSetting& setting) {
  const auto& engine = *self->state.engine;
  setting.unit->put(Report{setting.partition, self->state.epoch, engine.credits(), engine.idle(),
                           engine.next_due()});
}

void drop(Self self, const std::vector<EntityKey>& keys) {
  auto& state = self->state;
  for (const auto& key : keys) {
    if (state.host) state.host->drop(key);
    const auto found = state.entities.find(key);
    if (found == state.entities.end()) continue;
    self->send_exit(found->second, caf::exit_reason::user_shutdown);
    state.entities.erase(found);
  }
}

auto actor_of(Self self, const PartitionSetting& setting, const EntityKey& key) -> EntityActor {
  auto& entities = self->state.entities;
  if (const auto found = entities.find(key); found != entities.end()) return found->second;
  auto actor =
      self->spawn<caf::lazy_init>(entity_actor, setting.surroundings.kinds, setting.services);
  return entities.emplace(key, std::move(actor)).first->second;
}

/// Hands each work to its entity. Inline hosting runs it here, and answers at once.
void send_out(Self self, const PartitionSetting& setting, engine::Wave wave) {
  auto& state = self->state;
  state.works_out += wave.size();
  for (auto& work : wave) {
    if (state.host) {
      auto worked = std::make_shared<engine::Worked>(state.host->run(work));
      self->send(self, WorkDone{state.epoch, std::move(worked)});
      continue;
    }
    const auto actor = actor_of(self, setting, work.entity);
    const auto partition = caf::actor_cast<PartitionActor>(self);
    self->send(actor, WorkOrder{state.epoch, std::make_shared<const engine::Work>(std::move(work)),
                                partition});
  }
}

/// What two processes died of, perhaps, is decided by a child first (R13); meanwhile the partition
/// waits, and others go on.
void try_first(Self self, const PartitionSetting& setting, engine::Wave wave) {
  auto& state = self->state;
  state.works_out += wave.size();
  state.suspects = std::move(wave);
  setting.blocking->run([survives = setting.options->survives, partition = setting.partition,
                         next = state.engine->next_input(), epoch = state.epoch,
                         me = caf::actor_cast<PartitionActor>(self)] {
    caf::anon_send(me, SuspectTried{epoch, survives(partition, next)});
  });
}

/// Starts batches, sends out waves and hands over what is whole, until it must wait for an answer.
void go_on(Self self, const PartitionSetting& setting, std::optional<Timestamp> now) {
  auto& state = self->state;
  auto& engine = *state.engine;
  const auto hand_over = [&] {
    auto batch = engine.batch();
    if (!batch) return false;
    setting.unit->put(BatchReady{setting.partition, state.epoch,
                                 std::make_shared<engine::Batch>(std::move(*batch))});
    return true;
  };
  while (state.works_out == 0 && !state.settling) {
    if (const auto error = engine.must_abort()) {
      setting.unit->put(GiveUp{setting.partition, state.epoch, *error});
      break;
    }
    auto wave = engine.wave();
    if (!wave) {
      setting.unit->put(GiveUp{setting.partition, state.epoch, wave.error()});
      break;
    }
    if (!wave->empty() && engine.suspect() && setting.options->survives) {
      try_first(self, setting, std::move(*wave));
      break;
    }
    if (!wave->empty()) {
      send_out(self, setting, std::move(*wave));
      continue;
    }
    // No more waves: the batch is whole, or there is none and the next may begin.
    if (!hand_over() && !engine.start(std::exchange(now, std::nullopt))) break;
  }
  report(self, setting);
}

/// Rows for the cache, contexts to publish, entities to let go of: what a commit leaves to do. The
/// index of a new context is built on the blocking pool; until it stands, turns use the one before.
void tidy_up(Self self, const PartitionSetting& setting, engine::Aftermath after) {
  drop(self, after.retired);
  auto* const contexts = setting.surroundings.contexts;
  for (auto& context : after.contexts)
    setting.blocking->run([contexts, context = std::move(context)] {
      contexts->publish(context->tenant, engine::make_snapshot(context));
    });
  if (after.rows.empty()) return;
  // The cache may lag: a failed write is written again with a later one.
  const auto written =
      setting.surroundings.cache->write(setting.partition, after.rows, after.covered_before);
  if (written) self->state.engine->rows_written(after.rows);
}

void restore(Self self, const PartitionSetting& setting, const Restore& wanted) {
  auto& state = self->state;
  state.epoch = wanted.epoch;
  state.works_out = 0;
  state.suspects.clear();
  state.settling = false;
  for (const auto& [key, actor] : state.entities)
    self->send_exit(actor, caf::exit_reason::user_shutdown);
  state.entities.clear();
  if (setting.options->hosting == Hosting::inline_)
    state.host = std::make_unique<engine::LocalHost>(*setting.surroundings.kinds, setting.services);
  auto options = setting.options->partition;
  options.partition = setting.partition;
  options.installation = setting.options->installation;
  state.engine = std::make_unique<engine::PartitionEngine>(options, setting.surroundings);
  const auto restored = state.engine->restore(wanted.next_input, wanted.trying);
  Restored answer{setting.partition, state.epoch, std::nullopt, ""};
  if (!restored) {
    answer.error = restored.error();
    answer.message = sentence(restored.error());
  }
  setting.unit->put(answer);
  if (restored) report(self, setting);
}

void abort(Self self, const PartitionSetting& setting, std::uint64_t epoch) {
  auto& state = self->state;
  state.epoch = epoch;
  state.works_out = 0;
  state.suspects.clear();
  state.settling = false;
  const auto dropped = state.engine->aborted();
  if (dropped)
    drop(self, *dropped);
  else
    setting.unit->put(
        Restored{setting.partition, epoch, dropped.error(), sentence(dropped.error())});
  report(self, setting);
}

void finish_settling(Self self, const PartitionSetting& setting) {
  auto& state = self->state;
  auto after = state.engine->settled(std::exchange(state.settled, {}));
  tidy_up(self, setting, std::move(after));
  state.settling = false;
  setting.unit->put(Settled{setting.partition, state.epoch});
}

void hear_of_trial(Self self, const PartitionSetting& setting, const SuspectTried& tried) {
  auto& state = self->state;
  if (tried.epoch != state.epoch) return;
  auto wave = std::exchange(state.suspects, {});
  state.works_out -= wave.size();
  if (tried.survived) return send_out(self, setting, std::move(wave));
  state.engine->condemn();
  ++setting.counters->poisoned;
  if (setting.options->say)
    setting.options->say("inbound/" + std::to_string(setting.partition) + '/' +
                         std::to_string(state.engine->next_input()) +
                         " killed the process that decided it (ORK-0027): it becomes a dead letter");
  go_on(self, setting, std::nullopt);
}

void take_in(Self self, const PartitionSetting& setting, const WorkDone& done) {
  auto& state = self->state;
  if (done.epoch != state.epoch) return;
  --state.works_out;
  if (state.settling) {
    state.settled.push_back(std::move(*done.worked));
    if (state.works_out == 0) finish_settling(self, setting);
    return;
  }
  state.engine->worked(std::move(*done.worked));
  if (state.works_out == 0) go_on(self, setting, std::nullopt);
}

}  // namespace

auto partition_actor(PartitionActor::stateful_pointer<PartitionActorState> self,
                     PartitionSetting setting) -> PartitionActor::behavior_type {
  return {
      [=](const Restore& wanted) { restore(self, setting, wanted); },
      [=](const Inputs& inputs) {
        if (inputs.epoch != self->state.epoch) return;
        for (auto& record : *inputs.records) self->state.engine->take(std::move(record));
        go_on(self, setting, std::nullopt);
      },
      [=](const Wake& wake) {
        if (wake.epoch == self->state.epoch) go_on(self, setting, wake.now);
      },
      [=](const BatchCommitted& news) {
        if (news.epoch != self->state.epoch) return;
        tidy_up(self, setting, self->state.engine->committed(*news.committed));
        go_on(self, setting, std::nullopt);
      },
      [=](const BatchesAborted& news) { abort(self, setting, news.epoch); },
      [=](const Settle& settle) {
        auto& state = self->state;
        if (settle.epoch != state.epoch) return;
        state.settling = true;
        auto wave = state.engine->settle();
        if (wave.empty())
          finish_settling(self, setting);
        else
          send_out(self, setting, std::move(wave));
      },
      [=](const WorkDone& done) { take_in(self, setting, done); },
      [=](const SuspectTried& tried) { hear_of_trial(self, setting, tried); },
  };
}

}  // namespace orkesta::actors
