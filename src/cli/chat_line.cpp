#include "chat_line.hpp"

namespace orkesta::cli {
namespace {

using codec::JsonView;
using conversation::CommandType;

auto bad(std::string_view message) -> Failure<BadLine> {
  return Failure{BadLine{"bad_field", std::string(message)}};
}

auto text_of(const JsonView& object, std::string_view name) -> std::optional<std::string> {
  const auto text = object.text_of(name);
  if (!text) return std::nullopt;
  return std::string(*text);
}

/// A member that is an instant, when it is there.
auto moment_of(const JsonView& line, std::string_view name)
    -> Result<std::optional<Timestamp>, BadLine> {
  const auto value = line.find(name);
  if (!value || value->is_null()) return std::optional<Timestamp>{};
  const auto moment = parse_timestamp(value->text());
  if (!value->is_string() || !moment) return bad(std::string(name) + " is an RFC 3339 instant");
  return std::optional<Timestamp>{*moment};
}

auto person_of(const JsonView& line) -> connect::Person {
  const auto contact = line.find("contact");
  if (!contact) return {};
  return {text_of(*contact, "name"), text_of(*contact, "phone"), text_of(*contact, "email")};
}

auto read_message(const JsonView& line, const std::string& conversation)
    -> Result<ChatMessage, BadLine> {
  const auto text = text_of(line, "text");
  if (!text) return bad("a line has text, command, edited, deleted or advance_to");
  ORKESTA_TRY_LET(sent_at, moment_of(line, "sent_at"));
  ChatMessage read;
  read.message = {conversation,   text_of(line, "message_id").value_or(""), "text", *text, sent_at,
                  person_of(line)};
  read.channel = text_of(line, "channel").value_or("chat");
  read.customer = text_of(line, "customer");
  return read;
}

auto command_named(std::string_view name) -> std::optional<CommandType> {
  if (name == "take") return CommandType::take;
  if (name == "release") return CommandType::release;
  if (name == "send") return CommandType::send;
  if (name == "grant") return CommandType::grant;
  if (name == "refuse") return CommandType::refuse;
  if (name == "erase") return CommandType::erase;
  return std::nullopt;
}

auto personal(std::optional<std::string> text) -> std::optional<PersonalText> {
  if (!text) return std::nullopt;
  return PersonalText::fresh(std::move(*text));
}

auto read_command(const JsonView& command) -> Result<ChatCommand, BadLine> {
  const auto type = command_named(command.text_of("type").value_or(""));
  if (!type) return bad("command.type is take, release, send, grant, refuse or erase");
  const auto by = text_of(command, "by");
  if (!by || by->empty()) return bad("command.by names the operator");
  ChatCommand read;
  read.command.command = *type;
  read.command.by = *by;
  read.command.text = personal(text_of(command, "text"));
  read.command.note = personal(text_of(command, "note"));
  read.command.approval = text_of(command, "approval");
  read.command.discount_bp = command.integer_of("discount_bp");
  if (*type == CommandType::send && !read.command.text) return bad("send has a text");
  return read;
}

}  // namespace

auto read_chat_line(const JsonView& line) -> Result<ChatLine, BadLine> {
  ChatLine read;
  ORKESTA_TRY_LET(advance, moment_of(line, "advance_to"));
  if (advance) {
    read.what = AdvanceTo{*advance};
    return read;
  }
  const auto conversation = text_of(line, "conversation");
  if (!conversation || conversation->empty()) return bad("conversation names the thread");
  read.conversation = *conversation;
  ORKESTA_TRY_LET(at, moment_of(line, "at"));
  read.at = at;
  if (const auto edited = text_of(line, "edited")) {
    read.what = ChatEdit{{*conversation, *edited, text_of(line, "text").value_or("")}};
  } else if (const auto deleted = text_of(line, "deleted")) {
    read.what = ChatDeletion{{*conversation, *deleted}};
  } else if (const auto command = line.find("command")) {
    ORKESTA_TRY_LET(given, read_command(*command));
    read.what = std::move(given);
  } else {
    ORKESTA_TRY_LET(message, read_message(line, *conversation));
    read.what = std::move(message);
  }
  return read;
}

}  // namespace orkesta::cli
