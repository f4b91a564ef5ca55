#include "orkesta/nlu/numbers.hpp"

#include <algorithm>
#include <array>
#include <string>

namespace orkesta::nlu {
namespace {

constexpr std::int64_t thousandths = 1000;
constexpr std::int64_t number_max_thousandths = number_max * thousandths;
constexpr std::int64_t words_max = 1'000'000'000'000;  ///< Of numbers in words.

struct Word {
  std::string_view name;
  std::int64_t value;
};

/// Cardinal words, folded, sorted by name. `y`, `et`, `mil` and the like are handled apart.
constexpr auto cardinals = std::to_array<Word>({
    {"catorce", 14},
    {"catorze", 14},
    {"cem", 100},
    {"cent", 100},
    {"cento", 100},
    {"cents", 100},
    {"cien", 100},
    {"ciento", 100},
    {"cinco", 5},
    {"cincuenta", 50},
    {"cinq", 5},
    {"cinquante", 50},
    {"cinquenta", 50},
    {"cuarenta", 40},
    {"cuatro", 4},
    {"cuatrocientas", 400},
    {"cuatrocientos", 400},
    {"deux", 2},
    {"dez", 10},
    {"dezanove", 19},
    {"dezenove", 19},
    {"dezesseis", 16},
    {"dezessete", 17},
    {"dezoito", 18},
    {"diecinueve", 19},
    {"dieciocho", 18},
    {"dieciseis", 16},
    {"diecisiete", 17},
    {"diez", 10},
    {"dix", 10},
    {"doce", 12},
    {"dois", 2},
    {"dos", 2},
    {"doscientas", 200},
    {"doscientos", 200},
    {"douze", 12},
    {"doze", 12},
    {"duas", 2},
    {"duzentas", 200},
    {"duzentos", 200},
    {"eight", 8},
    {"eighteen", 18},
    {"eighty", 80},
    {"eleven", 11},
    {"fifteen", 15},
    {"fifty", 50},
    {"five", 5},
    {"forty", 40},
    {"four", 4},
    {"fourteen", 14},
    {"huit", 8},
    {"hundred", 100},
    {"nine", 9},
    {"nineteen", 19},
    {"ninety", 90},
    {"neuf", 9},
    {"nove", 9},
    {"novecientas", 900},
    {"novecientos", 900},
    {"noventa", 90},
    {"nueve", 9},
    {"ochenta", 80},
    {"ocho", 8},
    {"ochocientas", 800},
    {"ochocientos", 800},
    {"oitenta", 80},
    {"oito", 8},
    {"once", 11},
    {"one", 1},
    {"onze", 11},
    {"quarante", 40},
    {"quarenta", 40},
    {"quatorze", 14},
    {"quatre", 4},
    {"quatro", 4},
    {"quatrocentos", 400},
    {"quince", 15},
    {"quinhentas", 500},
    {"quinhentos", 500},
    {"quinientas", 500},
    {"quinientos", 500},
    {"quinze", 15},
    {"seis", 6},
    {"seiscientas", 600},
    {"seiscientos", 600},
    {"seize", 16},
    {"sept", 7},
    {"sesenta", 60},
    {"sessenta", 60},
    {"sete", 7},
    {"setecientas", 700},
    {"setecientos", 700},
    {"setenta", 70},
    {"seven", 7},
    {"seventeen", 17},
    {"seventy", 70},
    {"siete", 7},
    {"six", 6},
    {"sixteen", 16},
    {"sixty", 60},
    {"soixante", 60},
    {"ten", 10},
    {"thirteen", 13},
    {"thirty", 30},
    {"three", 3},
    {"trece", 13},
    {"treinta", 30},
    {"treize", 13},
    {"trente", 30},
    {"tres", 3},
    {"trescientas", 300},
    {"trescientos", 300},
    {"treze", 13},
    {"trezentas", 300},
    {"trezentos", 300},
    {"trinta", 30},
    {"trois", 3},
    {"twelve", 12},
    {"twenty", 20},
    {"two", 2},
    {"uno", 1},
    {"veinte", 20},
    {"veinticinco", 25},
    {"veinticuatro", 24},
    {"veintidos", 22},
    {"veintinueve", 29},
    {"veintiocho", 28},
    {"veintiseis", 26},
    {"veintisiete", 27},
    {"veintitres", 23},
    {"veintiun", 21},
    {"veintiuna", 21},
    {"veintiuno", 21},
    {"vingt", 20},
    {"vingts", 20},
    {"vinte", 20},
});

/// Nouns that hold a number: `dos docenas`, `une vingtaine`.
constexpr auto groups = std::to_array<Word>({
    {"centaine", 100}, {"centaines", 100}, {"centena", 100},     {"centenar", 100},
    {"centenas", 100}, {"cientos", 100},   {"cinquantaine", 50}, {"decena", 10},
    {"decenas", 10},   {"dezena", 10},     {"dezenas", 10},      {"dizaine", 10},
    {"dizaines", 10},  {"docena", 12},     {"docenas", 12},      {"doz", 12},
    {"dozen", 12},     {"dozens", 12},     {"douzaine", 12},     {"douzaines", 12},
    {"duzia", 12},     {"duzias", 12},     {"quinzaine", 15},    {"trentaine", 30},
    {"vingtaine", 20},
});

template <std::size_t N>
auto find(const std::array<Word, N>& words, std::string_view name) -> std::optional<std::int64_t> {
  for (const auto& word : words) {
    if (word.name == name) return word.value;
  }
  return std::nullopt;
}

template <class... Names>
auto is_any(std::string_view name, Names... names) -> bool {
  return ((name == names) || ...);
}

auto is_article(std::string_view w) -> bool { return is_any(w, "un", "una", "um", "uma", "une"); }
auto is_half(std::string_view w) -> bool {
  return is_any(w, "medio", "media", "meio", "meia", "half", "demi", "demie");
}
auto is_pair(std::string_view w) -> bool {
  return is_any(w, "par", "parcito", "pair", "couple", "paire", "parzinho");
}
auto multiplier(std::string_view w) -> std::int64_t {
  if (is_any(w, "mil", "mille", "thousand")) return 1000;
  if (is_any(w, "millon", "millones", "milhao", "milhoes", "million", "millions")) return 1'000'000;
  return 0;
}

/// Reads from one place; each part answers how far it came.
class Reader {
 public:
  explicit Reader(std::span<const Token> tokens) : tokens_(tokens) {}

  auto read(std::size_t at) const -> std::optional<NumberRead> {
    auto made = group(at);
    if (!made) made = pair(at);
    if (!made) made = half(at);
    if (!made) made = cardinal(at);
    if (!made && is_article(word(at))) {
      made = NumberRead{at, at + 1, Quantity::whole(1), true, true};
    }
    if (made && made->value.thousandths > number_max_thousandths)
      made->value.thousandths = number_max_thousandths;
    return made;
  }

 private:
  auto word(std::size_t at) const -> std::string_view {
    if (at >= tokens_.size() || tokens_[at].kind != TokenKind::word) return {};
    return tokens_[at].folded;
  }
  auto mark(std::size_t at, std::string_view wanted) const -> bool {
    return at < tokens_.size() && tokens_[at].kind == TokenKind::punctuation &&
           tokens_[at].folded == wanted;
  }
  auto digits(std::size_t at) const -> std::string_view {
    if (at >= tokens_.size() || tokens_[at].kind != TokenKind::number) return {};
    return tokens_[at].folded;
  }

  /// `media docena`, `half a dozen`, `2 docenas`, `une vingtaine`, `docena y media`.
  auto group(std::size_t at) const -> std::optional<NumberRead> {
    auto next = at;
    auto many = std::int64_t{thousandths};
    if (is_half(word(at))) {
      many = thousandths / 2;
      next = at + 1;
      if (mark(next, "-") || word(next) == "a") ++next;
    } else if (const auto number = cardinal(at)) {
      many = number->value.thousandths;
      next = number->last;
    } else if (is_article(word(at)) || word(at) == "a") {
      next = at + 1;
    }
    const auto each = find(groups, word(next));
    if (!each && !(next > at && word(next) == "ciento")) return std::nullopt;
    auto last = next + 1;
    if (is_any(word(last), "y", "e", "et") && is_half(word(last + 1)) && many >= thousandths) {
      many += thousandths / 2;
      last += 2;
    }
    return NumberRead{at, last, times_limited({many}, each.value_or(100)), false, true};
  }

  /// `un par`, `a couple`: two. `dos pares` stays two of a unit.
  auto pair(std::size_t at) const -> std::optional<NumberRead> {
    const bool article = is_article(word(at)) || word(at) == "a";
    if (!article || !is_pair(word(at + 1))) return std::nullopt;
    return NumberRead{at, at + 2, Quantity::whole(2), false, true};
  }

  /// `medio kilo`, `1/2`, `½`: half of what follows.
  auto half(std::size_t at) const -> std::optional<NumberRead> {
    if (is_half(word(at)) && !word(at + 1).empty()) {
      return NumberRead{at, at + 1, {thousandths / 2}, false, true};
    }
    if (mark(at, "½")) return NumberRead{at, at + 1, {500}, false, false};
    if (mark(at, "¼")) return NumberRead{at, at + 1, {250}, false, false};
    if (mark(at, "¾")) return NumberRead{at, at + 1, {750}, false, false};
    const auto share = fraction(at);
    if (share == 0) return std::nullopt;
    return NumberRead{at, at + 3, {share}, false, false};
  }

  auto fraction(std::size_t at) const -> std::int64_t {
    if (!mark(at + 1, "/") || mark(at + 3, "/")) return 0;
    if (digits(at) == "1" && digits(at + 2) == "2") return 500;
    if (digits(at) == "1" && digits(at + 2) == "4") return 250;
    if (digits(at) == "3" && digits(at + 2) == "4") return 750;
    return 0;
  }

  auto cardinal(std::size_t at) const -> std::optional<NumberRead> {
    if (!digits(at).empty()) return with_digits(at);
    return in_words(at);
  }

  /// `12`, `2 mil`, `1 1/2`, `2 y medio`.
  auto with_digits(std::size_t at) const -> std::optional<NumberRead> {
    const auto value = read_digits(digits(at)).value_or(Quantity{number_max_thousandths});
    auto made = NumberRead{at, at + 1, value, false, false};
    if (const auto times = multiplier(word(at + 1)); times > 0) {
      made.value = times_limited(made.value, times);
      made.last = at + 2;
    } else if (const auto last = power_end(at); last > at) {
      made.value = power(made.value, at, last);
      made.last = last;
    } else if (value.is_whole() && fraction(at + 1) > 0) {
      made.value.thousandths += fraction(at + 1);
      made.last = at + 4;
    }
    return and_a_half(made);
  }

  static auto times_limited(Quantity value, std::int64_t times) -> Quantity {
    if (value.thousandths > number_max_thousandths / times) return {number_max_thousandths};
    return {value.thousandths * times};
  }

  auto touches(std::size_t at) const -> bool {
    return at > 0 && at < tokens_.size() && tokens_[at - 1].end == tokens_[at].start;
  }

  /// The token behind `10^15`, `10**15`, `1e15`; `at` when the digits there are no power.
  auto power_end(std::size_t at) const -> std::size_t {
    auto next = at + 1;
    if (mark(next, "^") || (word(next) == "e" && touches(next))) {
      ++next;
    } else if (mark(next, "*") && mark(next + 1, "*")) {
      next += 2;
    } else {
      return at;
    }
    const bool whole = digits(next).find_first_of(".,") == std::string_view::npos;
    return !digits(next).empty() && whole && touches(next) ? next + 1 : at;
  }

  /// `1e15` stands for 1 x 10^15, `10^15` for its own power.
  auto power(Quantity base, std::size_t at, std::size_t last) const -> Quantity {
    const bool decimal = word(at + 1) == "e";
    const auto times = decimal ? 10 : base.thousandths / thousandths;
    const auto exponent = read_digits(digits(last - 1)).value_or(Quantity{number_max_thousandths});
    auto value = decimal ? base : Quantity::whole(1);
    if (times == 0) return exponent.thousandths == 0 ? value : Quantity{};
    if (times == 1) return value;
    for (std::int64_t i = 0; i < exponent.thousandths / thousandths; ++i) {
      value = times_limited(value, times);
      if (value.thousandths == 0 || value.thousandths == number_max_thousandths) break;
    }
    return value;
  }

  /// `2 y medio`, `dos y media`: half a one more.
  auto and_a_half(NumberRead made) const -> NumberRead {
    const bool joint = is_any(word(made.last), "y", "e", "et");
    if (!joint || !is_half(word(made.last + 1))) return made;
    made.value.thousandths += thousandths / 2;
    made.last += 2;
    return made;
  }

  static auto fits(std::int64_t current, std::int64_t more) -> bool {
    if (more == 100) return current < 10;  // `cent`, `two hundred`.
    if (more > 100) return current == 0;   // `doscientos`.
    if (current % 100 == 0) return true;
    const bool tens = current % 10 == 0 && current % 100 >= 20;
    if (tens && more < 10) return true;
    const auto twenties = current % 100;  // French: soixante-dix, quatre-vingt, quatre-vingt-onze.
    if (twenties == 4 && more == 20) return true;
    return (twenties == 60 || twenties == 80) && more >= 10 && more < 20;
  }

  auto is_joint(std::size_t at) const -> bool {
    return is_any(word(at), "y", "e", "et", "and") || mark(at, "-");
  }

  auto in_words(std::size_t at) const -> std::optional<NumberRead> {
    std::int64_t total = 0;
    std::int64_t current = 0;
    auto next = at;
    auto last = at;
    if (word(at) == "a" && is_any(word(at + 1), "hundred", "thousand", "million")) ++next;
    if (is_article(word(at)) && multiplier(word(at + 1)) >= 1000) ++next;
    while (next < tokens_.size()) {
      const auto value = find(cardinals, word(next));
      const auto times = multiplier(word(next));
      if (value && fits(current, *value)) {
        const bool score = current % 100 == 4 && *value == 20;
        if (*value == 100 && current > 0)
          current *= 100;
        else if (score)
          current += 76;
        else
          current += *value;
      } else if (times > 0 && (times == 1000 || current > 0 || next > at)) {
        total += std::max<std::int64_t>(current, 1) * times;
        current = 0;
        if (total > words_max) return std::nullopt;
      } else {
        break;
      }
      last = ++next;
      const auto after = is_joint(next) ? find(cardinals, word(next + 1)) : std::nullopt;
      if (after && *after < 100 && fits(current, *after) && current % 100 != *after) {
        if (current >= 20 || total > 0 || (current == 4 && *after == 20)) ++next;
      }
    }
    if (last == at) return std::nullopt;
    return and_a_half({at, last, Quantity::whole(total + current), false, true});
  }

  std::span<const Token> tokens_;
};

auto is_dash(const Token& token) -> bool {
  return token.kind == TokenKind::punctuation &&
         is_any(token.folded, "-", "−", "–", "—", "﹣", "－");
}

/// Whether only blanks stand between the token and the beginning of its line.
auto begins_line(std::u32string_view text, const Token& token) -> bool {
  for (auto at = static_cast<std::size_t>(token.start); at > 0; --at) {
    const auto before = text[at - 1];
    if (before == U'\n') return true;
    if (before != U' ' && before != U'\t') return false;
  }
  return true;
}

/// The dash of a list: another line begins with one, too.
auto is_bullet(std::u32string_view text, std::span<const Token> tokens, const Token& dash) -> bool {
  if (!begins_line(text, dash)) return false;
  return std::any_of(tokens.begin(), tokens.end(), [&](const Token& other) {
    return other.start != dash.start && is_dash(other) && begins_line(text, other);
  });
}

/// `menos 5`, but neither `al menos 5` nor `más o menos 5`.
auto is_minus_word(std::span<const Token> tokens, std::size_t at) -> bool {
  const auto& word = tokens[at].folded;
  if (!is_any(word, "menos", "minus", "moins", "negative", "negativo", "negativos", "negativas"))
    return false;
  if (at == 0) return true;
  const auto& before = tokens[at - 1].folded;
  return !is_any(before, "al", "lo", "o", "ou", "ao", "au", "du", "pelo", "no", "nao", "nada",
                 "mas");
}

}  // namespace

auto is_negative(std::u32string_view text, std::span<const Token> tokens, std::size_t at) -> bool {
  if (at == 0 || at >= tokens.size()) return false;
  const auto& before = tokens[at - 1];
  if (before.kind == TokenKind::word) return is_minus_word(tokens, at - 1);
  if (!is_dash(before) || before.end != tokens[at].start) return false;
  if (at >= 2 && tokens[at - 2].end == before.start &&
      tokens[at - 2].kind != TokenKind::punctuation) {
    return false;
  }
  return !is_bullet(text, tokens, before);
}

auto read_number(std::span<const Token> tokens, std::size_t at) -> std::optional<NumberRead> {
  return Reader{tokens}.read(at);
}

auto read_digits(std::string_view text) -> std::optional<Quantity> {
  const auto last_mark = text.find_last_of(".,");
  const bool has_mark = last_mark != std::string_view::npos;
  const auto decimals = has_mark ? text.size() - last_mark - 1 : 0;
  const bool both =
      text.find('.') != std::string_view::npos && text.find(',') != std::string_view::npos;
  const bool several = has_mark && std::count(text.begin(), text.end(), text[last_mark]) > 1;
  const bool lone_zero = has_mark && text.substr(0, last_mark) == "0";
  const bool grouping = has_mark && (several || (decimals == 3 && !both && !lone_zero));
  std::string plain;
  for (std::size_t i = 0; i < text.size(); ++i) {
    if (text[i] != '.' && text[i] != ',')
      plain.push_back(text[i]);
    else if (i == last_mark && !grouping)
      plain.push_back('.');
  }
  if (has_mark && !grouping && decimals > 3) plain.resize(plain.size() - (decimals - 3));
  if (plain.size() > 17) return std::nullopt;
  return Quantity::parse(plain);
}

}  // namespace orkesta::nlu
