#pragma once

/// Entities hosted in place: a map instead of actors. `LocalEngine`, the simulation, and an inline
/// setting of the server use it. One thread at a time.

#include <memory>
#include <unordered_map>
#include <vector>

#include "orkesta/engine/entity.hpp"

namespace orkesta::engine {

class LocalHost {
 public:
  LocalHost(const KindRegistry& kinds, Services services);
  /// Runs the work to its end. An entity that is not alive is made from `Work::birth`.
  auto run(const Work& work) -> Worked;
  void drop(const EntityKey& key);
  void drop_all();
  auto find(const EntityKey& key) const -> const Entity*;
  auto size() const -> std::size_t;

 private:
  const KindRegistry& kinds_;
  Services services_;
  std::unordered_map<EntityKey, std::unique_ptr<Entity>> entities_;
};

/// What an entity's actor does with its work: makes the entity if there is none, works, and lets go
/// of it when asked to or when it broke. Never throws.
auto run_work(std::unique_ptr<Entity>& entity, const Work& work, const KindRegistry& kinds,
              const Services& services) -> Worked;

}  // namespace orkesta::engine
