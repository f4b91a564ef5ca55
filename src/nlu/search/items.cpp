#include "items.hpp"

#include <algorithm>
#include <array>

namespace orkesta::nlu::search {
namespace {

constexpr std::int32_t share_trailing = 5000;

auto is_verb_like(std::string_view word) -> bool {
  constexpr auto endings =
      std::to_array<std::string_view>({"ar", "er", "ir", "arme", "erme", "irme", "ando", "iendo",
                                       "arlo", "erlo", "irlo", "amos", "emos", "imos", "aron"});
  for (const auto end : endings) {
    if (word.size() > end.size() + 2 && word.substr(word.size() - end.size()) == end) return true;
  }
  return false;
}

class Gatherer {
 public:
  Gatherer(const Catalog& catalog, const std::vector<Lexeme>& lexemes)
      : catalog_(catalog), all_(lexemes) {}

  auto run() -> std::vector<Item> {
    for (at_ = 0; at_ < all_.size(); ++at_) step();
    close();
    return std::move(items_);
  }

 private:
  auto peek(std::size_t ahead = 1) const -> const Lexeme* {
    return at_ + ahead < all_.size() ? &all_[at_ + ahead] : nullptr;
  }
  auto previous() const -> const Lexeme* { return at_ > 0 ? &all_[at_ - 1] : nullptr; }
  auto has_content() const -> bool {
    return item_.terms || item_.unknown || !item_.phrases.empty();
  }
  /// A word that names something, and not only its colour.
  static auto is_thing(const Lexeme* one) -> bool {
    if (one == nullptr || one->kind != Kind::word || one->ignored || !one->color.empty())
      return false;
    if (one->is_phrase || !one->matches.empty()) return true;
    constexpr auto others = flag_stop | flag_connector | flag_of | flag_per | flag_weak_cue |
                            flag_for | flag_size_cue | flag_time | flag_money | flag_month;
    return !one->has(others) && one->unit.empty();
  }

  void close() {
    const bool correction = item_.empty() && item_.correction;
    if (!item_.empty()) {
      promote();
      if (item_.terms && !item_.unit_only) {
        named_ = item_.pieces;
        named_sizes_ = item_.sizes;
      }
      items_.push_back(std::move(item_));
    }
    const bool request = item_.request;
    item_ = Item{};
    item_.request = request;
    item_.correction = correction;
    after_for_ = false;
    naming_ = false;
  }

  /// `30 licencias`, `10 bolsas`: without any other word the container is the thing.
  void promote() {
    if (has_content()) return;
    for (auto& piece : item_.pieces) {
      if (!piece.bonus || piece.matches.empty()) continue;
      piece.bonus = false;
      item_.terms = true;
      item_.container.clear();
    }
    item_.common = std::all_of(item_.pieces.begin(), item_.pieces.end(),
                               [](const Piece& piece) { return piece.common; });
    item_.unit_only = item_.terms && item_.pieces.size() == 1 && !item_.unit.empty();
  }

  void step() {
    const auto& one = all_[at_];
    if (one.ignored) return;
    switch (one.kind) {
      case Kind::stop_mark:
        close();
        item_.request = false;
        return;
      case Kind::comma:
        return close();
      case Kind::number:
        return number(one);
      case Kind::measure:
        return measure(one);
      case Kind::size:
        return size(one);
      case Kind::word:
        return word(one);
    }
  }

  void span(const Lexeme& one) {
    if (item_.start < 0) item_.start = one.start;
    item_.end = one.end;
  }

  void add_size(const std::string& size, const Lexeme& one) {
    if (!has_content()) span(one);
    if (std::find(item_.sizes.begin(), item_.sizes.end(), size) == item_.sizes.end())
      item_.sizes.push_back(size);
  }

  auto cue_before() const -> bool {
    const auto* before = previous();
    return before != nullptr && before->has(flag_size_cue);
  }
  auto weak_cue_before() const -> bool {
    const auto* before = previous();
    return before != nullptr && (before->has(flag_weak_cue) || before->text == "de");
  }

  void number(const Lexeme& one) {
    if (cue_before()) return add_size(one.value.text(), one);
    const auto* next = peek();
    const bool unit_next = next != nullptr && next->kind == Kind::word && !next->ignored &&
                           (!next->unit.empty() || next->has(flag_container)) &&
                           next->color.empty();
    const bool thing_next = !unit_next && is_thing(next);
    if (weak_cue_before() && !unit_next && !thing_next && !one.article &&
        (has_content() || item_.quantity || !items_.empty())) {
      return add_size(one.value.text(), one);
    }
    if (has_content() || !item_.colors.empty()) {
      if (!unit_next && !one.article && fits_as_size(one)) {
        return add_size(one.value.text(), one);
      }
      const auto* behind = peek(2);
      const bool unit_of_next =
          unit_next && behind != nullptr && (behind->has(flag_of) || is_thing(behind));
      const bool taken = item_.quantity.has_value() && !item_.article;
      if (taken || thing_next || unit_of_next || one.article) close();
    }
    if (one.article && item_.quantity && !item_.article) return;
    const bool was_size =
        std::any_of(named_sizes_.begin(), named_sizes_.end(),
                    [](const auto& has) { return has.front() >= '0' && has.front() <= '9'; });
    if (item_.correction && !has_content() && was_size && !unit_next && fits_as_size(one)) {
      return add_size(one.value.text(), one);  // `café 40, mejor 41`.
    }
    if (!has_content()) span(one);
    item_.quantity = one.value;
    item_.article = one.article;
    item_.group = one.group;
    if (unit_next) {
      ++at_;
      unit_of_number(all_[at_]);
    } else if (next != nullptr && next->has(flag_of) && next->text != "del") {
      item_.carries = true;
    }
  }

  void unit_of_number(const Lexeme& unit) {
    if (!unit.unit.empty()) {
      item_.unit = unit.unit;
    } else {
      item_.container = unit.stem;
    }
    bonus(unit);
    half_behind();
  }

  /// `hora y media`, `2 horas y media`.
  void half_behind() {
    const auto* joint = peek(1);
    const auto* half = peek(2);
    if (joint == nullptr || half == nullptr || !joint->has(flag_connector)) return;
    const bool is_half = half->text == "media" || half->text == "medio" || half->text == "half" ||
                         half->text == "meia" || half->text == "meio" || half->text == "demie" ||
                         half->text == "demi";
    if (!is_half) return;
    const auto base = item_.quantity.value_or(Quantity::whole(1));
    item_.quantity = Quantity{base.thousandths + 500};
    item_.article = false;
    at_ += 2;
  }

  void bonus(const Lexeme& one) {
    Piece piece{one.matches, {}, 10000, false, true};
    if (!one.unit.empty()) {
      for (const auto id : unit_terms(one.unit)) {
        const bool there = std::any_of(piece.matches.begin(), piece.matches.end(),
                                       [&](const Match& match) { return match.term == id; });
        if (!there) piece.matches.push_back({id, 9900});
      }
    }
    if (!piece.matches.empty()) item_.pieces.push_back(std::move(piece));
  }

  auto unit_terms(const std::string& unit) const -> std::vector<TermId> {
    for (const auto& one : lex(unit, &catalog_)) {
      if (const auto id = catalog_.find_exact(one.stem)) return {*id};
    }
    return {};
  }

  auto fits_as_size(const Lexeme& one) const -> bool {
    const auto size = one.value.text();
    for (const auto& there : item_.sizes) {
      if (there.front() >= '0' && there.front() <= '9') return false;
    }
    auto wanted = item_.wanted();
    if (!item_.terms && item_.phrases.empty()) {  // `otras doradas 36`: of the product before.
      wanted.pieces = named_;
      std::erase_if(wanted.pieces, [](const Piece& piece) { return !piece.color.empty(); });
    }
    return any_has_size(catalog_, rank(catalog_, wanted), size);
  }

  void measure(const Lexeme& one) {
    const auto* next = peek();
    const bool of_thing = next != nullptr && (next->has(flag_of) || is_thing(next));
    const bool countable = !one.unit.empty();
    if (cue_before()) return add_size(one.text, one);
    if (has_content()) {
      const auto ranked = rank(catalog_, item_.wanted());
      if (any_has_size(catalog_, ranked, one.text) || !countable || item_.quantity ||
          !any_accepts(catalog_, ranked, one.unit)) {
        if (!(countable && item_.quantity && of_thing)) return add_size(one.text, one);
        close();
      }
    } else if (!countable && !(of_thing && !item_.quantity && measure_in(one.text) != "per")) {
      return add_size(one.text, one);
    }
    span(one);
    item_.quantity = one.value;
    item_.article = false;
    if (countable) {
      item_.unit = one.unit;
    } else {
      item_.container = std::string{measure_in(one.text)};
    }
  }

  void size(const Lexeme& one) {
    const auto* before = previous();
    const bool letter = one.end - one.start == 1;
    const bool after_number = before != nullptr && before->kind == Kind::number;
    const bool placed = item_.correction || has_content() || cue_before() || after_number ||
                        weak_cue_before() || !item_.colors.empty() || item_.quantity.has_value();
    if (letter && !placed) return;
    const bool conflicts = std::any_of(item_.sizes.begin(), item_.sizes.end(), [](const auto& has) {
      return has.front() < '0' || has.front() > '9';
    });
    if (conflicts) return;
    add_size(one.text, one);
  }

  void word(const Lexeme& one) {
    if (one.is_phrase) {
      span(one);
      item_.phrases.push_back(one.phrase);
      return;
    }
    if (one.has(flag_connector) && one.matches.empty()) return joint(one);
    if (corrects(one)) {
      close();
      item_.correction = true;
      return;
    }
    if (one.has(flag_size_cue) && medium_behind()) return;
    note(one);
    if (!one.unit.empty()) return unit(one);
    if (!one.color.empty() && (!one.has(flag_stop) || catalog_.colors.contains(one.color)))
      return color(one);
    if (!one.matches.empty()) return term(one);
    if (one.has(flag_container)) {
      item_.unknown = item_.unknown || !has_content();
      return;
    }
    if (is_thing(&one) && !one.has(flag_service | flag_person | flag_request)) unknown(one);
  }

  /// `tamanho médio`: only there is it a size.
  auto medium_behind() -> bool {
    const auto* next = peek();
    if (next == nullptr || (next->text != "medio" && next->text != "media")) return false;
    add_size("M", *next);
    ++at_;
    return true;
  }

  void note(const Lexeme& one) {
    if (one.has(flag_request)) item_.request = true;
    if (one.has(flag_service) && one.matches.empty() && !one.has(flag_request))
      item_.service = true;
    if (one.has(flag_same)) item_.same = true;
    if (one.has(flag_other)) {
      item_.other = true;
      if (!item_.quantity && one.text.back() != 's') {
        item_.quantity = Quantity::whole(1);
        item_.article = true;
      }
    }
    if (one.has(flag_for)) after_for_ = true;
    naming_ = naming_ || one.text == "soy" || one.text == "llamo" || one.text == "sou";
    constexpr auto too =
        std::to_array<std::string_view>({"tambien", "ademas", "aparte", "also", "tambem", "aussi"});
    if (std::find(too.begin(), too.end(), one.text) != too.end()) item_.correction = false;
  }

  auto corrects(const Lexeme& one) const -> bool {
    const auto* before = previous();
    const auto* next = peek();
    if (one.has(flag_correction)) {
      constexpr auto articles =
          std::to_array<std::string_view>({"el", "la", "su", "un", "lo", "the", "tu", "los", "al"});
      return before == nullptr || one.text != "mejor" ||
             std::find(articles.begin(), articles.end(), before->text) == articles.end();
    }
    if (!one.has(flag_denial) || before == nullptr) return false;
    if (next == nullptr || next->text == "?") return false;
    const bool apart = before->kind == Kind::comma || before->kind == Kind::stop_mark;
    const bool to_data =
        next->kind == Kind::number || next->kind == Kind::size || next->kind == Kind::comma;
    return next->has(flag_correction) || next->text == "verdad" || next->text == "es" ||
           next->kind == Kind::comma || (apart && to_data);
  }

  void joint(const Lexeme& one) {
    const auto* before = previous();
    const auto* next = peek();
    const bool named = before != nullptr && next != nullptr && item_.terms &&
                       catalog_.follows(before->text, one.text) &&
                       catalog_.follows(one.text, next->text);
    if (!named) return close();
    item_.split = item_.pieces.size();
  }

  void unit(const Lexeme& one) {
    const auto* before = previous();
    const bool per = before != nullptr && before->has(flag_per);
    if (!per || !has_content()) bonus(one);
    if (item_.unit.empty()) item_.unit = one.unit;
    if (!has_content()) {
      if (item_.start < 0) span(one);
      half_behind();
    }
  }

  void color(const Lexeme& one) {
    if (!item_.terms && item_.start < 0) span(one);
    if (has_content()) span(one);
    const auto* before = previous();
    const bool of_name = before != nullptr && !one.matches.empty() && item_.terms &&
                         catalog_.follows(before->text, one.text) && names_color(*before, one);
    if (of_name) return term(one);
    item_.colors.push_back(one.color);
    item_.pieces.push_back({one.matches, one.color, 10000, false, false});
  }

  /// `isla negra`: the colour is part of the name.
  auto names_color(const Lexeme& noun, const Lexeme& color) const -> bool {
    if (noun.matches.empty() || color.matches.empty()) return false;
    const auto key = (std::uint64_t{noun.matches.front().term} << 32U) | color.matches.front().term;
    return catalog_.named_colors.contains(key);
  }

  void term(const Lexeme& one) {
    if (naming_ && one.matches.front().quality < 10000) return;
    if (one.has(flag_stop | flag_container)) {  // Mostly small talk: counts where it fits.
      if (item_.start < 0) span(one);
      item_.pieces.push_back({one.matches, {}, 10000, one.has(flag_stop), true});
      return;
    }
    if (!has_content()) item_.start = one.start;
    span(one);
    item_.terms = true;
    item_.pieces.push_back({one.matches, {}, 10000, false, false});
  }

  /// `inscribo a marketing`: an unknown word that an article or `a` parts from a known one is a
  /// verb; `carteras de cuero` is a thing.
  auto leads_to_thing() const -> bool {
    const auto* joint = peek(1);
    if (joint == nullptr || joint->kind != Kind::word) return joint != nullptr && joint->article;
    if (!joint->has(flag_stop) || joint->has(flag_of | flag_for | flag_request)) return false;
    for (std::size_t ahead = 2; ahead < 5; ++ahead) {
      const auto* next = peek(ahead);
      if (next == nullptr || next->kind != Kind::word) return false;
      if (!next->matches.empty()) return true;
      if (!next->has(flag_stop)) return false;
    }
    return false;
  }

  void unknown(const Lexeme& one) {
    if (naming_) return;
    if (is_verb_like(one.text) && !has_content()) {  // `quiero cancelar …`: no thing is asked for.
      item_.service = true;
      return;
    }
    if (!has_content() && leads_to_thing()) return;
    if (after_for_ && has_content()) return;
    if (!has_content()) item_.start = one.start;
    std::size_t known = 0;
    for (const auto& piece : item_.pieces) known += !piece.matches.empty() && !piece.bonus ? 1 : 0;
    if (known == 0) span(one);
    item_.unknown = true;
    item_.pieces.push_back({{}, {}, known >= 2 ? share_trailing : 10000, false, false});
  }

  const Catalog& catalog_;
  const std::vector<Lexeme>& all_;
  std::vector<Item> items_;
  Item item_;
  std::vector<std::string> named_sizes_;
  std::vector<Piece> named_;  ///< Of the last item that named a product.
  std::size_t at_ = 0;
  bool after_for_ = false;
  bool naming_ = false;  ///< Behind `soy`: a person's name.
};

}  // namespace

auto gather(const Catalog& catalog, const std::vector<Lexeme>& lexemes) -> std::vector<Item> {
  return Gatherer{catalog, lexemes}.run();
}

}  // namespace orkesta::nlu::search
