#pragma once

/// The board on which the extractors mark what they took: no character serves twice.

#include <initializer_list>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "orkesta/core/money.hpp"
#include "orkesta/nlu/numbers.hpp"
#include "understanding/entities.hpp"

namespace orkesta::nlu {

class Extraction {
 public:
  Extraction(std::u32string_view text, std::span<const Token> tokens, const Reading& reading)
      : text_(text), tokens_(tokens), reading_(reading), used_(text.size()) {}

  auto text() const -> std::u32string_view { return text_; }
  auto tokens() const -> std::span<const Token> { return tokens_; }
  auto size() const -> std::size_t { return tokens_.size(); }
  auto reading() const -> const Reading& { return reading_; }
  auto code(std::size_t at) const -> char32_t { return at < text_.size() ? text_[at] : U' '; }

  /// The folded word of a token; "" for other tokens and beyond the end.
  auto word(std::size_t token) const -> std::string_view;
  auto number(std::size_t token) const -> std::string_view;
  /// A mark's text; "" for other tokens.
  auto mark(std::size_t token) const -> std::string_view;
  auto is(std::size_t token, std::initializer_list<std::string_view> words) const -> bool;
  auto capital(std::size_t token) const -> bool;  ///< A word that begins with a capital.
  auto touches(std::size_t token) const -> bool;  ///< Nothing stands between it and the next one.
  auto free_token(std::size_t token) const -> bool;
  auto free_span(std::size_t start, std::size_t end) const -> bool;
  /// What took this token; "" when nothing did.
  auto type_at(std::size_t token) const -> std::string_view;
  auto read(std::size_t start, std::size_t end) const -> std::string;

  void use(std::size_t start, std::size_t end);
  /// Takes the characters; the value is JSON text.
  void add(std::string_view type, std::size_t start, std::size_t end, std::string value,
           std::optional<std::string> currency = std::nullopt);
  void add_text(std::string_view type, std::size_t start, std::size_t end);
  auto finish() -> std::vector<Entity>;

 private:
  std::u32string_view text_;
  std::span<const Token> tokens_;
  Reading reading_;
  std::vector<bool> used_;
  std::vector<Entity> made_;
};

auto json_string(std::string_view text) -> std::string;
/// Lower case that keeps accents.
auto lower(std::u32string_view text) -> std::string;
auto start_of(const Token& token) -> std::size_t;
auto end_of(const Token& token) -> std::size_t;

void find_addresses(Extraction& board);  ///< E-mail, links, hashtags, invoices, phones.
void find_phones(Extraction& board);
void find_dates(Extraction& board);
void find_amounts(Extraction& board);
void find_sizes(Extraction& board);
void find_quantities(Extraction& board);
void find_names(Extraction& board);
void find_products(Extraction& board);

}  // namespace orkesta::nlu
