#pragma once

/// Which of several texts of the pack a message speaks of, by the words that they share. Words of
/// other languages and of the street are taken for those that packs are written in.

#include <string>
#include <string_view>
#include <vector>

namespace orkesta::conversation {

/// The words of a text that tell something: plain, without those that any sentence has.
auto telling_words(std::string_view text) -> std::vector<std::string>;

/// How many of the message's telling words stand in the text, in any ending.
auto shared_words(const std::vector<std::string>& telling, std::string_view text) -> int;

/// Whether two plain words are forms of one: `plan`, `planes`.
auto are_forms_of_one(std::string_view a, std::string_view b) -> bool;

}  // namespace orkesta::conversation
