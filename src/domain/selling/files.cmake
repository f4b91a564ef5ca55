set(selling_sources
  selling/alias_normalizer.cpp selling/catalog_mapper.cpp selling/choose_option.cpp)
set(selling_headers
  orkesta/domain/selling/alias_normalizer.hpp orkesta/domain/selling/catalog_mapper.hpp)
