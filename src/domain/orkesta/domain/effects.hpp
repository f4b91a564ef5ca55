#pragma once

/// What any kind may ask of the outside world. Imperative; each has an id, a deadline, and a result
/// that comes back as `inbound.effect_result.v1`.

#include <boost/describe/class.hpp>
#include <boost/describe/enum.hpp>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <variant>
#include <vector>

#include "orkesta/core/personal.hpp"
#include "orkesta/core/turn.hpp"

namespace orkesta::effects {

/// One reply of this turn, to the channel it answers. The record on `outbound` carries the reply's
/// sealed text beside it (`Outbound`), the turn does not say it twice.
struct SendMessage {
  static constexpr std::string_view type = "send_message";
  std::uint32_t reply = 0;        ///< Index among the turn's replies.
  std::string channel;            ///< chatwoot, whatsapp, telegram, web, api, chat.
  std::string account;            ///< The tenant's account on it.
  PersonalText thread;            ///< The channel's own id of the thread.
  std::uint32_t owner_epoch = 0;  ///< Sends of older epochs are withdrawn at a takeover.
  bool operator==(const SendMessage&) const = default;
};
BOOST_DESCRIBE_STRUCT(SendMessage, (), (reply, channel, account, thread, owner_epoch))

/// A record on `outbound`: one send with the reply that it sends. Both stand in the turn `sent_by`.
struct Outbound {
  std::string effect;  ///< Effect id, the provider's idempotency key.
  Timestamp deadline;
  Sequence sent_by = 0;
  SendMessage send;
  Reply reply;
  bool operator==(const Outbound&) const = default;
};
BOOST_DESCRIBE_STRUCT(Outbound, (), (effect, deadline, sent_by, send, reply))

/// Answers queued sends of epochs before this one `withdrawn`.
struct WithdrawMessages {
  static constexpr std::string_view type = "withdraw_messages";
  std::uint32_t owner_epoch = 0;
  bool operator==(const WithdrawMessages&) const = default;
};
BOOST_DESCRIBE_STRUCT(WithdrawMessages, (), (owner_epoch))

/// Destroys the keys of these subjects (X5).
struct ErasePerson {
  static constexpr std::string_view type = "erase_person";
  std::vector<std::string> subjects;
  std::string because;  ///< declined, requested, retention.
  bool operator==(const ErasePerson&) const = default;
};
BOOST_DESCRIBE_STRUCT(ErasePerson, (), (subjects, because))

using Effect = std::variant<SendMessage, WithdrawMessages, ErasePerson>;

BOOST_DEFINE_ENUM_CLASS(OutcomeKind, done, refused, in_doubt, busy, withdrawn)

/// What became of an effect: `inbound.effect_result.v1` of the entity that asked.
struct EffectResult {
  static constexpr std::string_view type = "inbound.effect_result.v1";
  std::string effect;         ///< Effect id.
  std::string effect_type;    ///< send_message, …
  std::uint64_t sent_by = 0;  ///< Sequence of the turn that sent it this time.
  OutcomeKind outcome = OutcomeKind::done;
  std::string reason;  ///< Code, when not done.
  std::optional<std::int64_t> retry_after_ms;
  std::optional<PersonalText> result;  ///< Canonical JSON: a provider's message id, …
  bool operator==(const EffectResult&) const = default;
};
BOOST_DESCRIBE_STRUCT(EffectResult, (),
                      (effect, effect_type, sent_by, outcome, reason, retry_after_ms, result))

}  // namespace orkesta::effects
