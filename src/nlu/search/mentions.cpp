#include "orkesta/nlu/mentions.hpp"

#include <algorithm>
#include <utility>

#include "items.hpp"
#include "orkesta/nlu/text.hpp"
#include "stems.hpp"

namespace orkesta::nlu {
namespace {

using namespace search;

constexpr Confidence confidence_unasked_min = 8200;  ///< Of a thing named without being asked for.
constexpr Confidence confidence_by_unit = 6000;      ///< Of what is merely sold in that unit.
constexpr std::int32_t quality_plain = 9300;         ///< Of a word as it is spelled, or nearly.
constexpr std::int32_t score_near = 4000;  ///< Enough to be offered in place of what is not sold.
constexpr std::size_t nearest_max = 3;
constexpr Confidence confidence_of_need_max = 7900;  ///< Described, not named: worth a question.
constexpr std::int32_t score_named = 5500;  ///< Its name was said, only not its size or colour.

/// A line in the making: what was said of it, and what it may be.
struct Line {
  Item item;
  Chosen chosen;
  bool sold = false;
  bool sure = false;  ///< Named so plainly that nobody need have asked for it.
  std::vector<std::string> inherited_colors;
};

auto is_letter_size(const std::string& size) -> bool {
  return size.front() < '0' || size.front() > '9';
}

/// Whether one of the products is counted in that unit.
auto accepts(const Catalog& catalog, const Chosen& chosen, const std::string& unit) -> bool {
  return std::any_of(chosen.products.begin(), chosen.products.end(), [&](auto product) {
    const auto& units = catalog.products[product].units;
    return std::find(units.begin(), units.end(), unit) != units.end();
  });
}

class Resolver {
 public:
  explicit Resolver(const Catalog& catalog) : catalog_(catalog) {}

  auto run(const std::vector<Item>& items) -> std::vector<Line> {
    for (const auto& item : items) {
      if (lines_.size() >= mentions_max) break;
      take(item);
    }
    return std::move(lines_);
  }

 private:
  void take(const Item& item) {
    const auto aside = std::exchange(aside_, std::nullopt);
    if (aside && item.quantity && !item.article && (!item.terms || item.unit_only)) {
      add({*aside, {}, false, false, {}});  // `calcetines de lana, 3 pares`.
    }
    if (item.split > 0 && take_parts(item)) return;
    if (item.terms || !item.phrases.empty()) return take_named(item);
    if (!item.colors.empty() && take_whole(item)) return;
    if (!item.colors.empty() && !lines_.empty() && lines_.back().sold) return take_data(item);
    if (!item.colors.empty() && take_colored(item)) return;
    if (item.unknown && !is_data(item)) return take_unknown(item);
    take_data(item);
  }

  /// Numbers and sizes that stand with unknown words still speak of the line before.
  auto is_data(const Item& item) const -> bool {
    if (item.same || item.other) return true;
    return !lines_.empty() && lines_.back().sold && !item.sizes.empty();
  }

  /// `experto en IA y automatización`: two products when each half names its own.
  auto take_parts(const Item& item) -> bool {
    auto left = item;
    auto right = item;
    const auto cut = static_cast<std::ptrdiff_t>(item.split);
    left.pieces.erase(left.pieces.begin() + cut, left.pieces.end());
    right.pieces.erase(right.pieces.begin(), right.pieces.begin() + cut);
    left.split = right.split = 0;
    const auto both = rank(catalog_, item.wanted());
    const auto one = rank(catalog_, left.wanted());
    const auto two = rank(catalog_, right.wanted());
    if (one.empty() || two.empty() || both.empty()) return false;
    if (both.front().whole || one.front().products == two.front().products) return false;
    if (!one.front().whole || !two.front().whole) return false;
    right.quantity.reset();
    right.correction = false;
    take(left);
    take(right);
    return true;
  }

  auto line_of(const Item& item) const -> Line {
    Line line{item, {}, false, false, {}};
    choose_for(line);
    return line;
  }

  /// `30 licencias`, `el curso`: only a unit was said. Whatever bears that very name, then all that
  /// is sold in it.
  auto line_by_unit(const Item& item) const -> Line {
    Line line{item, {}, false, false, {}};
    const auto wanted = item.wanted();
    auto ranked = rank(catalog_, wanted);
    std::erase_if(ranked, [](const Ranked& one) { return !one.whole; });
    line.chosen = choose(catalog_, ranked, wanted, candidates_max);
    for (std::uint32_t product = 0; product < catalog_.products.size(); ++product) {
      if (catalog_.products[product].unit != item.unit) continue;
      if (line.chosen.candidates.size() < candidates_max) {
        line.chosen.candidates.push_back(
            {Sku{catalog_.products[product].sku}, confidence_by_unit, std::nullopt});
      } else {
        ++line.chosen.more;
      }
      line.chosen.products.push_back(product);
    }
    line.sold = !line.chosen.candidates.empty();
    return line;
  }

  void choose_for(Line& line) const {
    auto wanted = line.item.wanted();
    for (const auto& color : line.inherited_colors) wanted.colors.push_back(color);
    const auto ranked = rank(catalog_, wanted);
    line.chosen = choose(catalog_, ranked, wanted, candidates_max);
    line.sold = !line.chosen.candidates.empty();
    if (!line.sold) return;
    const auto& best = ranked.front();
    const bool plain =
        std::any_of(wanted.pieces.begin(), wanted.pieces.end(), [](const Piece& one) {
          return !one.matches.empty() && one.matches.front().quality >= quality_plain &&
                 !one.common;
        });
    line.sure = !wanted.phrases.empty() || (plain && best.score >= confidence_unasked_min &&
                                            (best.whole || best.head || best.said > 1));
  }

  void take_named(const Item& item) {
    auto line = item.unit_only ? line_by_unit(item) : line_of(item);
    if (!line.sold) return take_unsold(std::move(line));
    const bool asked = item.request || item.quantity || !item.sizes.empty() ||
                       !item.colors.empty() || !item.unit.empty() || item.correction ||
                       (!lines_.empty() && lines_.back().sold);
    if (!asked && !line.sure) return;
    const bool counted = item.quantity && !item.article;
    if (item.common && !counted && (lines_.empty() || !lines_.back().sold)) return;
    if (item.correction && !lines_.empty()) return replace(std::move(line));
    add(std::move(line));
  }

  /// Its words are of the catalogue but nothing fits: named in a size or colour that is not sold,
  /// or another thing that shares a word.
  void take_unsold(Line line) {
    Wanted bare{line.item.pieces, {}, {}, {}, line.item.phrases};
    std::erase_if(bare.pieces,
                  [](const Piece& piece) { return piece.matches.empty() || !piece.color.empty(); });
    const auto ranked = rank(catalog_, bare);
    const bool named = !ranked.empty() && ranked.front().score >= score_named &&
                       (!line.item.sizes.empty() || !line.item.colors.empty());
    const bool counted = line.item.quantity && !line.item.article;
    if (line.item.service && !named) return;
    if (named || ((line.item.request || counted) && line.item.unknown)) add(std::move(line));
  }

  /// `azules` may be all of an alias.
  auto take_whole(const Item& item) -> bool {
    const auto ranked = rank(catalog_, item.wanted());
    if (ranked.empty() || !ranked.front().whole) return false;
    const bool owned = catalog_.documents[ranked.front().document].owned;
    if (owned && !lines_.empty() && lines_.back().sold) return false;
    take_named(item);
    return true;
  }

  auto take_colored(const Item& item) -> bool {
    auto line = line_of(item);
    if (!line.sold) return false;
    add(std::move(line));
    return true;
  }

  void take_unknown(const Item& item) {
    if (item.service) return;
    const bool counted = item.quantity && !item.article;
    if (!item.request && !counted) return static_cast<void>(aside_ = item);
    if (item.pieces.empty() && item.container.empty()) return take_data(item);
    add({item, {}, false, false, {}});
  }

  void add(Line line) {
    if (pending_) {
      auto& item = line.item;
      if (!item.quantity || item.article) {
        item.quantity = pending_->quantity;
        item.group = pending_->group;
        item.article = pending_->article;
        if (item.unit.empty()) item.unit = pending_->unit;
        if (item.container.empty()) item.container = pending_->container;
      }
      if (item.sizes.empty() && !pending_->sizes.empty()) {
        item.sizes = pending_->sizes;
        choose_for(line);
      }
      pending_.reset();
    }
    if (line.item.carries && !lines_.empty() && line.item.unit.empty() &&
        line.item.container.empty()) {
      carry_unit(line);
    }
    lines_.push_back(std::move(line));
  }

  /// `50 cajas de guantes y 40 de gorros`: the unit goes on where the product is sold so.
  void carry_unit(Line& line) const {
    const auto& before = lines_.back().item;
    if (before.unit.empty()) return;
    auto item = line.item;
    item.unit = before.unit;
    auto with = line_of(item);
    if (with.sold && accepts(catalog_, with.chosen, item.unit)) line = std::move(with);
  }

  /// `no, mejor …`: what the new words leave open stays as it was.
  void replace(Line line) {
    auto& last = lines_.back();
    auto& item = line.item;
    if (!item.quantity) {
      item.quantity = last.item.quantity;
      item.group = last.item.group;
      item.article = last.item.article;
      if (item.unit.empty()) item.unit = last.item.unit;
    }
    const bool sizes = item.sizes.empty() && !last.item.sizes.empty();
    if (sizes || (item.colors.empty() && !last.item.colors.empty())) {
      auto tried = line;
      if (sizes) tried.item.sizes = last.item.sizes;
      if (item.colors.empty()) tried.inherited_colors = last.item.colors;
      choose_for(tried);
      if (tried.sold) line = std::move(tried);
    }
    last = std::move(line);
  }

  /// Words that name no product: more about the line before, or about the next.
  void take_data(const Item& item) {
    if (lines_.empty()) {
      if (item.quantity || !item.sizes.empty()) pending_ = item;
      return;
    }
    if (!item.quantity && item.sizes.empty() && item.colors.empty() && item.unit.empty() &&
        item.container.empty() && !item.same) {
      return;
    }
    auto& last = lines_.back();
    if (item.correction) return overwrite(last, item);
    if (item.same || item.other) return lines_.push_back(sibling(last, item));
    if (!conflicts(last.item, item)) return complete(last, item);
    const bool split = gives_more(last.item, item);
    auto next = sibling(last, item);
    if (split) {
      last = std::move(next);
      return;
    }
    if (item.sizes.empty() && item.colors.empty()) {
      if (item.quantity && !item.article) overwrite(last, item);
      return;
    }
    add_owned(next, item);
    lines_.push_back(std::move(next));
  }

  /// `5 cascos rojos y 3 azules`: to the customer whose word for gloves is `azules` those are
  /// gloves.
  void add_owned(Line& line, const Item& item) const {
    if (item.colors.empty()) return;
    const auto wanted = item.wanted();
    auto ranked = rank(catalog_, wanted);
    std::erase_if(ranked, [&](const Ranked& one) {
      return !one.whole || !catalog_.documents[one.document].owned;
    });
    const auto own = choose(catalog_, ranked, wanted, candidates_max);
    auto& candidates = line.chosen.candidates;
    candidates.insert(candidates.begin(), own.candidates.begin(), own.candidates.end());
    line.chosen.products.insert(line.chosen.products.end(), own.products.begin(),
                                own.products.end());
    if (candidates.size() > candidates_max) {
      line.chosen.more += static_cast<std::int32_t>(candidates.size() - candidates_max);
      candidates.erase(candidates.begin() + candidates_max, candidates.end());
    }
    line.sold = !candidates.empty();
  }

  static auto conflicts(const Item& has, const Item& more) -> bool {
    if (more.quantity && has.quantity && !has.article) return true;
    if (!more.colors.empty() && !has.colors.empty()) return true;
    for (const auto& size : more.sizes) {
      for (const auto& one : has.sizes) {
        if (is_letter_size(one) == is_letter_size(size)) return true;
      }
    }
    return false;
  }

  /// Whether `more` says a size or colour that the line before leaves open: then that was a
  /// heading.
  static auto gives_more(const Item& has, const Item& more) -> bool {
    return (has.sizes.empty() && !more.sizes.empty()) ||
           (has.colors.empty() && !more.colors.empty() && more.quantity);
  }

  /// The later number counts; `un` is none where a number was said.
  static void recount(Item& item, const Item& more) {
    if (!more.quantity || (more.article && item.quantity)) return;
    item.quantity = more.quantity;
    item.group = more.group;
    item.article = more.article;
  }

  void complete(Line& line, const Item& more) const {
    auto& item = line.item;
    recount(item, more);
    if (item.unit.empty()) item.unit = more.unit;
    if (item.container.empty()) item.container = more.container;
    add_attributes(line, more);
  }

  void add_attributes(Line& line, const Item& more) const {
    if (more.sizes.empty() && more.colors.empty() && more.unit.empty()) return;
    for (const auto& size : more.sizes) line.item.sizes.push_back(size);
    for (const auto& color : more.colors) line.inherited_colors.push_back(color);
    for (const auto& color : more.colors) line.item.colors.push_back(color);
    if (line.sold) choose_for(line);
  }

  void overwrite(Line& line, const Item& more) const {
    auto& item = line.item;
    recount(item, more);
    if (!more.unit.empty()) item.unit = more.unit;
    if (!more.container.empty()) item.container = more.container;
    if (!more.sizes.empty()) item.sizes.clear();
    if (!more.colors.empty()) drop_colors(line);
    add_attributes(line, more);
  }

  static void drop_colors(Line& line) {
    line.item.colors.clear();
    line.inherited_colors.clear();
    auto kept = line.item.pieces;
    std::erase_if(kept, [](const Piece& piece) { return !piece.color.empty(); });
    if (!kept.empty()) line.item.pieces = std::move(kept);
  }

  /// Another line of the same product, with what is said of it now.
  auto sibling(const Line& line, const Item& more) const -> Line {
    auto made = line;
    auto& item = made.item;
    item.quantity = more.quantity;
    item.group = more.group;
    item.article = more.article;
    item.unit = more.unit.empty() ? (more.container.empty() ? line.item.unit : "") : more.unit;
    item.container = more.container.empty() && more.unit.empty() ? item.container : more.container;
    item.start = more.start < 0 ? item.start : more.start;
    item.end = more.end < 0 ? item.end : more.end;
    if (!more.sizes.empty()) item.sizes.clear();
    if (!more.colors.empty()) drop_colors(made);
    for (const auto& size : more.sizes) item.sizes.push_back(size);
    for (const auto& color : more.colors) made.inherited_colors.push_back(color);
    for (const auto& color : more.colors) item.colors.push_back(color);
    if (made.sold) choose_for(made);
    return made;
  }

  const Catalog& catalog_;
  std::vector<Line> lines_;
  std::optional<Item> pending_;
  std::optional<Item> aside_;  ///< An unknown thing that nobody has asked for yet.
};

/// What a line says in the shape that everything passes on.
class Writer {
 public:
  explicit Writer(const Catalog& catalog) : catalog_(catalog) {}

  auto mention(const Line& line) const -> Mention {
    Mention made;
    made.start = std::max(line.item.start, 0);
    made.end = std::max(line.item.end, made.start);
    made.quantity = line.item.quantity;
    made.unit = line.item.unit;
    made.candidates = line.chosen.candidates;
    made.candidates_more = line.chosen.more;
    if (line.item.group > 0) group(line, made);
    if (!made.unit.empty() && line.sold && !accepts(line, made.unit)) foreign_unit(line, made);
    if (made.candidates.empty()) made.nearest = nearest_to(line.item);
    if (!line.item.container.empty() && made.unit.empty() && !vessel(line, line.item.container)) {
      made.unit_unknown = true;
    }
    return made;
  }

 private:
  auto accepts(const Line& line, const std::string& unit) const -> bool {
    return nlu::accepts(catalog_, line.chosen, unit);
  }

  /// What is sold under those words in another size or colour, or under some of them.
  auto nearest_to(const Item& item) const -> std::vector<Sku> {
    Wanted bare{item.pieces, {}, {}, {}, {}};
    std::erase_if(bare.pieces,
                  [](const Piece& piece) { return piece.matches.empty() || !piece.color.empty(); });
    std::vector<Sku> made;
    for (const auto& one : rank(catalog_, bare)) {
      if (one.score < score_near || catalog_.documents[one.document].owned) continue;
      for (const auto product : one.products) {
        const auto sku = Sku{catalog_.products[product].sku};
        if (made.size() < nearest_max && std::find(made.begin(), made.end(), sku) == made.end())
          made.push_back(sku);
      }
    }
    return made;
  }

  /// Whether the container stands in the product's own name: then it counts the product.
  auto vessel(const Line& line, const std::string& container) const -> bool {
    return std::any_of(line.chosen.products.begin(), line.chosen.products.end(), [&](auto product) {
      const auto& vessels = catalog_.products[product].vessels;
      return std::find(vessels.begin(), vessels.end(), container) != vessels.end();
    });
  }

  /// `media docena`: as dozens where the product can be counted so, else as a plain number.
  void group(const Line& line, Mention& made) const {
    for (const auto& [unit, count] : catalog_.collectives) {
      if (count != line.item.group || !accepts(line, unit)) continue;
      if (!made.unit.empty()) return;
      made.unit = unit;
      made.quantity = Quantity{made.quantity->thousandths / count};
      return;
    }
    if (line.item.group == 2 && made.unit.empty() && accepts(line, "par")) {
      made.unit = "par";
      made.quantity = Quantity{made.quantity->thousandths / 2};
    }
  }

  void foreign_unit(const Line& line, Mention& made) const {
    if (vessel(line, stem(made.unit))) made.unit.clear();
  }

  const Catalog& catalog_;
};

/// The first number that is no size, date or price. `una` counts only alone or before a unit.
auto count_in(const std::vector<Lexeme>& lexemes) -> std::optional<Quantity> {
  for (std::size_t i = 0; i < lexemes.size(); ++i) {
    const auto& one = lexemes[i];
    const bool number =
        one.kind == Kind::number || (one.kind == Kind::measure && !one.unit.empty());
    if (!number || one.ignored || (i > 0 && lexemes[i - 1].has(flag_size_cue))) continue;
    const auto* next = i + 1 < lexemes.size() ? &lexemes[i + 1] : nullptr;
    const bool counts_unit = next != nullptr && (!next->unit.empty() || next->has(flag_container));
    if (one.article && !counts_unit && lexemes.size() > 1) continue;
    return one.value;
  }
  return std::nullopt;
}

}  // namespace

auto find_need(const CatalogIndex& index, std::string_view text) -> std::optional<Mention> {
  Mention made;
  made.candidates = index.search(text, candidates_max);
  if (made.candidates.empty()) return std::nullopt;
  for (auto& candidate : made.candidates)
    candidate.confidence = std::min(candidate.confidence, confidence_of_need_max);
  made.end = static_cast<std::int32_t>(decode(text).size());
  return made;
}

auto find_order(const CatalogIndex& index, std::string_view text) -> OrderWords {
  const auto& catalog = index.inside();
  const auto lexemes = lex(text, &catalog);
  const auto lines = Resolver{catalog}.run(gather(catalog, lexemes));
  const Writer writer{catalog};
  OrderWords made;
  made.mentions.reserve(lines.size());
  for (const auto& line : lines) made.mentions.push_back(writer.mention(line));
  made.count = count_in(lexemes);
  return made;
}

}  // namespace orkesta::nlu
