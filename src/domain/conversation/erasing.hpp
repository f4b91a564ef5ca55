#pragma once

/// An erasure that does not succeed at once (X5). It is asked for again under its id at times that
/// lie farther and farther apart (R19); the next time stands in a timer, and the try in its name.

#include <string>
#include <string_view>
#include <vector>

#include "orkesta/domain/effects.hpp"

namespace orkesta::conversation {

class Deciding;

namespace timers {
inline constexpr std::string_view erasure_retry = "erasure_retry/";  ///< And the try's number.
}

/// Whose keys an erasure of this conversation destroys.
auto erased_subjects(const Deciding& deciding) -> std::vector<std::string>;
/// What became of one try.
void hear_erasure(Deciding& deciding, const effects::EffectResult& result);
/// Its timer fired: `number` is that of the try; after the last one a person is told.
void erase_again(Deciding& deciding, std::string_view number);
/// It was ordered anew while it is not done: at once, and again from the first pause.
void restart_erasure(Deciding& deciding);

}  // namespace orkesta::conversation
