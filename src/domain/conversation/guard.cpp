/// The guard of replies: whatever looks like a datum must be one of the facts.

#include <algorithm>

#include "replies.hpp"

namespace orkesta::conversation {
namespace {

auto is_digit(char c) -> bool { return c >= '0' && c <= '9'; }

/// Digits without what only parts them: `1,234.50` and `1.234,50` are both `123450`.
auto digits_of(std::string_view text) -> std::string {
  auto digits = std::string{};
  std::copy_if(text.begin(), text.end(), std::back_inserter(digits), is_digit);
  return digits;
}

auto text_of(const Fact& fact) -> std::string_view {
  if (fact.value) return *fact.value;
  if (fact.said && fact.said->opened() != nullptr) return *fact.said->opened();
  return {};
}

/// Whether the piece stands in the fact, not as part of a longer number.
auto holds(std::string_view fact, std::string_view piece) -> bool {
  for (auto at = fact.find(piece); at != std::string_view::npos; at = fact.find(piece, at + 1)) {
    const auto end = at + piece.size();
    const auto free_before = at == 0 || !is_digit(fact[at - 1]);
    const auto free_after = end == fact.size() || !is_digit(fact[end]);
    if (free_before && free_after) return true;
  }
  return false;
}

auto is_fact(std::string_view piece, const std::vector<Fact>& facts) -> bool {
  const auto digits = digits_of(piece);
  return std::any_of(facts.begin(), facts.end(), [&](const Fact& fact) {
    const auto text = text_of(fact);
    return holds(text, piece) || (!digits.empty() && digits_of(text) == digits);
  });
}

auto is_part_of_figure(char c) -> bool {
  return is_digit(c) || c == '.' || c == ',' || c == ':' || c == '/' || c == '-';
}

/// `1. ` at the start of a line numbers an option: no figure.
auto is_list_number(std::string_view text, std::size_t at, std::size_t end) -> bool {
  const auto opens_line = at == 0 || text[at - 1] == '\n';
  return opens_line && end - at >= 2 && end - at <= 3 && text[end - 1] == '.' &&
         end < text.size() && text[end] == ' ';
}

struct Piece {
  std::size_t at;
  std::size_t end;
};

auto link_at(std::string_view text, std::size_t at) -> Piece {
  const auto stop = text.find_first_of(" \n\t", at);
  return {at, stop == std::string_view::npos ? text.size() : stop};
}

/// An address around its `@`.
auto address_at(std::string_view text, std::size_t at) -> Piece {
  const auto before = text.find_last_of(" \n\t(<,;", at);
  const auto stop = text.find_first_of(" \n\t)>,;", at);
  return {before == std::string_view::npos ? 0 : before + 1,
          stop == std::string_view::npos ? text.size() : stop};
}

auto begins_link(std::string_view text) -> bool {
  return text.starts_with("http://") || text.starts_with("https://") || text.starts_with("www.");
}

auto figure_at(std::string_view text, std::size_t at) -> Piece {
  auto end = at;
  while (end < text.size() && is_part_of_figure(text[end])) ++end;
  return {at, end};
}

auto without_trailing_marks(std::string_view piece) -> std::string_view {
  while (!piece.empty() && std::string_view{".,:;/-)!?"}.find(piece.back()) != piece.npos)
    piece.remove_suffix(1);
  return piece;
}

}  // namespace

auto figures_without_fact(std::string_view text, const std::vector<Fact>& facts)
    -> std::vector<std::string> {
  auto missing = std::vector<std::string>{};
  for (std::size_t at = 0; at < text.size();) {
    const auto is_link = begins_link(text.substr(at));
    const auto is_address = text[at] == '@';
    if (!is_link && !is_address && !is_digit(text[at])) {
      ++at;
      continue;
    }
    const auto piece = is_link      ? link_at(text, at)
                       : is_address ? address_at(text, at)
                                    : figure_at(text, at);
    if (is_link || is_address || !is_list_number(text, piece.at, piece.end)) {
      const auto bare = without_trailing_marks(text.substr(piece.at, piece.end - piece.at));
      if (!is_fact(bare, facts)) missing.emplace_back(bare);
    }
    at = piece.end;
  }
  return missing;
}

}  // namespace orkesta::conversation
