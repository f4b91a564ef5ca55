#include "orkesta/nlu/catalog_index.hpp"

#include <algorithm>

#include "build.hpp"
#include "rank.hpp"
#include "stems.hpp"

namespace orkesta::nlu {

CatalogIndex::CatalogIndex(const tenant::Context& context) : catalog_(search::build(context)) {}
CatalogIndex::CatalogIndex(std::span<const CatalogItem> items) : catalog_(search::build(items)) {}
CatalogIndex::CatalogIndex(CatalogIndex&&) noexcept = default;
auto CatalogIndex::operator=(CatalogIndex&&) noexcept -> CatalogIndex& = default;
CatalogIndex::~CatalogIndex() = default;

namespace {

using namespace search;

constexpr std::int32_t share_of_purpose = 3000;  ///< `ventilador para el calor`.

/// All words of the text as one wish: a search has no lines.
auto wish_of(const Catalog& catalog, std::string_view text) -> Wanted {
  Wanted wanted;
  bool known_before = false;
  bool behind_for = false;
  bool in_need = false;  ///< `algo para …`: no name is said.
  for (const auto& one : lex(text, &catalog)) {
    if (one.ignored) continue;
    const bool after_words = !wanted.pieces.empty();
    switch (one.kind) {
      case Kind::stop_mark:
      case Kind::comma:
        break;
      case Kind::number:
        if (after_words && one.text.front() >= '0' && one.text.front() <= '9')
          wanted.sizes.push_back(one.value.text());
        break;
      case Kind::measure:
      case Kind::size:
        wanted.sizes.push_back(one.text);
        break;
      case Kind::word: {
        if (one.is_phrase) wanted.phrases.push_back(one.phrase);
        const bool known = !one.matches.empty();
        in_need = in_need || one.text == "algo" || (one.has(flag_for) && !known_before);
        behind_for = behind_for || (one.has(flag_for) && known_before);
        known_before = known_before || known;
        const bool quiet = one.has(flag_stop | flag_connector | flag_of | flag_per | flag_weak_cue |
                                   flag_for | flag_size_cue | flag_time | flag_money) ||
                           !one.unit.empty() || one.is_phrase;
        if (!known && quiet) break;
        auto matches = one.matches;
        for (const auto& thing : catalog.find_for(one.stem)) matches.push_back(thing);
        const bool verb = verb_base(one.stem).size() >= 4;
        // `proteger las manos`: what is to be done says less than what it is done to.
        const bool bonus = known ? !one.unit.empty() || one.has(flag_stop | flag_container)
                                 : verb && !matches.empty();
        const bool aside = behind_for || in_need || verb;
        const auto share = matches.empty() && aside ? share_of_purpose : 10000;
        wanted.pieces.push_back({std::move(matches), one.color, share, false, bonus});
      } break;
    }
  }
  const bool only_bonus = std::all_of(wanted.pieces.begin(), wanted.pieces.end(),
                                      [](const Piece& piece) { return piece.bonus; });
  if (only_bonus) {
    for (auto& piece : wanted.pieces) piece.bonus = false;
  }
  return wanted;
}

}  // namespace

auto CatalogIndex::search(std::string_view text, std::size_t limit) const
    -> std::vector<Candidate> {
  const auto wanted = wish_of(*catalog_, text);
  const auto ranked = rank(*catalog_, wanted);
  std::vector<Candidate> made;
  for (const auto& one : ranked) {
    if (one.score < confidence_sold_min) break;
    const auto& document = catalog_->documents[one.document];
    for (const auto product : one.products) {
      if (made.size() >= limit) return made;
      const auto& sku = catalog_->products[product].sku;
      const bool there = std::any_of(made.begin(), made.end(), [&](const Candidate& candidate) {
        return candidate.sku.text() == sku;
      });
      if (there || document.owned) continue;
      made.push_back({Sku{sku}, std::min<Confidence>(one.score, 9900), document.alias});
    }
  }
  return made;
}

}  // namespace orkesta::nlu
