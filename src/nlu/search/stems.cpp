#include "stems.hpp"

#include <algorithm>
#include <array>
#include <cstdlib>

namespace orkesta::nlu::search {
namespace {

constexpr std::size_t stem_length_min = 3;

struct Ending {
  std::string_view from;
  std::string_view to;
};

/// Longest first; one is applied.
constexpr auto noun_endings = std::to_array<Ending>({
    {"aciones", "acion"},
    {"ciones", "cion"},
    {"siones", "sion"},
    {"ations", "acion"},
    {"ation", "acion"},
    {"tions", "cion"},
    {"tion", "cion"},
    {"coes", "cion"},
    {"soes", "sion"},
    {"cao", "cion"},
    {"sao", "sion"},
    {"eaux", "eau"},
    {"oes", "on"},
    {"aes", "an"},
    {"ies", "i"},
});

auto is_vowel(char c) -> bool { return c == 'a' || c == 'e' || c == 'i' || c == 'o' || c == 'u'; }

auto strip_end(std::string word) -> std::string {
  while (word.size() > stem_length_min) {
    const auto last = word.back();
    if (std::string_view{"saoez"}.find(last) == std::string_view::npos) break;  // `lentez`.
    word.pop_back();
  }
  return word;
}

auto ends_with(std::string_view word, std::string_view end) -> bool {
  return word.size() >= end.size() && word.substr(word.size() - end.size()) == end;
}

}  // namespace

auto stem(std::string_view word) -> std::string {
  if (word.size() <= stem_length_min) {
    const bool plural = word.size() == 3 && word.back() == 's' && is_vowel(word[1]);
    return std::string{plural ? word.substr(0, 2) : word};
  }
  if (word.size() > 4 && ends_with(word, "ces") && is_vowel(word[word.size() - 4])) {
    return std::string{word.substr(0, word.size() - 3)} + 'z';  // Luces, luz.
  }
  for (const auto& ending : noun_endings) {
    if (!ends_with(word, ending.from) || word.size() < ending.from.size() + 2) continue;
    auto changed = std::string{word.substr(0, word.size() - ending.from.size())};
    return strip_end(changed.append(ending.to));
  }
  return strip_end(std::string{word});
}

namespace {

/// Two letters that are one sound; the first that fits is taken.
struct Sound {
  std::string_view letters;
  std::string_view before;  ///< One of these must follow; "" = whatever follows.
  std::string_view key;
};

constexpr auto sounds = std::to_array<Sound>({
    {"qu", "ei", "k"},
    {"gu", "ei", "g"},
    {"ll", "", "y"},
    {"ph", "", "f"},
    {"sh", "", "C"},
    {"ch", "", "C"},
    {"nb", "", "mb"},
    {"nv", "", "mb"},
    {"np", "", "mp"},
    {"c", "ei", "s"},
    {"c", "", "k"},
    {"g", "ei", "j"},
    {"q", "", "k"},
    {"v", "", "b"},
    {"z", "", "s"},
    {"w", "", "gu"},
    {"h", "", ""},
    {"x", "", "ks"},
});

auto sound_at(std::string_view word, std::size_t at) -> const Sound* {
  for (const auto& sound : sounds) {
    if (word.substr(at, sound.letters.size()) != sound.letters) continue;
    const auto next = at + sound.letters.size();
    const bool fits = next < word.size() && sound.before.find(word[next]) != std::string_view::npos;
    if (sound.before.empty() || fits) return &sound;
  }
  return nullptr;
}

}  // namespace

auto phonetic(std::string_view stem) -> std::string {
  std::string key;
  const auto put = [&](char c) {
    if (key.empty() || key.back() != c) key.push_back(c);
  };
  for (std::size_t i = 0; i < stem.size();) {
    const auto* sound = sound_at(stem, i);
    if (sound == nullptr) {
      put(stem[i] == 'y' && i + 1 == stem.size() ? 'i' : stem[i]);
      ++i;
      continue;
    }
    for (const char c : sound->key) put(c);
    i += sound->letters.size();
  }
  return key;
}

auto root(std::string_view stem) -> std::string {
  constexpr auto endings = std::to_array<std::string_view>(
      {"izacion", "adora", "idora", "ador", "edor", "idor", "acion", "icion", "cion", "amient",
       "iend", "and", "ar", "er", "ir", "ad", "id", "al", "or"});
  for (const auto end : endings) {
    if (!ends_with(stem, end) || stem.size() < end.size() + 4) continue;
    return std::string{stem.substr(0, stem.size() - end.size())};
  }
  return stem.size() >= 4 ? std::string{stem} : std::string{};
}

auto verb_base(std::string_view stem) -> std::string_view {
  for (const std::string_view end : {"ar", "er", "ir"}) {
    if (ends_with(stem, end)) return stem.substr(0, stem.size() - 2);
  }
  return {};
}

auto undiminished(std::string_view stem) -> std::string {
  constexpr auto endings = std::to_array<std::string_view>({"ecit", "cit", "it", "inh"});
  for (const auto end : endings) {
    if (!ends_with(stem, end) || stem.size() < end.size() + 3) continue;
    auto base = std::string{stem.substr(0, stem.size() - end.size())};
    if (ends_with(base, "qu")) base.replace(base.size() - 2, 2, "c");
    if (ends_with(base, "gu")) base.pop_back();
    return base;
  }
  return {};
}

auto edit_distance(std::string_view left, std::string_view right, int limit) -> int {
  constexpr std::size_t length_max = 32;
  if (left == right) return 0;
  const auto gap = std::abs(static_cast<int>(left.size()) - static_cast<int>(right.size()));
  if (gap > limit || left.size() > length_max || right.size() > length_max) return limit + 1;
  std::array<std::array<int, length_max + 1>, 3> rows{};
  for (std::size_t j = 0; j <= right.size(); ++j) rows[0][j] = static_cast<int>(j);
  for (std::size_t i = 1; i <= left.size(); ++i) {
    auto& row = rows[i % 3];
    const auto& above = rows[(i + 2) % 3];
    const auto& before = rows[(i + 1) % 3];
    row[0] = static_cast<int>(i);
    int least = row[0];
    for (std::size_t j = 1; j <= right.size(); ++j) {
      const int change = left[i - 1] == right[j - 1] ? 0 : 1;
      row[j] = std::min({above[j] + 1, row[j - 1] + 1, above[j - 1] + change});
      const bool swapped =
          i > 1 && j > 1 && left[i - 1] == right[j - 2] && left[i - 2] == right[j - 1];
      if (swapped) row[j] = std::min(row[j], before[j - 2] + 1);
      least = std::min(least, row[j]);
    }
    if (least > limit) return limit + 1;
  }
  return std::min(rows[left.size() % 3][right.size()], limit + 1);
}

}  // namespace orkesta::nlu::search
