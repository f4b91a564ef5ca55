#include "understanding/entities.hpp"

#include <algorithm>

#include "understanding/extraction.hpp"

namespace orkesta::nlu {

auto start_of(const Token& token) -> std::size_t { return static_cast<std::size_t>(token.start); }
auto end_of(const Token& token) -> std::size_t { return static_cast<std::size_t>(token.end); }

auto Extraction::word(std::size_t token) const -> std::string_view {
  if (token >= tokens_.size() || tokens_[token].kind != TokenKind::word) return {};
  return tokens_[token].folded;
}
auto Extraction::number(std::size_t token) const -> std::string_view {
  if (token >= tokens_.size() || tokens_[token].kind != TokenKind::number) return {};
  return tokens_[token].folded;
}
auto Extraction::mark(std::size_t token) const -> std::string_view {
  if (token >= tokens_.size() || tokens_[token].kind != TokenKind::punctuation) return {};
  return tokens_[token].folded;
}
auto Extraction::is(std::size_t token, std::initializer_list<std::string_view> words) const
    -> bool {
  const auto found = word(token);
  return !found.empty() && std::find(words.begin(), words.end(), found) != words.end();
}
auto Extraction::capital(std::size_t token) const -> bool {
  if (word(token).empty()) return false;
  const auto first = text_[start_of(tokens_[token])];
  return (first >= 'A' && first <= 'Z') || (first >= 0xC0 && first <= 0xDE && first != 0xD7);
}
auto Extraction::touches(std::size_t token) const -> bool {
  return token + 1 < tokens_.size() && tokens_[token].end == tokens_[token + 1].start;
}
auto Extraction::free_token(std::size_t token) const -> bool {
  return token < tokens_.size() && free_span(start_of(tokens_[token]), end_of(tokens_[token]));
}
auto Extraction::free_span(std::size_t start, std::size_t end) const -> bool {
  for (auto at = start; at < end && at < used_.size(); ++at) {
    if (used_[at]) return false;
  }
  return start < end;
}
auto Extraction::type_at(std::size_t token) const -> std::string_view {
  if (token >= tokens_.size() || free_token(token)) return {};
  const auto start = tokens_[token].start;
  for (const auto& entity : made_) {
    if (start >= entity.start && start < entity.end) return entity.type;
  }
  return {};
}
auto Extraction::read(std::size_t start, std::size_t end) const -> std::string {
  return encode(text_.substr(start, end - start));
}
void Extraction::use(std::size_t start, std::size_t end) {
  for (auto at = start; at < end && at < used_.size(); ++at) used_[at] = true;
}
void Extraction::add(std::string_view type, std::size_t start, std::size_t end, std::string value,
                     std::optional<std::string> currency) {
  if (made_.size() >= entities_max || !free_span(start, end)) return;
  use(start, end);
  made_.push_back({.type = std::string{type},
                   .start = static_cast<std::int32_t>(start),
                   .end = static_cast<std::int32_t>(end),
                   .text = PersonalText::fresh(read(start, end)),
                   .value = PersonalText::fresh(std::move(value)),
                   .currency = std::move(currency)});
}
void Extraction::add_text(std::string_view type, std::size_t start, std::size_t end) {
  add(type, start, end, json_string(read(start, end)));
}
auto Extraction::finish() -> std::vector<Entity> {
  std::sort(made_.begin(), made_.end(),
            [](const Entity& a, const Entity& b) { return a.start < b.start; });
  return std::move(made_);
}

auto json_string(std::string_view text) -> std::string {
  constexpr std::string_view digits = "0123456789abcdef";
  std::string made = "\"";
  for (const char c : text) {
    const auto byte = static_cast<unsigned char>(c);
    if (c == '"' || c == '\\') {
      made.push_back('\\');
      made.push_back(c);
    } else if (byte < 0x20) {
      made += "\\u00";
      made.push_back(digits[byte >> 4]);
      made.push_back(digits[byte & 0xF]);
    } else {
      made.push_back(c);
    }
  }
  return made + '"';
}

auto lower(std::u32string_view text) -> std::string {
  std::u32string made{text};
  for (auto& code : made) {
    const bool capital =
        (code >= 'A' && code <= 'Z') || (code >= 0xC0 && code <= 0xDE && code != 0xD7);
    if (capital) code += 0x20;
  }
  return encode(made);
}

auto extract_entities(std::u32string_view text, std::span<const Token> tokens,
                      const Reading& reading) -> std::vector<Entity> {
  Extraction board{text, tokens, reading};
  find_addresses(board);
  find_dates(board);
  find_amounts(board);
  find_phones(board);
  find_sizes(board);
  find_quantities(board);
  find_names(board);
  find_products(board);
  return board.finish();
}

}  // namespace orkesta::nlu
