// Lock 1: a layer that is not linked is not on the path.
#include "orkesta/core/ids.hpp"
#ifndef LOCK_OPEN
#include "orkesta/log/message_log.hpp"
#endif
