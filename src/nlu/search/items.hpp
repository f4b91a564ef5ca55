#pragma once

/// A message's lexemes gathered into items of an order, before anything is known of which products
/// they mean.

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "lexemes.hpp"
#include "rank.hpp"

namespace orkesta::nlu::search {

struct Item {
  std::vector<Piece> pieces;
  std::vector<DocumentId> phrases;
  std::optional<Quantity> quantity;
  std::int64_t group = 0;  ///< 12 when it was said in dozens, 2 when as a pair.
  std::string unit;
  std::string container;  ///< Stem of a vessel that is no unit of the pack.
  std::vector<std::string> sizes;
  std::vector<std::string> colors;  ///< Said here; those with terms are pieces as well.
  bool article = false;             ///< The quantity is only `un`, `una`.
  bool carries = false;             ///< `y 40 de gorros`: the unit of the item before goes on.
  bool same = false;
  bool other = false;
  bool correction = false;
  bool request = false;
  bool service = false;     ///< Speaks of delivery, prices, people: no thing is asked for.
  bool unknown = false;     ///< Has a noun that the catalogue does not know.
  bool common = false;      ///< All its words are of small talk too.
  bool unit_only = false;   ///< Its only word is a unit's.
  bool terms = false;       ///< Has words of the catalogue other than colours.
  std::size_t split = 0;    ///< Pieces before a joint that may part two products; 0 = none.
  std::int32_t start = -1;  ///< Of the product's words, else of all its words.
  std::int32_t end = -1;

  auto empty() const -> bool {
    return pieces.empty() && phrases.empty() && !quantity && unit.empty() && container.empty() &&
           sizes.empty() && colors.empty() && !same && !unknown;
  }
  auto wanted() const -> Wanted { return {pieces, sizes, {}, unit, phrases}; }
};

auto gather(const Catalog& catalog, const std::vector<Lexeme>& lexemes) -> std::vector<Item>;

}  // namespace orkesta::nlu::search
