#include "training/grammar.hpp"

#include <algorithm>
#include <array>
#include <span>
#include <utility>

namespace orkesta::nlu::training {
namespace {

constexpr std::size_t readings_max = 1000;

/// The end of the group that opens at `open`.
auto closing(std::string_view line, std::size_t open) -> std::size_t {
  std::size_t depth = 0;
  for (auto at = open; at < line.size(); ++at) {
    if (line[at] == '(') ++depth;
    if (line[at] == ')' && --depth == 0) return at;
  }
  return std::string_view::npos;
}

auto split_choices(std::string_view body) -> std::vector<std::string_view> {
  std::vector<std::string_view> choices;
  std::size_t depth = 0;
  std::size_t start = 0;
  for (std::size_t at = 0; at < body.size(); ++at) {
    if (body[at] == '(') ++depth;
    if (body[at] == ')') --depth;
    if (body[at] == '|' && depth == 0) {
      choices.push_back(body.substr(start, at - start));
      start = at + 1;
    }
  }
  choices.push_back(body.substr(start));
  return choices;
}

/// A group is one that holds a bar; a smile or a remark in brackets is text.
auto is_group(std::string_view line, std::size_t open, std::size_t close) -> bool {
  return close != std::string_view::npos &&
         split_choices(line.substr(open + 1, close - open - 1)).size() > 1;
}

auto values_of(std::string_view lang, std::string_view name, const Slots& slots)
    -> const std::vector<std::string>* {
  for (const auto owner : {lang, std::string_view{"all"}}) {
    const auto found = slots.find(std::string{owner} + '/' + std::string{name});
    if (found != slots.end()) return &found->second;
  }
  return nullptr;
}

auto tidy_spaces(const std::string& text) -> std::string {
  std::string out;
  for (const char c : text) {
    if (c == ' ' && (out.empty() || out.back() == ' ')) continue;
    const bool mark = c == '?' || c == ',' || c == '.' || c == '!';
    if (mark && !out.empty() && out.back() == ' ') out.pop_back();
    out.push_back(c);
  }
  while (!out.empty() && out.back() == ' ') out.pop_back();
  return out;
}

auto expand_raw(std::string_view line, std::string_view lang, const Slots& slots, Random& random)
    -> std::string {
  std::string out;
  for (std::size_t at = 0; at < line.size(); ++at) {
    if (line[at] == '(') {
      const auto close = closing(line, at);
      if (is_group(line, at, close)) {
        const auto choices = split_choices(line.substr(at + 1, close - at - 1));
        out += expand_raw(choices[random.below(choices.size())], lang, slots, random);
        at = close;
        continue;
      }
    }
    const auto close = line[at] == '{' ? line.find('}', at) : std::string_view::npos;
    const auto* const values = close == std::string_view::npos
                                   ? nullptr
                                   : values_of(lang, line.substr(at + 1, close - at - 1), slots);
    if (values == nullptr) {
      out.push_back(line[at]);
      continue;
    }
    out += expand_raw((*values)[random.below(values->size())], lang, slots, random);
    at = close;
  }
  return out;
}

auto is_ascii_letter(char c) -> bool { return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z'); }

void replace_first(std::string& text, std::string_view from, std::string_view to) {
  const auto at = text.find(from);
  if (at != std::string::npos) text.replace(at, from.size(), to);
}

using Swap = std::pair<std::string_view, std::string_view>;

auto swaps_of(std::string_view lang) -> std::vector<Swap> {
  if (lang == "es") {
    return {{"que ", "q "}, {"que ", "k "},     {"b", "v"},           {"v", "b"},
            {"ll", "y"},    {"z", "s"},         {"ci", "si"},         {"ce", "se"},
            {"h", ""},      {"qu", "k"},        {"por favor", "xfa"}, {"para ", "pa "},
            {"está", "ta"}, {"tambien", "tmb"}, {"porque", "xq"},     {"ya ", "lla "},
            {"hay", "ai"},  {"haber", "aver"},  {"de ", "d "},        {"c", "k"},
            {"me ", "m "},  {"cuanto", "cto"},  {"cuánto", "cuanto"}};
  }
  if (lang == "pt") {
    return {{"você", "vc"},      {"que ", "q "},   {"não", "n"},      {"não", "nao"},
            {"quanto", "qto"},   {"também", "tb"}, {"está", "tá"},    {"por favor", "pfv"},
            {"obrigado", "obg"}, {"de ", "d "},    {"quando", "qdo"}, {"para ", "pra "},
            {"ss", "s"},         {"ç", "c"}};
  }
  if (lang == "en") {
    return {{"you ", "u "},        {"your", "ur"},      {"please", "pls"},   {"thanks", "thx"},
            {"are ", "r "},        {"'", ""},           {"ght", "te"},       {"ea", "ae"},
            {"ing", "in"},         {"the ", "teh "},    {"what's", "whats"}, {"I ", "i "},
            {"going to", "gonna"}, {"want to", "wanna"}};
  }
  return {{"c'est", "c"},      {"vous ", "vs "}, {"s'il vous plaît", "svp"},
          {"bonjour", "bjr"},  {"je ", "j "},    {"est ", "é "},
          {"beaucoup", "bcp"}, {"'", " "},       {"qu", "k"},
          {"ez ", "er "},      {"pas ", "pa "},  {"pour ", "pr "}};
}

}  // namespace

auto expand(std::string_view line, std::string_view lang, const Slots& slots, Random& random)
    -> std::string {
  return tidy_spaces(expand_raw(line, lang, slots, random));
}

auto readings(std::string_view line, std::string_view lang, const Slots& slots) -> std::size_t {
  std::size_t product = 1;
  for (std::size_t at = 0; at < line.size() && product < readings_max; ++at) {
    if (line[at] == '(') {
      const auto close = closing(line, at);
      if (!is_group(line, at, close)) continue;
      std::size_t sum = 0;
      for (const auto choice : split_choices(line.substr(at + 1, close - at - 1))) {
        sum += readings(choice, lang, slots);
      }
      product *= sum;
      at = close;
    } else if (line[at] == '{') {
      const auto close = line.find('}', at);
      if (close == std::string_view::npos) continue;
      const auto* const values = values_of(lang, line.substr(at + 1, close - at - 1), slots);
      if (values != nullptr) product *= values->size();
      at = close;
    }
  }
  return std::min(product, readings_max);
}

namespace {

void replace_all(std::string& text, std::string_view from, std::string_view to) {
  for (auto at = text.find(from); at != std::string::npos; at = text.find(from, at + to.size())) {
    text.replace(at, from.size(), to);
  }
}

constexpr auto spanish_by_ear = std::to_array<Swap>(
    {{"qu", "k"},       {"que ", "k "},    {" que", " q"},  {"ca", "ka"},     {"co", "ko"},
     {"cu", "ku"},      {"v", "b"},        {"b", "v"},      {"ll", "y"},      {"y", "ll"},
     {"ce", "se"},      {"ci", "si"},      {"z", "s"},      {"h", ""},        {" de ", " d "},
     {" por ", " x "},  {"para ", "pa "},  {" me ", " m "}, {"ción", "sion"}, {"ge", "je"},
     {" te ", " t "},   {"está", "ta"},    {"es ", "s "},   {"ado ", "ao "},  {"á", "a"},
     {"é", "e"},        {"í", "i"},        {"ó", "o"},      {"ú", "u"},       {"ñ", "ni"},
     {"cuanto", "cto"}, {"donde", "dnd"},  {" y ", " i "},  {" hay", " ai"},  {"porque", "pq"},
     {"mañana", "mñn"}, {"gracias", "grx"}});
constexpr auto others_by_ear = std::to_array<Swap>(
    {{"ã", "a"},       {"ç", "c"},    {"é", "e"},     {"ê", "e"},      {"è", "e"},
     {"à", "a"},       {"á", "a"},    {"ó", "o"},     {"í", "i"},      {"qu", "k"},
     {" que ", " q "}, {"you", "u"},  {"are ", "r "}, {" to ", " 2 "}, {" for ", " 4 "},
     {"th", "d"},      {"ing", "in"}, {"'", ""},      {"ck", "k"},     {"est ", "e "},
     {" de ", " d "},  {"ai", "é"},   {"ss", "s"},    {"ou", "u"}});

/// By ear, all through the message, as some write: `kiero saver kuanto kuesta`.
auto respell(std::string text, std::string_view lang, Random& random) -> std::string {
  const std::span<const Swap> swaps =
      lang == "es" ? std::span<const Swap>{spanish_by_ear} : std::span<const Swap>{others_by_ear};
  for (const auto& swap : swaps) {
    if (random.chance(35)) replace_all(text, swap.first, swap.second);
  }
  return text;
}

auto mistype_some(std::string text, std::string_view lang, Random& random) -> std::string {
  const auto swaps = swaps_of(lang);
  if (random.chance(60)) {
    const auto& swap = swaps[random.below(swaps.size())];
    replace_first(text, swap.first, swap.second);
  }
  if (random.chance(50)) {
    const auto& swap = swaps[random.below(swaps.size())];
    replace_first(text, swap.first, swap.second);
  }
  if (text.size() > 8 && random.chance(40)) {
    const auto at = 1 + random.below(text.size() - 3);
    const bool letters = is_ascii_letter(text[at]) && is_ascii_letter(text[at + 1]);
    const auto kind = random.below(4);
    if (letters && kind == 0) std::swap(text[at], text[at + 1]);
    if (letters && kind == 1) text.erase(at, 1);
    if (letters && kind == 2) text.insert(at, 1, text[at]);
    if (letters && kind == 3 && text[at - 1] != ' ') text.insert(at, 1, ' ');
  }
  if (random.chance(8)) {
    std::transform(text.begin(), text.end(), text.begin(),
                   [](char c) { return c >= 'a' && c <= 'z' ? static_cast<char>(c - 32) : c; });
  }
  if (random.chance(30)) std::erase(text, '?');
  return text;
}

}  // namespace

auto mistype(std::string text, std::string_view lang, Random& random) -> std::string {
  if (random.chance(30)) text = respell(std::move(text), lang, random);
  return mistype_some(std::move(text), lang, random);
}

}  // namespace orkesta::nlu::training
