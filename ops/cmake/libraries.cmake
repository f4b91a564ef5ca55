# Libraries from the distribution, each as one imported target; everything enters as SYSTEM.
find_package(Python3 3.9 REQUIRED COMPONENTS Interpreter)  # Tests, house rules.
find_package(Threads REQUIRED)
find_package(PkgConfig REQUIRED)
find_package(OpenSSL 3 REQUIRED)
find_package(GTest REQUIRED)
find_package(CURL REQUIRED)
find_package(fmt REQUIRED)
find_package(spdlog REQUIRED)
find_package(RapidJSON REQUIRED)
set(Boost_NO_WARN_NEW_VERSIONS ON)
find_package(Boost 1.81 REQUIRED)
pkg_check_modules(SQLITE REQUIRED IMPORTED_TARGET sqlite3)
pkg_check_modules(SYSTEMD REQUIRED IMPORTED_TARGET libsystemd)
find_package(prometheus-cpp REQUIRED CONFIG COMPONENTS core)
find_package(CLI11 REQUIRED)
find_package(tomlplusplus REQUIRED)

add_library(orkesta_rapidjson INTERFACE)
target_include_directories(orkesta_rapidjson SYSTEM INTERFACE ${RapidJSON_INCLUDE_DIRS})

# CAF 0.17.6 ships no CMake package in this distribution.
find_library(ORKESTA_CAF_CORE caf_core REQUIRED)
add_library(orkesta_caf INTERFACE)
target_link_libraries(orkesta_caf INTERFACE ${ORKESTA_CAF_CORE} Threads::Threads)

find_library(ORKESTA_DATE_TZ date-tz REQUIRED)
add_library(orkesta_date INTERFACE)
target_link_libraries(orkesta_date INTERFACE ${ORKESTA_DATE_TZ})
