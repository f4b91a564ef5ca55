#include "orkesta/engine/kinds.hpp"

namespace orkesta::engine {

auto all_kinds() -> const KindRegistry& {
  static const auto registry = [] {
    auto made = std::make_unique<KindRegistry>();
    made->add(conversation_kind());
    made->add(tenant_kind());
    made->add(partition_kind());
    return made;
  }();
  return *registry;
}

}  // namespace orkesta::engine
