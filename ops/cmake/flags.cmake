# Compiler, linker and cache: what every target of the project is built with.
option(ORKESTA_WERROR "Warnings are errors" ON)
option(ORKESTA_BENCHMARKS "Build the programs in benchmarks/" OFF)
set(ORKESTA_SANITIZE "" CACHE STRING "Sanitizers, as for -fsanitize: address,undefined or thread")

find_program(ORKESTA_CCACHE ccache)
if(ORKESTA_CCACHE)
  set(CMAKE_CXX_COMPILER_LAUNCHER ${ORKESTA_CCACHE})
endif()
find_program(ORKESTA_LLD NAMES ld.lld)
if(ORKESTA_LLD)
  add_link_options(-fuse-ld=lld)
endif()

if(ORKESTA_SANITIZE)
  add_compile_options(-fsanitize=${ORKESTA_SANITIZE} -fno-omit-frame-pointer)
  add_link_options(-fsanitize=${ORKESTA_SANITIZE})
  if(ORKESTA_SANITIZE MATCHES "undefined")
    # CAF 0.17.6 spawns through a null reference; its headers are the reason, not our code.
    add_compile_options(-fno-sanitize-recover=all -fno-sanitize=null)
  endif()
endif()

option(ORKESTA_FUZZ "Build the fuzzers in place of their replay (clang)" OFF)
if(ORKESTA_FUZZ)
  add_compile_options(-fsanitize=fuzzer-no-link)
endif()

add_library(orkesta_warnings INTERFACE)
target_compile_options(orkesta_warnings INTERFACE
  -Wall -Wextra -Wpedantic -Wconversion -Wshadow -Wswitch-enum -Wold-style-cast
  -Wnon-virtual-dtor
  # g++ 12 reports the storage of an empty std::optional or std::variant at -O2.
  $<$<CXX_COMPILER_ID:GNU>:-Wno-maybe-uninitialized>
  $<$<BOOL:${ORKESTA_WERROR}>:-Werror>)
