#include "lexemes.hpp"

#include <algorithm>
#include <array>

#include "orkesta/nlu/numbers.hpp"
#include "orkesta/nlu/text.hpp"
#include "stems.hpp"

namespace orkesta::nlu::search {
namespace {

constexpr std::size_t phone_digits_min = 7;
constexpr std::size_t code_letters_max = 4;

auto word_of(std::string_view folded) -> const Word* {
  const auto& words = base_words();
  const auto found = words.find(folded);
  return found == words.end() ? nullptr : &found->second;
}

auto is_half(std::string_view w) -> bool {
  return w == "medio" || w == "media" || w == "meio" || w == "meia" || w == "half" || w == "demi" ||
         w == "demie";
}

auto roman(std::string_view w) -> std::string_view {
  constexpr auto numbers = std::to_array<std::pair<std::string_view, std::string_view>>(
      {{"i", "1"}, {"ii", "2"}, {"iii", "3"}, {"iv", "4"}, {"v", "5"}, {"vi", "6"}});
  for (const auto& [name, digits] : numbers) {
    if (name == w) return digits;
  }
  return w;
}

/// Walks the tokens once; every step consumes at least one.
class Cutter {
 public:
  Cutter(std::u32string_view raw, const Catalog* catalog)
      : raw_(raw), catalog_(catalog), tokens_(tokenize(raw)) {
    out_.reserve(tokens_.size() + 2);
  }

  auto run() -> std::vector<Lexeme> {
    while (at_ < tokens_.size()) {
      line_break();
      step();
    }
    ignore_coupons();
    return std::move(out_);
  }

 private:
  auto token(std::size_t at) const -> const Token* {
    return at < tokens_.size() ? &tokens_[at] : nullptr;
  }
  auto folded(std::size_t at) const -> std::string_view {
    return at < tokens_.size() ? std::string_view{tokens_[at].folded} : std::string_view{};
  }
  auto is_word(std::size_t at) const -> bool {
    return at < tokens_.size() && tokens_[at].kind == TokenKind::word;
  }
  auto is_number(std::size_t at) const -> bool {
    return at < tokens_.size() && tokens_[at].kind == TokenKind::number;
  }
  /// Whether token `at` begins where the one before it ends.
  auto touches(std::size_t at) const -> bool {
    return at > 0 && at < tokens_.size() && tokens_[at - 1].end == tokens_[at].start;
  }
  auto unit_named(std::string_view word) const -> std::string_view {
    if (catalog_ == nullptr) return {};
    const auto found = catalog_->units.find(word);
    return found == catalog_->units.end() ? std::string_view{} : std::string_view{found->second};
  }
  auto flags_of(std::string_view word) const -> std::uint32_t {
    const auto* known = word_of(word);
    return known == nullptr ? 0 : known->flags;
  }
  auto follows(std::size_t first, std::size_t second) const -> bool {
    return catalog_ != nullptr && first < tokens_.size() && second < tokens_.size() &&
           catalog_->follows(tokens_[first].folded, tokens_[second].folded);
  }

  auto put(Kind kind, std::size_t first, std::size_t last) -> Lexeme& {
    auto& made = out_.emplace_back();
    made.kind = kind;
    made.start = tokens_[first].start;
    made.end = tokens_[last - 1].end;
    at_ = last;
    return made;
  }

  void line_break() {
    const auto from = at_ == 0 ? 0 : tokens_[at_ - 1].end;
    const auto to = tokens_[at_].start;
    const auto gap =
        raw_.substr(static_cast<std::size_t>(from), static_cast<std::size_t>(to - from));
    if (gap.find(U'\n') == std::u32string_view::npos) return;
    auto& made = out_.emplace_back();
    made.kind = Kind::stop_mark;
    made.start = made.end = from;
    made.text = "\n";
  }

  void step() {
    switch (tokens_[at_].kind) {
      case TokenKind::number:
        return number();
      case TokenKind::word:
        return word();
      case TokenKind::emoji:
        ++at_;
        return;
      case TokenKind::punctuation:
        return mark();
    }
  }

  void mark() {
    const auto text = folded(at_);
    if (text == "$") {
      money_ = true;
      ++at_;
      return;
    }
    if (text == "+" || text == "&") {
      put(Kind::word, at_, at_ + 1).flags = flag_connector;
      return;
    }
    if (text == "#") {
      put(Kind::word, at_, at_ + 1).flags = flag_weak_cue | flag_stop;
      return;
    }
    if (text == "," || text == "/") {
      put(Kind::comma, at_, at_ + 1).text = ",";
      return;
    }
    constexpr auto stops =
        std::to_array<std::string_view>({".", "?", "!", ";", ":", "(", ")", "…", "¿", "¡", "•"});
    if (std::find(stops.begin(), stops.end(), text) != stops.end()) {
      auto& made = put(Kind::stop_mark, at_, at_ + 1);
      made.text = tokens_[at_ - 1].folded;
      return;
    }
    if (read_value()) return;  // `½`.
    ++at_;
  }

  void number() {
    if (dimensions() || code_from_digits()) return;
    if (at_ > 0 && follows(at_ - 1, at_) && catalog_->find_exact(folded(at_))) return term();
    if (read_value()) return;
    ++at_;
  }

  /// `10x10`, `10 x 10 cm`: one size.
  auto dimensions() -> bool {
    if (folded(at_ + 1) != "x" || !is_number(at_ + 2)) return false;
    auto last = at_ + 3;
    auto text = std::string{folded(at_)}.append("x").append(folded(at_ + 2));
    if (const auto* known = is_word(last) ? word_of(folded(last)) : nullptr;
        known != nullptr && !known->measure.empty()) {
      ++last;
    }
    auto& made = put(Kind::measure, at_, last);
    made.text = std::move(text);
    return true;
  }

  /// `21g` is a measure, `2xl` a size, `4k` a code of the catalogue.
  auto code_from_digits() -> bool {
    if (!is_word(at_ + 1) || !touches(at_ + 1)) return false;
    const auto letters = folded(at_ + 1);
    const auto joined = std::string{folded(at_)}.append(letters);
    if (letters == "xl" || letters == "xg") {
      put(Kind::size, at_, at_ + 2).text = canonical_size(joined);
      return true;
    }
    const auto* known = word_of(letters);
    const bool measure = known != nullptr && !known->measure.empty();
    const bool is_code = catalog_ == nullptr ? !measure : catalog_->find_exact(joined).has_value();
    if (!is_code || letters.size() > code_letters_max || !unit_named(letters).empty()) return false;
    code(joined, at_ + 2);
    return true;
  }

  void code(std::string text, std::size_t last) {
    auto& made = put(Kind::word, at_, last);
    made.text = text;
    made.stem = std::move(text);
    look_up(made, true);
  }

  /// A number in digits or words, with its measure or group; false when none is here.
  auto read_value() -> bool {
    const auto read = read_number(tokens_, at_);
    if (!read) return false;
    const bool negative = is_negative(raw_, tokens_, at_);
    const auto sign = negative ? -1 : 1;
    auto last = read->last;
    auto value = Quantity{read->value.thousandths * sign};
    std::int64_t group = 0;
    if (read->words && last > at_ + 1) group = group_of(last - 1);
    if (last == at_ + 1 && folded(last) == "x" && !is_number(last + 1)) ++last;  // `3x guantes`.
    const auto* known = is_word(last) ? word_of(folded(last)) : nullptr;
    const bool inches = folded(last) == "\"" || folded(last) == "''";
    const bool percent = folded(last) == "%";
    const bool named = !read->article || (at_ > 0 && folded(at_ - 1) == "de");  // `de un litro`.
    const bool measured = known != nullptr && !known->measure.empty() && named;
    const auto first = at_;
    if (inches || percent || (measured && plausible_measure(*read, last))) {
      auto& made = put(Kind::measure, first, last + 1);
      made.text = value.text().append(inches ? "in" : percent ? "%" : known->measure);
      if (known != nullptr) made.unit = unit_named(tokens_[last].folded);
      made.value = negative ? value : with_half(value);
      made.end = tokens_[at_ - 1].end;
      made.ignored = money_;
    } else {
      auto& made = put(Kind::number, first, last);
      made.text = tokens_[first].folded;
      made.value = value;
      made.article = read->article && !negative;
      made.group = group;
      made.ignored = is_no_quantity(first, last);
    }
    money_ = false;
    return true;
  }

  /// `5 ml` is a measure, but neither `3 m` at a word's distance nor `2 a` are, unless they touch.
  auto plausible_measure(const NumberRead& read, std::size_t at) const -> bool {
    const auto text = folded(at);
    if (touches(at)) return true;
    if (text == "a" || text == "v" || text == "w" || text == "g") return !read.words && text != "a";
    return true;
  }

  /// `kilo y medio`: adds the half and steps over it.
  auto with_half(Quantity value) -> Quantity {
    const bool joint = is_word(at_) && (flags_of(folded(at_)) & flag_connector) != 0;
    if (!joint || !is_half(folded(at_ + 1))) return value;
    at_ += 2;
    return {value.thousandths + 500};
  }

  auto group_of(std::size_t at) const -> std::int64_t {
    const auto unit = unit_named(folded(at));
    if (unit.empty() || catalog_ == nullptr) return 0;
    const auto found = catalog_->collectives.find(unit);
    if (found != catalog_->collectives.end()) return found->second;
    return unit == "par" ? 2 : 0;
  }

  /// Whether a word of the catalogue stands there: `5000000 guantes`.
  auto names_thing(std::size_t at) const -> bool {
    return catalog_ != nullptr && catalog_->find_exact(stem(folded(at))).has_value();
  }

  /// Money, dates, times, telephones.
  auto is_no_quantity(std::size_t first, std::size_t last) const -> bool {
    if (money_) return true;
    const bool counts = is_word(last) && (!unit_named(folded(last)).empty() || names_thing(last));
    if (is_number(first) && folded(first).size() >= phone_digits_min && !counts) return true;
    const auto next = is_word(last) ? flags_of(folded(last)) : 0;
    if ((next & flag_money) != 0) return true;
    if ((next & flag_time) != 0 && unit_named(folded(last)).empty() && is_number(first))
      return true;
    if ((next & flag_month) != 0 && is_number(first)) return true;
    const bool of = folded(last) == "de" || folded(last) == "of";
    if (of && is_word(last + 1) && (flags_of(folded(last + 1)) & flag_month) != 0) return true;
    if ((folded(last) == "/" || folded(last) == ":") && is_number(last + 1)) return true;
    if (first > 0 && (folded(first - 1) == "/" || folded(first - 1) == ":") && touches(first))
      return true;
    return first > 1 && folded(first - 1) == "las" && folded(first - 2) == "a";
  }

  void word() {
    if (phrase() || combined()) return;
    const auto text = folded(at_);
    if (catalog_ == nullptr) return plain();
    const auto flags = flags_of(text);
    if ((flags & (flag_number | flag_connector)) == 0) return plain();
    const bool named =
        (at_ > 0 && follows(at_ - 1, at_)) || (is_half(text) && follows(at_, at_ + 1));
    if (named && catalog_->find_exact(stem(text))) return term();
    if (text == "x" && is_number(at_ + 1)) ++at_;  // `x3`.
    if ((flags & flag_number) == 0 || !read_value()) plain();
  }

  /// An alias that is made of function words only.
  auto phrase() -> bool {
    if (catalog_ == nullptr || !catalog_->phrase_heads.contains(folded(at_))) return false;
    for (auto count = catalog_->phrase_words_max; count > 0; --count) {
      if (at_ + count > tokens_.size()) continue;
      std::string text;
      for (auto i = at_; i < at_ + count; ++i) {
        if (i > at_) text.push_back(' ');
        text.append(folded(i));
      }
      const auto found = catalog_->phrases.find(text);
      if (found == catalog_->phrases.end()) continue;
      auto& made = put(Kind::word, at_, at_ + count);
      made.text = std::move(text);
      made.phrase = found->second;
      made.is_phrase = true;
      return true;
    }
    return false;
  }

  /// `sin cordón`, `tipo II`, `N-95`, `A54`, `extra grande`.
  auto combined() -> bool {
    const auto text = folded(at_);
    const auto flags = flags_of(text);
    if ((flags & flag_without) != 0 && is_word(at_ + 1)) {
      code(std::string{"sin"}.append(stem(folded(at_ + 1))), at_ + 2);
      return true;
    }
    const bool short_next = is_number(at_ + 1) || (is_word(at_ + 1) && folded(at_ + 1).size() <= 3);
    if ((flags & flag_kind) != 0 && short_next &&
        (flags_of(folded(at_ + 1)) & (flag_of | flag_size_cue)) == 0) {
      const auto joined = std::string{"tipo"}.append(roman(folded(at_ + 1)));
      if (catalog_ == nullptr || catalog_->find_exact(joined)) {
        code(joined, at_ + 2);
        return true;
      }
    }
    if (extra_size()) return true;
    const auto digits = folded(at_ + 1) == "-" && touches(at_ + 1) ? at_ + 2 : at_ + 1;
    if (!is_number(digits) || !touches(digits) || text.size() > code_letters_max) return false;
    if (text == "x" || !unit_named(text).empty()) return false;
    code(std::string{text}.append(folded(digits)), digits + 1);
    return true;
  }

  auto extra_size() -> bool {
    auto next = at_;
    std::string size;
    if (folded(next) == "doble" || folded(next) == "double") {
      size = "X";
      ++next;
    }
    if (folded(next) != "extra" || !is_word(next + 1)) return false;
    const auto* known = word_of(folded(next + 1));
    const auto letter = canonical_size(folded(next + 1));
    const auto base = known != nullptr && !known->size.empty() ? known->size : letter;
    if (base != "L" && base != "S") return false;
    put(Kind::size, at_, next + 2).text = size.append("X").append(base);
    return true;
  }

  void term() {
    auto& made = put(Kind::word, at_, at_ + 1);
    made.text = tokens_[at_ - 1].folded;
    made.stem = stem(made.text);
    made.flags = flags_of(made.text) & (flag_connector | flag_of);
    if (catalog_ != nullptr) look_up(made, true);
  }

  void plain() {
    const auto& from = tokens_[at_];
    const bool written_out = from.mapped != from.folded && unit_named(from.folded).empty();
    auto& made = put(Kind::word, at_, at_ + 1);
    made.text = from.folded;
    made.unit = unit_named(from.folded);
    if (made.unit.empty() && is_word(at_)) {
      made.unit = unit_named(std::string{from.folded}.append(" ").append(folded(at_)));
      if (!made.unit.empty()) made.end = tokens_[at_++].end;
    }
    made.stem = stem(made.text);
    if (join_next(made)) return;
    const bool sold = catalog_ != nullptr && catalog_->find_exact(made.stem).has_value();
    if (written_out && !sold) {
      const auto blank = from.mapped.find(' ');
      if (blank == std::string::npos) {
        made.text = from.mapped;
        made.stem = stem(made.text);
      } else {
        made.flags = flag_stop;
        return;
      }
    }
    describe(made, from);
  }

  /// `cubre bocas`: one word of the catalogue, written as two.
  auto join_next(Lexeme& made) -> bool {
    if (catalog_ == nullptr || !is_word(at_) || catalog_->find_exact(made.stem)) return false;
    auto joined = stem(std::string{made.text}.append(folded(at_)));
    if (joined.size() < 6 || !catalog_->find_exact(joined)) return false;
    made.stem = std::move(joined);
    made.text.append(folded(at_));
    made.end = tokens_[at_++].end;
    look_up(made, true);
    return true;
  }

  void describe(Lexeme& made, const Token& from) {
    const auto* known = word_of(made.text);
    if (known == nullptr && catalog_ != nullptr && !catalog_->find_exact(made.stem))
      known = word_by_sound(made.text);
    if (known != nullptr) made.flags = known->flags;
    if (known == nullptr && catalog_ != nullptr && !catalog_->find_exact(made.stem) &&
        is_order_verb(made.text)) {
      made.flags = flag_stop | flag_request;
    }
    if (made.text == "i" && catalog_ != nullptr) made.flags |= flag_connector;
    if (numero_sign(from)) made.flags = flag_size_cue | flag_stop;
    const bool letter = made.text.size() == 1 && !beside_apostrophe(from);
    const auto size = letter ? canonical_size(made.text) : std::string{};
    const bool sized = known != nullptr && !known->size.empty();
    if (made.unit.empty() && (sized || !size.empty())) {
      made.kind = Kind::size;
      made.text = size.empty() ? known->size : size;
      return;
    }
    made.color = color_of(made.stem);
    if (made.color.empty() && catalog_ != nullptr && catalog_->colors.contains(made.stem))
      made.color = made.stem;
    if (catalog_ != nullptr) look_up(made, false);
  }

  /// `nº`, `n°`: the mark tells it from the word `no`.
  auto numero_sign(const Token& from) -> bool {
    const auto raw = raw_.substr(static_cast<std::size_t>(from.start),
                                 static_cast<std::size_t>(from.end - from.start));
    if (raw.find(U'\u00BA') != std::u32string_view::npos) return true;
    if ((from.folded == "n" || from.folded == "no") && folded(at_) == "°") {
      ++at_;
      return true;
    }
    return from.folded == "no" && is_number(at_);
  }

  auto beside_apostrophe(const Token& from) const -> bool {
    const auto is = [&](std::int32_t place) {
      const auto index = static_cast<std::size_t>(place);
      return place >= 0 && index < raw_.size() &&
             (raw_[index] == U'\'' || raw_[index] == U'\u2019');
    };
    return is(from.start - 1) || is(from.end);
  }

  /// Function words are never looked up; words that are mostly small talk only as they stand.
  void look_up(Lexeme& made, bool exactly) {
    if (catalog_ == nullptr) return;
    constexpr auto perhaps = flag_service | flag_person | flag_request;
    const bool plain_stop = made.has(flag_stop) && !made.has(perhaps);
    if (!exactly && (plain_stop || made.has(flag_connector | flag_of | flag_per))) return;
    const bool common = made.has(flag_stop | flag_container | flag_month | flag_time | flag_money |
                                 flag_coupon | flag_for);
    if (exactly || common || !made.unit.empty() || !made.color.empty()) {
      if (const auto id = catalog_->find_exact(made.stem)) made.matches.push_back({*id, 10000});
      return;
    }
    made.matches = catalog_->find(made.stem);
  }

  /// What stands behind `cupón` or is a coupon in itself is no product.
  void ignore_coupons() {
    if (catalog_ == nullptr) return;
    for (std::size_t i = 0; i < out_.size(); ++i) {
      const bool has_digit = out_[i].text.find_first_of("0123456789") != std::string::npos;
      if (catalog_->coupons.contains(out_[i].text) && has_digit) out_[i].ignored = true;
      if (!out_[i].has(flag_coupon)) continue;
      for (auto next = i + 1; next < out_.size() && next <= i + 3; ++next) {
        if (out_[next].kind == Kind::stop_mark && out_[next].text != ":") break;
        const bool filler = out_[next].has(flag_of | flag_stop | flag_coupon) &&
                            !catalog_->coupons.contains(out_[next].text);
        if (filler || out_[next].kind == Kind::stop_mark) continue;
        out_[next].ignored = true;
        break;
      }
    }
  }

  std::u32string_view raw_;
  const Catalog* catalog_;
  std::vector<Token> tokens_;
  std::vector<Lexeme> out_;
  std::size_t at_ = 0;
  bool money_ = false;
};

}  // namespace

auto lex(std::string_view text, const Catalog* catalog) -> std::vector<Lexeme> {
  const auto raw = decode(text);
  return Cutter{raw, catalog}.run();
}

}  // namespace orkesta::nlu::search
