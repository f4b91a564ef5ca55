// From cache and log to a partition that can go on.

#include <algorithm>
#include <limits>

#include "orkesta/core/assert.hpp"
#include "orkesta/engine/audit.hpp"
#include "orkesta/engine/records.hpp"
#include "partition_inside.hpp"

namespace orkesta::engine {
namespace {

/// Folds the turns that the cache does not hold, entity by entity, and writes them to it.
class TailFold {
 public:
  TailFold(const PartitionSurroundings& around, Partition partition, std::size_t entities_max)
      : around_(around), partition_(partition), entities_max_(entities_max) {}

  auto absorb(const log::Delivered& delivered) -> Result<Done, PartitionError> {
    note_input(delivered);
    const auto key = parse_entity_key(delivered.record.key);
    if (!key) return broken("a turn's key names no entity", delivered);
    const auto found = entities_.find(*key);
    if (found != entities_.end()) return fold(*found->second, delivered);
    if (entities_.size() >= entities_max_) ORKESTA_TRY(flush(0));
    ORKESTA_TRY_LET(entity, load(*key, delivered));
    return fold(*entities_.emplace(*key, std::move(entity)).first->second, delivered);
  }

  auto flush(Offset covered_before) -> Result<Done, PartitionError> {
    std::vector<store::CachedState> rows;
    rows.reserve(entities_.size());
    for (const auto& [key, entity] : entities_) rows.push_back(entity->row());
    if (!around_.cache->write(partition_, rows, covered_before)) {
      return Failure{PartitionError::cache_unavailable};
    }
    entities_.clear();
    return Done{};
  }

  auto last_input() const -> std::optional<Offset> { return last_input_; }
  auto old_fold() const -> bool { return old_fold_; }
  auto because() const -> const std::string& { return because_; }

 private:
  auto load(const EntityKey& key, const log::Delivered& delivered)
      -> Result<std::unique_ptr<Entity>, PartitionError> {
    const auto* kind = around_.kinds->find(key.kind);
    if (kind == nullptr) return broken("a turn of a kind that is not known", delivered);
    auto row = around_.cache->load(partition_, key);
    if (!row) return Failure{PartitionError::cache_unavailable};
    if (!*row) return kind->create(key);
    auto entity = kind->restore(**row);
    if (entity) return entity;
    old_fold_ = true;
    return Failure{PartitionError::cache_unavailable};
  }

  auto fold(Entity& entity, const log::Delivered& delivered) -> Result<Done, PartitionError> {
    const auto id = attribute_of(delivered.record, attribute::id);
    const auto sequence = id.substr(std::min(id.rfind('/') + 1, id.size()));
    const auto expected = std::to_string(entity.standing().sequence + 1);
    const auto already = sequence.size() < expected.size() ||
                         (sequence.size() == expected.size() && sequence < expected);
    if (already) return Done{};  // The row holds it.
    const auto folded = entity.fold(delivered.record.value);
    if (!folded) return broken(folded.error().message, delivered);
    return Done{};
  }

  void note_input(const log::Delivered& delivered) {
    const auto input = parse_position(attribute_of(delivered.record, attribute::input));
    if (!input || input->topic != log::topic::inbound) return;
    last_input_ = std::max(last_input_.value_or(0), input->offset);
  }

  auto broken(const std::string& why, const log::Delivered& delivered) -> Failure<PartitionError> {
    because_ = position_text(delivered.at) + ": " + why;
    return Failure{PartitionError::broken_log};
  }

  const PartitionSurroundings& around_;
  Partition partition_;
  std::size_t entities_max_;
  std::map<EntityKey, std::unique_ptr<Entity>> entities_;
  std::optional<Offset> last_input_;
  bool old_fold_ = false;
  std::string because_;
};

auto absorb_turns(log::Reader& reader, TailFold& tail) -> Result<Done, PartitionError> {
  while (!reader.at_end()) {
    auto records = reader.next(std::chrono::milliseconds{0});
    if (!records) {
      return Failure{records.error() == log::LogError::corrupt ? PartitionError::broken_log
                                                               : PartitionError::log_unavailable};
    }
    for (const auto& delivered : *records) ORKESTA_TRY(tail.absorb(delivered));
  }
  return Done{};
}

}  // namespace

PartitionEngine::PartitionEngine(PartitionOptions options, PartitionSurroundings surroundings,
                                 PlantedBugs planted)
    : in_(std::make_unique<Inside>(std::move(options), surroundings, planted)) {
  ORKESTA_ASSERT(surroundings.kinds && surroundings.contexts);
  ORKESTA_ASSERT(surroundings.log && surroundings.cache);
}

PartitionEngine::~PartitionEngine() = default;

auto PartitionEngine::restore(Offset next_input, const log::Trying& trying)
    -> Result<Done, PartitionError> {
  auto& in = *in_;
  const auto partition = in.options.partition;
  const auto range = in.around.log->range(log::topic::turns, partition);
  if (!range) return Failure{PartitionError::log_unavailable};
  auto covered = in.around.cache->covered(partition);
  if (!covered) return Failure{PartitionError::cache_unavailable};
  if (*covered > range->next) {
    in.because = "the log ends before what the cache has seen of it";
    return Failure{PartitionError::broken_log};
  }
  const log::Position from{log::topic::turns, partition, std::max(*covered, range->first)};
  auto reader = in.around.log->read(from, log::Until::end_at_opening);
  if (!reader) return Failure{PartitionError::log_unavailable};
  TailFold tail(in.around, partition, in.options.resident_max);
  const auto absorbed = absorb_turns(**reader, tail);
  if (!absorbed) {
    in.because = tail.because();
    if (!tail.old_fold() || *covered == 0) return absorbed;
    // A stored state of another fold: everything is folded again from the first turn.
    if (!in.around.cache->drop(partition)) return Failure{PartitionError::cache_unavailable};
    return restore(next_input, trying);
  }
  if (tail.last_input() && *tail.last_input() + 1 != next_input) {
    in.because = "the committed input offset is not the one after the last turn's input";
    return Failure{PartitionError::mismatch};
  }
  ORKESTA_TRY(tail.flush(range->next));
  const Timestamp for_ever{std::numeric_limits<std::int64_t>::max()};
  const auto due = in.around.cache->due(partition, for_ever, std::numeric_limits<int>::max());
  if (!due) return Failure{PartitionError::cache_unavailable};
  if (!in.planted.forget_timers_on_restore) {
    for (const auto& [entity, when] : *due) in.set_due(entity, when);
  }
  in.turns_next = range->next;
  in.committed_next = in.next_take = next_input;
  in.note_found = trying;
  in.note_due = true;
  return Done{};
}

/// The row was written by another fold of its kind: the entity is folded from its first turn.
auto PartitionEngine::Inside::refold(const EntityKey& key) -> Result<Birth, PartitionError> {
  Birth birth;
  auto reader =
      around.log->read({log::topic::turns, options.partition, 0}, log::Until::end_at_opening);
  if (!reader) return Failure{PartitionError::log_unavailable};
  const auto text = key.text();
  while (!(*reader)->at_end()) {
    auto records = (*reader)->next(std::chrono::milliseconds{0});
    if (!records) return Failure{PartitionError::log_unavailable};
    for (auto& delivered : *records) {
      if (delivered.record.key == text) birth.turns.push_back(std::move(delivered.record.value));
    }
  }
  tails.erase(key);
  return birth;
}

}  // namespace orkesta::engine
