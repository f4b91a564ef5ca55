#include "orkesta/engine/local_host.hpp"

#include <exception>
#include <utility>

#include "orkesta/core/assert.hpp"

namespace orkesta::engine {

auto run_work(std::unique_ptr<Entity>& entity, const Work& work, const KindRegistry& kinds,
              const Services& services) -> Worked {
  Worked done;
  done.index = work.index;
  const auto broken = [&](std::string because) {
    entity.reset();
    done.failure = WorkFailure::broken_log;
    done.because = std::move(because);
    return std::move(done);
  };
  if (work.birth) {
    const auto* kind = kinds.find(work.entity.kind);
    if (kind == nullptr) return broken("no such kind: " + work.entity.kind);
    auto revived = revive(*kind, work.entity, *work.birth);
    if (!revived) return broken(revived.error().message);
    entity = std::move(*revived);
  }
  if (!entity) return broken(work.entity.text() + " is not alive");
  done = entity->work(work, services);
  if (done.failure != WorkFailure::none) entity.reset();
  return done;
}

LocalHost::LocalHost(const KindRegistry& kinds, Services services)
    : kinds_(kinds), services_(std::move(services)) {}

auto LocalHost::run(const Work& work) -> Worked {
  auto& entity = entities_[work.entity];
  auto done = run_work(entity, work, kinds_, services_);
  if (!entity) entities_.erase(work.entity);
  return done;
}

void LocalHost::drop(const EntityKey& key) { entities_.erase(key); }
void LocalHost::drop_all() { entities_.clear(); }

auto LocalHost::find(const EntityKey& key) const -> const Entity* {
  const auto found = entities_.find(key);
  return found == entities_.end() ? nullptr : found->second.get();
}

auto LocalHost::size() const -> std::size_t { return entities_.size(); }

}  // namespace orkesta::engine
