#include "understanding/scores.hpp"

namespace orkesta::nlu {
namespace {

using Sums = std::array<std::int32_t, column_count>;

auto sum_rows(const ModelFile& file, const std::vector<std::uint32_t>& rows) -> Sums {
  Sums sums{};
  for (const auto bucket : rows) {
    const auto* row = file.row(bucket);
    for (std::size_t c = 0; c < column_count; ++c) sums[c] += row[c];
  }
  return sums;
}

auto head_of(std::size_t column) -> std::size_t {
  if (column < sentiment_column) return 0;
  return column < language_column ? 1 : 2;
}

constexpr std::array<std::size_t, 3> first_column = {0, sentiment_column, language_column};

}  // namespace

auto score(const ModelFile& file, const Features& features) -> Scores {
  const auto words = sum_rows(file, features.words);
  const auto characters = sum_rows(file, features.characters);
  const auto word_scale = inverse_root(features.words.size());
  const auto character_scale = inverse_root(features.characters.size());
  Scores scores{};
  for (std::size_t c = 0; c < column_count; ++c) {
    const auto& head = file.heads[head_of(c)];
    const auto sum = words[c] * word_scale + characters[c] * character_scale;
    // At most 2^13 features of 2^7 over a root, 16 bits behind the point, fit with the unit's 32.
    scores[c] = head.bias[c - first_column[head_of(c)]] + ((sum >> 8) * head.unit >> 24);
  }
  return scores;
}

}  // namespace orkesta::nlu
