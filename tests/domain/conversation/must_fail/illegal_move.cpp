// A typed move that the nine stages do not have must not compile; with -DLOCK_OPEN a legal one
// does.

#include "orkesta/domain/conversation/stage.hpp"

namespace orkesta::conversation {
#ifdef LOCK_OPEN
constexpr auto step = move<Stage::quote, Stage::closing>();
#else
constexpr auto step = move<Stage::greeting, Stage::closing>();
#endif
}  // namespace orkesta::conversation

int main() { return orkesta::conversation::step.to() == orkesta::conversation::Stage::quote; }
