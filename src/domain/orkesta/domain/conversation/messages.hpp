#pragma once

/// What a conversation hears, from every door, and what other kinds may tell it. Doors make these
/// and know nothing else of the kind. Personal fields are sealed by the door.

#include <boost/describe/class.hpp>
#include <boost/describe/enum.hpp>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <variant>
#include <vector>

#include "orkesta/core/money.hpp"
#include "orkesta/core/personal.hpp"
#include "orkesta/core/time.hpp"
#include "orkesta/domain/effects.hpp"

namespace orkesta::conversation {

/// Where a message came from, on every inbound that a channel makes.
struct Origin {
  std::string channel;  ///< chatwoot, whatsapp, telegram, web, api, chat.
  std::string account;
  PersonalText thread;  ///< The channel's own id of the thread.
  bool operator==(const Origin&) const = default;
};
BOOST_DESCRIBE_STRUCT(Origin, (), (channel, account, thread))

/// What the channel knows of who writes. `identities`: keyed hashes (hex) of phone and e-mail, as
/// in `tenant::Customer`; `customer` is set when the channel itself knows the row of customers.csv.
struct Contact {
  std::optional<std::string> customer;
  std::vector<std::string> identities;
  std::optional<PersonalText> name;
  std::optional<PersonalText> phone;
  std::optional<PersonalText> email;
  bool operator==(const Contact&) const = default;
};
BOOST_DESCRIBE_STRUCT(Contact, (), (customer, identities, name, phone, email))

/// A customer's message. `duplicate_key`: 16 hex digits, the keyed hash of (account, provider's
/// message id), by which a second delivery is known (R2).
struct CustomerMessage {
  static constexpr std::string_view type = "inbound.message.v1";
  Origin origin;
  std::string duplicate_key;
  PersonalText message_id;
  /// text, image, audio, video, document, location, contact, sticker, unsupported.
  std::string kind;
  PersonalText text;  ///< Cards masked, at most 20,000 code points; "" when there is none.
  bool card_removed = false;
  bool text_cut = false;
  std::optional<Timestamp> sent_at;  ///< A claim.
  Contact contact;
  std::optional<PersonalText> raw;  ///< The masked envelope, for late ideas (D9).
  bool operator==(const CustomerMessage&) const = default;
};
BOOST_DESCRIBE_STRUCT(CustomerMessage, (),
                      (origin, duplicate_key, message_id, kind, text, card_removed, text_cut,
                       sent_at, contact, raw))

/// The customer changed a message; `target_key` is that message's `duplicate_key`.
struct MessageEdited {
  static constexpr std::string_view type = "inbound.message_edited.v1";
  Origin origin;
  std::string duplicate_key;  ///< Of this edit itself.
  std::string target_key;
  PersonalText message_id;
  PersonalText text;
  bool operator==(const MessageEdited&) const = default;
};
BOOST_DESCRIBE_STRUCT(MessageEdited, (), (origin, duplicate_key, target_key, message_id, text))

struct MessageDeleted {
  static constexpr std::string_view type = "inbound.message_deleted.v1";
  Origin origin;
  std::string duplicate_key;
  std::string target_key;
  PersonalText message_id;
  bool operator==(const MessageDeleted&) const = default;
};
BOOST_DESCRIBE_STRUCT(MessageDeleted, (), (origin, duplicate_key, target_key, message_id))

BOOST_DEFINE_ENUM_CLASS(CommandType, take, release, send, grant, refuse, erase)

/// An operator's command. `approval` may be left out when exactly one is open.
struct Command {
  static constexpr std::string_view type = "inbound.command.v1";
  CommandType command = CommandType::take;
  std::string duplicate_key;         ///< Of the request's idempotency key; "" = none.
  std::string by;                    ///< User id of the operator; not a customer's datum.
  std::optional<PersonalText> text;  ///< Of `send`.
  std::optional<PersonalText> note;
  std::optional<std::string> approval;
  std::optional<std::int64_t> discount_bp;  ///< Of `grant`: at most this much was granted.
  bool operator==(const Command&) const = default;
};
BOOST_DESCRIBE_STRUCT(Command, (), (command, duplicate_key, by, text, note, approval, discount_bp))

/// A provider's word about one of our messages, or anything else that is a hint (R7).
struct Notification {
  static constexpr std::string_view type = "inbound.notification.v1";
  std::string provider;
  std::string duplicate_key;
  std::string kind;     ///< message_delivered, message_read, message_failed, unknown.
  std::string message;  ///< Keyed hash of the provider's id of our message, as in `sent`.
  std::optional<PersonalText> raw;
  bool operator==(const Notification&) const = default;
};
BOOST_DESCRIBE_STRUCT(Notification, (), (provider, duplicate_key, kind, message, raw))

/// One of this entity's timers fired; the cause names it.
struct TimerFired {
  static constexpr std::string_view type = "inbound.timer.v1";
  bool operator==(const TimerFired&) const = default;
};
BOOST_DESCRIBE_STRUCT(TimerFired, (), ())

/// An authentic inbound that no door can read (unknown type, bad fields, bytes that are not ours to
/// say): recorded as a dead letter in its place.
struct Unreadable {
  static constexpr std::string_view type = "inbound.unreadable.v1";
  std::string reason;       ///< Code.
  std::string fingerprint;  ///< Of its bytes, to group by cause.
  std::optional<PersonalText> raw;
  bool operator==(const Unreadable&) const = default;
};
BOOST_DESCRIBE_STRUCT(Unreadable, (), (reason, fingerprint, raw))

using Payload = std::variant<CustomerMessage, MessageEdited, MessageDeleted, Command, Notification,
                             effects::EffectResult, TimerFired, Unreadable>;

}  // namespace orkesta::conversation
