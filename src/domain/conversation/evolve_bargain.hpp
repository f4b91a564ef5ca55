#pragma once

/// The fold of objections, concessions and suggestions.

#include "orkesta/domain/conversation/state.hpp"

namespace orkesta::conversation {

void fold_bargain(State& state, const events::ObjectionRaised& e);
void fold_bargain(State& state, const events::ObjectionAnswered& e);
void fold_bargain(State& state, const events::ObjectionWon& e);
void fold_bargain(State& state, const events::ObjectionLost& e);
void fold_bargain(State& state, const events::CounterOfferReceived& e);
void fold_bargain(State& state, const events::ConcessionMade& e);
void fold_bargain(State& state, const events::AlternativeSuggested& e);
void fold_bargain(State& state, const events::ToolCalled& e);

}  // namespace orkesta::conversation
