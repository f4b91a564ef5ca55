set(tenant_sources tenant/context.cpp tenant/decide.cpp tenant/evolve.cpp tenant/split_import.cpp)
set(tenant_headers orkesta/domain/tenant/context.hpp orkesta/domain/tenant/events.hpp
    orkesta/domain/tenant/kind.hpp orkesta/domain/tenant/messages.hpp
    orkesta/domain/tenant/pack.hpp orkesta/domain/tenant/state.hpp)
