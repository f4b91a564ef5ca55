#pragma once

/// The one way into `inbound`: what arrives verified is masked, sealed, addressed and appended
/// here, from HTTP, from connectors' topics and from the command line alike.

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "orkesta/connect/channel.hpp"
#include "orkesta/core/ids.hpp"
#include "orkesta/core/keys.hpp"
#include "orkesta/core/result.hpp"
#include "orkesta/domain/conversation/messages.hpp"
#include "orkesta/domain/tenant/messages.hpp"
#include "orkesta/log/message_log.hpp"

namespace orkesta::door {

enum class DoorError {
  log_unavailable,   ///< 503 and Retry-After: nothing was written, or nobody knows; send it again.
  disk_full,         ///< 503: reads go on.
  keys_unavailable,  ///< 503: the key store does not answer.
  too_large,         ///< 413: the record is above the log's limit.
};
auto describe(DoorError error) -> std::string_view;

/// Where something was appended: durable when the caller holds this (R1).
struct Accepted {
  EntityKey entity;
  log::Position position;
};

/// Which account of which channel.
struct Line {
  std::string channel;  ///< chatwoot, whatsapp, telegram, web, api, chat.
  std::string account;
};

/// What the channel itself knows beside the message: a customer of customers.csv by id.
struct Known {
  std::optional<std::string> customer;
};

/// A conversation's id: 26 characters of base32 of HMAC-SHA-256(the tenant's routing key; channel,
/// account, the channel's own thread id). Found without a lookup, tells nothing.
auto conversation_id(KeyStore& keys, const TenantId& tenant, const Line& line,
                     std::string_view thread) -> Result<EntityId, KeyError>;

/// The keyed hash by which a phone (`phone`, E.164 digits) or an e-mail (`email`, lower case) is
/// found again: 16 hex digits, the tenant's own.
auto identity_hash(KeyStore& keys, const TenantId& tenant, std::string_view kind,
                   std::string_view value) -> Result<std::string, KeyError>;

/// The payloads that a conversation hears, masked, with fresh (unsealed) personal values. Texts are
/// cut at `text_code_points_max` and noted; cards are removed before anything is written (S12).
auto draft(KeyStore& keys, const TenantId& tenant, const Line& line,
           const connect::IncomingMessage& message, const Known& known)
    -> Result<conversation::CustomerMessage, KeyError>;
auto draft(KeyStore& keys, const TenantId& tenant, const Line& line,
           const connect::IncomingEdit& edit) -> Result<conversation::MessageEdited, KeyError>;
auto draft(KeyStore& keys, const TenantId& tenant, const Line& line,
           const connect::IncomingDeletion& deletion)
    -> Result<conversation::MessageDeleted, KeyError>;
/// A command's `duplicate_key`, from the caller's idempotency key.
auto command_key(KeyStore& keys, const TenantId& tenant, std::string_view idempotency_key)
    -> Result<std::string, KeyError>;

/// Seals a conversation's payload under the conversation and makes the record of it. `heard` is the
/// inbound's id; a redelivery keeps it (a message's is made of its `duplicate_key`).
auto record_of(KeyStore& keys, std::string_view installation, const EntityKey& entity,
               const HeardId& heard, conversation::Payload payload)
    -> Result<log::Record, KeyError>;
/// The same for a tenant's payload; customers' values keep the subject they name.
auto record_of(KeyStore& keys, std::string_view installation, const EntityKey& entity,
               const HeardId& heard, tenant::Payload payload) -> Result<log::Record, KeyError>;
/// The id of a message's inbound: the same for each delivery of it.
auto heard_id_of(const conversation::Payload& payload) -> std::optional<HeardId>;

/// Appends to the tenant's partition and waits until it is durable. Any thread.
class Door {
 public:
  /// `installation` stands in the `source` of every record. Log and keys outlive the door.
  Door(log::MessageLog& log, KeyStore& keys, std::string installation)
      : log_(log), keys_(keys), installation_(std::move(installation)) {}

  /// What a channel said, each event to the conversation it belongs to. `Ignored` events append
  /// nothing; `Unknown` ones become a dead letter of the tenant, sealed to a subject of its own.
  auto deliver(const TenantId& tenant, const Line& line, const connect::ChannelEvent& event,
               std::string_view raw, const Known& known = {})
      -> Result<std::optional<Accepted>, DoorError>;
  /// An operator's command to a conversation. `heard` is unique for each request.
  auto command(const EntityKey& entity, const HeardId& heard, conversation::Command command)
      -> Result<Accepted, DoorError>;
  /// A record made elsewhere (an import's part).
  auto append(const EntityKey& entity, log::Record record) -> Result<Accepted, DoorError>;

 private:
  auto append_payload(const EntityKey& entity, const HeardId& heard, conversation::Payload payload)
      -> Result<Accepted, DoorError>;

  log::MessageLog& log_;
  KeyStore& keys_;
  std::string installation_;
};

}  // namespace orkesta::door
