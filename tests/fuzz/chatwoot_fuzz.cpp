// The body of a Chatwoot webhook: first line the signature headers, the rest the body.
#include "orkesta/codec/hash.hpp"
#include "orkesta/connect/chatwoot.hpp"
#include "orkesta/connect/signature.hpp"
#include "orkesta/core/assert.hpp"
#include "target.hpp"

ORKESTA_FUZZ_TARGET(chatwoot) {
  using namespace orkesta;
  constexpr Timestamp now{1'763'740'800'000};
  const auto line = input.find('\n');
  const auto head = input.substr(0, line);
  const auto body = line == std::string_view::npos ? input : input.substr(line + 1);
  connect::SignedRequest request{{}, body};
  request.headers["x-chatwoot-timestamp"] = std::string(head.substr(0, head.find(' ')));
  request.headers["x-chatwoot-signature"] =
      head.find(' ') == std::string_view::npos ? "" : std::string(head.substr(head.find(' ') + 1));
  const auto verdict =
      connect::verify_chatwoot(request, {"a-secret"}, now, connect::chatwoot_tolerance);
  ORKESTA_ASSERT(verdict.valid == verdict.reason.empty());
  const auto delivery = connect::chatwoot::read_webhook(body);
  if (!delivery) return;
  for (const auto& event : delivery->events)
    if (const auto* const message = std::get_if<connect::IncomingMessage>(&event))
      ORKESTA_ASSERT(!message->thread.empty() && !message->message_id.empty());
}
