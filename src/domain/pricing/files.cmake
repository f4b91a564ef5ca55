set(pricing_sources)
set(pricing_headers orkesta/domain/pricing/price.hpp)
