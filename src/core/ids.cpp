#include "orkesta/core/ids.hpp"

namespace orkesta {

auto derive_id(const EntityKey& entity, Sequence sequence, std::size_t index) -> std::string {
  return entity.tenant.text() + ':' + entity.kind + ':' + entity.id.text() + ':' +
         std::to_string(sequence) + ':' + std::to_string(index);
}

}  // namespace orkesta
