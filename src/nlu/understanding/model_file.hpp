#pragma once

/// The model file's contents; written by training, read by serving.

#include <array>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "orkesta/core/result.hpp"
#include "orkesta/nlu/model.hpp"
#include "understanding/fixed.hpp"

namespace orkesta::nlu {

inline constexpr std::size_t intent_count = intent_names.size();
inline constexpr std::size_t sentiment_count = sentiment_names.size();
inline constexpr std::size_t language_count = language_names.size();
inline constexpr std::size_t sentiment_column = intent_count;
inline constexpr std::size_t language_column = intent_count + sentiment_count;
inline constexpr std::size_t column_count = language_column + language_count;

using Checksum = std::array<std::uint8_t, 16>;

/// One linear model of the three.
struct Head {
  /// A weight's unit over the temperature, with 32 bits behind the point.
  std::int64_t unit = 0;
  std::vector<std::int32_t> bias;  ///< Logits over the temperature, 16 bits behind the point.
  bool operator==(const Head&) const = default;
};

/// Words of one meaning share a class: their features are learned together.
struct LexiconEntry {
  std::uint64_t word = 0;     ///< Hash of the folded word.
  std::uint32_t classes = 0;  ///< One bit each.
  auto operator<=>(const LexiconEntry&) const = default;
};

struct ModelFile {
  std::string name;
  Checksum data_digest{};
  std::uint32_t buckets_log2 = 0;
  std::array<Head, 3> heads;          ///< Intents, sentiment, language.
  std::vector<LexiconEntry> lexicon;  ///< Sorted by word.
  std::vector<std::int8_t> weights;   ///< Rows of `column_count`, one for each bucket.
  bool operator==(const ModelFile&) const = default;

  auto row(std::uint32_t bucket) const -> const std::int8_t* {
    return weights.data() + std::size_t{bucket} * column_count;
  }
  auto classes_of(std::string_view folded) const -> std::uint32_t;
};

/// 128 bits of FNV-1a: finds damage, proves nothing against an enemy.
auto checksum(std::string_view bytes) -> Checksum;
auto hex(const Checksum& sum) -> std::string;
auto hash_word(std::string_view folded) -> std::uint64_t;

/// Little-endian, checksum last.
auto write_model(const ModelFile& file) -> std::string;
auto read_model(std::string_view bytes) -> Result<ModelFile, ModelError>;

}  // namespace orkesta::nlu
