// Ids of different things do not mix.
#include "orkesta/core/ids.hpp"
auto quote_of(orkesta::QuoteId id) -> std::string { return id.text(); }
#ifndef LOCK_OPEN
auto wrong(orkesta::TenantId tenant) { return quote_of(tenant); }
#endif
