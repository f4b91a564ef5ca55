#include "orkesta/door/mask.hpp"

#include <algorithm>
#include <array>
#include <optional>
#include <vector>

namespace orkesta::door {
namespace {

constexpr std::string_view replacement = "[card removed]";
constexpr std::size_t card_digits_min = 13;
constexpr std::size_t card_digits_max = 19;
constexpr std::size_t security_code_reach = 60;  // Bytes behind a card where its code may stand.

/// Card numbers of one brand start in [low, high] (compared over as many digits as `low` has).
struct Brand {
  std::string_view low;
  std::string_view high;
  std::size_t digits_min;
  std::size_t digits_max;
};
/// Lengths in use today; Visa's old 13 digits and Maestro's unused ranges would swallow order
/// numbers.
constexpr std::array<Brand, 17> brands = {{
    {"4", "4", 16, 16},  // Visa
    {"4", "4", 19, 19},
    {"51", "55", 16, 16},      // Mastercard
    {"2221", "2720", 16, 16},  // Mastercard, second range
    {"34", "34", 15, 15},      // American Express
    {"37", "37", 15, 15},
    {"36", "36", 14, 14},  // Diners
    {"300", "305", 14, 14},
    {"6011", "6011", 16, 16},  // Discover
    {"644", "659", 16, 16},
    {"3528", "3589", 16, 16},  // JCB
    {"62", "62", 16, 19},      // UnionPay
    {"5018", "5038", 16, 16},  // Maestro
    {"6304", "6304", 16, 16},
    {"6759", "6763", 16, 16},
    {"5067", "5067", 16, 16},  // Elo
    {"5895", "5896", 16, 16},  // Naranja, Cabal
}};

auto is_digit(char c) -> bool { return c >= '0' && c <= '9'; }
auto is_separator(char c) -> bool { return c == ' ' || c == '-' || c == '.'; }

auto has_brand(std::string_view digits) -> bool {
  return std::any_of(brands.begin(), brands.end(), [&](const Brand& brand) {
    const auto prefix = digits.substr(0, brand.low.size());
    return prefix >= brand.low && prefix <= brand.high && digits.size() >= brand.digits_min &&
           digits.size() <= brand.digits_max;
  });
}

auto passes_luhn(std::string_view digits) -> bool {
  int sum = 0;
  for (std::size_t i = 0; i < digits.size(); ++i) {
    int digit = digits[digits.size() - 1 - i] - '0';
    if (i % 2 == 1) digit = digit * 2 > 9 ? digit * 2 - 9 : digit * 2;
    sum += digit;
  }
  return sum % 10 == 0;
}

auto is_card(std::string_view digits) -> bool {
  return digits.size() >= card_digits_min && digits.size() <= card_digits_max &&
         has_brand(digits) && passes_luhn(digits);
}

/// Digits of one run, with where each of them stands in the text.
struct Run {
  std::string digits;
  std::vector<std::size_t> at;
};

/// The run of digits that begins at `from`: at most one separator between two digits.
auto run_at(std::string_view text, std::size_t from) -> Run {
  Run run;
  for (std::size_t i = from; i < text.size(); ++i) {
    if (is_digit(text[i])) {
      run.digits += text[i];
      run.at.push_back(i);
    } else if (!is_separator(text[i]) || i + 1 >= text.size() || !is_digit(text[i + 1])) {
      break;
    }
  }
  return run;
}

/// Whether digit `index` of the run begins a group: the first, or one behind a separator.
auto begins_group(const Run& run, std::size_t index) -> bool {
  return index == 0 || run.at[index] != run.at[index - 1] + 1;
}
auto ends_group(const Run& run, std::size_t index) -> bool {
  return index + 1 == run.at.size() || run.at[index + 1] != run.at[index] + 1;
}

struct Span {
  std::size_t begin;
  std::size_t end;
};

/// The first card in the run that is made of whole groups, longest first.
auto card_in(const Run& run) -> std::optional<Span> {
  for (std::size_t first = 0; first < run.digits.size(); ++first) {
    if (!begins_group(run, first)) continue;
    const auto most = std::min(card_digits_max, run.digits.size() - first);
    for (auto count = most; count >= card_digits_min; --count) {
      const auto last = first + count - 1;
      if (!ends_group(run, last)) continue;
      if (is_card(std::string_view(run.digits).substr(first, count)))
        return Span{run.at[first], run.at[last] + 1};
    }
  }
  return std::nullopt;
}

auto lower(char c) -> char { return c >= 'A' && c <= 'Z' ? static_cast<char>(c + 32) : c; }

auto find_word(std::string_view text, std::string_view word) -> std::size_t {
  const auto at = std::search(text.begin(), text.end(), word.begin(), word.end(),
                              [](char a, char b) { return lower(a) == b; });
  return at == text.end() ? std::string_view::npos : static_cast<std::size_t>(at - text.begin());
}

/// Three or four digits behind a word for the security code, near a card that was removed.
auto security_code_in(std::string_view text) -> std::optional<Span> {
  constexpr std::array<std::string_view, 8> words = {"cvv", "cvc",    "cvv2",     "ccv",
                                                     "cod", "código", "security", "seguridad"};
  const auto near = text.substr(0, security_code_reach);
  for (const auto word : words) {
    const auto at = find_word(near, word);
    if (at == std::string_view::npos) continue;
    auto from = at + word.size();
    while (from < near.size() && !is_digit(near[from])) ++from;
    auto end = from;
    while (end < text.size() && is_digit(text[end])) ++end;
    if (end - from == 3 || end - from == 4) return Span{from, end};
  }
  return std::nullopt;
}

}  // namespace

auto mask_cards(std::string_view text) -> Masked {
  Masked masked;
  masked.text.reserve(text.size());
  std::size_t done = 0;
  for (std::size_t i = 0; i < text.size();) {
    if (!is_digit(text[i])) {
      ++i;
      continue;
    }
    const auto run = run_at(text, i);
    const bool is_phone = i > 0 && text[i - 1] == '+';
    const auto card = is_phone ? std::nullopt : card_in(run);
    if (!card) {
      i = run.at.back() + 1;
      continue;
    }
    masked.text += text.substr(done, card->begin - done);
    masked.text += replacement;
    masked.card_removed = true;
    done = i = card->end;
    if (const auto code = security_code_in(text.substr(done))) {
      masked.text += text.substr(done, code->begin);
      masked.text += replacement;
      done = i = done + code->end;
    }
  }
  masked.text += text.substr(done);
  return masked;
}

}  // namespace orkesta::door
