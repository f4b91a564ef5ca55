# orkesta_layer(<name> [PURE] SOURCES … HEADERS … [DEPENDS layer…] [PRIVATE library…])
#
# The only way to make a library. `orkesta_<name>` (alias `orkesta::<name>`) has its public headers
# below `<its folder>/orkesta/<name>`, warnings on, and the locks of a layer:
#   1. a layer's include root is on the path only of who links it;
#   2. a PURE layer searches stand-ins of forbidden libraries first (ops/cmake/forbidden);
#   3. a PURE layer is compiled with core/purity.hpp in front, which poisons clocks, files, randomness.
# tests/tidy holds a must-fail compile for each lock.
function(orkesta_layer name)
  cmake_parse_arguments(LAYER "PURE" "" "SOURCES;HEADERS;DEPENDS;PRIVATE" ${ARGN})
  set(target orkesta_${name})
  add_library(${target} STATIC ${LAYER_SOURCES})
  add_library(orkesta::${name} ALIAS ${target})
  target_sources(${target} PUBLIC FILE_SET HEADERS BASE_DIRS ${CMAKE_CURRENT_SOURCE_DIR}
                                  FILES ${LAYER_HEADERS})
  target_include_directories(${target} PUBLIC ${CMAKE_CURRENT_SOURCE_DIR})
  target_link_libraries(${target} PRIVATE orkesta_warnings ${LAYER_PRIVATE})
  foreach(layer IN LISTS LAYER_DEPENDS)
    target_link_libraries(${target} PUBLIC orkesta::${layer})
  endforeach()
  if(LAYER_PURE)
    target_include_directories(${target} BEFORE PRIVATE ${CMAKE_SOURCE_DIR}/ops/cmake/forbidden)
    target_compile_options(${target} PRIVATE
      -include ${CMAKE_SOURCE_DIR}/src/core/orkesta/core/purity.hpp)
  endif()
endfunction()

# orkesta_test(<name> LABEL <label> SOURCES … [LINK target…])
# One GoogleTest program; each of its cases is a ctest case with that label.
include(GoogleTest)
function(orkesta_test name)
  cmake_parse_arguments(TEST "" "LABEL;TIMEOUT" "SOURCES;LINK" ${ARGN})
  add_executable(${name} ${TEST_SOURCES})
  target_link_libraries(${name} PRIVATE orkesta_warnings GTest::gtest_main ${TEST_LINK})
  target_compile_definitions(${name} PRIVATE
    ORKESTA_SOURCE_DIR="${CMAKE_SOURCE_DIR}" ORKESTA_BINARY_DIR="${CMAKE_BINARY_DIR}")
  target_precompile_headers(${name} PRIVATE <gtest/gtest.h>)
  if(NOT TEST_TIMEOUT)
    set(TEST_TIMEOUT 120)
  endif()
  gtest_discover_tests(${name} DISCOVERY_MODE PRE_TEST
    PROPERTIES LABELS "${TEST_LABEL}" TIMEOUT ${TEST_TIMEOUT})
endfunction()
