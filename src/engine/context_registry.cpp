#include "orkesta/engine/context_registry.hpp"

#include <utility>

namespace orkesta::engine {

ContextRegistry::ContextRegistry() : table_(std::make_shared<const Table>()) {}

auto ContextRegistry::find(const TenantId& tenant) const -> std::optional<ContextSnapshot> {
  const auto table = table_.load(std::memory_order_acquire);
  const auto found = table->find(tenant);
  if (found == table->end()) return std::nullopt;
  return found->second;
}

void ContextRegistry::publish(const TenantId& tenant, ContextSnapshot snapshot) {
  auto before = table_.load(std::memory_order_acquire);
  for (;;) {
    const auto found = before->find(tenant);
    if (found != before->end() && found->second.version > snapshot.version) return;
    auto after = std::make_shared<Table>(*before);
    after->insert_or_assign(tenant, snapshot);
    if (table_.compare_exchange_weak(before, std::move(after))) return;
  }
}

void ContextRegistry::forget(const TenantId& tenant) {
  auto before = table_.load(std::memory_order_acquire);
  for (;;) {
    auto after = std::make_shared<Table>(*before);
    after->erase(tenant);
    if (table_.compare_exchange_weak(before, std::move(after))) return;
  }
}

}  // namespace orkesta::engine
