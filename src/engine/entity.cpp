#include "orkesta/engine/entity.hpp"

#include <algorithm>
#include <utility>

#include "orkesta/core/assert.hpp"

namespace orkesta::engine {

void KindRegistry::add(std::unique_ptr<Kind> kind) {
  ORKESTA_ASSERT(kind != nullptr);
  ORKESTA_ASSERT(find(kind->name()) == nullptr);
  kinds_.push_back(std::move(kind));
}

auto KindRegistry::find(std::string_view name) const -> const Kind* {
  const auto found = std::find_if(kinds_.begin(), kinds_.end(),
                                  [&](const auto& kind) { return kind->name() == name; });
  return found == kinds_.end() ? nullptr : found->get();
}

auto parse_entity_key(std::string_view text) -> std::optional<EntityKey> {
  const auto first = text.find('/');
  if (first == std::string_view::npos || first == 0) return std::nullopt;
  const auto second = text.find('/', first + 1);
  if (second == std::string_view::npos || second == first + 1) return std::nullopt;
  if (second + 1 == text.size()) return std::nullopt;
  return EntityKey{TenantId{std::string{text.substr(0, first)}},
                   std::string{text.substr(first + 1, second - first - 1)},
                   EntityId{std::string{text.substr(second + 1)}}};
}

auto revive(const Kind& kind, const EntityKey& key, const Birth& birth)
    -> Result<std::unique_ptr<Entity>, FoldError> {
  auto entity = birth.row ? kind.restore(*birth.row) : kind.create(key);
  if (!entity) {
    return Failure{FoldError{FoldError::Reason::wrong_fold,
                             "the stored state of " + key.text() + " cannot be read"}};
  }
  for (const auto& turn : birth.turns) ORKESTA_TRY(entity->fold(turn));
  return entity;
}

}  // namespace orkesta::engine
