// What is JSON is written canonically, and reading that gives the same bytes again (R10).
#include "orkesta/codec/json.hpp"
#include "orkesta/core/assert.hpp"
#include "orkesta/core/understanding.hpp"
#include "target.hpp"

ORKESTA_FUZZ_TARGET(json) {
  using namespace orkesta;
  const codec::JsonLimits limits{.bytes_max = 1u << 20,
                                 .depth_max = 32,
                                 .string_bytes_max = 64u << 10,
                                 .members_max = 1'000,
                                 .values_max = 10'000};
  const auto parsed = codec::Json::parse(input, limits);
  if (!parsed) {
    ORKESTA_ASSERT(!codec::read<Understanding>(input, {.limits = limits}));
    return;
  }
  const auto written = parsed->root().write();
  const auto again = codec::Json::parse(written);
  ORKESTA_ASSERT(again.has_value());
  ORKESTA_ASSERT(again->root().write() == written);
  const auto read = codec::read<Understanding>(input, {.limits = limits});
  if (!read) return;
  const auto canonical = codec::write(*read);
  const auto reread = codec::read<Understanding>(canonical);
  ORKESTA_ASSERT(reread.has_value() && *reread == *read);
}
