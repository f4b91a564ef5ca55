// The body of POST /api/v1/inbound.
#include "inbound_body.hpp"

#include "orkesta/core/assert.hpp"
#include "target.hpp"

ORKESTA_FUZZ_TARGET(inbound) {
  using namespace orkesta;
  const auto json = codec::Json::parse(input, gateway::inbound_limits);
  if (!json || !json->root().is_object()) return;
  const auto body = gateway::read_inbound(json->root());
  if (!body) {
    ORKESTA_ASSERT(!body.error().empty());
    return;
  }
  ORKESTA_ASSERT(!body->line.channel.empty() && !body->line.account.empty());
  ORKESTA_ASSERT(!body->message.thread.empty() && !body->message.message_id.empty());
}
