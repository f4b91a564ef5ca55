/// Coupons and currencies: data of an order that are no products.

#include <algorithm>
#include <array>

#include "lexicon.hpp"
#include "orkesta/nlu/mentions.hpp"
#include "orkesta/nlu/text.hpp"

namespace orkesta::nlu {
namespace {

constexpr std::size_t coupon_distance_max = 4;  ///< Tokens between `cupón` and the code.

auto flags_of(const std::string& word) -> std::uint32_t {
  const auto& words = search::base_words();
  const auto found = words.find(word);
  return found == words.end() ? 0 : found->second.flags;
}

/// Tokens that touch, as one code: `IA15`.
struct Code {
  std::string folded;
  std::string written;
  bool marked = false;  ///< Has a digit, or is written in capitals.
};

auto codes_of(std::string_view text) -> std::vector<Code> {
  const auto raw = decode(text);
  const auto tokens = tokenize(raw);
  std::vector<Code> made;
  for (std::size_t i = 0; i < tokens.size(); ++i) {
    const auto& token = tokens[i];
    const bool text_like = token.kind == TokenKind::word || token.kind == TokenKind::number;
    const bool joined =
        i > 0 && tokens[i - 1].end == token.start && !made.empty() &&
        (tokens[i - 1].kind == TokenKind::word || tokens[i - 1].kind == TokenKind::number);
    if (!text_like) {
      made.push_back({});
      continue;
    }
    if (!joined) made.push_back({});
    auto& code = made.back();
    code.folded.append(token.folded);
    code.written.append(encode(raw.substr(static_cast<std::size_t>(token.start),
                                          static_cast<std::size_t>(token.end - token.start))));
    const bool digit = token.kind == TokenKind::number;
    code.marked = code.marked || token.capitals || (joined && digit);
  }
  return made;
}

auto known_coupon(const tenant::Context& context, const std::string& folded) -> const std::string* {
  for (const auto& promotion : context.pack.promotions) {
    if (!promotion.coupon.empty() && fold(promotion.coupon) == folded) return &promotion.coupon;
  }
  return nullptr;
}

}  // namespace

auto find_coupons(const tenant::Context& context, std::string_view text)
    -> std::vector<std::string> {
  std::vector<std::string> made;
  const auto add = [&](const std::string& coupon) {
    if (std::find(made.begin(), made.end(), coupon) == made.end()) made.push_back(coupon);
  };
  std::size_t since_cue = coupon_distance_max + 1;
  for (const auto& code : codes_of(text)) {
    if (code.folded.empty()) continue;
    const auto flags = flags_of(code.folded);
    const bool cued = since_cue <= coupon_distance_max;
    if (const auto* coupon = known_coupon(context, code.folded);
        coupon != nullptr && (cued || code.marked)) {
      add(*coupon);
      since_cue = coupon_distance_max + 1;
    } else if ((flags & search::flag_coupon) != 0) {
      since_cue = 0;
      continue;
    } else if (cued && code.marked) {
      add(code.written);
      since_cue = coupon_distance_max + 1;
    }
    ++since_cue;
  }
  return made;
}

auto find_currency(std::string_view text) -> std::string {
  struct Name {
    std::string_view word;
    std::string_view code;
  };
  constexpr auto names = std::to_array<Name>({
      {"dolares", "USD"}, {"dolar", "USD"}, {"dollars", "USD"}, {"dollar", "USD"}, {"usd", "USD"},
      {"dlls", "USD"},    {"dls", "USD"},   {"bucks", "USD"},   {"euros", "EUR"},  {"euro", "EUR"},
      {"eur", "EUR"},     {"reais", "BRL"}, {"real", "BRL"},    {"brl", "BRL"},    {"soles", "PEN"},
      {"pen", "PEN"},     {"mxn", "MXN"},   {"clp", "CLP"},     {"cop", "COP"},    {"ars", "ARS"},
  });
  const auto tokens = tokenize(text);
  for (std::size_t i = 0; i < tokens.size(); ++i) {
    if (i > 0 && tokens[i - 1].kind == TokenKind::number) continue;  // `50 dolares` is an amount.
    const auto& word = tokens[i].folded;
    if (word == "pesos" && i + 1 < tokens.size()) {
      if (tokens[i + 1].folded.rfind("mexican", 0) == 0) return "MXN";
      if (tokens[i + 1].folded.rfind("chilen", 0) == 0) return "CLP";
      if (tokens[i + 1].folded.rfind("colombian", 0) == 0) return "COP";
    }
    const auto found = std::find_if(names.begin(), names.end(),
                                    [&](const Name& name) { return name.word == word; });
    if (found == names.end()) continue;
    static constexpr auto cues =
        std::to_array<std::string_view>({"en", "in", "em", "por", "by", "con", "with", "a", "us"});
    const bool iso = tokens[i].capitals;
    const bool cued =
        i > 0 && std::find(cues.begin(), cues.end(), tokens[i - 1].folded) != cues.end();
    if (iso || cued || word == "dolares" || word == "dollars") return std::string{found->code};
  }
  return {};
}

}  // namespace orkesta::nlu
