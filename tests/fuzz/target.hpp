#pragma once

// ORKESTA_FUZZ_TARGET(name) { … } sees `input`, any bytes at all. What must be true of them is
// stated with ORKESTA_ASSERT; sanitizers state the rest.

#include <cstddef>
#include <cstdint>
#include <string_view>

namespace orkesta::fuzz {

using Target = void (*)(std::string_view input);

/// Makes it known to the replay.
auto add(std::string_view name, Target target) -> bool;

}  // namespace orkesta::fuzz

#ifdef ORKESTA_FUZZER
#define ORKESTA_FUZZ_TARGET(name)                                                           \
  static void run_##name(std::string_view input);                                           \
  extern "C" auto LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size)->int { \
    run_##name({reinterpret_cast<const char*>(data), size});                                \
    return 0;                                                                               \
  }                                                                                         \
  static void run_##name(std::string_view input)
#else
#define ORKESTA_FUZZ_TARGET(name)                                           \
  static void run_##name(std::string_view input);                           \
  static const bool known_##name = ::orkesta::fuzz::add(#name, run_##name); \
  static void run_##name([[maybe_unused]] std::string_view input)
#endif
