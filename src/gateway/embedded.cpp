#include "embedded.hpp"

// The assembler takes the file in as it is: no generated source, no limit on a literal's length.
#define ORKESTA_EMBED(name, file)                                                             \
  __asm__(".section .rodata\n.global orkesta_" #name "\norkesta_" #name ":\n.incbin \"" file  \
          "\"\n.global orkesta_" #name "_end\norkesta_" #name "_end:\n.byte 0\n.previous\n"); \
  extern "C" const char orkesta_##name[];                                                     \
  extern "C" const char orkesta_##name##_end[];                                               \
  namespace orkesta::gateway::embedded {                                                      \
  auto name() -> std::string_view {                                                           \
    return {orkesta_##name, static_cast<std::size_t>(orkesta_##name##_end - orkesta_##name)}; \
  }                                                                                           \
  }

ORKESTA_EMBED(page_html, ORKESTA_PAGE "/index.html")
ORKESTA_EMBED(page_js, ORKESTA_PAGE "/page.js")
ORKESTA_EMBED(page_css, ORKESTA_PAGE "/page.css")
ORKESTA_EMBED(page_icon, ORKESTA_PAGE "/icon.svg")
ORKESTA_EMBED(openapi_json, ORKESTA_SCHEMAS "/openapi.json")
ORKESTA_EMBED(asyncapi_json, ORKESTA_SCHEMAS "/asyncapi.json")
