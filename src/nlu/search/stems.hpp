#pragma once

/// Keys by which words are compared: a light stem for four languages, a phonetic key for Spanish
/// ears, a root, and an edit distance. All take folded words (ASCII lower case) and are pure.

#include <cstdint>
#include <string>
#include <string_view>

namespace orkesta::nlu::search {

/// Without plural and gender: `guantes`, `guante` -> `guant`; `arneses` -> `arn`; noun endings of
/// Portuguese, French and English are brought to the Spanish one (`automacao` -> `automacion`).
auto stem(std::string_view word) -> std::string;

/// How a stem sounds: b = v, s = z = soft c, ll = y, h is silent, soft g = j, qu = k, doubles are
/// one.
auto phonetic(std::string_view stem) -> std::string;

/// What a verb and its nouns share: `cargar`, `cargador` -> `carg`. "" when too little is left.
auto root(std::string_view stem) -> std::string;

/// A verb without its ending (`banar` -> `ban`); "" when it does not look like one.
auto verb_base(std::string_view stem) -> std::string_view;

/// A diminutive's base (`perrito` -> `perr`); "" when it is none.
auto undiminished(std::string_view stem) -> std::string;

/// Damerau-Levenshtein distance (adjacent swaps count one), cut at `limit` + 1. Words of at most 32
/// letters; longer ones are `limit` + 1 apart unless equal.
auto edit_distance(std::string_view left, std::string_view right, int limit) -> int;

/// Every three letters of the word, a blank in front and behind.
template <class Take>
void each_trigram(std::string_view word, const Take& take) {
  const auto at = [&](std::size_t i) -> std::uint32_t {
    return i == 0 || i > word.size() ? ' ' : static_cast<unsigned char>(word[i - 1]);
  };
  for (std::size_t i = 0; i + 2 < word.size() + 2; ++i) {
    take((at(i) << 16U) | (at(i + 1) << 8U) | at(i + 2));
  }
}

}  // namespace orkesta::nlu::search
