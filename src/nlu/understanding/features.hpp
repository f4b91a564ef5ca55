#pragma once

/// What the linear models see of a message; the same for training and serving.

#include <cstdint>
#include <span>
#include <string_view>
#include <vector>

#include "orkesta/core/understanding.hpp"
#include "orkesta/nlu/text.hpp"
#include "understanding/model_file.hpp"

namespace orkesta::nlu {

/// Rows of the weights, with repetitions. Each group is scaled by 1/sqrt(its size).
struct Features {
  std::vector<std::uint32_t> words;       ///< Words, pairs, classes, patterns.
  std::vector<std::uint32_t> characters;  ///< Runs of 2 to 5 characters within words.
};

/// Tokens beyond these are not looked at: a message says what it wants before.
inline constexpr std::size_t feature_tokens_max = 240;

auto extract_features(const ModelFile& file, std::u32string_view text,
                      std::span<const Token> tokens, std::span<const Entity> entities) -> Features;

}  // namespace orkesta::nlu
