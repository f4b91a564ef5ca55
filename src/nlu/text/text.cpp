#include "orkesta/nlu/text.hpp"

#include <array>
#include <cstring>
#include <optional>

namespace orkesta::nlu {
namespace {

constexpr char32_t replacement = 0xFFFD;

/// Base letters of U+00C0 to U+017F; a space stands for "no base letter".
constexpr std::string_view latin_base =
    // 00C0
    "aaaaaa ceeeeiiiidnooooo ouuuuy  aaaaaa ceeeeiiiidnooooo ouuuuy y"
    // 0100
    "aaaaaaccccccccddddeeeeeeeeeegggggggghhhhiiiiiiiiii  jjkk lllllllllln"
    "nnnnnnnnoooooo  rrrrrrssssssssttttttuuuuuuuuuuuuwwyyyzzzzzzs";
static_assert(latin_base.size() == 0x180 - 0xC0);

auto continuation(unsigned char byte) -> bool { return (byte & 0xC0U) == 0x80U; }

struct Decoded {
  char32_t code = replacement;
  std::size_t bytes = 1;
};

auto decode_one(std::string_view text, std::size_t at) -> Decoded {
  const auto byte = [&](std::size_t i) { return static_cast<unsigned char>(text[at + i]); };
  const auto lead = byte(0);
  if (lead < 0x80) return {lead, 1};
  const std::size_t length = lead >= 0xF0 ? 4 : lead >= 0xE0 ? 3 : lead >= 0xC2 ? 2 : 0;
  if (length == 0 || lead > 0xF4 || at + length > text.size()) return {};
  auto code = static_cast<char32_t>(lead & (0xFFU >> (length + 1)));
  for (std::size_t i = 1; i < length; ++i) {
    if (!continuation(byte(i))) return {};
    code = (code << 6) | (byte(i) & 0x3FU);
  }
  const bool overlong = (length == 3 && code < 0x800) || (length == 4 && code < 0x10000);
  if (overlong || code > 0x10FFFF || (code >= 0xD800 && code < 0xE000)) return {};
  return {code, length};
}

void encode_into(std::string& out, char32_t code) {
  if (code > 0x10FFFF || (code >= 0xD800 && code < 0xE000)) code = replacement;
  const auto put = [&](char32_t byte) { out.push_back(static_cast<char>(byte)); };
  if (code < 0x80) {
    put(code);
  } else if (code < 0x800) {
    put(0xC0 | (code >> 6));
    put(0x80 | (code & 0x3F));
  } else if (code < 0x10000) {
    put(0xE0 | (code >> 12));
    put(0x80 | ((code >> 6) & 0x3F));
    put(0x80 | (code & 0x3F));
  } else {
    put(0xF0 | (code >> 18));
    put(0x80 | ((code >> 12) & 0x3F));
    put(0x80 | ((code >> 6) & 0x3F));
    put(0x80 | (code & 0x3F));
  }
}

auto is_mark(char32_t code) -> bool { return code >= 0x300 && code <= 0x36F; }
/// Joins, variations and skin tones: part of the emoji before them.
auto is_emoji_tail(char32_t code) -> bool {
  return code == 0x200D || (code >= 0xFE00 && code <= 0xFE0F) ||
         (code >= 0x1F3FB && code <= 0x1F3FF) || code == 0x20E3;
}
auto is_space(char32_t code) -> bool {
  return code <= 0x20 || code == 0x7F || (code >= 0x80 && code <= 0xA0) || code == 0x1680 ||
         (code >= 0x2000 && code <= 0x200F) || code == 0x2028 || code == 0x2029 ||
         (code >= 0x202A && code <= 0x202F) || code == 0x205F || code == 0x2060 || code == 0x3000 ||
         code == 0xFEFF;
}
auto is_upper(char32_t code) -> bool {
  if (code < 0x80) return code >= 'A' && code <= 'Z';
  return code >= 0xC0 && code <= 0xDE && code != 0xD7;
}

/// Cuts runs of three or more of a letter to one; true when something was cut.
auto cut_runs(std::string& word) -> bool {
  bool cut = false;
  std::size_t out = 0;
  for (std::size_t i = 0; i < word.size();) {
    std::size_t end = i + 1;
    while (end < word.size() && word[end] == word[i]) ++end;
    const bool ascii_letter = word[i] >= 'a' && word[i] <= 'z';
    const bool run = ascii_letter && end - i >= 3;
    const auto keep = run ? 1 : end - i;
    cut = cut || run;
    for (std::size_t k = 0; k < keep; ++k) word[out++] = word[i + k];
    i = end;
  }
  word.resize(out);
  return cut;
}

/// The emoticon at `at`, such as `:-)`; its length, 0 when there is none.
auto emoticon_length(std::u32string_view text, std::size_t at) -> std::size_t {
  if (text[at] == '<' && at + 1 < text.size() && text[at + 1] == '3') return 2;
  if (text[at] != ':' && text[at] != ';' && text[at] != '=') return 0;
  auto mouth = at + 1;
  if (mouth < text.size() && (text[mouth] == '-' || text[mouth] == '\'')) ++mouth;
  if (mouth >= text.size()) return 0;
  const auto c = text[mouth];
  const bool letter = c == 'D' || c == 'P' || c == 'p' || c == 'v' || c == 'c';
  if (letter && mouth + 1 < text.size() && is_letter(text[mouth + 1])) return 0;
  const bool is_mouth = letter || c == ')' || c == '(' || c == '*' || c == '|' || c == ']';
  return is_mouth ? mouth + 1 - at : 0;
}

/// Emoticons by mood, so that `:-)))` and `:)` are one.
auto emoticon_name(std::u32string_view text) -> std::string {
  if (text[0] == '<') return "<3";
  const auto mouth = text.back();
  if (mouth == '(' || mouth == 'c') return ":(";
  return mouth == '|' ? ":|" : ":)";
}

class Tokenizer {
 public:
  explicit Tokenizer(std::u32string_view text) : text_(text) {
    tokens_.reserve(text.size() / 5 + 4);
  }

  auto run() -> std::vector<Token> {
    while (at_ < text_.size()) step();
    return std::move(tokens_);
  }

 private:
  void step() {
    const auto code = text_[at_];
    if (is_space(code) || is_emoji_tail(code)) {
      ++at_;
      return;
    }
    if (is_digit(code)) return number();
    if (is_letter(code)) return word();
    if (const auto length = emoticon_length(text_, at_)) return emoticon(length);
    auto& token = add(is_emoji(code) ? TokenKind::emoji : TokenKind::punctuation, at_ + 1);
    fold_into(token.folded, code);
    if (token.folded.empty()) encode_into(token.folded, code);
    token.mapped = token.folded;
  }

  auto add(TokenKind kind, std::size_t end) -> Token& {
    tokens_.push_back({.start = static_cast<std::int32_t>(at_),
                       .end = static_cast<std::int32_t>(end),
                       .kind = kind,
                       .elongated = false,
                       .capitals = false,
                       .folded = {},
                       .mapped = {}});
    at_ = end;
    return tokens_.back();
  }

  void number() {
    auto end = at_ + 1;
    while (end < text_.size()) {
      const bool inner = (text_[end] == '.' || text_[end] == ',') && end + 1 < text_.size() &&
                         is_digit(text_[end + 1]);
      if (!is_digit(text_[end]) && !inner) break;
      ++end;
    }
    const auto start = at_;
    auto& token = add(TokenKind::number, end);
    for (auto i = start; i < end; ++i) token.folded.push_back(static_cast<char>(text_[i]));
    token.mapped = token.folded;
  }

  void word() {
    auto end = at_;
    std::size_t letters = 0;
    std::size_t upper = 0;
    std::string folded;
    for (; end < text_.size() && is_letter(text_[end]); ++end) {
      fold_into(folded, text_[end]);
      letters += is_mark(text_[end]) ? 0 : 1;
      upper += is_upper(text_[end]) ? 1 : 0;
    }
    auto& token = add(TokenKind::word, end);
    token.elongated = cut_runs(folded);
    token.capitals = letters >= 2 && upper == letters;
    const auto written_out = shorthand(folded);
    token.mapped = written_out.empty() ? folded : std::string{written_out};
    token.folded = std::move(folded);
  }

  void emoticon(std::size_t length) {
    const auto start = at_;
    auto& token = add(TokenKind::emoji, at_ + length);
    token.folded = emoticon_name(text_.substr(start, length));
    token.mapped = token.folded;
    while (at_ < text_.size() && text_[at_] == text_[at_ - 1]) ++at_;  // `:)))` is one smile.
    token.end = static_cast<std::int32_t>(at_);
  }

  std::u32string_view text_;
  std::size_t at_ = 0;
  std::vector<Token> tokens_;
};

}  // namespace

auto decode(std::string_view utf8) -> std::u32string {
  std::u32string out;
  out.reserve(std::min(utf8.size(), text_code_points_max));
  for (std::size_t at = 0; at < utf8.size() && out.size() < text_code_points_max;) {
    const auto [code, bytes] = decode_one(utf8, at);
    out.push_back(code);
    at += bytes;
  }
  return out;
}

auto encode(std::u32string_view code_points) -> std::string {
  std::string out;
  out.reserve(code_points.size());
  for (const auto code : code_points) encode_into(out, code);
  return out;
}

auto is_digit(char32_t code) -> bool { return code >= '0' && code <= '9'; }

auto is_emoji(char32_t code) -> bool {
  return (code >= 0x1F000 && code <= 0x1FAFF) || (code >= 0x2600 && code <= 0x27BF) ||
         (code >= 0x2B00 && code <= 0x2BFF) || (code >= 0x2190 && code <= 0x21FF) ||
         (code >= 0x2300 && code <= 0x23FF) || code == 0x203C || code == 0x2049 ||
         (code >= 0x3030 && code <= 0x303D) || code == 0x3297 || code == 0x3299;
}

auto is_letter(char32_t code) -> bool {
  if (code < 0x80) return (code >= 'a' && code <= 'z') || (code >= 'A' && code <= 'Z');
  if (code < 0xC0) return code == 0xAA || code == 0xB5 || code == 0xBA;
  if (code == 0xD7 || code == 0xF7) return false;
  if (is_space(code) || is_emoji(code) || is_emoji_tail(code)) return false;
  if (code >= 0x2000 && code < 0x2C00) return false;  // Marks, signs, arrows, boxes.
  if (code >= 0x3000 && code < 0x3040) return false;
  if (code >= 0xFF01 && code <= 0xFF0F) return false;
  return code != replacement && !(code >= 0xE000 && code < 0xF900) && code < 0xE0000;
}

void fold_into(std::string& out, char32_t code) {
  if (code < 0x80) {
    const bool upper = code >= 'A' && code <= 'Z';
    out.push_back(static_cast<char>(upper ? code + 32 : code));
    return;
  }
  if (is_mark(code)) return;
  if (code == 0xC6 || code == 0xE6) return static_cast<void>(out.append("ae"));
  if (code == 0x152 || code == 0x153) return static_cast<void>(out.append("oe"));
  if (code == 0xDF || code == 0x1E9E) return static_cast<void>(out.append("ss"));
  if (code == 0xBA) return static_cast<void>(out.push_back('o'));
  if (code == 0xAA) return static_cast<void>(out.push_back('a'));
  if (code == 0x2018 || code == 0x2019 || code == 0xB4) return out.push_back('\'');
  if (code == 0x201C || code == 0x201D) return out.push_back('"');
  if (code >= 0xC0 && code < 0x180 && latin_base[code - 0xC0] != ' ') {
    return out.push_back(latin_base[code - 0xC0]);
  }
  if (code >= 0xFF01 && code <= 0xFF5E) return fold_into(out, code - 0xFEE0);  // Full width.
  if (code >= 0x391 && code <= 0x3A9) code += 0x20;                            // Greek capitals.
  if (code >= 0x410 && code <= 0x42F) code += 0x20;                            // Cyrillic capitals.
  encode_into(out, code);
}

auto fold(std::string_view utf8) -> std::string {
  std::string out;
  out.reserve(utf8.size());
  for (std::size_t at = 0; at < utf8.size();) {
    const auto [code, bytes] = decode_one(utf8, at);
    fold_into(out, code);
    at += bytes;
  }
  return out;
}

auto tokenize(std::u32string_view code_points) -> std::vector<Token> {
  return Tokenizer{code_points.substr(0, text_code_points_max)}.run();
}

auto tokenize(std::string_view utf8) -> std::vector<Token> { return tokenize(decode(utf8)); }

}  // namespace orkesta::nlu
