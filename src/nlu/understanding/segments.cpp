#include "understanding/segments.hpp"

#include <algorithm>
#include <array>

namespace orkesta::nlu {
namespace {

constexpr std::size_t words_min = 2;  ///< Of a part that may ask for something by itself.

auto is_any(std::string_view word, std::span<const std::string_view> words) -> bool {
  return std::find(words.begin(), words.end(), word) != words.end();
}

/// Whether a part ends before this token.
auto parts(std::u32string_view text, std::span<const Token> tokens, std::size_t at) -> bool {
  constexpr auto marks = std::to_array<std::string_view>({".", "?", "!", ";", ",", "…"});
  constexpr auto joints =
      std::to_array<std::string_view>({"y", "i", "e", "and", "et", "pero", "mas", "but", "mais",
                                       "ademas", "tambien", "also", "tambem", "aussi"});
  const auto& token = tokens[at];
  if (token.kind == TokenKind::punctuation) return is_any(token.folded, marks);
  if (token.kind == TokenKind::word && is_any(token.folded, joints)) return true;
  if (at == 0) return false;
  const auto from = static_cast<std::size_t>(tokens[at - 1].end);
  const auto gap = text.substr(from, static_cast<std::size_t>(token.start) - from);
  return gap.find(U'\n') != std::u32string_view::npos;
}

auto words_in(std::span<const Token> tokens) -> std::size_t {
  return static_cast<std::size_t>(
      std::count_if(tokens.begin(), tokens.end(),
                    [](const Token& token) { return token.kind == TokenKind::word; }));
}

}  // namespace

auto segments(std::u32string_view text, std::span<const Token> tokens)
    -> std::vector<std::span<const Token>> {
  std::vector<std::span<const Token>> made;
  std::size_t first = 0;
  for (std::size_t at = 1; at <= tokens.size(); ++at) {
    if (at < tokens.size() && !parts(text, tokens, at)) continue;
    // A question keeps its mark: it tells what is asked.
    const bool asks = at < tokens.size() && tokens[at].folded == "?";
    const auto piece = tokens.subspan(first, at + (asks ? 1 : 0) - first);
    if (words_in(piece) < words_min) continue;  // Too little: it belongs to what follows.
    made.push_back(piece);
    first = at + (asks ? 1 : 0);
    if (made.size() == segments_max) break;
  }
  if (made.size() < 2) made.clear();
  return made;
}

}  // namespace orkesta::nlu
