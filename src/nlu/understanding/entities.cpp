#include "understanding/entities.hpp"

namespace orkesta::nlu {

auto extract_entities(std::u32string_view, std::span<const Token>, const Reading&)
    -> std::vector<Entity> {
  return {};
}

}  // namespace orkesta::nlu
