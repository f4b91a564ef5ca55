set(tenant_sources tenant/context.cpp)
set(tenant_headers orkesta/domain/tenant/context.hpp orkesta/domain/tenant/pack.hpp)
