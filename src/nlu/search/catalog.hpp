#pragma once

/// The inside of a catalogue index: products, documents (names and aliases), their terms, and the
/// ways from a word to a term. Built once, then only read, by any thread.

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <unordered_map>
#include <unordered_set>
#include <vector>

#include "lexicon.hpp"

namespace orkesta::nlu::search {

using TermId = std::uint32_t;
using DocumentId = std::uint32_t;

struct Term {
  std::string stem;
  std::int32_t weight = 0;  ///< 16 times the binary logarithm of how rare it is, and a base.
  std::int32_t documents = 0;
};

/// One thing that is sold, one SKU.
struct Product {
  std::string sku;
  std::vector<std::string> units;     ///< All names that price accepts for it.
  std::vector<std::string> sizes;     ///< Canonical: `M`, `27`, `27cm`, `5ml`.
  std::vector<std::string> measures;  ///< Those of `sizes` and of its name that have a measure.
  std::vector<std::string> colors;    ///< Canonical.
  std::vector<TermId> own_terms;      ///< What its name has and not all its mates' names have.
  std::vector<std::string> vessels;   ///< Stems of its name: a container among them is no unit.
  std::string unit;
};

/// A name that several products share, or an alias.
struct Document {
  std::vector<TermId> terms;       ///< Distinct.
  std::vector<std::string> sizes;  ///< Said in an alias: needed for it to be whole.
  std::int64_t weight = 0;         ///< Of all terms.
  TermId head = 0;                 ///< The first term; meaningless where there is none.
  std::vector<std::uint32_t> products;
  std::optional<std::uint32_t> alias;   ///< Row of the context's aliases.
  bool owned = false;                   ///< Of one customer.
  std::optional<std::uint32_t> target;  ///< The one product meant when nothing else is said.
  std::vector<std::string> colors;      ///< Among its own terms.
};

struct Posting {
  DocumentId document = 0;
  std::int32_t quality = 0;  ///< 10000 in the name, less for what stands beside it.
  bool own = false;          ///< One of some member's own terms, not of the document's.
};

struct Match {
  TermId term = 0;
  std::int32_t quality = 0;
};

struct Catalog {
  std::vector<Product> products;
  std::vector<Document> documents;
  std::vector<Term> terms;
  std::vector<std::vector<Posting>> postings;  ///< By term.
  std::vector<TermId> sorted;                  ///< By stem.
  Words<TermId> by_stem;
  Words<std::vector<TermId>> by_phonetic;
  Words<std::vector<TermId>> by_root;
  Words<std::vector<TermId>> by_joined;  ///< `sofacam`: two neighbours written as one.
  std::unordered_map<std::uint16_t, std::vector<TermId>> by_concept;
  std::unordered_map<std::uint32_t, std::vector<TermId>> by_trigram;  ///< Three bytes.
  std::size_t worded = 0;  ///< Documents with words come first; behind them stand mere phrases.
  std::unordered_set<std::uint64_t> named_colors;  ///< `isla negra`: term and colour of one name.
  WordSet bigrams;            ///< `isla negra`: two words that follow each other in a name.
  Words<DocumentId> phrases;  ///< SKUs, and aliases of function words only: folded tokens.
  WordSet phrase_heads;       ///< Their first words.
  std::size_t phrase_words_max = 0;
  WordSet colors;            ///< Canonical colours that products of this catalogue have.
  Words<std::string> units;  ///< Folded unit word to unit name.
  Words<std::int64_t> collectives;
  WordSet coupons;  ///< Folded.
  std::int32_t weight_unknown = 0;

  /// Terms that a word may be, best first, at most four; none when it is nothing in this catalogue.
  auto find(std::string_view stem) const -> std::vector<Match>;
  /// Terms of things that meet the need which the word names.
  auto find_for(std::string_view stem) const -> std::vector<Match>;
  auto find_exact(std::string_view stem) const -> std::optional<TermId>;
  /// The one term that begins so (`celu`); nothing when there are several or none.
  auto find_longer(std::string_view stem) const -> std::optional<TermId>;
  auto follows(std::string_view first, std::string_view second) const -> bool;
};

/// Canonical size of a letter, a word or a number with its measure; "" when it is none.
auto canonical_size(std::string_view folded) -> std::string;
/// Whether two canonical sizes may be one: equal, or equal numbers where one has no measure.
auto same_size(std::string_view left, std::string_view right) -> bool;
/// The measure's letters of a canonical size: `5ml` -> `ml`; "" when it has none.
auto measure_in(std::string_view size) -> std::string_view;

}  // namespace orkesta::nlu::search
