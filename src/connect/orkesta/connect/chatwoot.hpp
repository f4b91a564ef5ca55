#pragma once

/// Chatwoot's webhooks and API (developers.chatwoot.com/api-reference).

#include <string>
#include <string_view>

#include "orkesta/connect/channel.hpp"
#include "orkesta/connect/http_client.hpp"
#include "orkesta/connect/secrets.hpp"
#include "orkesta/core/result.hpp"

namespace orkesta::connect::chatwoot {

/// Reads a webhook's verified body. Fails only where it is not JSON within the limits of webhooks.
auto read_webhook(std::string_view body) -> Result<Delivery, std::string>;

struct Account {
  std::string base_url;  ///< `https://chat.example.com`, without a slash at the end.
  std::string id;
  Secret access_token;
};

struct OutgoingText {
  std::string effect;  ///< Effect id: travels as Idempotency-Key and in content_attributes.
  std::string thread;  ///< Chatwoot's conversation number.
  std::string text;
};

/// What became of a send. `in_doubt`: perhaps posted, `find` tells. `busy`: later.
struct Sent {
  enum class Kind { done, refused, in_doubt, busy } kind = Kind::done;
  std::string message_id;  ///< Of `done`.
  std::string reason;      ///< Code, of the others.
  std::optional<std::chrono::milliseconds> retry_after;
};

/// Posts the text. Blocks for at most `timeout`; call it from a thread that may block.
auto post_message(HttpClient& http, const Account& account, const OutgoingText& message,
                  std::chrono::milliseconds timeout) -> Sent;

/// Looks for a message that carries this effect among the thread's newest: `done` when it is there,
/// `refused` with reason `not_found` when it is not, `in_doubt` when nobody answers.
auto find_message(HttpClient& http, const Account& account, const OutgoingText& message,
                  std::chrono::milliseconds timeout) -> Sent;

}  // namespace orkesta::connect::chatwoot
