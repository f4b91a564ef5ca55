set(search_sources
  search/build.cpp search/catalog_index.cpp search/items.cpp search/lexemes.cpp search/lexicon.cpp
  search/lexicon_concepts.cpp search/lexicon_purposes.cpp search/mentions.cpp search/passing.cpp search/rank.cpp search/sizes.cpp search/stems.cpp
  search/wishes.cpp)
set(search_headers orkesta/nlu/catalog_index.hpp orkesta/nlu/mentions.hpp)
