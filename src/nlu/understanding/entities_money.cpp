/// Amounts of money: a sign, a currency's word, `k`, `mil`, `lucas`, or a cue before a bare number.

#include <array>

#include "understanding/extraction.hpp"

namespace orkesta::nlu {
namespace {

struct CurrencyWord {
  std::string_view word;
  std::int64_t times;         ///< `lucas` are thousands.
  std::string_view currency;  ///< "" where the word leaves it open.
};

constexpr auto currency_words = std::to_array<CurrencyWord>(
    {{"pesos", 1, ""},         {"peso", 1, ""},        {"pesitos", 1, ""},
     {"dolares", 1, "USD"},    {"dolar", 1, "USD"},    {"dollars", 1, "USD"},
     {"dollar", 1, "USD"},     {"usd", 1, "USD"},      {"bucks", 1, ""},
     {"soles", 1, "PEN"},      {"sol", 1, "PEN"},      {"reais", 1, "BRL"},
     {"real", 1, "BRL"},       {"euros", 1, "EUR"},    {"euro", 1, "EUR"},
     {"eur", 1, "EUR"},        {"lucas", 1000, ""},    {"luca", 1000, ""},
     {"palos", 1000000, ""},   {"palo", 1000000, ""},  {"mangos", 1, ""},
     {"varos", 1, ""},         {"baros", 1, ""},       {"quid", 1, "GBP"},
     {"pounds", 1, "GBP"},     {"balles", 1, ""},      {"conto", 1, "BRL"},
     {"contos", 1, "BRL"},     {"pila", 1, "BRL"},     {"pilas", 1, "BRL"},
     {"bolivianos", 1, "BOB"}, {"bs", 1, ""},          {"guaranies", 1, "PYG"},
     {"quetzales", 1, "GTQ"},  {"lempiras", 1, "HNL"}, {"mxn", 1, "MXN"},
     {"cop", 1, "COP"},        {"clp", 1, "CLP"},      {"ars", 1, "ARS"},
     {"pen", 1, "PEN"},        {"brl", 1, "BRL"},      {"gbp", 1, "GBP"},
     {"lukas", 1000, ""},      {"barras", 1000, ""}});

auto find_word(std::string_view word) -> const CurrencyWord* {
  for (const auto& entry : currency_words) {
    if (entry.word == word) return &entry;
  }
  return nullptr;
}

class Amounts {
 public:
  explicit Amounts(Extraction& board) : board_(board) {}

  void run() {
    for (std::size_t i = 0; i < board_.size(); ++i) {
      if (!board_.free_token(i)) continue;
      const auto number = read_number(board_.tokens(), i);
      if (!number || number->last > board_.size()) continue;
      one(*number);
      i = number->last - 1;
    }
  }

 private:
  struct Sign {
    std::size_t token = 0;
    std::string_view currency;
  };

  /// The sign before token `i`: `$`, `R$`, `US$`, `S/`, `€`, `USD`.
  auto sign_before(std::size_t i) const -> std::optional<Sign> {
    if (i == 0) return std::nullopt;
    const auto mark = board_.mark(i - 1);
    const bool letter = i > 1 && board_.touches(i - 2);
    if (mark == "$") {
      if (letter && board_.is(i - 2, {"r"})) return Sign{i - 2, "BRL"};
      if (letter && board_.is(i - 2, {"us", "u"})) return Sign{i - 2, "USD"};
      if (letter && board_.is(i - 2, {"mx", "mex"})) return Sign{i - 2, "MXN"};
      return Sign{i - 1, ""};
    }
    if (mark == "€") return Sign{i - 1, "EUR"};
    if (mark == "£") return Sign{i - 1, "GBP"};
    if (mark == "/" && letter && board_.is(i - 2, {"s"})) return Sign{i - 2, "PEN"};
    const bool dotted =
        mark == "." && i > 2 && board_.mark(i - 2) == "/" && board_.is(i - 3, {"s"});
    if (dotted) return Sign{i - 3, "PEN"};
    if (mark == "." && board_.is(i - 2, {"bs"})) return Sign{i - 2, ""};
    if (board_.is(i - 1, {"bs"})) return Sign{i - 1, ""};
    const auto* const word = find_word(board_.word(i - 1));
    const bool code =
        word != nullptr && word->word.size() == 3 && word->currency == upper(word->word);
    if (code) return Sign{i - 1, word->currency};
    return std::nullopt;
  }
  static auto upper(std::string_view word) -> std::string {
    std::string made{word};
    for (auto& c : made) c = c >= 'a' && c <= 'z' ? static_cast<char>(c - 32) : c;
    return made;
  }

  void one(const NumberRead& number) {
    auto first = number.first;
    auto last = number.last;  // Half open.
    auto value = number.value.thousandths;
    std::string_view currency;
    bool money = false;
    if (const auto sign = sign_before(first)) {
      first = sign->token;
      currency = sign->currency;
      money = true;
    }
    const bool thousand =
        last > number.first + 1 && board_.is(last - 1, {"mil", "mille", "thousand"});
    if (!number.words && board_.touches(last - 1) && board_.is(last, {"k"})) {
      value *= 1000;
      ++last;
      money = true;
    } else if (thousand && !number.words && !counts_things(last)) {
      money = true;
    }
    auto next = last;
    if (board_.is(next, {"de"}) && find_word(board_.word(next + 1)) != nullptr) ++next;
    const auto* const word = find_word(board_.word(next));
    const bool palo = word != nullptr && number.article && word->times == 1;
    if (word != nullptr && !palo) {
      value *= word->times;
      currency = word->currency;
      last = next + 1;
      money = true;
      if (board_.is(last, {"mexicanos", "colombianos", "argentinos", "chilenos"})) {
        currency = national(board_.word(last));
        ++last;
      }
    } else if (board_.mark(last) == "€" || board_.mark(last) == "£" || board_.mark(last) == "$") {
      currency = board_.mark(last) == "€" ? "EUR" : board_.mark(last) == "£" ? "GBP" : "";
      ++last;
      money = true;
    }
    if (!money && !number.words && cued(number)) money = true;
    if (!money) return;
    board_.add("amount", start_of(board_.tokens()[first]), end_of(board_.tokens()[last - 1]),
               Quantity{value}.text(),
               currency.empty() ? std::nullopt : std::optional<std::string>{currency});
  }

  static auto national(std::string_view word) -> std::string_view {
    if (word == "mexicanos") return "MXN";
    if (word == "colombianos") return "COP";
    return word == "chilenos" ? "CLP" : "ARS";
  }

  /// `2 mil tornillos` are no money; `25 mil para` are.
  auto counts_things(std::size_t next) const -> bool {
    if (board_.word(next).empty()) return false;
    return !board_.is(
               next, {"para", "por", "y",   "o",     "en",  "a",  "de",  "al",  "hoy", "ayer", "si",
                      "pero", "ya",  "que", "pesos", "con", "no", "pra", "for", "e",   "cada"}) &&
           find_word(board_.word(next)) == nullptr;
  }

  /// A bare number behind `me deben`, `pagué`, `me lo deja en`, or with cents.
  auto cued(const NumberRead& number) const -> bool {
    const auto text = board_.number(number.first);
    const auto next = board_.word(number.last);
    const bool ends = next.empty() || !counts_things(number.last);
    if (!ends || board_.mark(number.last) == "%" || board_.mark(number.last) == "/") return false;
    const auto i = number.first;
    const auto cue = [&](std::size_t at) {
      return board_.is(
          at, {"deben",     "debo",        "debe",     "pague",    "pago",   "pagamos", "deposite",
               "transferi", "abone",       "yapee",    "cobraron", "cobran", "cuesta",  "vale",
               "total",     "monto",       "paid",     "owe",      "cost",   "costs",   "paguei",
               "devo",      "custa",       "paye",     "dois",     "coute",  "ofrezco", "consigne",
               "gire",      "presupuesto", "anticipo", "saldo",    "budget", "price",   "precio"});
    };
    if (i > 0 && cue(i - 1)) return true;
    const bool joint =
        i > 1 && board_.is(i - 1, {"de", "en", "son", "es", "los", "por", "a", "of"});
    if (joint && cue(i - 2)) return true;
    if (joint && board_.is(i - 2, {"deja", "dejas", "deje", "dejan", "dejame", "dejemelo"}))
      return true;
    const auto point = text.find_last_of(".,");
    const bool cents = point != std::string_view::npos && text.size() - point == 3;
    return cents && text.size() > 5;
  }

  Extraction& board_;
};

}  // namespace

void find_amounts(Extraction& board) { Amounts{board}.run(); }

}  // namespace orkesta::nlu
