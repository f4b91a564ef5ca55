#pragma once

/// Skills: what the bot can do with what the customer said. Each takes the matter when it is its
/// own and answers it, or leaves it to the next one; `converse.cpp` has them in their order.

#include <string>
#include <string_view>
#include <vector>

#include "rules.hpp"

namespace orkesta::conversation {

/// All that a skill looks at beside the state.
struct Matter {
  const Said& said;
  Intent intent;                   ///< The best one, as the dialogue reads it.
  OrderRead read;                  ///< The products in it.
  std::vector<std::string> words;  ///< Of the text, plain.
};

/// Whether it took the matter. One that does not records nothing and says nothing.
using Take = auto(Deciding& deciding, const Matter& matter) -> bool;

struct Skill {
  std::string_view name;  ///< For people, in the explanation.
  Take* take;
};

/// The first of them that takes the matter; nothing when none does.
template <std::size_t N>
auto first_to_take(const Skill (&skills)[N], Deciding& deciding, const Matter& matter)
    -> const Skill* {
  for (const auto& skill : skills)
    if (skill.take(deciding, matter)) return &skill;
  return nullptr;
}

// What cannot be read, and what is answered with one word: bare_answers.cpp.
Take answer_unreadable;
Take answer_bare;
Take answer_acceptance;
/// What was asked and not answered is asked again, not more often than twice.
Take ask_again;
/// A guess that costs nothing where it is wrong.
Take answer_harmless;
/// Always takes it: asks, and the second time offers a person.
Take ask_to_rephrase;

// A person in place of the bot: handoff.cpp.
Take answer_in_queue;
Take hand_off_when_asked;

}  // namespace orkesta::conversation
