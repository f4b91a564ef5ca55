#pragma once

/// Words as they are compared: lower case, without accents, letters and digits only.

#include <initializer_list>
#include <string>
#include <string_view>
#include <vector>

namespace orkesta::conversation {

auto plain_words(std::string_view text) -> std::vector<std::string>;
/// Whether one of the words is one of these.
auto says_any(const std::vector<std::string>& words, std::initializer_list<std::string_view> these)
    -> bool;
/// Whether the words, in a row, are somewhere in the text.
auto says_phrase(const std::vector<std::string>& words, std::string_view phrase) -> bool;

// Closed classes of words in four languages. They are asked only where the state of the dialogue
// leaves a bare answer open; everything else is understood by the model.
auto is_yes(const std::vector<std::string>& words) -> bool;      ///< The whole text says yes.
auto is_bare_no(const std::vector<std::string>& words) -> bool;  ///< The whole text says no.
auto calls_off(const std::vector<std::string>& words) -> bool;   ///< "ya no lo quiero".
auto adds(const std::vector<std::string>& words) -> bool;        ///< "agrega", "also" …
auto removes(const std::vector<std::string>& words) -> bool;     ///< "quita", "without" …

}  // namespace orkesta::conversation
