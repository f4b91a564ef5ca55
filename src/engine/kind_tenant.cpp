#include "orkesta/domain/tenant/kind.hpp"

#include "orkesta/engine/host_of.hpp"
#include "orkesta/engine/kinds.hpp"

namespace orkesta::engine {

auto tenant_kind() -> std::unique_ptr<Kind> { return host_of<tenant::Kind>(); }

}  // namespace orkesta::engine
