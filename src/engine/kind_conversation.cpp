#include "orkesta/domain/conversation/kind.hpp"

#include "orkesta/engine/host_of.hpp"
#include "orkesta/engine/kinds.hpp"

namespace orkesta::engine {

auto conversation_kind() -> std::unique_ptr<Kind> { return host_of<conversation::Kind>(); }

}  // namespace orkesta::engine
