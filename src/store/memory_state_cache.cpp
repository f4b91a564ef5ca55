#include <algorithm>
#include <map>
#include <mutex>

#include "orkesta/core/assert.hpp"
#include "orkesta/store/state_cache.hpp"

namespace orkesta::store {
namespace {

class MemoryStateCache final : public StateCache {
 public:
  auto load(Partition partition, const EntityKey& entity)
      -> Result<std::optional<CachedState>, StoreError> override {
    const std::scoped_lock lock(mutex_);
    const auto& states = held_[partition].states;
    const auto found = states.find(entity);
    if (found == states.end()) return std::optional<CachedState>{};
    return std::optional<CachedState>{found->second};
  }

  auto write(Partition partition, std::span<const CachedState> states, Offset covered_before)
      -> Result<Done, StoreError> override {
    const std::scoped_lock lock(mutex_);
    auto& held = held_[partition];
    for (const auto& state : states) {
      const auto [at, made] = held.states.try_emplace(state.entity, state);
      if (!made && state.sequence >= at->second.sequence) at->second = state;
    }
    held.covered = std::max(held.covered, covered_before);
    return Done{};
  }

  auto covered(Partition partition) -> Result<Offset, StoreError> override {
    const std::scoped_lock lock(mutex_);
    return held_[partition].covered;
  }

  auto due(Partition partition, Timestamp until, std::size_t limit)
      -> Result<std::vector<DueEntity>, StoreError> override {
    const std::scoped_lock lock(mutex_);
    std::vector<DueEntity> found;
    for (const auto& [entity, state] : held_[partition].states) {
      if (state.next_due && *state.next_due <= until) found.push_back({entity, *state.next_due});
    }
    std::stable_sort(found.begin(), found.end(),
                     [](const DueEntity& a, const DueEntity& b) { return a.due < b.due; });
    if (found.size() > limit)
      found.erase(found.begin() + static_cast<std::ptrdiff_t>(limit), found.end());
    return found;
  }

  auto next_due(Partition partition) -> Result<std::optional<Timestamp>, StoreError> override {
    const std::scoped_lock lock(mutex_);
    std::optional<Timestamp> earliest;
    for (const auto& [entity, state] : held_[partition].states) {
      if (state.next_due && (!earliest || *state.next_due < *earliest)) earliest = state.next_due;
    }
    return earliest;
  }

  auto scan(Partition partition, const std::optional<EntityKey>& after, std::size_t limit)
      -> Result<std::vector<CachedState>, StoreError> override {
    const std::scoped_lock lock(mutex_);
    const auto& states = held_[partition].states;
    std::vector<CachedState> found;
    auto at = after ? states.upper_bound(*after) : states.begin();
    for (; at != states.end() && found.size() < limit; ++at) found.push_back(at->second);
    return found;
  }

  auto drop(Partition partition) -> Result<Done, StoreError> override {
    const std::scoped_lock lock(mutex_);
    held_.erase(partition);
    return Done{};
  }

 private:
  struct Held {
    std::map<EntityKey, CachedState> states;
    Offset covered = 0;
  };
  std::mutex mutex_;
  std::map<Partition, Held> held_;
};

}  // namespace

auto memory_state_cache() -> std::unique_ptr<StateCache> {
  return std::make_unique<MemoryStateCache>();
}

}  // namespace orkesta::store
