// Lock 4: reading the clock in pure code does not compile.
#include "orkesta/core/time.hpp"
#ifndef LOCK_OPEN
auto now() { return std::chrono::system_clock::now(); }
#endif
