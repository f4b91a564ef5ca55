#include "orkesta/engine/understander.hpp"

#include "orkesta/domain/tenant/context.hpp"

namespace orkesta::engine {

auto make_snapshot(ContextPtr context) -> ContextSnapshot {
  ContextSnapshot snapshot;
  if (!context) return snapshot;
  snapshot.version = context->version;
  snapshot.context = std::move(context);
  return snapshot;
}

}  // namespace orkesta::engine
