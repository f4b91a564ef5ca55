# orkesta_fuzz(<target> SOURCES … [INCLUDES folder…] [LINK target…])
#
# One fuzz target: tests/fuzz/<target>_fuzz.cpp, and the private sources that it feeds. With
# ORKESTA_FUZZ (preset `fuzz`, clang) it becomes the program <target>_fuzz; else it is linked into
# fuzz_replay, which runs the kept corpus as an ordinary test of g++ builds.
if(ORKESTA_FUZZ)
  add_custom_target(fuzzers)
endif()

function(orkesta_fuzz target)
  cmake_parse_arguments(FUZZ "" "" "SOURCES;INCLUDES;LINK" ${ARGN})
  if(ORKESTA_FUZZ)
    set(program ${target}_fuzz)
    add_executable(${program} ${target}_fuzz.cpp ${FUZZ_SOURCES})
    target_compile_definitions(${program} PRIVATE ORKESTA_FUZZER)
    target_link_options(${program} PRIVATE -fsanitize=fuzzer)
    add_dependencies(fuzzers ${program})
  else()
    set(program fuzz_replay)
    target_sources(${program} PRIVATE ${target}_fuzz.cpp ${FUZZ_SOURCES})
    add_test(NAME fuzz_replay.${target}
             COMMAND ${program} ${target} ${CMAKE_CURRENT_SOURCE_DIR}/corpus/${target})
    set_tests_properties(fuzz_replay.${target} PROPERTIES LABELS fuzz-replay TIMEOUT 120)
  endif()
  target_link_libraries(${program} PRIVATE orkesta_warnings ${FUZZ_LINK})
  target_include_directories(${program} PRIVATE ${FUZZ_INCLUDES})
  target_compile_definitions(${program} PRIVATE ORKESTA_SOURCE_DIR="${CMAKE_SOURCE_DIR}")
endfunction()
