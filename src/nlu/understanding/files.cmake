set(understanding_sources
  understanding/built_in.cpp
  understanding/entities.cpp
  understanding/entities_addresses.cpp
  understanding/entities_dates.cpp
  understanding/entities_money.cpp
  understanding/entities_names.cpp
  understanding/entities_things.cpp
  understanding/features.cpp
  understanding/fixed.cpp
  understanding/model.cpp
  understanding/model_file.cpp
  understanding/scores.cpp
  understanding/segments.cpp
  understanding/understand.cpp)
set(understanding_headers orkesta/nlu/model.hpp orkesta/nlu/understand.hpp)

# The model is part of the program: `.incbin` puts its bytes into this object.
set_source_files_properties(understanding/built_in.cpp PROPERTIES
  COMPILE_DEFINITIONS
    "ORKESTA_UNDERSTANDING_MODEL=\"${CMAKE_CURRENT_SOURCE_DIR}/models/understanding-2.bin\""
  OBJECT_DEPENDS ${CMAKE_CURRENT_SOURCE_DIR}/models/understanding-2.bin)
