// A result that nobody looks at is an error.
#include "orkesta/core/result.hpp"
auto append() -> orkesta::Result<orkesta::Done, int>;
#ifndef LOCK_OPEN
void careless() { append(); }
#endif
