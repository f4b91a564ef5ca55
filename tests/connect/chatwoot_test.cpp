// Chatwoot's webhooks, in the shapes that its own schema gives them.
#include "orkesta/connect/chatwoot.hpp"

#include <gtest/gtest.h>

#include <filesystem>
#include <fstream>
#include <sstream>

namespace orkesta::connect::chatwoot {
namespace {

auto only_event(std::string_view body) -> ChannelEvent {
  auto delivery = read_webhook(body);
  EXPECT_TRUE(delivery.has_value());
  EXPECT_EQ(delivery->events.size(), 1U);
  return delivery->events.at(0);
}

TEST(ChatwootWebhook, AnIncomingTextIsAMessage) {
  const auto event = only_event(
      R"({"event":"message_created","account":{"id":3},"id":90817,"content":"Hola","message_type":"incoming",
          "private":false,"created_at":"2026-03-14T16:02:11.482Z","conversation":{"id":417},
          "sender":{"id":8801,"name":"Mariana","email":"m@example.com","phone_number":"+525555550142"}})");
  const auto& message = std::get<IncomingMessage>(event);
  EXPECT_EQ(message.thread, "417");
  EXPECT_EQ(message.message_id, "90817");
  EXPECT_EQ(message.kind, "text");
  EXPECT_EQ(message.text, "Hola");
  EXPECT_EQ(message.sent_at, parse_timestamp("2026-03-14T16:02:11.482Z"));
  EXPECT_EQ(message.person, (Person{"Mariana", "+525555550142", "m@example.com"}));
}
TEST(ChatwootWebhook, IntegerMessageTypesAndEpochSecondsAreReadToo) {
  const auto event = only_event(
      R"({"event":"message_created","id":1,"content":"a","message_type":0,"created_at":1773504131,"conversation":{"id":2}})");
  EXPECT_EQ(std::get<IncomingMessage>(event).sent_at, (Timestamp{1'773'504'131'000}));
}
TEST(ChatwootWebhook, AnImageWithoutWordsIsAnImage) {
  const auto event = only_event(
      R"({"event":"message_created","id":1,"content":null,"message_type":"incoming","conversation":{"id":2},
          "attachments":[{"file_type":"image"}]})");
  EXPECT_EQ(std::get<IncomingMessage>(event).kind, "image");
  EXPECT_EQ(std::get<IncomingMessage>(event).text, "");
}
TEST(ChatwootWebhook, APersonOfTheTeamTakesTheThread) {  // D4
  const auto event = only_event(
      R"({"event":"message_created","id":1,"content":"yo atiendo","message_type":"outgoing","private":false,
          "sender":{"id":7,"type":"user"},"conversation":{"id":2}})");
  EXPECT_EQ(std::get<StaffMessage>(event).by, "chatwoot:7");
}
TEST(ChatwootWebhook, OurOwnEchoIsIgnored) {
  EXPECT_TRUE(std::holds_alternative<Ignored>(only_event(
      R"({"event":"message_created","id":1,"content":"a","message_type":"outgoing","sender":{"id":7,"type":"agent_bot"},"conversation":{"id":2}})")));
}
TEST(ChatwootWebhook, APrivateNoteIsIgnored) {
  EXPECT_TRUE(std::holds_alternative<Ignored>(only_event(
      R"({"event":"message_created","id":1,"content":"a","message_type":"outgoing","private":true,"conversation":{"id":2}})")));
}
TEST(ChatwootWebhook, AnAnsweredChoiceIsAMessageOfItsOwn) {
  const auto event = only_event(
      R"({"event":"message_updated","id":5,"message_type":"outgoing","conversation":{"id":2},
          "content_attributes":{"submitted_values":[{"title":"Talla M","value":"M"}]}})");
  EXPECT_EQ(std::get<IncomingMessage>(event).text, "Talla M");
  EXPECT_EQ(std::get<IncomingMessage>(event).message_id, "5/submitted");
}
TEST(ChatwootWebhook, ADeletedMessageIsADeletion) {
  EXPECT_EQ(
      std::get<IncomingDeletion>(
          only_event(
              R"({"event":"message_updated","id":5,"message_type":"incoming","conversation":{"id":2},
                    "content_attributes":{"deleted":true}})"))
          .message_id,
      "5");
}
TEST(ChatwootWebhook, AnUnknownEventIsKeptForADeadLetter) {
  EXPECT_TRUE(std::holds_alternative<Unknown>(only_event(R"({"event":"moon_landed"})")));
}
TEST(ChatwootWebhook, AMessageWithoutAnIdIsUnreadable) {
  EXPECT_TRUE(std::holds_alternative<Unknown>(
      only_event(R"({"event":"message_created","content":"a","message_type":"incoming"})")));
}
TEST(ChatwootWebhook, WhatIsNotJsonFails) {
  EXPECT_FALSE(read_webhook("{").has_value());
  EXPECT_FALSE(read_webhook("[]").has_value());
  EXPECT_FALSE(read_webhook(std::string(100'000, '[')).has_value());
}
TEST(ChatwootWebhook, EverySampleOfTheProviderIsRead) {
  const std::filesystem::path folder(ORKESTA_SOURCE_DIR "/../shared/reference/samples/chatwoot");
  if (!std::filesystem::exists(folder)) GTEST_SKIP() << "no provider samples beside this checkout";
  for (const auto& entry : std::filesystem::directory_iterator(folder)) {
    if (entry.path().filename().string().starts_with("api_")) continue;
    std::ostringstream text;
    text << std::ifstream(entry.path()).rdbuf();
    const auto delivery = read_webhook(text.str());
    ASSERT_TRUE(delivery.has_value()) << entry.path();
    EXPECT_FALSE(std::holds_alternative<Unknown>(delivery->events.at(0))) << entry.path();
  }
}

}  // namespace
}  // namespace orkesta::connect::chatwoot
