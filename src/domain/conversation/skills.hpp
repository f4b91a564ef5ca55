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

// For and against the sale: objections.cpp, negotiation.cpp.
Take answer_objection;
/// Who objected gives up.
Take give_up;
/// A yes to "shall we go on?", or to what was suggested.
Take go_on_after_objection;
Take take_suggestion;
/// A price that they name, a number that they would take, a plain "can you do better?".
Take negotiate;
/// What is said next goes on where the sale stood.
void leave_objection(Deciding& deciding, const Matter& matter);
/// Won or lost with the sale, at the end of a turn.
void settle_objections(Deciding& deciding);

// The tenant's tools and its knowledge: tools.cpp, knowledge.cpp.
Take use_tool;
/// What a tool was waiting for.
Take complete_tool;
/// An order's quote is the pricing tool's work.
void note_quote_tool(Deciding& deciding);
/// From the FAQ, by the words.
Take answer_from_knowledge;

}  // namespace orkesta::conversation
