#pragma once

/// The kinds of this build.

#include <memory>

#include "orkesta/engine/entity.hpp"

namespace orkesta::engine {

auto conversation_kind() -> std::unique_ptr<Kind>;
auto tenant_kind() -> std::unique_ptr<Kind>;
/// Where bytes without a tenant are recorded: `~/partition/<p>`, which has no state and is chained
/// like the rest (interfaces, section 3).
auto partition_kind() -> std::unique_ptr<Kind>;

/// All of them. Made once; any thread may read it.
auto all_kinds() -> const KindRegistry&;

}  // namespace orkesta::engine
