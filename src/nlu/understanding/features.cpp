#include "understanding/features.hpp"

#include <algorithm>
#include <array>

#include "search/stems.hpp"

namespace orkesta::nlu {
namespace {

/// What kind of feature a hash stands for.
enum class Tag : std::uint32_t {
  word = 1,
  pair,
  skip_pair,
  meaning,
  meaning_pair,
  meaning_triple,
  negated,
  pattern,
  entity,
  edge,
  run,
  accent,
  shape,
  sound,
  sound_pair,
};

class Hash {
 public:
  explicit Hash(Tag tag) : value_(0x811C9DC5U ^ (static_cast<std::uint32_t>(tag) * 0x9E3779B1U)) {}
  void add(std::uint32_t part) { value_ = (value_ ^ part) * 0x01000193U; }
  void add(std::string_view text) {
    for (const char byte : text) add(static_cast<unsigned char>(byte));
  }
  auto bucket(std::uint32_t buckets_log2) const -> std::uint32_t {
    auto mixed = value_;
    mixed ^= mixed >> 16;
    mixed *= 0x85EBCA6BU;
    mixed ^= mixed >> 13;
    mixed *= 0xC2B2AE35U;
    mixed ^= mixed >> 16;
    return mixed >> (32 - buckets_log2);
  }

 private:
  std::uint32_t value_;
};

/// A word as the models see it: mapped, with numbers as their length.
struct Unit {
  std::string_view text;
  std::string sound;  ///< How it is said: `kiero` and `quiero` are one.
  std::uint32_t classes = 0;
  bool number = false;
  bool mark = false;
};

auto is_negation(std::string_view w) -> bool {
  constexpr auto words = std::to_array<std::string_view>(
      {"no",      "ni",      "nada", "sin",  "nunca", "jamas", "tampoco", "not",  "never",
       "nothing", "without", "nao",  "nem",  "sem",   "pas",   "jamais",  "rien", "sans",
       "ne",      "nel",     "don",  "didn", "doesn", "isn",   "wasn",    "won",  "couldn"});
  return std::find(words.begin(), words.end(), w) != words.end();
}

class Extractor {
 public:
  Extractor(const ModelFile& file, std::u32string_view text, std::span<const Token> tokens)
      : file_(file),
        text_(text),
        tokens_(tokens.first(std::min(tokens.size(), feature_tokens_max))) {
    made_.words.reserve(tokens_.size() * 6 + 16);
    made_.characters.reserve(tokens_.size() * 20 + 16);
    units_.reserve(tokens_.size() + 8);
  }

  auto run(std::span<const Entity> entities) -> Features {
    collect_units();
    words();
    pairs();
    sounds();
    meanings();
    characters();
    patterns();
    for (const auto& entity : entities.first(std::min<std::size_t>(entities.size(), 12))) {
      if (entity.type == "product") continue;
      Hash hash{Tag::entity};
      hash.add(entity.type);
      word(hash);
    }
    return std::move(made_);
  }

 private:
  void word(const Hash& hash) { made_.words.push_back(hash.bucket(file_.buckets_log2)); }
  void character(const Hash& hash) { made_.characters.push_back(hash.bucket(file_.buckets_log2)); }

  void collect_units() {
    for (const auto& token : tokens_) {
      if (token.kind == TokenKind::number) {
        units_.push_back({"#", "#", 0, true, false});
        continue;
      }
      if (token.kind != TokenKind::word) {
        const bool telling = token.kind == TokenKind::emoji || token.folded == "?" ||
                             token.folded == "@" || token.folded == "#" || token.folded == "$";
        if (telling)
          units_.push_back(
              {token.folded, token.folded, file_.classes_of(token.folded), false, true});
        continue;
      }
      std::string_view rest = token.mapped;
      while (!rest.empty()) {
        const auto end = std::min(rest.find(' '), rest.size());
        const auto part = rest.substr(0, end);
        units_.push_back({part, search::phonetic(part), file_.classes_of(part), false, false});
        rest.remove_prefix(std::min(end + 1, rest.size()));
      }
    }
  }

  void words() {
    std::size_t negated = 0;
    for (const auto& unit : units_) {
      Hash hash{Tag::word};
      hash.add(unit.text);
      word(hash);
      if (negated > 0 && !unit.mark) {
        Hash denied{Tag::negated};
        denied.add(unit.text);
        word(denied);
        --negated;
      }
      if (is_negation(unit.text)) negated = 3;
    }
  }

  void pairs() {
    for (std::size_t i = 0; i + 1 < units_.size(); ++i) {
      Hash pair{Tag::pair};
      pair.add(units_[i].text);
      pair.add(0x100U);
      pair.add(units_[i + 1].text);
      word(pair);
      if (i + 2 >= units_.size()) continue;
      Hash skip{Tag::skip_pair};
      skip.add(units_[i].text);
      skip.add(0x100U);
      skip.add(units_[i + 2].text);
      word(skip);
    }
    if (units_.empty()) return;
    Hash first{Tag::edge};
    first.add(units_.front().text);
    word(first);
    Hash last{Tag::edge};
    last.add(0x101U);
    last.add(units_.back().text);
    word(last);
  }

  /// Chat spells by ear: words and pairs of words as they are said.
  void sounds() {
    for (std::size_t i = 0; i < units_.size(); ++i) {
      if (units_[i].mark || units_[i].number) continue;
      Hash hash{Tag::sound};
      hash.add(units_[i].sound);
      word(hash);
      if (i + 1 >= units_.size()) continue;
      Hash pair{Tag::sound_pair};
      pair.add(units_[i].sound);
      pair.add(0x100U);
      pair.add(units_[i + 1].sound);
      word(pair);
    }
  }

  /// A unit's class where it has one, else its text.
  void add_meaning(Hash& hash, const Unit& unit) const {
    if (unit.classes == 0)
      hash.add(unit.text);
    else
      hash.add(0x200U + (unit.classes & ~(unit.classes - 1)));
    hash.add(0x100U);
  }

  void meanings() {
    for (const auto& unit : units_) {
      for (auto rest = unit.classes; rest != 0; rest &= rest - 1) {
        Hash hash{Tag::meaning};
        hash.add(rest & ~(rest - 1));
        word(hash);
      }
    }
    for (std::size_t i = 0; i + 1 < units_.size(); ++i) {
      const bool here = units_[i].classes != 0 || units_[i + 1].classes != 0;
      if (here) {
        Hash pair{Tag::meaning_pair};
        add_meaning(pair, units_[i]);
        add_meaning(pair, units_[i + 1]);
        word(pair);
      }
      if (i + 2 >= units_.size()) continue;
      Hash triple{Tag::meaning_triple};
      add_meaning(triple, units_[i]);
      add_meaning(triple, units_[i + 1]);
      add_meaning(triple, units_[i + 2]);
      word(triple);
    }
  }

  void characters() {
    std::string padded;
    for (const auto& unit : units_) {
      if (unit.number || unit.mark || unit.text.size() > 24) continue;
      padded.assign("<").append(unit.text).append(">");
      for (std::size_t start = 0; start < padded.size(); ++start) {
        Hash hash{Tag::run};
        const auto end = std::min(start + 5, padded.size());
        for (auto at = start; at < end; ++at) {
          hash.add(static_cast<unsigned char>(padded[at]));
          if (at > start) character(hash);
        }
      }
    }
  }

  void pattern(std::string_view name) {
    Hash hash{Tag::pattern};
    hash.add(name);
    word(hash);
  }

  void patterns() {
    std::size_t words_seen = 0;
    std::size_t emoji = 0;
    std::size_t questions = 0;
    std::size_t shouts = 0;
    std::size_t capitals = 0;
    bool elongated = false;
    bool link = false;
    for (const auto& token : tokens_) {
      words_seen += token.kind == TokenKind::word ? 1 : 0;
      emoji += token.kind == TokenKind::emoji ? 1 : 0;
      questions += token.folded == "?" ? 1 : 0;
      shouts += token.folded == "!" ? 1 : 0;
      capitals += token.capitals && token.end - token.start > 2 ? 1 : 0;
      elongated = elongated || token.elongated;
      link = link || token.folded == "https" || token.folded == "http" || token.folded == "www";
    }
    if (questions > 0) pattern(questions > 1 ? "??" : "?");
    if (shouts > 0) pattern(shouts > 1 ? "!!" : "!");
    if (emoji > 0) pattern("emoji");
    if (emoji > 2) pattern("emojis");
    if (elongated) pattern("long");
    if (capitals > 1) pattern("capitals");
    if (link) pattern("link");
    if (words_seen == 0) pattern(emoji > 0 ? "emoji alone" : "no words");
    constexpr auto sizes = std::to_array<std::size_t>({1, 2, 3, 5, 8, 12, 20});
    Hash length{Tag::shape};
    for (const auto size : sizes) length.add(words_seen <= size ? 1U : 0U);
    word(length);
    accents();
  }

  /// Letters that folding loses tell languages apart: `ñ`, `ã`, `ê`, `ç`, and
  /// `¿`.
  void accents() {
    const auto looked_at = text_.substr(0, 1000);
    std::array<bool, 0x100> seen{};
    for (const auto code : looked_at) {
      if (code < 0x80 || code > 0xFF || seen[code]) continue;
      seen[code] = true;
      Hash hash{Tag::accent};
      hash.add(static_cast<std::uint32_t>(code >= 0xC0 && code <= 0xDE ? code + 0x20 : code));
      character(hash);
    }
  }

  const ModelFile& file_;
  std::u32string_view text_;
  std::span<const Token> tokens_;
  std::vector<Unit> units_;
  Features made_;
};

}  // namespace

auto extract_features(const ModelFile& file, std::u32string_view text,
                      std::span<const Token> tokens, std::span<const Entity> entities) -> Features {
  return Extractor{file, text, tokens}.run(entities);
}

}  // namespace orkesta::nlu
