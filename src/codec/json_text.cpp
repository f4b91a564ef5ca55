#include <array>
#include <charconv>

#include "orkesta/codec/json_view.hpp"

namespace orkesta::codec {
namespace {

constexpr std::string_view replacement = "\xEF\xBF\xBD";  // U+FFFD

/// How many bytes of well-formed UTF-8 start here: 1 to 4; 0 when it is not well formed
/// (Unicode 15, table 3-7).
auto well_formed(std::string_view text, std::size_t at) -> std::size_t {
  const auto byte = [&](std::size_t i) -> unsigned {
    return at + i < text.size() ? static_cast<unsigned char>(text[at + i]) : 0u;
  };
  const auto continues = [&](std::size_t i) { return (byte(i) & 0xC0u) == 0x80u; };
  const auto lead = byte(0);
  if (lead < 0x80) return 1;
  if (lead >= 0xC2 && lead <= 0xDF) return continues(1) ? 2 : 0;
  if (lead >= 0xE0 && lead <= 0xEF) {
    if (lead == 0xE0 && byte(1) < 0xA0) return 0;  // Overlong.
    if (lead == 0xED && byte(1) > 0x9F) return 0;  // Surrogates.
    return continues(1) && continues(2) ? 3 : 0;
  }
  if (lead >= 0xF0 && lead <= 0xF4) {
    if (lead == 0xF0 && byte(1) < 0x90) return 0;
    if (lead == 0xF4 && byte(1) > 0x8F) return 0;  // Above U+10FFFF.
    return continues(1) && continues(2) && continues(3) ? 4 : 0;
  }
  return 0;
}

/// The longest start of a well-formed sequence, or one byte: what one U+FFFD stands for.
auto maximal_part(std::string_view text, std::size_t at) -> std::size_t {
  const auto lead = static_cast<unsigned char>(text[at]);
  const std::size_t wanted = lead >= 0xF0 && lead <= 0xF4 ? 4 : lead >= 0xE0 && lead < 0xF0 ? 3 : 1;
  for (std::size_t length = wanted; length-- > 2;) {
    if (at + length > text.size()) continue;
    std::string completed{text.substr(at, length)};
    completed.resize(wanted, '\x80');
    if (well_formed(completed, 0) == wanted) return length;
  }
  return 1;
}

void append_escape(std::string& out, unsigned char c) {
  constexpr std::string_view short_ones = "\"\"\\\\\bb\ff\nn\rr\tt";  // Each with its letter.
  for (std::size_t i = 0; i < short_ones.size(); i += 2) {
    if (static_cast<unsigned char>(short_ones[i]) != c) continue;
    out += '\\';
    out += short_ones[i + 1];
    return;
  }
  constexpr std::string_view digits = "0123456789abcdef";  // The other control characters.
  out += "\\u00";
  out += digits[c >> 4];
  out += digits[c & 15];
}

/// Bytes that stand for themselves without a further look.
constexpr auto plain = [] {
  std::array<bool, 256> table{};
  for (std::size_t c = 0x20; c < 0x80; ++c) table[c] = c != '"' && c != '\\';
  return table;
}();

template <class Number>
void append_number(std::string& out, Number value) {
  std::array<char, 24> digits;
  const auto end = std::to_chars(digits.data(), digits.data() + digits.size(), value).ptr;
  out.append(digits.data(), end);
}

}  // namespace

void append_string(std::string& out, std::string_view text) {
  out += '"';
  std::size_t from = 0;  // Everything before it is written.
  for (std::size_t at = 0; at < text.size();) {
    const auto c = static_cast<unsigned char>(text[at]);
    if (plain[c]) {
      ++at;
      continue;
    }
    const auto length = c >= 0x80 ? well_formed(text, at) : 0;
    if (length > 0) {
      at += length;
      continue;
    }
    out.append(text, from, at - from);
    if (c >= 0x80 || c == 0) {
      out += replacement;
      at += c == 0 ? 1 : maximal_part(text, at);
    } else {
      append_escape(out, c);
      ++at;
    }
    from = at;
  }
  out.append(text, from);
  out += '"';
}

void append_integer(std::string& out, std::int64_t value) { append_number(out, value); }
void append_unsigned(std::string& out, std::uint64_t value) { append_number(out, value); }

}  // namespace orkesta::codec
