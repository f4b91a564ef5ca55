#pragma once

/// Contexts from the log: the current one of a tenant at start, older ones for a replay.

#include <list>
#include <optional>
#include <utility>

#include "orkesta/core/ids.hpp"
#include "orkesta/core/result.hpp"
#include "orkesta/engine/context_registry.hpp"
#include "orkesta/engine/entity.hpp"
#include "orkesta/log/message_log.hpp"

namespace orkesta::engine {

/// The entity whose state is the tenant's context.
auto tenant_entity(const TenantId& tenant) -> EntityKey;

/// Rebuilds a version of a context from the tenant entity's turns; keeps the last few. One thread.
class ContextSource {
 public:
  ContextSource(log::MessageLog& log, const KindRegistry& kinds, std::size_t kept_max = 4);
  /// Null for version 0, and when the log holds no such version.
  auto at(const TenantId& tenant, ContextVersion version) -> ContextPtr;

 private:
  log::MessageLog& log_;
  const KindRegistry& kinds_;
  std::size_t kept_max_;
  std::list<std::pair<TenantId, ContextPtr>> kept_;  ///< Latest use first.
};

}  // namespace orkesta::engine
