#pragma once

/// Which products a few words ask for.

#include <cstdint>
#include <string>
#include <vector>

#include "catalog.hpp"
#include "lexemes.hpp"
#include "orkesta/core/understanding.hpp"

namespace orkesta::nlu::search {

/// A word that asks for a product. `share` of its weight counts against documents without it, in
/// basis points: a trailing unknown word says less than a leading one.
struct Piece {
  std::vector<Match> matches;
  std::string color;  ///< Canonical; "" = no colour.
  std::int32_t share = 10000;
  bool common = false;  ///< A word of small talk too: alone it is no reason.
  bool bonus = false;   ///< Counts where it matches and nowhere else: units and containers.
};

struct Wanted {
  std::vector<Piece> pieces;
  std::vector<std::string> sizes;
  std::vector<std::string> colors;  ///< Inherited ones, beside those of `pieces`.
  std::string unit;
  std::vector<DocumentId> phrases;
};

struct Ranked {
  DocumentId document = 0;
  std::int32_t score = 0;
  bool head = false;   ///< The name's first word was said.
  int said = 0;        ///< Pieces that it has.
  bool whole = false;  ///< All of the document's own words were said.
  std::vector<std::uint32_t> products;
};

/// Documents that fit, best first; what contradicts a size or colour is left out.
auto rank(const Catalog& catalog, const Wanted& wanted) -> std::vector<Ranked>;

/// Whether any product of these documents has this size.
auto any_has_size(const Catalog& catalog, const std::vector<Ranked>& ranked,
                  const std::string& size) -> bool;

/// Whether any of them is counted in this unit.
auto any_accepts(const Catalog& catalog, const std::vector<Ranked>& ranked, const std::string& unit)
    -> bool;

struct Chosen {
  std::vector<Candidate> candidates;  ///< Best first, at most `limit`.
  std::int32_t more = 0;
  std::vector<std::uint32_t> products;  ///< Of all that are as good as the best, cut or not.
};

/// What is as good as the best, among public words and among each customer's own.
auto choose(const Catalog& catalog, const std::vector<Ranked>& ranked, const Wanted& wanted,
            std::size_t limit) -> Chosen;

inline constexpr Confidence confidence_sold_min = 5500;  ///< Below it nothing like it is sold.

}  // namespace orkesta::nlu::search
