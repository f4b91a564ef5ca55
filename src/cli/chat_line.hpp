#pragma once

// One line of `orkesta chat`, read.

#include <optional>
#include <string>
#include <variant>

#include "json_lines.hpp"
#include "orkesta/connect/channel.hpp"
#include "orkesta/core/time.hpp"
#include "orkesta/domain/conversation/messages.hpp"

namespace orkesta::cli {

struct ChatMessage {
  connect::IncomingMessage message;  ///< `message_id` "" = none was given.
  std::string channel;
  std::optional<std::string> customer;
};
struct ChatEdit {
  connect::IncomingEdit edit;
};
struct ChatDeletion {
  connect::IncomingDeletion deletion;
};
struct ChatCommand {
  conversation::Command command;
};
struct AdvanceTo {
  Timestamp at;
};

struct ChatLine {
  std::string conversation;  ///< "" of AdvanceTo.
  std::optional<Timestamp> at;
  std::variant<ChatMessage, ChatEdit, ChatDeletion, ChatCommand, AdvanceTo> what;
};

auto read_chat_line(const codec::JsonView& line) -> Result<ChatLine, BadLine>;

}  // namespace orkesta::cli
