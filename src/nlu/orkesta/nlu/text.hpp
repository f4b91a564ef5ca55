#pragma once

/// One way to read a customer's text, shared by training, understanding and search. Pure; any bytes
/// are read, any thread may call.

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

namespace orkesta::nlu {

/// A text beyond this many code points is cut.
inline constexpr std::size_t text_code_points_max = 20'000;

enum class TokenKind : std::uint8_t {
  word,
  number,       ///< Digits, with inner points and commas: `1,250.50`.
  emoji,        ///< One emoji without its variations, or an emoticon such as `:)`.
  punctuation,  ///< One mark.
};

/// A piece of a text. `85A` is two tokens that touch; so is `x3`, and `l'eau` is three.
struct Token {
  std::int32_t start = 0;  ///< Code points of the original, half open.
  std::int32_t end = 0;
  TokenKind kind = TokenKind::word;
  bool elongated = false;  ///< A run of three or more of a letter was cut (`holaaa`).
  bool capitals = false;   ///< A word of two or more letters, all of them capitals.
  std::string folded;      ///< Lower case, no accents, runs of 3+ letters cut to one.
  std::string mapped;      ///< `folded` with chat shorthand written out (`xfa` -> `por favor`).
  bool operator==(const Token&) const = default;
};

/// The text's code points, at most `text_code_points_max`; a byte that is no UTF-8 is one U+FFFD.
auto decode(std::string_view utf8) -> std::u32string;
/// UTF-8 of code points; what no UTF-8 can hold becomes U+FFFD.
auto encode(std::u32string_view code_points) -> std::string;

/// Lower case without accents, Latin script to ASCII where it has a base letter; all else is kept.
/// `Ñandú ¡SÍ!` -> `nandu ¡si!`. Does not cut runs.
auto fold(std::string_view utf8) -> std::string;
/// Appends the folded form of one code point; nothing for combining marks.
void fold_into(std::string& out, char32_t code_point);

auto is_letter(char32_t code_point) -> bool;  ///< Letters of any script, combining marks included.
auto is_digit(char32_t code_point) -> bool;   ///< ASCII digits.
auto is_emoji(char32_t code_point) -> bool;

auto tokenize(std::string_view utf8) -> std::vector<Token>;
auto tokenize(std::u32string_view code_points) -> std::vector<Token>;

/// What a chat shorthand stands for (`q` -> `que`), folded; nothing when it is none.
auto shorthand(std::string_view folded) -> std::string_view;

}  // namespace orkesta::nlu
