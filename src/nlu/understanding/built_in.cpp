#include "orkesta/core/assert.hpp"
#include "orkesta/nlu/model.hpp"

// clang-format off
__asm__(
    ".pushsection .rodata\n"
    ".balign 16\n"
    ".globl orkesta_understanding_model_begin, orkesta_understanding_model_end\n"
    ".hidden orkesta_understanding_model_begin, orkesta_understanding_model_end\n"
    "orkesta_understanding_model_begin:\n"
    ".incbin \"" ORKESTA_UNDERSTANDING_MODEL "\"\n"
    "orkesta_understanding_model_end:\n"
    ".byte 0\n"
    ".popsection\n");
// clang-format on

extern "C" {
[[gnu::visibility("hidden")]] extern const char orkesta_understanding_model_begin[];
[[gnu::visibility("hidden")]] extern const char orkesta_understanding_model_end[];
}

namespace orkesta::nlu {

auto built_in_models() -> const Models& {
  static const auto models = [] {
    const auto size = orkesta_understanding_model_end - orkesta_understanding_model_begin;
    auto loaded = Models::load({orkesta_understanding_model_begin, static_cast<std::size_t>(size)});
    ORKESTA_ASSERT(loaded.has_value());  // The build put a damaged file into the program.
    return std::move(loaded).value();
  }();
  return models;
}

}  // namespace orkesta::nlu
