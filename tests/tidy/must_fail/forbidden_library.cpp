// Lock 3: pure layers find a stand-in before the distribution's header.
#include "orkesta/core/ids.hpp"
#ifndef LOCK_OPEN
#include <caf/all.hpp>
#endif
