#pragma once

/// From features to logits.

#include <array>

#include "understanding/features.hpp"

namespace orkesta::nlu {

/// Logits over the temperature, 16 bits behind the point, of all columns.
using Scores = std::array<Fixed, column_count>;

auto score(const ModelFile& file, const Features& features) -> Scores;

}  // namespace orkesta::nlu
