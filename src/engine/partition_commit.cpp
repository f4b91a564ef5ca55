// What a batch writes, and what its commit or its failure means.

#include <algorithm>

#include "orkesta/core/assert.hpp"
#include "orkesta/engine/records.hpp"
#include "partition_inside.hpp"

namespace orkesta::engine {
namespace {

auto turn_record(const Decided& decided, const std::string& installation) -> log::Record {
  const auto input = codec::InputPosition::parse(decided.input);
  ORKESTA_ASSERT(input.has_value() || decided.input.empty());
  auto event =
      codec::turn_event(installation, decided.entity, decided.sequence, decided.at, input);
  event.others.emplace_back(attribute::digest, decided.digest.hex());
  if (!input && !decided.because.empty()) {
    event.others.emplace_back(attribute::cause, decided.because);
  }
  return {decided.entity.text(), codec::write_attributes(event), decided.turn};
}

/// For each turn the input up to which, with this turn, everything that inputs caused is written;
/// nothing where no further input became complete.
auto completed_inputs(const Building& batch) -> std::vector<std::optional<std::size_t>> {
  std::map<std::string_view, std::size_t> index_of;
  for (std::size_t i = 0; i < batch.inputs.size(); ++i) index_of[batch.inputs[i].position] = i;
  std::vector<std::size_t> last_turn(batch.inputs.size(), 0);
  for (std::size_t turn = 0; turn < batch.turns.size(); ++turn) {
    const auto found = index_of.find(batch.turns[turn].because);
    if (found != index_of.end()) last_turn[found->second] = turn;
  }
  std::vector<std::optional<std::size_t>> completed(batch.turns.size());
  std::size_t whole_at = 0;  // The turn with which all inputs so far are whole.
  for (std::size_t input = 0; input < last_turn.size(); ++input) {
    whole_at = std::max(whole_at, last_turn[input]);
    completed[whole_at] = input;
  }
  return completed;
}

}  // namespace

auto PartitionEngine::what() const -> const std::string& { return in_->because; }

auto PartitionEngine::batch() -> std::optional<Batch> {
  auto& in = *in_;
  if (!in.building || in.building->phase != Building::Phase::whole || in.failure) {
    return std::nullopt;
  }
  return in.make_batch();
}

auto PartitionEngine::Inside::make_batch() -> Batch {
  auto& building_now = *building;
  Batch batch{.number = building_now.number,
              .next_input = building_now.next_input,
              .trying = building_now.trying,
              .inputs = building_now.inputs.size()};
  const auto completed = completed_inputs(building_now);
  for (std::size_t i = 0; i < building_now.turns.size(); ++i) {
    auto& turn = building_now.turns[i];
    auto record = turn_record(turn, options.installation);
    if (completed[i]) {
      record.attributes.emplace_back(attribute::completes,
                                     building_now.inputs[*completed[i]].position);
    }
    batch.appends.push_back({log::topic::turns, std::move(record)});
    for (auto& output : turn.outputs) batch.appends.push_back(std::move(output));
    turn.outputs.clear();
    building_now.written.emplace_back(turn.entity, turn.sequence);
  }
  batch.turns = std::move(building_now.turns);
  if (careful_left > 0 && !batch.trying) {
    --careful_left;
    const auto next = "offset " + std::to_string(building_now.next_input);
    if (careful_left > 0) batch.trying = log::Trying{next, 2};
    starts = 2;
  }
  out.push_back(std::move(*building));
  building.reset();
  return batch;
}

auto PartitionEngine::committed(const log::Committed& committed) -> Aftermath {
  auto& in = *in_;
  ORKESTA_ASSERT(!in.out.empty());
  auto batch = std::move(in.out.front());
  in.out.pop_front();
  in.committed_next = std::max(in.committed_next, batch.next_input);
  ORKESTA_ASSERT(in.inputs_out >= batch.inputs.size());
  in.inputs_out -= batch.inputs.size();

  if (!batch.written.empty()) {
    const auto first = committed.appended.find({log::topic::turns, in.options.partition});
    ORKESTA_ASSERT(first != committed.appended.end());
    ORKESTA_ASSERT(first->second >= in.turns_next);
    auto offset = first->second;
    for (const auto& [key, sequence] : batch.written) {
      auto& resident = in.residents.at(key);
      if (!resident.first_uncovered) {
        resident.first_uncovered = offset;
        in.uncovered.emplace(offset, key);
      }
      ++offset;
    }
    in.turns_next = offset;
  }
  Aftermath after;
  for (auto& row : batch.rows) {
    in.cover(row);
    in.pending_rows.insert_or_assign(row.entity, row);
    after.rows.push_back(std::move(row));
  }
  for (auto& [tenant, context] : batch.contexts) after.contexts.push_back(std::move(context));
  in.retire(batch.to_retire, batch.number, after);
  after.covered_before = in.covered_before();
  after.turns_next = in.turns_next;
  after.input_next = in.committed_next;
  after.credits = batch.inputs.size();
  return after;
}

auto PartitionEngine::Inside::covered_before() const -> Offset {
  return uncovered.empty() ? turns_next : uncovered.begin()->first;
}

/// The row holds every committed turn of its entity.
void PartitionEngine::Inside::cover(const store::CachedState& row) {
  auto& resident = residents.at(row.entity);
  resident.row_sequence = row.sequence;
  if (resident.first_uncovered) uncovered.erase(*resident.first_uncovered);
  resident.first_uncovered.reset();
}

/// Lets go of entities that nothing has touched since and whose turns the rows hold.
void PartitionEngine::Inside::retire(const std::vector<EntityKey>& idle, std::uint64_t batch,
                                     Aftermath& after) {
  for (const auto& key : idle) {
    const auto found = residents.find(key);
    if (found == residents.end()) continue;
    const auto& resident = found->second;
    if (resident.touched_by >= batch || resident.first_uncovered) continue;
    after.retired.push_back(key);
    forget_resident(key);
  }
}

void PartitionEngine::Inside::forget_resident(const EntityKey& key) {
  const auto found = residents.find(key);
  if (found == residents.end()) return;
  by_use.erase(found->second.in_order_of_use);
  residents.erase(found);
}

void PartitionEngine::rows_written(const std::vector<store::CachedState>& rows) {
  for (const auto& row : rows) {
    const auto pending = in_->pending_rows.find(row.entity);
    if (pending == in_->pending_rows.end()) continue;
    if (pending->second.sequence <= row.sequence) in_->pending_rows.erase(pending);
  }
}

auto PartitionEngine::Inside::touched() const -> std::set<EntityKey> {
  std::set<EntityKey> keys;
  const auto add = [&](const Building& batch) {
    for (const auto& [key, due] : batch.due_before) keys.insert(key);
  };
  for (const auto& batch : out) add(batch);
  if (building) add(*building);
  return keys;
}

auto PartitionEngine::aborted() -> Result<std::vector<EntityKey>, PartitionError> {
  auto& in = *in_;
  if (in.failure == PartitionError::broken_log) return Failure{*in.failure};
  const auto keys = in.touched();
  const auto undo = [&](const Building& batch) {
    if (in.planted.keep_due_on_abort) return;
    for (const auto& [key, due] : batch.due_before) in.set_due(key, due);
  };
  if (in.building) undo(*in.building);
  for (auto batch = in.out.rbegin(); batch != in.out.rend(); ++batch) undo(*batch);
  for (const auto& batch : in.out) in.note_due = in.note_due || batch.is_note;
  if (in.building) in.note_due = in.note_due || in.building->is_note;
  in.building.reset();
  in.out.clear();
  in.failure.reset();
  in.queue.clear();
  in.inputs_out = 0;
  in.next_take = in.committed_next;
  if (in.planted.keep_touched_on_abort) return std::vector<EntityKey>{};

  std::vector<EntityKey> dropped{keys.begin(), keys.end()};
  for (const auto& key : dropped) {
    auto& resident = in.resident_of(key);
    resident.alive = false;
    if (!resident.first_uncovered) in.forget_resident(key);
  }
  ORKESTA_TRY(in.read_tails(keys));
  return dropped;
}

/// Reads the committed turns of these entities that no row holds.
auto PartitionEngine::Inside::read_tails(const std::set<EntityKey>& wanted)
    -> Result<Done, PartitionError> {
  std::unordered_map<std::string, const EntityKey*> by_text;
  for (const auto& key : wanted) {
    tails.erase(key);
    const auto found = residents.find(key);
    if (found != residents.end() && found->second.first_uncovered)
      by_text.emplace(key.text(), &key);
  }
  if (by_text.empty()) return Done{};
  auto reader = around.log->read({log::topic::turns, options.partition, covered_before()},
                                 log::Until::end_at_opening);
  if (!reader) return Failure{PartitionError::log_unavailable};
  while (!(*reader)->at_end()) {
    auto records = (*reader)->next(std::chrono::milliseconds{0});
    if (!records) return Failure{PartitionError::log_unavailable};
    for (auto& delivered : *records) {
      const auto found = by_text.find(delivered.record.key);
      if (found == by_text.end()) continue;
      const auto& resident = residents.at(*found->second);
      if (delivered.at.offset < *resident.first_uncovered) continue;
      tails[*found->second].push_back(std::move(delivered.record.value));
    }
  }
  return Done{};
}

auto PartitionEngine::next_due() const -> std::optional<Timestamp> {
  return in_->dues.empty() ? std::nullopt : std::optional{in_->dues.begin()->first};
}
auto PartitionEngine::next_input() const -> Offset { return in_->committed_next; }
auto PartitionEngine::idle() const -> bool {
  return in_->queue.empty() && !in_->building && in_->out.empty();
}
auto PartitionEngine::residents() const -> std::size_t { return in_->residents.size(); }

auto PartitionEngine::settle() -> Wave {
  auto& in = *in_;
  Wave works;
  if (!idle()) return works;
  std::set<EntityKey> wanted;
  for (const auto& [offset, key] : in.uncovered) wanted.insert(key);
  for (const auto& key : wanted) {
    auto work = in.row_work(key, works.size());
    if (work) works.push_back(std::move(*work));
  }
  return works;
}

auto PartitionEngine::settled(std::vector<Worked> done) -> Aftermath {
  auto& in = *in_;
  Aftermath after;
  for (auto& one : done) {
    if (one.failure != WorkFailure::none || !one.row) continue;
    in.cover(*one.row);
    in.pending_rows.insert_or_assign(one.row->entity, *one.row);
    after.rows.push_back(std::move(*one.row));
  }
  after.covered_before = in.covered_before();
  after.turns_next = in.turns_next;
  after.input_next = in.committed_next;
  return after;
}

}  // namespace orkesta::engine
