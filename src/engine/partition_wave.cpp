// One wave after the other: inputs and timers first, then rounds of messages, then rows.

#include <algorithm>

#include "orkesta/core/assert.hpp"
#include "orkesta/engine/context_source.hpp"
#include "partition_inside.hpp"

namespace orkesta::engine {
namespace {

/// Where a turn stands among those of its wave.
struct Place {
  std::size_t slot = 0;  ///< The input or message before which it stands, or which it answers.
  bool answers = false;  ///< Timers before an input come before it.
  Timestamp due;
  std::size_t work = 0;
  std::size_t item = 0;
  auto operator<=>(const Place&) const = default;
};

auto due_of_turn(const Decided& decided) -> Timestamp {
  const auto* timer = std::get_if<FromTimer>(&decided.cause);
  return timer ? timer->due : Timestamp{};
}

/// Timers stand before the first input of the batch that came after they were due, and never before
/// an earlier turn of their own entity.
auto places_of(const Building& batch, const Worked& done, const Planned& planned)
    -> std::vector<Place> {
  std::vector<Place> places;
  std::size_t slot = 0;
  Timestamp due{};
  for (std::size_t i = 0; i < done.items.size(); ++i) {
    const auto& item = done.items[i];
    if (!item.fired) {
      slot = planned.places[item.before];
      places.push_back({slot, true, {}, done.index, i});
      ++slot;
      due = {};
      continue;
    }
    due = std::max(due, due_of_turn(item.decided));
    const auto later = std::find_if(batch.inputs.begin(), batch.inputs.end(),
                                    [&](const auto& input) { return input.at > due; });
    const auto wanted = static_cast<std::size_t>(later - batch.inputs.begin());
    slot = std::max(slot, wanted);
    places.push_back({slot, false, due, done.index, i});
  }
  return places;
}

}  // namespace

auto PartitionEngine::wave() -> Result<Wave, PartitionError> {
  auto& in = *in_;
  if (!in.building || in.building->missing > 0 || in.failure) return Wave{};
  auto& batch = *in.building;
  if (batch.phase == Building::Phase::deciding && batch.plan.empty()) {
    batch.phase = Building::Phase::rows;
    ORKESTA_TRY_LET(works, in.row_works());
    batch.missing = works.size();
    batch.answers.resize(works.size());
    if (works.empty()) batch.phase = Building::Phase::whole;
    return std::move(works);
  }
  if (batch.phase != Building::Phase::deciding) return Wave{};
  Wave wave;
  wave.reserve(batch.plan.size());
  for (auto& planned : batch.plan) {
    auto work = in.dress(planned, wave.size());
    if (!work) {
      in.failure = work.error();
      return Failure{work.error()};
    }
    wave.push_back(std::move(*work));
  }
  batch.running = std::move(batch.plan);
  batch.plan.clear();
  batch.missing = wave.size();
  batch.answers.assign(wave.size(), Worked{});
  return wave;
}

void PartitionEngine::worked(Worked done) {
  auto& in = *in_;
  ORKESTA_ASSERT(in.building && in.building->missing > 0);
  auto& batch = *in.building;
  ORKESTA_ASSERT(done.index < batch.answers.size());
  batch.answers[done.index] = std::move(done);
  if (--batch.missing > 0) return;
  if (batch.phase == Building::Phase::deciding) return in.absorb_wave();
  in.absorb_rows();
}

auto PartitionEngine::must_abort() const -> std::optional<PartitionError> { return in_->failure; }

auto PartitionEngine::suspect() const -> bool {
  return in_->starts >= 3 && in_->building && in_->building->missing > 0 &&
         in_->building->round == 0 && !in_->condemned;
}

void PartitionEngine::condemn() {
  auto& in = *in_;
  ORKESTA_ASSERT(suspect());
  in.condemned = true;
  in.failure = PartitionError::entity_broke;
  in.because = "a child process died of it";
}

/// Adds to a plan what the entity needs: a birth if it is not alive, and its tenant's context.
auto PartitionEngine::Inside::dress(Planned& planned, std::size_t index)
    -> Result<Work, PartitionError> {
  ORKESTA_TRY_LET(context, context_of(planned.entity.tenant));
  auto& resident = resident_of(planned.entity);
  Work work{.index = index,
            .entity = planned.entity,
            .birth = std::nullopt,
            .heard = std::move(planned.heard),
            .horizon = planned.horizon,
            .context = std::move(context),
            .broke_it = {rejects.begin(), rejects.end()}};
  if (condemned && building->round == 0) work.broke_it.emplace_back(Work::everything);
  if (!resident.alive) {
    ORKESTA_TRY_LET(birth, birth_of(planned.entity, resident));
    work.birth = std::move(birth);
    resident.alive = true;
  }
  touch(planned.entity, resident);
  return work;
}

auto PartitionEngine::Inside::resident_of(const EntityKey& key) -> Resident& {
  const auto [found, is_new] = residents.try_emplace(key);
  if (is_new) found->second.in_order_of_use = by_use.insert(by_use.begin(), &found->first);
  return found->second;
}

void PartitionEngine::Inside::touch(const EntityKey& key, Resident& resident) {
  by_use.splice(by_use.begin(), by_use, resident.in_order_of_use);
  resident.touched_by = building->number;
  const auto timer = due_of.find(key);
  building->due_before.try_emplace(
      key, timer == due_of.end() ? std::nullopt : std::optional{timer->second});
}

auto PartitionEngine::Inside::birth_of(const EntityKey& key, Resident& resident)
    -> Result<Birth, PartitionError> {
  Birth birth;
  if (const auto pending = pending_rows.find(key); pending != pending_rows.end()) {
    birth.row = pending->second;
  } else {
    auto row = around.cache->load(options.partition, key);
    if (!row) return Failure{PartitionError::cache_unavailable};
    birth.row = std::move(*row);
  }
  const auto* kind = around.kinds->find(key.kind);
  if (birth.row && kind != nullptr && birth.row->fold != kind->fold()) return refold(key);
  if (birth.row) resident.row_sequence = birth.row->sequence;
  if (const auto tail = tails.find(key); tail != tails.end()) {
    birth.turns = std::move(tail->second);
    tails.erase(tail);
  }
  return birth;
}

/// The tenant's snapshot; the first one who asks has it made from the tenant entity as committed.
auto PartitionEngine::Inside::context_of(const TenantId& tenant)
    -> Result<ContextSnapshot, PartitionError> {
  if (auto known = around.contexts->find(tenant)) return std::move(*known);
  ContextSnapshot snapshot;
  const auto key = tenant_entity(tenant);
  const auto* kind = around.kinds->find(key.kind);
  const auto resident = residents.find(key);
  const auto alive = resident != residents.end() && resident->second.alive;
  if (kind != nullptr && !alive) {
    auto row = around.cache->load(options.partition, key);
    if (!row) return Failure{PartitionError::cache_unavailable};
    const auto tail = tails.find(key);
    Birth birth{std::move(*row), tail == tails.end() ? std::vector<std::string>{} : tail->second};
    const auto pending = pending_rows.find(key);
    if (pending != pending_rows.end()) birth.row = pending->second;
    auto entity = revive(*kind, key, birth);
    if (!entity) return Failure{PartitionError::broken_log};
    if (auto context = (*entity)->context()) snapshot = make_snapshot(std::move(context));
  }
  around.contexts->publish(tenant, snapshot);
  return snapshot;
}

void PartitionEngine::Inside::set_due(const EntityKey& key, std::optional<Timestamp> when) {
  const auto before = due_of.find(key);
  if (before != due_of.end()) {
    if (when && before->second == *when) return;
    dues.erase({before->second, key});
    due_of.erase(before);
  }
  if (!when) return;
  due_of.emplace(key, *when);
  dues.emplace(*when, key);
}

void PartitionEngine::Inside::note_standing(const EntityKey& key, const Worked& done) {
  auto& resident = residents.at(key);
  resident.sequence = done.standing.sequence;
  resident.used = done.standing.last_at;
  set_due(key, done.standing.next_due);
  if (done.context) building->contexts.insert_or_assign(key.tenant, done.context);
}

void PartitionEngine::Inside::absorb_wave() {
  auto& batch = *building;
  std::vector<Place> order;
  for (const auto& done : batch.answers) {
    if (done.failure != WorkFailure::none) {
      if (rejects.size() >= rejects_kept_max) rejects.clear();
      if (done.failure == WorkFailure::bug) rejects.insert(done.failed_at);
      failure = done.failure == WorkFailure::unavailable ? PartitionError::keys_unavailable
                : done.failure == WorkFailure::bug       ? PartitionError::entity_broke
                                                         : PartitionError::broken_log;
      because = done.because;
      return;
    }
    note_standing(batch.running[done.index].entity, done);
    const auto places = places_of(batch, done, batch.running[done.index]);
    order.insert(order.end(), places.begin(), places.end());
  }
  std::sort(order.begin(), order.end());
  const auto first = batch.turns.size();
  for (const auto& place : order) {
    batch.turns.push_back(std::move(batch.answers[place.work].items[place.item].decided));
  }
  batch.running.clear();
  condemned = false;
  plan_messages(first);
}

/// The messages of the turns from `first` on are the next round; one after the last round is heard
/// as a dead letter.
void PartitionEngine::Inside::plan_messages(std::size_t first) {
  auto& batch = *building;
  ++batch.round;
  std::map<EntityKey, std::size_t> plan_of;
  std::size_t place = 0;
  for (auto turn = first; turn < batch.turns.size(); ++turn) {
    for (auto& message : batch.turns[turn].messages) {
      auto to = addressee(std::move(message.to), message.heard);
      if (batch.round > options.rounds_max) message.heard.reject = "too_many_rounds";
      const auto [found, is_new] = plan_of.try_emplace(to, batch.plan.size());
      if (is_new) batch.plan.push_back({to, {}, {}, std::nullopt});
      auto& planned = batch.plan[found->second];
      planned.places.push_back(place++);
      planned.heard.push_back(std::move(message.heard));
    }
    batch.turns[turn].messages.clear();
  }
  ORKESTA_ASSERT(batch.round <= options.rounds_max + 1 || batch.plan.empty());
}

auto PartitionEngine::Inside::row_work(const EntityKey& key, std::size_t index)
    -> Result<Work, PartitionError> {
  auto& resident = residents.at(key);
  Work work{.index = index, .entity = key, .context = {}, .want_row = true};
  if (!resident.alive) {
    ORKESTA_TRY_LET(birth, birth_of(key, resident));
    work.birth = std::move(birth);
    resident.alive = true;
  }
  return work;
}

/// Rows for entities of this batch whose row is 200 turns old, for those whose turns lie too far
/// back, and for those that have been idle or are too many: these are retired with the commit.
auto PartitionEngine::Inside::row_works() -> Result<Wave, PartitionError> {
  auto& batch = *building;
  std::set<EntityKey> wanted;
  Timestamp latest{};
  for (const auto& [key, before] : batch.due_before) {
    const auto& resident = residents.at(key);
    latest = std::max(latest, resident.used);
    if (resident.sequence - resident.row_sequence >= options.turns_between_rows) wanted.insert(key);
  }
  const auto behind_max = options.turns_behind_cache_max * 4 / 5;
  for (const auto& [offset, key] : uncovered) {
    if (turns_next - offset < behind_max || wanted.size() >= limits::engine_rows_per_batch_max)
      break;
    wanted.insert(key);
  }
  std::size_t retiring = 0;
  for (auto at = by_use.rbegin(); at != by_use.rend(); ++at) {
    const auto& resident = residents.at(**at);
    const auto too_many = residents.size() - retiring > options.resident_max;
    const auto idle = latest - resident.used >= options.idle_until_passive;
    if (resident.touched_by == batch.number || (!too_many && !idle)) break;
    if (++retiring > limits::engine_rows_per_batch_max) break;
    batch.to_retire.push_back(**at);
    if (resident.first_uncovered) wanted.insert(**at);
  }
  Wave works;
  for (const auto& key : wanted) {
    ORKESTA_TRY_LET(work, row_work(key, works.size()));
    works.push_back(std::move(work));
  }
  return works;
}

void PartitionEngine::Inside::absorb_rows() {
  auto& batch = *building;
  for (auto& done : batch.answers) {
    if (done.failure != WorkFailure::none || !done.row) {
      failure = PartitionError::broken_log;
      because = done.because;
      return;
    }
    batch.rows.push_back(std::move(*done.row));
  }
  batch.phase = Building::Phase::whole;
}

}  // namespace orkesta::engine
