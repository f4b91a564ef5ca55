#include "orkesta/codec/upcast.hpp"

#include <utility>

#include "orkesta/core/assert.hpp"

namespace orkesta::codec {

Upcasters::Upcasters(std::vector<Upcaster> steps) : steps_(std::move(steps)) {
  for (const auto& step : steps_) {
    ORKESTA_ASSERT(step.raise != nullptr);
    ORKESTA_ASSERT(step.from != step.to);
  }
}

auto Upcasters::raise(std::string_view type, const JsonView& old) const -> std::optional<Json> {
  for (const auto& step : steps_) {
    if (step.from != type) continue;
    auto raised = Json::parse(step.raise(old));
    ORKESTA_ASSERT(raised.has_value());
    ORKESTA_ASSERT(raised->root().text_of("type") == step.to);
    return std::move(*raised);
  }
  return std::nullopt;
}

auto shipped_upcasters() -> const Upcasters& {
  // A new version of an event adds its step here, and keeps its predecessor's golden file.
  static const Upcasters steps;
  return steps;
}

}  // namespace orkesta::codec
