#pragma once

#include <string>
#include <string_view>

namespace orkesta::door {

struct Masked {
  std::string text;
  bool card_removed = false;
};

/// Replaces payment card numbers by `[card removed]`, and security codes said near them (S12).
/// A number counts as a card when its digits, with single blanks, dashes or points between them,
/// have the prefix and length of a card brand and pass the Luhn check (ISO/IEC 7812-1). Everything
/// else, phone and order numbers too, stays byte for byte. Pure; any bytes.
auto mask_cards(std::string_view text) -> Masked;

}  // namespace orkesta::door
