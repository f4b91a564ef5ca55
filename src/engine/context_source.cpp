#include "orkesta/engine/context_source.hpp"

#include <algorithm>
#include <utility>

#include "orkesta/domain/tenant/context.hpp"

namespace orkesta::engine {

auto tenant_entity(const TenantId& tenant) -> EntityKey {
  return {tenant, "tenant", EntityId{tenant.text()}};
}

ContextSource::ContextSource(log::MessageLog& log, const KindRegistry& kinds, std::size_t kept_max)
    : log_(log), kinds_(kinds), kept_max_(kept_max) {}

auto ContextSource::at(const TenantId& tenant, ContextVersion version) -> ContextPtr {
  if (version == 0) return nullptr;
  const auto known = std::find_if(kept_.begin(), kept_.end(), [&](const auto& kept) {
    return kept.first == tenant && kept.second->version == version;
  });
  if (known != kept_.end()) {
    kept_.splice(kept_.begin(), kept_, known);
    return kept_.front().second;
  }
  const auto key = tenant_entity(tenant);
  const auto* kind = kinds_.find(key.kind);
  if (kind == nullptr) return nullptr;
  const auto partition = log::partition_of(tenant, log_.partitions());
  auto reader = log_.read({log::topic::turns, partition, 0}, log::Until::end_at_opening);
  if (!reader) return nullptr;
  const auto entity = kind->create(key);
  const auto text = key.text();
  while (!(*reader)->at_end()) {
    const auto records = (*reader)->next(std::chrono::milliseconds{0});
    if (!records) return nullptr;
    for (const auto& delivered : *records) {
      if (delivered.record.key != text) continue;
      if (!entity->fold(delivered.record.value)) return nullptr;
      if (entity->context_version() != version) continue;
      kept_.emplace_front(tenant, entity->context());
      if (kept_.size() > kept_max_) kept_.pop_back();
      return kept_.front().second;
    }
  }
  return nullptr;
}

}  // namespace orkesta::engine
