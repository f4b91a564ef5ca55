#pragma once

/// Included in front of every source of a pure layer: first the standard headers that name these
/// things, then the poison. Reading a clock, a file, the environment or chance does not compile.

#include <algorithm>
#include <array>
#include <charconv>
#include <chrono>
#include <cstdio>
#include <cstdlib>
#include <ctime>
#include <fstream>
#include <functional>
#include <iostream>
#include <locale>
#include <map>
#include <memory>
#include <optional>
#include <random>
#include <sstream>
#include <string>
#include <string_view>
#include <thread>
#include <unordered_map>
#include <variant>
#include <vector>

// clang-format off
#pragma GCC poison system_clock steady_clock high_resolution_clock
#pragma GCC poison random_device mt19937 mt19937_64 srand drand48
#pragma GCC poison getenv setenv secure_getenv
#pragma GCC poison ifstream ofstream fstream fopen freopen popen
#pragma GCC poison gettimeofday clock_gettime localtime localtime_r setlocale
#pragma GCC poison cout cerr clog cin
// clang-format on
