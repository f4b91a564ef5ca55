// Taking inputs in, and what the next batch is made of.

#include <algorithm>

#include "orkesta/core/assert.hpp"
#include "orkesta/engine/context_source.hpp"
#include "orkesta/engine/records.hpp"
#include "partition_inside.hpp"

namespace orkesta::engine {
namespace {

auto heard_id(const log::Delivered& input, const std::string& position) -> HeardId {
  const auto id = attribute_of(input.record, attribute::id);
  return HeardId{id.empty() ? position : std::string{id}};
}

}  // namespace

auto partition_entity(Partition partition) -> EntityKey {
  return {TenantId{"~"}, "partition", EntityId{std::to_string(partition)}};
}

void PartitionEngine::take(log::Delivered delivered) {
  auto& in = *in_;
  const auto known = delivered.at.offset < in.next_take;
  if (known && !in.planted.skip_duplicate_check)
    return;  // Redelivered: it is in hand or committed.
  in.next_take = std::max(in.next_take, delivered.at.offset + 1);
  in.queue.push_back(std::move(delivered));
}

auto PartitionEngine::credits() const -> std::size_t {
  const auto used = in_->queue.size() + in_->inputs_out;
  return used >= limits::engine_credits_per_partition ? 0
                                                      : limits::engine_credits_per_partition - used;
}

auto PartitionEngine::start(std::optional<Timestamp> now) -> bool {
  auto& in = *in_;
  if (in.building || in.out.size() >= 2 || in.failure) return false;
  // A note is durable before what it speaks of is tried (R13).
  if (!in.out.empty() && (in.careful() || in.note_due || in.out.back().is_note)) return false;
  const auto first_due = in.dues.empty() ? std::nullopt : std::optional{in.dues.begin()->first};
  const auto timers_may_fire = in.queue.empty() && now && first_due && *first_due <= *now;
  if (in.queue.empty() && !timers_may_fire) return false;
  if (in.note_due) {
    in.plan_note();
    return true;
  }
  if (timers_may_fire) {
    return in.plan_timers(*now, true, in.careful() ? 1 : limits::engine_timers_per_batch_max);
  }
  const auto first_at = in.queue.front().accepted;
  const auto one_at_a_time = in.careful() || in.options.batch_inputs_max == 1;
  if (one_at_a_time && first_due && *first_due < first_at) {
    return in.plan_timers(*first_due, true, 1);
  }
  in.plan_inputs();
  return true;
}

auto PartitionEngine::Inside::begin_batch() -> Building& {
  building.emplace();
  building->number = ++batches;
  building->next_input = committed_next;
  for (const auto& before : out) building->next_input = before.next_input;
  return *building;
}

/// Fires what is due in a batch of its own.
auto PartitionEngine::Inside::plan_timers(Timestamp until, bool inclusive, std::size_t entities_max)
    -> bool {
  auto& batch = begin_batch();
  for (const auto& [when, entity] : dues) {
    const auto fires = inclusive ? when <= until : when < until;
    if (!fires || batch.plan.size() >= entities_max) break;
    batch.plan.push_back({entity, {}, {}, Horizon{until, inclusive}});
  }
  ORKESTA_ASSERT(!batch.plan.empty());
  return true;
}

/// The note of what is about to be tried goes first, in a transaction of its own: a crash while it
/// is tried is then known at the next start.
void PartitionEngine::Inside::plan_note() {
  auto& batch = begin_batch();
  auto what = trying_now();
  starts = note_found.what == what ? note_found.starts + 1 : 1;
  note_found = {};
  batch.trying = log::Trying{std::move(what), starts};
  batch.is_note = true;
  batch.phase = Building::Phase::whole;
  note_due = false;
  careful_left = starts >= 2 ? limits::engine_careful_transactions : 0;
}

auto PartitionEngine::Inside::trying_now() const -> std::string {
  const auto timer_first =
      !dues.empty() && (queue.empty() || dues.begin()->first < queue.front().accepted);
  if (!timer_first) return "offset " + std::to_string(next_input_planned());
  return "timer " + dues.begin()->second.text() + ' ' + format_timestamp(dues.begin()->first);
}

auto PartitionEngine::Inside::next_input_planned() const -> Offset {
  if (building) return building->next_input;
  return out.empty() ? committed_next : out.back().next_input;
}

void PartitionEngine::Inside::plan_inputs() {
  auto& batch = begin_batch();
  const auto inputs_max = careful() ? std::size_t{1} : options.batch_inputs_max;
  std::unordered_map<EntityKey, std::size_t> plan_of;
  std::size_t bytes = 0;
  while (!queue.empty() && batch.inputs.size() < inputs_max && bytes < options.batch_bytes_max) {
    auto& input = queue.front();
    const auto position = position_text(input.at);
    bytes += input.record.value.size();
    auto [entity, heard] = heard_of(input, position);
    const auto [found, is_new] = plan_of.try_emplace(entity, batch.plan.size());
    if (is_new) batch.plan.push_back({entity, {}, {}, std::nullopt});
    auto& planned = batch.plan[found->second];
    planned.places.push_back(batch.inputs.size());
    planned.heard.push_back(std::move(heard));
    batch.inputs.push_back({input.at.offset, input.accepted, position});
    queue.pop_front();
    if (planned.heard.size() >= limits::engine_credits_per_entity) break;
  }
  inputs_out += batch.inputs.size();
  batch.next_input = std::max(batch.next_input, batch.inputs.back().offset + 1);
  if (planted.commit_what_was_taken) batch.next_input = next_take;

  // Whatever is due before the last of these inputs fires in this batch: an entity's own timers
  // between its inputs, those of all others in their place in the order.
  const Horizon horizon{batch.inputs.back().at, false};
  for (auto& planned : batch.plan) planned.horizon = horizon;
  std::size_t firing = 0;
  for (const auto& [when, entity] : dues) {
    if (when >= horizon.until || firing >= limits::engine_timers_per_batch_max) break;
    if (!plan_of.contains(entity)) {
      batch.plan.push_back({entity, {}, {}, horizon});
      ++firing;
    }
  }
}

auto PartitionEngine::Inside::heard_of(log::Delivered& input, const std::string& position)
    -> std::pair<EntityKey, HeardRecord> {
  HeardRecord heard{.id = heard_id(input, position),
                    .cause = FromInbound{},
                    .at = input.accepted,
                    .payload = std::move(input.record.value),
                    .input = position,
                    .because = position,
                    .reject = {}};
  if (auto key = parse_entity_key(input.record.key)) {
    auto to = addressee(std::move(*key), heard);
    return {std::move(to), std::move(heard)};
  }
  heard.reject = "no_entity";
  const auto slash = input.record.key.find('/');
  TenantId tenant{input.record.key.substr(0, slash)};
  if (tenant.text().empty()) return {partition_entity(options.partition), std::move(heard)};
  auto to = addressee(tenant_entity(tenant), heard);
  return {std::move(to), std::move(heard)};
}

/// Who hears it: the entity it is addressed to; where there can be none, the tenant's own entity,
/// or that of the partition, as a dead letter.
auto PartitionEngine::Inside::addressee(EntityKey to, HeardRecord& heard) -> EntityKey {
  const auto here = partition_entity(options.partition);
  if (to == here) return to;
  if (to.tenant.text() == "~") {
    heard.reject = "no_tenant";
    return here;
  }
  if (!at_home.contains(to.tenant)) {
    if (log::partition_of(to.tenant, around.log->partitions()) != options.partition) {
      heard.reject = "wrong_partition";
      return here;
    }
    if (at_home.size() < limits::engine_tenants_known_max) at_home.insert(to.tenant);
  }
  if (around.kinds->find(to.kind) != nullptr) return to;
  heard.reject = heard.reject.empty() ? "no_kind" : heard.reject;
  auto tenant = tenant_entity(to.tenant);
  return around.kinds->find(tenant.kind) != nullptr ? tenant : here;
}

}  // namespace orkesta::engine
