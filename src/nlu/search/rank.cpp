#include "rank.hpp"

#include <algorithm>
#include <bit>

#include "stems.hpp"

namespace orkesta::nlu::search {
namespace {

constexpr std::size_t documents_weighed_max = 32;
constexpr std::int64_t attribute_weight = 48;  ///< Of a size or an inherited colour.
constexpr std::int32_t whole = 10000;
constexpr std::int32_t score_partial = 8900;      ///< Of a name of which only some words were said.
constexpr std::int32_t score_partial_more = 700;  ///< On top, as more of its words are said.
constexpr std::int32_t tie = 350;                 ///< Closer than this is equally good.
constexpr std::int32_t unit_tie = 2200;           ///< A unit may decide between scores this close.
constexpr std::int32_t foreign_head = 7500;       ///< The name's head was not said,
constexpr std::int32_t foreign_head_rare = 9700;  ///< but a word that hardly any other name has,
constexpr std::int32_t foreign_head_most = 9800;  ///< or most of its words.
constexpr std::int32_t rare_documents_max = 4;

struct Tally {
  std::int64_t gain = 0;
  std::int64_t bonus = 0;
  std::int64_t covered = 0;
  std::uint64_t matched = 0;  ///< Bits of pieces.
  std::int64_t piece_gain = 0;
  std::int64_t piece_cover = 0;
  std::int32_t piece = -1;
  bool head = false;
  bool rare = false;
};

auto is_number(std::string_view size) -> bool {
  return !size.empty() && size.front() >= '0' && size.front() <= '9';
}

/// Whether both speak of the same kind of size, so that unequal ones exclude each other.
auto comparable(std::string_view left, std::string_view right) -> bool {
  if (is_number(left) != is_number(right)) return false;
  const auto a = measure_in(left);
  const auto b = measure_in(right);
  return a.empty() || b.empty() || a == b;
}

class Ranker {
 public:
  Ranker(const Catalog& catalog, const Wanted& wanted)
      : catalog_(catalog), wanted_(wanted), tallies_(catalog.worded) {}

  auto run() -> std::vector<Ranked> {
    for (std::size_t i = 0; i < wanted_.pieces.size() && i < 64; ++i) tally(i);
    keep_best();
    touched_.insert(touched_.end(), wanted_.phrases.begin(), wanted_.phrases.end());
    std::vector<Ranked> made;
    std::int64_t excluded_gain = 0;  // Of names that were said, only not in that size or colour.
    bool excluded_head = false;
    for (const auto id : touched_) {
      auto ranked = weigh(id);
      if (ranked.score > 0 && !ranked.products.empty()) {
        made.push_back(std::move(ranked));
      } else if (id < catalog_.worded && !catalog_.documents[id].owned) {
        excluded_gain = std::max(excluded_gain, tallies_[id].gain);
        const bool name = !catalog_.documents[id].alias;
        excluded_head = excluded_head || (name && tallies_[id].head);
      }
    }
    std::erase_if(made, [&](const Ranked& one) {
      if (one.document >= catalog_.worded || catalog_.documents[one.document].owned) return false;
      const auto& tally = tallies_[one.document];
      if (tally.gain + total_ * 3 / 20 < excluded_gain) return true;
      return excluded_head && !tally.head && !one.whole;
    });
    std::stable_sort(made.begin(), made.end(), [](const Ranked& left, const Ranked& right) {
      return left.score != right.score ? left.score > right.score : left.document < right.document;
    });
    return made;
  }

 private:
  auto weight_of(const Piece& piece) const -> std::int64_t {
    if (piece.matches.empty()) {
      return std::int64_t{catalog_.weight_unknown} * piece.share / whole;
    }
    return catalog_.terms[piece.matches.front().term].weight;
  }

  void tally(std::size_t index) {
    const auto& piece = wanted_.pieces[index];
    const auto weight =
        piece.matches.empty() && !piece.color.empty() ? attribute_weight : weight_of(piece);
    if (!piece.bonus) total_ += weight;
    for (const auto& match : piece.matches) {
      for (const auto& posting : catalog_.postings[match.term]) {
        auto& tally = tallies_[posting.document];
        const auto gain = weight * match.quality / whole * posting.quality / whole;
        if (tally.matched == 0) touched_.push_back(posting.document);
        if (tally.piece != static_cast<std::int32_t>(index)) {
          tally.piece = static_cast<std::int32_t>(index);
          tally.piece_gain = 0;
          tally.piece_cover = 0;
        }
        tally.matched |= std::uint64_t{1} << index;
        if (gain <= tally.piece_gain) continue;
        tally.gain += gain - tally.piece_gain;
        if (piece.bonus) tally.bonus += gain - tally.piece_gain;
        tally.piece_gain = gain;
        const bool of_name = !posting.own && posting.quality == whole;
        const auto cover = of_name ? catalog_.terms[match.term].weight : 0;
        tally.covered += cover - tally.piece_cover;
        tally.piece_cover = cover;
        if (of_name && catalog_.documents[posting.document].head == match.term) tally.head = true;
        if (of_name && catalog_.terms[match.term].documents <= rare_documents_max)
          tally.rare = true;
      }
    }
  }

  /// Only the best by words are looked at closely.
  void keep_best() {
    std::sort(touched_.begin(), touched_.end());
    touched_.erase(std::unique(touched_.begin(), touched_.end()), touched_.end());
    if (touched_.size() <= documents_weighed_max) return;
    const auto middle = touched_.begin() + documents_weighed_max;
    std::nth_element(touched_.begin(), middle, touched_.end(), [&](auto left, auto right) {
      const auto& a = tallies_[left];
      const auto& b = tallies_[right];
      const auto cover = [&](auto id, const Tally& tally) {
        const auto weight = std::max<std::int64_t>(catalog_.documents[id].weight, 1);
        return tally.covered * whole / weight;
      };
      if (a.gain != b.gain) return a.gain > b.gain;
      const auto ca = cover(left, a);
      const auto cb = cover(right, b);
      return ca != cb ? ca > cb : left < right;
    });
    touched_.erase(middle, touched_.end());
    std::sort(touched_.begin(), touched_.end());
  }

  auto weigh(DocumentId id) const -> Ranked {
    const auto& document = catalog_.documents[id];
    static const Tally nothing;
    const auto& tally = id < catalog_.worded ? tallies_[id] : nothing;
    Ranked made;
    made.document = id;
    made.head = tally.head;
    made.said = std::popcount(tally.matched);
    made.products = document.products;
    by_own_terms(made.products);
    auto gain = tally.gain;
    auto total = total_ + tally.bonus;
    for (std::size_t i = 0; i < wanted_.pieces.size() && i < 64; ++i) {
      const auto& piece = wanted_.pieces[i];
      if (piece.color.empty()) continue;
      const bool said = (tally.matched & (std::uint64_t{1} << i)) != 0;
      const auto weight = piece.matches.empty() ? attribute_weight : weight_of(piece);
      const auto fit = by_color(document, made.products, piece.color, said);
      if (fit < 0) return {};
      if (!said && fit > 0) gain += weight;
    }
    for (const auto& color : wanted_.colors) {
      const auto fit = by_color(document, made.products, color, false);
      if (fit < 0) return {};
      total += attribute_weight;
      if (fit > 0) gain += attribute_weight;
    }
    std::size_t alias_sizes = 0;
    for (const auto& size : wanted_.sizes) {
      const auto fit = by_size(document, made.products, size);
      if (fit < 0) return {};
      total += attribute_weight;
      if (fit > 0) gain += attribute_weight;
      for (const auto& own : document.sizes) alias_sizes += same_size(own, size) ? 1 : 0;
    }
    if (document.target && has(made.products, *document.target)) {
      made.products = {*document.target};
    }
    const auto covered = std::min(tally.covered, document.weight);
    const bool phrase =
        std::find(wanted_.phrases.begin(), wanted_.phrases.end(), id) != wanted_.phrases.end();
    made.whole = phrase || (covered >= document.weight && document.weight > 0 &&
                            alias_sizes >= document.sizes.size());
    const auto said = total > 0 ? std::min<std::int64_t>(gain * whole / total, whole) : 0;
    const auto share = document.weight > 0 ? covered * whole / document.weight : 0;
    auto score = phrase       ? std::int64_t{whole}
                 : made.whole ? said
                              : said * (score_partial + score_partial_more * share / whole) / whole;
    if (!tally.head && !made.whole) {
      const auto part = share >= whole / 2 ? foreign_head_most
                        : tally.rare       ? foreign_head_rare
                                           : foreign_head;
      score = score * part / whole;
    }
    made.score = static_cast<std::int32_t>(score);
    return made;
  }

  static auto has(const std::vector<std::uint32_t>& products, std::uint32_t product) -> bool {
    return std::find(products.begin(), products.end(), product) != products.end();
  }

  /// `garrafa`, `infrarrojo`: words that only some of the products have pick those.
  void by_own_terms(std::vector<std::uint32_t>& products) const {
    for (const auto& piece : wanted_.pieces) {
      std::vector<std::uint32_t> kept;
      for (const auto product : products) {
        const auto& own = catalog_.products[product].own_terms;
        const bool fits = std::any_of(piece.matches.begin(), piece.matches.end(), [&](auto match) {
          return std::find(own.begin(), own.end(), match.term) != own.end();
        });
        if (fits) kept.push_back(product);
      }
      if (!kept.empty()) products = std::move(kept);
    }
  }

  /// 1 = has it, 0 = nothing is known of its colour, -1 = it has another.
  auto by_color(const Document& document, std::vector<std::uint32_t>& products,
                const std::string& color, bool said) const -> int {
    std::vector<std::uint32_t> kept;
    bool known = false;
    for (const auto product : products) {
      const auto& colors = catalog_.products[product].colors;
      known = known || !colors.empty();
      if (std::find(colors.begin(), colors.end(), color) != colors.end()) kept.push_back(product);
    }
    const auto& own = document.colors;
    const bool in_name = said || std::find(own.begin(), own.end(), color) != own.end();
    if (known && !kept.empty()) {
      products = std::move(kept);
      return 1;
    }
    if (in_name) return 1;
    return known || !own.empty() ? -1 : 0;
  }

  auto by_size(const Document& document, std::vector<std::uint32_t>& products,
               const std::string& size) const -> int {
    std::vector<std::uint32_t> kept;
    bool known = false;
    for (const auto product : products) {
      const auto& row = catalog_.products[product];
      const auto& sizes = row.sizes;
      for (const auto& one : sizes) known = known || comparable(one, size);
      const bool fits =
          std::any_of(sizes.begin(), sizes.end(),
                      [&](auto& one) { return same_size(one, size); }) ||
          std::find(row.measures.begin(), row.measures.end(), size) != row.measures.end();
      if (fits) kept.push_back(product);
    }
    if (!kept.empty()) {
      products = std::move(kept);
      return 1;
    }
    for (const auto& own : document.sizes) {
      if (same_size(own, size)) return 1;
    }
    return known ? -1 : 0;
  }

  const Catalog& catalog_;
  const Wanted& wanted_;
  std::vector<Tally> tallies_;
  std::vector<DocumentId> touched_;
  std::int64_t total_ = 0;
};

auto accepts(const Product& product, const std::string& unit) -> bool {
  return std::find(product.units.begin(), product.units.end(), unit) != product.units.end();
}

}  // namespace

auto rank(const Catalog& catalog, const Wanted& wanted) -> std::vector<Ranked> {
  return Ranker{catalog, wanted}.run();
}

auto any_has_size(const Catalog& catalog, const std::vector<Ranked>& ranked,
                  const std::string& size) -> bool {
  for (const auto& one : ranked) {
    if (one.score + tie < ranked.front().score) break;
    for (const auto product : one.products) {
      for (const auto& has : catalog.products[product].sizes) {
        if (same_size(has, size)) return true;
      }
    }
  }
  return false;
}

auto any_accepts(const Catalog& catalog, const std::vector<Ranked>& ranked, const std::string& unit)
    -> bool {
  for (const auto& one : ranked) {
    if (one.score + tie < ranked.front().score) break;
    for (const auto product : one.products) {
      if (accepts(catalog.products[product], unit)) return true;
    }
  }
  return false;
}

auto choose(const Catalog& catalog, const std::vector<Ranked>& ranked, const Wanted& wanted,
            std::size_t limit) -> Chosen {
  struct Pick {
    std::int32_t score;
    std::uint32_t product;
    const Document* document;
  };
  std::vector<Pick> picks;
  for (const auto& one : ranked) {
    if (one.score < confidence_sold_min) break;
    for (const auto product : one.products) {
      picks.push_back({one.score, product, &catalog.documents[one.document]});
    }
  }
  if (!wanted.unit.empty()) {
    std::int32_t best = 0;
    for (const auto& pick : picks) {
      if (accepts(catalog.products[pick.product], wanted.unit)) best = std::max(best, pick.score);
    }
    if (best > 0 && best + unit_tie >= picks.front().score) {
      std::erase_if(picks, [&](const Pick& pick) {
        return !accepts(catalog.products[pick.product], wanted.unit);
      });
    }
  }
  std::int32_t best_public = 0;
  for (const auto& pick : picks) {
    if (!pick.document->owned) best_public = std::max(best_public, pick.score);
  }
  Chosen made;
  std::vector<Pick> kept;
  for (const auto& pick : picks) {
    if (pick.score + tie < best_public) continue;
    const bool again = std::any_of(kept.begin(), kept.end(), [&](const Pick& other) {
      return other.product == pick.product &&
             (other.document == pick.document || (!other.document->owned && !pick.document->owned));
    });
    if (again) continue;
    kept.push_back(pick);
  }
  for (const auto& pick : kept) {
    if (made.candidates.size() < limit) {
      made.candidates.push_back({Sku{catalog.products[pick.product].sku},
                                 std::min<Confidence>(pick.score, 9900), pick.document->alias});
    } else {
      ++made.more;
    }
    made.products.push_back(pick.product);
  }
  return made;
}

auto Catalog::find_exact(std::string_view stem) const -> std::optional<TermId> {
  const auto found = by_stem.find(stem);
  if (found == by_stem.end()) return std::nullopt;
  return found->second;
}

auto Catalog::find_longer(std::string_view stem) const -> std::optional<TermId> {
  if (stem.size() < 4 || stem.size() > 5) return std::nullopt;
  const auto first =
      std::lower_bound(sorted.begin(), sorted.end(), stem,
                       [&](TermId id, std::string_view wanted) { return terms[id].stem < wanted; });
  const auto begins = [&](auto at) {
    return at != sorted.end() && terms[*at].stem.compare(0, stem.size(), stem) == 0;
  };
  if (!begins(first) || begins(std::next(first))) return std::nullopt;
  if (terms[*first].stem.size() < stem.size() + 2) return std::nullopt;
  return *first;
}

auto Catalog::follows(std::string_view first, std::string_view second) const -> bool {
  std::string key;
  key.reserve(first.size() + second.size() + 1);
  return bigrams.contains(key.append(first).append(" ").append(second));
}

namespace {

constexpr std::size_t matches_max = 4;

auto with_quality(const std::vector<TermId>& terms, std::int32_t quality) -> std::vector<Match> {
  std::vector<Match> made;
  for (const auto id : terms) {
    if (made.size() == matches_max) break;
    made.push_back({id, quality});
  }
  return made;
}

/// Terms that differ by one or two slips of the finger.
auto find_alike(const Catalog& catalog, std::string_view stem) -> std::vector<Match> {
  if (stem.size() < 4 || stem.size() > 24) return {};
  const int limit = stem.size() >= 6 ? 2 : 1;
  std::vector<TermId> seen;
  each_trigram(stem, [&](std::uint32_t gram) {
    const auto found = catalog.by_trigram.find(gram);
    if (found == catalog.by_trigram.end()) return;
    seen.insert(seen.end(), found->second.begin(), found->second.end());
  });
  std::sort(seen.begin(), seen.end());
  std::vector<Match> made;
  for (std::size_t i = 0; i < seen.size();) {
    auto end = i;
    while (end < seen.size() && seen[end] == seen[i]) ++end;
    const auto& other = catalog.terms[seen[i]].stem;
    const auto shared = end - i;
    const auto id = seen[i];
    i = end;
    if (shared + 3 * static_cast<std::size_t>(limit) < stem.size() || shared < 2) continue;
    if (other.front() != stem.front() || other.size() < 4) continue;
    const bool near = other[1] == stem[1] && other.size() >= 6;
    const auto distance = edit_distance(stem, other, limit);
    if (distance > (near ? limit : 1)) continue;
    const auto length = static_cast<std::int32_t>(std::min(stem.size(), other.size()));
    const auto quality =
        distance == 1 ? 8600 + 300 * std::min(length - 4, 3) : 8300 + 250 * std::min(length - 6, 3);
    made.push_back({id, quality});
  }
  std::stable_sort(made.begin(), made.end(),
                   [](const Match& a, const Match& b) { return a.quality > b.quality; });
  if (!made.empty()) {
    const auto best = made.front().quality;
    std::erase_if(made, [&](const Match& match) { return match.quality < best; });
  }
  if (made.size() > matches_max) made.resize(matches_max);
  return made;
}

}  // namespace

auto Catalog::find_for(std::string_view stem) const -> std::vector<Match> {
  std::vector<Match> made;
  for (const auto& thing : things_for(stem)) {
    if (const auto exact = find_exact(thing)) made.push_back({*exact, 7800});
  }
  return made;
}

auto Catalog::find(std::string_view stem) const -> std::vector<Match> {
  if (const auto exact = find_exact(stem)) {
    std::vector<Match> made{{*exact, 10000}};
    if (terms[*exact].documents > rare_documents_max) return made;
    for (const auto number : concepts_of(stem)) {  // `gloves` of one alias is `guante` of others.
      const auto found = by_concept.find(number);
      if (found == by_concept.end()) continue;
      for (const auto id : found->second) {
        if (id != *exact && made.size() < 2 * matches_max) made.push_back({id, 9300});
      }
    }
    return made;
  }
  if (stem.size() < 2) return {};
  if (stem.size() >= 3) {
    if (const auto found = by_phonetic.find(phonetic(stem)); found != by_phonetic.end())
      return with_quality(found->second, 9500);
  }
  if (const auto voiced = find_exact(search::stem(std::string{"h"}.append(stem))))  // `ojas`.
    return {{*voiced, 9500}};
  if (const auto base = undiminished(stem); base.size() >= 3) {
    if (const auto exact = find_exact(base)) return {{*exact, 9000}};
  }
  std::vector<Match> made;
  for (const auto number : concepts_of(stem)) {
    const auto found = by_concept.find(number);
    if (found == by_concept.end()) continue;
    for (const auto id : found->second) made.push_back({id, 9300});
  }
  if (!made.empty()) {
    if (made.size() > 2 * matches_max) made.resize(2 * matches_max);
    return made;
  }
  if (const auto found = by_joined.find(stem); found != by_joined.end()) {
    const auto rarest = std::min_element(
        found->second.begin(), found->second.end(),
        [&](TermId left, TermId right) { return terms[left].documents < terms[right].documents; });
    return {{*rarest, 9500}};
  }
  if (things_for(stem).empty()) {  // `calor` is a need, not a slip of `color`.
    if (const auto whole_word = find_longer(stem)) return {{*whole_word, 8500}};
    made = find_alike(*this, stem);
    if (!made.empty()) return made;
  }
  if (const auto base = verb_base(stem); base.size() >= 3) {
    if (const auto exact = find_exact(base)) return {{*exact, 7500}};
  }
  if (const auto key = search::root(stem); !key.empty()) {
    if (const auto found = by_root.find(key); found != by_root.end())
      return with_quality(found->second, 7500);
  }
  return {};
}

}  // namespace orkesta::nlu::search
