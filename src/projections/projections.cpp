#include "orkesta/projections/projections.hpp"

#include <array>

namespace orkesta::projections {

// A new event: decide which read models show it, then count it here.
static_assert(std::variant_size_v<conversation::Event> == 44);

auto all() -> std::span<const Model> {
  static constexpr std::array<Model, 7> models{{
      {"approvals", project_approvals},
      {"conversations", project_conversations},
      {"dead_letters", project_dead_letters},
      {"messages", project_messages},
      {"overview", project_overview},
      {"quotes", project_quotes},
      {"turns", project_turns},
  }};
  return models;
}

auto find(std::string_view name) -> const Model* {
  for (const auto& model : all()) {
    if (model.name == name) return &model;
  }
  return nullptr;
}

}  // namespace orkesta::projections
