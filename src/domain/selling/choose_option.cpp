/// Reading the answer to a question back: which of a few products does it pick?

#include <algorithm>
#include <array>
#include <utility>

#include "orkesta/domain/selling/catalog_mapper.hpp"

namespace orkesta::selling {
namespace {

using Words = std::vector<std::string>;

/// ASCII lower case without accents or marks; other scripts part words.
auto words_of(std::string_view text) -> Words {
  const auto folded = tenant::fold_case(text);
  Words words(1);
  for (std::size_t i = 0; i < folded.size(); ++i) {
    const auto byte = static_cast<unsigned char>(folded[i]);
    if ((byte >= 'a' && byte <= 'z') || (byte >= '0' && byte <= '9') ||
        (byte == '.' && !words.back().empty() && i + 1 < folded.size() && folded[i + 1] >= '0' &&
         folded[i + 1] <= '9')) {
      words.back().push_back(folded[i]);
      continue;
    }
    if (byte == 0xC3 && i + 1 < folded.size()) {
      constexpr std::string_view bases = "aaaaaa ceeeeiiiidnooooo ouuuuy y";
      const auto next = static_cast<unsigned char>(folded[++i]);
      if (next >= 0xA0 && next < 0xA0 + bases.size()) words.back().push_back(bases[next - 0xA0]);
      continue;
    }
    if (!words.back().empty()) words.emplace_back();
  }
  if (words.back().empty()) words.pop_back();
  return words;
}

/// Without gender and number, so that `negras` picks `negro`.
auto stem(std::string word) -> std::string {
  while (word.size() > 3 &&
         (word.back() == 's' || word.back() == 'a' || word.back() == 'o' || word.back() == 'e')) {
    word.pop_back();
  }
  return word;
}

/// One name for each letter size: S = chico = CH, M = mediano, L = G = grande, XL = XG.
auto size_of(const std::string& word) -> std::string {
  constexpr auto names = std::to_array<std::pair<std::string_view, std::string_view>>({
      {"s", "S"},     {"ch", "S"},          {"chic", "S"}, {"small", "S"},  {"pequen", "S"},
      {"petit", "S"}, {"p", "S"},           {"m", "M"},    {"median", "M"}, {"medium", "M"},
      {"medio", "M"}, {"moyen", "M"},       {"l", "L"},    {"g", "L"},      {"grand", "L"},
      {"larg", "L"},  {"xl", "XL"},         {"xg", "XL"},  {"gg", "XL"},    {"xxl", "XXL"},
      {"xxg", "XXL"}, {"extragrand", "XL"},
  });
  const auto base = stem(word);
  for (const auto& [name, size] : names) {
    if (name == base || name == word) return std::string{size};
  }
  return {};
}

/// `la segunda`, `2`: an option by its place, from 0.
auto place_of(const Words& words, std::size_t count) -> std::optional<std::size_t> {
  constexpr auto ordinals = std::to_array<std::pair<std::string_view, std::size_t>>({
      {"primer", 0},  {"primera", 0},  {"primero", 0},  {"first", 0},     {"primeira", 0},
      {"segund", 1},  {"segunda", 1},  {"segundo", 1},  {"second", 1},    {"tercer", 2},
      {"tercera", 2}, {"tercero", 2},  {"third", 2},    {"terceira", 2},  {"cuarta", 3},
      {"cuarto", 3},  {"fourth", 3},   {"quinta", 4},   {"quinto", 4},    {"fifth", 4},
      {"premier", 0}, {"premiere", 0}, {"deuxieme", 1}, {"troisieme", 2},
  });
  for (const auto& word : words) {
    for (const auto& [name, place] : ordinals) {
      if (name == word && place < count) return place;
    }
  }
  if (words.size() == 1 && words.front().size() == 1 && words.front()[0] >= '1') {
    const auto place = static_cast<std::size_t>(words.front()[0] - '1');
    if (place < count) return place;
  }
  return std::nullopt;
}

/// How many words of the answer the product has; its size counts double.
auto score(const tenant::Product& product, const Words& answer) -> int {
  const auto size = words_of(product.size);
  const auto letter = size.size() == 1 ? size_of(size.front()) : std::string{};
  auto name = words_of(product.name + ' ' + product.color + ' ' + product.brand);
  for (auto& word : name) word = stem(word);
  int points = 0;
  for (const auto& word : answer) {
    const auto said = size_of(word);
    if (!size.empty() && (word == size.front() || (!said.empty() && said == letter))) {
      points += 2;
    } else if (word.size() >= 3 && std::find(name.begin(), name.end(), stem(word)) != name.end()) {
      points += 1;
    }
  }
  return points;
}

}  // namespace

auto choose_option(const tenant::Context& context, const std::vector<std::string>& options,
                   std::string_view answer) -> std::vector<std::string> {
  const auto words = words_of(answer);
  int best = 0;
  std::vector<std::string> kept;
  for (const auto& option : options) {
    const auto* product = context.product(option);
    const auto points = product == nullptr ? 0 : score(*product, words);
    if (points > best) kept.clear();
    if (points >= best && points > 0) kept.push_back(option);
    best = std::max(best, points);
  }
  if (kept.size() == options.size() || kept.empty()) {
    const auto place = place_of(words, options.size());
    if (place) return {options[*place]};
  }
  return kept.empty() ? options : kept;
}

}  // namespace orkesta::selling
