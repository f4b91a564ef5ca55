#pragma once

/// What channels say, in one shape for all of them, before the door has masked and sealed it.
/// Everything here is plain text in memory, never stored as it is.

#include <optional>
#include <string>
#include <variant>
#include <vector>

#include "orkesta/core/time.hpp"

namespace orkesta::connect {

/// What a channel knows of the person who writes.
struct Person {
  std::optional<std::string> name;
  std::optional<std::string> phone;
  std::optional<std::string> email;
  bool operator==(const Person&) const = default;
};

struct IncomingMessage {
  std::string thread;      ///< The channel's own id of the thread, within the account.
  std::string message_id;  ///< The provider's, unique within the account.
  std::string kind;        ///< text, image, audio, video, document, location, contact, …
  std::string text;
  std::optional<Timestamp> sent_at;
  Person person;
  bool operator==(const IncomingMessage&) const = default;
};

struct IncomingEdit {
  std::string thread;
  std::string message_id;  ///< Of the message that was changed.
  std::string text;
  bool operator==(const IncomingEdit&) const = default;
};

struct IncomingDeletion {
  std::string thread;
  std::string message_id;
  bool operator==(const IncomingDeletion&) const = default;
};

/// A person of the team wrote to the customer from the channel itself: takes the thread (D4).
struct StaffMessage {
  std::string thread;
  std::string message_id;
  std::string by;  ///< `<channel>:<user id>`.
  std::string text;
  bool operator==(const StaffMessage&) const = default;
};

/// Normal, and nothing to decide: our own echo, a typing mark, a contact's update.
struct Ignored {
  std::string reason;
  bool operator==(const Ignored&) const = default;
};

/// Authentic, and we cannot read it: 200 and a dead letter.
struct Unknown {
  std::string reason;
  bool operator==(const Unknown&) const = default;
};

using ChannelEvent =
    std::variant<IncomingMessage, IncomingEdit, IncomingDeletion, StaffMessage, Ignored, Unknown>;

/// One delivery of a provider: the account that it speaks for ("" = it does not say) and what it
/// says.
struct Delivery {
  std::string account;
  std::vector<ChannelEvent> events;
};

}  // namespace orkesta::connect
