#pragma once

/// The contexts of a node's tenants, one immutable version each; readers never wait for writers.

#include <atomic>
#include <map>
#include <memory>
#include <optional>
#include <vector>

#include "orkesta/core/ids.hpp"
#include "orkesta/core/turn.hpp"

namespace orkesta::nlu {
class CatalogIndex;
}

namespace orkesta::engine {

/// A version of a tenant's context with the index that searches its catalog. Both null: nothing was
/// imported yet (version 0).
struct ContextSnapshot {
  ContextVersion version = 0;
  ContextPtr context;
  std::shared_ptr<const nlu::CatalogIndex> index;
};

/// Builds the index; takes tens of milliseconds for a large catalog. Any thread.
auto make_snapshot(ContextPtr context) -> ContextSnapshot;

/// Tenant → current snapshot. `find` may be called by any thread at any time and takes no lock that
/// a writer holds for long; `publish` swaps a whole table in.
class ContextRegistry {
 public:
  ContextRegistry();
  /// Nothing: this registry was never told of the tenant.
  auto find(const TenantId& tenant) const -> std::optional<ContextSnapshot>;
  /// Ignored when a newer version already stands.
  void publish(const TenantId& tenant, ContextSnapshot snapshot);
  /// As if never told of it: the next who needs it reads the log again.
  void forget(const TenantId& tenant);

 private:
  using Table = std::map<TenantId, ContextSnapshot>;
  std::atomic<std::shared_ptr<const Table>> table_;
};

}  // namespace orkesta::engine
