#include "orkesta/engine/projector.hpp"

namespace orkesta::engine {

auto all_projections() -> std::vector<NamedProjection> { return {}; }

}  // namespace orkesta::engine
