// Invariant 7: there is no tenant by default.
#include "orkesta/core/ids.hpp"
#ifndef LOCK_OPEN
orkesta::TenantId nobody;
#endif
