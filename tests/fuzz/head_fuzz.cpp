// A request's head, and its target.
#include "orkesta/core/assert.hpp"
#include "orkesta/gateway/front_door.hpp"
#include "target.hpp"

ORKESTA_FUZZ_TARGET(head) {
  using namespace orkesta;
  static_cast<void>(gateway::read_target(input).has_value());
  const auto read = gateway::read_head(input);
  ORKESTA_ASSERT(read.head.has_value() != read.refused.has_value());
  if (!read.head) {
    ORKESTA_ASSERT(read.refused->status >= 400 && read.refused->status < 600);
    return;
  }
  ORKESTA_ASSERT(!(read.head->chunked && read.head->content_length));
  const auto target = gateway::read_target(read.head->target);
  if (!target) return;
  ORKESTA_ASSERT(target->path.starts_with('/'));
  ORKESTA_ASSERT(target->path.find("/../") == std::string::npos);
}
