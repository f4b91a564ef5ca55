set(pricing_sources pricing/discounts.cpp pricing/instalments.cpp pricing/lines.cpp
    pricing/policy.cpp pricing/price.cpp pricing/taxes.cpp pricing/unit_price.cpp)
set(pricing_headers orkesta/domain/pricing/instalments.hpp orkesta/domain/pricing/price.hpp)
