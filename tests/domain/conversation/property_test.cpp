/// Whatever is heard, in whatever order: nothing throws, stages move legally, the fold is total,
/// and deciding twice gives the same. Seeds are named when they fail.

#include <gtest/gtest.h>

#include <random>

#include "support/given.hpp"

namespace orkesta::conversation {
namespace {

using namespace std::chrono_literals;
using support::key_of;
using support::Talk;
using support::Understood;

class Chance {
 public:
  explicit Chance(std::uint32_t seed) : engine_(seed) {}
  auto below(std::size_t end) -> std::size_t { return engine_() % end; }
  template <class T>
  auto of(const std::vector<T>& values) -> const T& {
    return values[below(values.size())];
  }

 private:
  std::mt19937 engine_;
};

const std::vector<std::string> intents{
    "greeting",        "product_query",   "price_query",   "quote_request",   "discount_request",
    "objection_price", "order_confirm",   "return_refund", "human_handoff",   "faq_hours",
    "privacy_accept",  "complaint",       "thanks",        "unsubscribe",     "other",
    "order_status",    "payment_request", "contact_info",  "privacy_decline", "objection_timing"};
const std::vector<std::string> texts{
    "sí", "no", "no gracias", "Medianos",   "20",   "agrega", "quita",     "mejor 12",
    "😀",  "",   "acepto",     "el segundo", "10 %", "cajas",  "hola < [ |"};
const std::vector<std::string> quantities{"", "0", "1", "10", "110", "999999999999", "2.5"};
const std::vector<std::vector<std::string>> candidates{
    {"TER"}, {"GUA-S", "GUA-M", "GUA-L"}, {"GUA-M"}, {}, {"CAS-BLA", "CAS-AMA"}, {"GONE"}};

auto understood_by(Chance& chance) -> Understanding {
  auto understood = Understood{chance.of(intents), static_cast<Confidence>(chance.below(10001))};
  for (auto mentions = chance.below(3); mentions > 0; --mentions)
    understood =
        std::move(understood)
            .of(chance.of(candidates), chance.of(quantities), chance.below(2) == 0 ? "" : "caja",
                static_cast<Confidence>(chance.below(10001)));
  return understood.value;
}

void hear_something(Talk& talk, Chance& chance) {
  const auto id = "m" + std::to_string(chance.below(30));
  const auto key = key_of(id);
  const auto origin = Origin{"whatsapp", "main", PersonalText::fresh("t")};
  auto command = Command{};
  command.command = static_cast<CommandType>(chance.below(6));
  command.by = chance.below(2) == 0 ? "ana" : "beto";
  command.text = PersonalText::fresh("hola");
  auto result = effects::EffectResult{};
  result.effect = "e";
  result.effect_type = chance.below(2) == 0 ? "send_message" : "erase_person";
  result.outcome = static_cast<effects::OutcomeKind>(chance.below(5));
  switch (chance.below(12)) {
    case 0:
      talk.hears(MessageEdited{origin, key_of(id + "e"), key, PersonalText::fresh(id),
                               PersonalText::fresh(chance.of(texts))},
                 understood_by(chance));
      return;
    case 1:
      talk.hears(MessageDeleted{origin, key_of(id + "d"), key, PersonalText::fresh(id)}, {});
      return;
    case 2:
    case 3:
      talk.hears(command, {});
      return;
    case 4:
      talk.hears(result, {});
      return;
    case 5:
      talk.hears(Notification{"p", "", chance.below(2) == 0 ? "message_read" : "other", id, {}},
                 {});
      return;
    case 6:
      talk.after(std::chrono::hours{chance.below(100)});
      return;
    case 7:
      talk.hears(TimerFired{}, {}, FromTimer{TimerName{"quote_expiry"}, talk.at()});
      return;
    default:
      talk.hears(talk.message(chance.of(texts), id), understood_by(chance));
      talk.after(std::chrono::seconds{chance.below(8)});
      return;
  }
}

/// A written form of all that can differ between two decisions.
auto printed(const Decision<Kind>& decision) -> std::string {
  auto text = std::string{};
  for (const auto& event : decision.events) text += Talk::name_of(event) + ";";
  for (const auto& reply : decision.replies) text += *reply.text.opened() + ";";
  for (const auto& reason : decision.explanation) text += reason.agent + reason.because + ";";
  return text + std::to_string(decision.timers.size());
}

class AnySequence : public testing::TestWithParam<std::uint32_t> {};
TEST_P(AnySequence, IsDecidedFoldedAndDecidedAgainTheSame) {
  auto chance = Chance{GetParam()};
  auto talk = Talk{};
  for (int step = 0; step < 60; ++step) ASSERT_NO_THROW(hear_something(talk, chance));

  auto state = State{};
  for (const auto& [heard, decision] : talk.decided()) {
    const auto again = Kind::decide(state, heard);
    ASSERT_EQ(printed(again), printed(decision));
    ASSERT_EQ(again.events, decision.events);
    ASSERT_EQ(again.replies, decision.replies);
    for (const auto& event : decision.events) Kind::evolve(state, event);
  }
  EXPECT_EQ(state, talk.state());
}
TEST_P(AnySequence, MovesThroughTheStagesLegallyEachStartingWhereTheLastEnded) {
  auto chance = Chance{GetParam()};
  auto talk = Talk{};
  for (int step = 0; step < 60; ++step) hear_something(talk, chance);
  auto stage = Stage::greeting;
  for (const auto& [from, to] : talk.moves()) {
    ASSERT_EQ(from, stage);
    ASSERT_TRUE(Move::between(from, to));
    stage = to;
  }
}
TEST_P(AnySequence, SaysNoFigureThatIsNoFact) {
  auto chance = Chance{GetParam()};
  auto talk = Talk{};
  for (int step = 0; step < 60; ++step) hear_something(talk, chance);
  for (const auto& [heard, decision] : talk.decided())
    for (const auto& reason : decision.explanation)
      ASSERT_NE(reason.agent, "ReplyGuard") << reason.about.front();
}
TEST_P(AnySequence, AcceptsOnlyWhatIsOpenAndHasOneHandoffBetweenReleases) {
  auto chance = Chance{GetParam()};
  auto talk = Talk{};
  for (int step = 0; step < 60; ++step) hear_something(talk, chance);
  auto open = std::string{};
  auto asked = false;
  for (const auto& [heard, decision] : talk.decided())
    for (const auto& event : decision.events) {
      if (const auto* e = std::get_if<events::QuoteOffered>(&event)) open = e->quote.quote;
      if (const auto* e = std::get_if<events::QuoteAccepted>(&event)) {
        ASSERT_EQ(e->quote.quote, open);
        ASSERT_LT(heard.at, e->quote.valid_until);
        open.clear();
      }
      if (std::holds_alternative<events::HandoffRequested>(event)) {
        ASSERT_FALSE(asked);
        asked = true;
      }
      if (std::holds_alternative<events::ConversationReleased>(event)) asked = false;
    }
}
INSTANTIATE_TEST_SUITE_P(Seeds, AnySequence, testing::Range(1U, 101U));

TEST(State, OfAnOrdinaryConversationStaysSmall) {  // B8
  auto talk = Talk{};
  for (int i = 0; i < 200; ++i)
    talk.says("10 termómetros",
              Understood{"quote_request"}.of({"TER"}, std::to_string(10 + i % 9)));
  auto keys = std::size_t{0};
  for (const auto& day : talk.state().seen) keys += day.keys.size();
  EXPECT_EQ(keys, 200U);
  EXPECT_LE(sizeof(State), 3072U);  // Of 8 KB; a quote of two lines adds about 1.5 KB.
  EXPECT_LE(talk.state().said.size(), 8U);
  EXPECT_TRUE(talk.state().waiting.empty());
}

}  // namespace
}  // namespace orkesta::conversation
