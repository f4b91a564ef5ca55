#pragma once

/// Where bytes without a tenant are recorded: `~/partition/<p>`, which has no state and is chained
/// like the rest (interfaces, section 3). And the kinds that every installation has.

#include <memory>

#include "orkesta/engine/entity.hpp"

namespace orkesta::engine {

auto partition_kind() -> std::unique_ptr<Kind>;

}  // namespace orkesta::engine
