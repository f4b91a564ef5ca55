/// Delivery and ownership: duplicates, bursts, edits, takeover, commands, notifications.

#include <gtest/gtest.h>

#include "support/given.hpp"

namespace orkesta::conversation {
namespace {

using namespace std::chrono_literals;
using support::key_of;
using support::Talk;
using support::Understood;

using Names = std::vector<std::string>;

auto order() -> Understood { return Understood{"quote_request"}.of({"TER"}, "10"); }

// --- duplicates (D1, R2) -----------------------------------------------------------------------

TEST(Duplicate, IsOneIgnoredTurnAndNothingElse) {
  auto talk = Talk{};
  talk.says("10 termómetros", order(), "m1").says("10 termómetros", order(), "m1");
  EXPECT_EQ(talk.events(), Names{"duplicate.ignored"});
  EXPECT_FALSE(talk.replies());
  EXPECT_TRUE(talk.last().timers.empty());
  EXPECT_TRUE(talk.last().effects.empty());
}
TEST(Duplicate, IsKnownEightDaysLater) {
  auto talk = Talk{};
  talk.says("hola", Understood{"greeting"}, "m1").after(8 * 24h);
  talk.says("hola", Understood{"greeting"}, "m1");
  EXPECT_EQ(talk.events(), Names{"duplicate.ignored"});
}
TEST(Duplicate, IsForgottenByTheDayAfterTheLongestTime) {
  auto talk = Talk{};
  talk.says("hola", Understood{"greeting"}, "m1").after(11 * 24h);
  talk.says("hola", Understood{"greeting"}, "m2");
  EXPECT_EQ(talk.state().seen.size(), 1U);
}
TEST(Duplicate, NeedsNoUnderstanding) {
  auto talk = Talk{};
  talk.says("hola", Understood{"greeting"}, "m1");
  EXPECT_FALSE(Kind::text_to_understand(talk.state(), talk.message("hola", "m1"), FromInbound{}));
  EXPECT_EQ(*Kind::text_to_understand(talk.state(), talk.message("otra", "m2"), FromInbound{}),
            "otra");
}

// --- the quiet window (D3) ---------------------------------------------------------------------

TEST(QuietWindow, AnswersABurstTogetherAndOnce) {
  auto talk = Talk{};
  talk.says("hola", Understood{"greeting"})
      .after(2s)
      .says("una pregunta", Understood{"other"})
      .after(2s)
      .says("¿dónde están?", Understood{"faq_location"})
      .understood_then(Understood{"faq_location"});
  EXPECT_FALSE(talk.replies());
  EXPECT_EQ(talk.state().waiting.size(), 3U);
  talk.after(4s);
  EXPECT_TRUE(talk.replies_with("Encino"));
  EXPECT_EQ(talk.times("message.answered"), 1U);
  EXPECT_EQ(talk.the<events::MessageAnswered>().messages, 3U);
  EXPECT_EQ(talk.the<events::MessageAnswered>().waited_ms, 8000);
}
TEST(QuietWindow, UnderstandsWhatWaitedJoinedByNewlines) {
  auto talk = Talk{};
  talk.says("hola", Understood{"greeting"}).says("¿dónde están?", Understood{"faq_location"});
  const auto cause = FromTimer{TimerName{"quiet_window"}, talk.at()};
  EXPECT_EQ(*Kind::text_to_understand(talk.state(), TimerFired{}, cause), "hola\n¿dónde están?");
}
TEST(QuietWindow, IsNotOpenedByAQuestionThatIsWhole) {
  auto talk = Talk{};
  talk.says("¿dónde están?", Understood{"faq_location"});
  EXPECT_TRUE(talk.replies_with("Encino"));
  EXPECT_FALSE(talk.has_timer("quiet_window"));
}
TEST(QuietWindow, IsOpenedByAQuestionThatIsNotSure) {
  auto talk = Talk{};
  talk.says("y eso dónde", Understood{"faq_location", 6000});
  EXPECT_FALSE(talk.replies());
  EXPECT_TRUE(talk.has_timer("quiet_window"));
}
TEST(QuietWindow, LastsTwentySecondsInAllHoweverOftenRenewed) {
  auto talk = Talk{};
  const auto opened = talk.at();
  talk.says("a", Understood{"other"})
      .after(3s)
      .says("b", Understood{"other"})
      .after(3s)
      .says("c", Understood{"other"})
      .after(3s)
      .says("d", Understood{"other"})
      .after(3s)
      .says("e", Understood{"other"})
      .after(3s)
      .says("f", Understood{"other"})
      .after(3s)
      .says("g", Understood{"other"});
  EXPECT_EQ(*talk.the<events::MessageReceived>().waits_until, opened + 20s);
  talk.after(2s);
  EXPECT_TRUE(talk.replies());
  EXPECT_TRUE(talk.state().waiting.empty());
}
TEST(QuietWindow, OfNoSecondsAnswersEverythingAtOnce) {
  auto pack = support::small_pack();
  pack.settings.policy.quiet_window_s = 0;
  auto talk = Talk{std::move(pack)};
  talk.says("hola", Understood{"greeting"});
  EXPECT_TRUE(talk.replies());
}

// --- several requests in one message
// --------------------------------------------------------------

TEST(SecondRequest, ThatAFixedTextAnswersIsAnsweredBesideTheOrder) {
  auto talk = Talk{};
  talk.says("10 termómetros, ¿y dónde están?", order().also({"quote_request", "faq_location"}));
  EXPECT_TRUE(talk.has("quote.offered"));
  EXPECT_EQ(talk.last().replies.size(), 2U);
}
TEST(SecondRequest, OfAnOrderComesBeforeAQuestion) {
  auto talk = Talk{};
  auto understood = Understood{"faq_location"}.of({"TER"}, "10");
  talk.says("¿dónde están? y cotíceme 10 termómetros",
            std::move(understood).also({"faq_location", "quote_request"}));
  EXPECT_TRUE(talk.has("quote.offered"));
}
TEST(SecondRequest, ThatNobodyCanAnswerAtOnceIsKeptInTheTurn) {
  auto talk = Talk{};
  talk.says("10 termómetros, y qué mal me atendieron ayer",
            order().also({"quote_request", "complaint"}));
  EXPECT_TRUE(talk.has("quote.offered"));
  const auto& reasons = talk.last().explanation;
  EXPECT_TRUE(std::any_of(reasons.begin(), reasons.end(),
                          [](const auto& reason) { return reason.verdict == "kept"; }));
}

// --- who writes ----------------------------------------------------------------------------------

TEST(Name, OfTheChannelIsLearnedWhenItChanges) {
  auto talk = Talk{};
  talk.named("Ana").says("hola", Understood{"greeting"});
  EXPECT_EQ(*talk.the<events::ContactLearned>().name->opened(), "Ana");
  talk.says("hola", Understood{"greeting"});
  EXPECT_FALSE(talk.has("contact.learned")) << "it is no news";
  talk.named("Ana de Taller Sol").says("hola", Understood{"greeting"});
  EXPECT_EQ(*talk.the<events::ContactLearned>().name->opened(), "Ana de Taller Sol");
}
TEST(Name, ThatTheCustomerGaveOutweighsTheChannels) {
  auto talk = Talk{};
  const auto given = Understood{"contact_info"}.called("Ana Ruiz");
  talk.named("Ana ✨").says("soy Ana Ruiz", given).understood_then(given).after(5s);
  EXPECT_TRUE(talk.state().known.name_said);
  talk.named("Anita ✨").says("hola", Understood{"greeting"});
  EXPECT_EQ(*talk.state().known.name->opened(), "Ana Ruiz");
}

// --- edits and deletions (D2) ------------------------------------------------------------------

TEST(Edit, OfAWaitingMessageChangesWhatIsAnswered) {
  auto talk = Talk{};
  talk.says("5 termómetros", Understood{"other"}, "m1");
  talk.edits("m1", "10 termómetros", order());
  EXPECT_EQ(*talk.state().waiting.front().text.opened(), "10 termómetros");
}
TEST(Edit, BeforeItsMessageWaitsForIt) {
  auto talk = Talk{};
  talk.edits("m1", "10 termómetros", order());
  EXPECT_TRUE(talk.the<events::MessageEdited>().early);
  const auto late = talk.message("5 termómetros", "m1");
  EXPECT_EQ(*Kind::text_to_understand(talk.state(), late, FromInbound{}), "10 termómetros");
  talk.hears(late, order().value);
  EXPECT_TRUE(talk.has("message.edited"));
  EXPECT_EQ(talk.the<events::QuoteOffered>().quote.lines.front().quantity, Quantity::whole(10));
}
TEST(Edit, OfAnAnsweredOrderRevisesItsQuote) {
  auto talk = Talk{};
  talk.says("10 termómetros", order(), "m1")
      .edits("m1", "12 termómetros", Understood{"quote_request"}.of({"TER"}, "12"));
  EXPECT_TRUE(talk.has("quote.revised"));
}
TEST(Edit, HeardTwiceIsADuplicate) {
  auto talk = Talk{};
  talk.says("hola", Understood{"greeting"}, "m1")
      .edits("m1", "holaa", Understood{"greeting"})
      .edits("m1", "holaa", Understood{"greeting"});
  EXPECT_EQ(talk.events(), Names{"duplicate.ignored"});
}
TEST(Deletion, OfTheOnlyWaitingMessageEndsTheWindow) {
  auto talk = Talk{};
  talk.says("ups", Understood{"other"}, "m1").deletes("m1").after(30s);
  EXPECT_EQ(talk.times("message.answered"), 0U);
  EXPECT_FALSE(talk.has_timer("quiet_window"));
}
TEST(Deletion, BeforeItsMessageKeepsItFromBeingAnswered) {
  auto talk = Talk{};
  talk.deletes("m1").says("10 termómetros", order(), "m1");
  EXPECT_TRUE(talk.has("message.received"));
  EXPECT_TRUE(talk.has("message.deleted"));
  EXPECT_FALSE(talk.has("quote.offered"));
}

// --- who answers (D4) --------------------------------------------------------------------------

TEST(Takeover, SilencesTheBotUntilItIsReleased) {
  auto talk = Talk{};
  talk.says("hola", Understood{"greeting"}).after(5s).commands(CommandType::take, "ana");
  EXPECT_TRUE(talk.has("conversation.taken"));
  EXPECT_EQ(talk.last().effects.size(), 1U);  // Queued sends of the bot are withdrawn.
  talk.says("¿Hola?", Understood{"greeting"}).after(1h);
  EXPECT_EQ(talk.times("message.answered"), 1U);
  talk.commands(CommandType::release, "ana").says("¿dónde están?", Understood{"faq_location"});
  EXPECT_TRUE(talk.replies_with("Encino"));
}
TEST(Takeover, BySomebodyElseIsRejectedNamingTheOwner) {
  auto talk = Talk{};
  talk.says("hola", Understood{"greeting"})
      .commands(CommandType::take, "ana")
      .commands(CommandType::take, "beto");
  EXPECT_EQ(talk.the<events::InboundRejected>().owner, "ana");
}
TEST(Takeover, TwiceByTheSamePersonChangesNothing) {
  auto talk = Talk{};
  talk.says("hola", Understood{"greeting"})
      .commands(CommandType::take, "ana")
      .commands(CommandType::take, "ana");
  EXPECT_TRUE(talk.events().empty());
  EXPECT_EQ(talk.state().owner_epoch, 1U);
}
TEST(Send, WithoutTakingTakesTheThreadAndSpeaksAsAPerson) {
  auto talk = Talk{};
  talk.says("hola", Understood{"greeting"}).commands(CommandType::send, "ana", "Soy Ana, 10 min.");
  EXPECT_TRUE(talk.has("conversation.taken"));
  ASSERT_EQ(talk.last().replies.size(), 1U);
  EXPECT_EQ(talk.last().replies.front().kind, "person");
  EXPECT_EQ(Kind::send_message(talk.state(), talk.last().replies.front(), 0).owner_epoch, 1U);
  EXPECT_FALSE(talk.state().unanswered);
}
TEST(Takeover, EndsByItselfAfterTheTenantsHoursOfSilence) {
  auto pack = support::small_pack();
  pack.settings.policy.takeover_hours = 2;
  auto talk = Talk{std::move(pack)};
  talk.says("hola", Understood{"greeting"}).commands(CommandType::take, "ana").after(1h);
  talk.commands(CommandType::send, "ana", "Un momento.").after(90min);
  EXPECT_EQ(talk.state().owner, Owner::person);
  talk.after(1h);
  EXPECT_EQ(talk.state().owner, Owner::bot);
}
TEST(Release, OfWhatNobodyHoldsIsRejected) {
  auto talk = Talk{};
  talk.says("hola", Understood{"greeting"}).commands(CommandType::release, "ana");
  EXPECT_EQ(talk.the<events::InboundRejected>().reason, "not_taken");
}
TEST(Handoff, IsAskedForOnceAndSimpleQuestionsAreStillAnswered) {
  auto talk = Talk{};
  talk.says("Quiero hablar con una persona", Understood{"human_handoff"});
  EXPECT_TRUE(talk.has("handoff.requested"));
  EXPECT_TRUE(talk.replies());
  talk.says("¿Y dónde están?", Understood{"faq_location"});
  EXPECT_TRUE(talk.replies_with("Encino"));
  talk.says("una persona por favor", Understood{"human_handoff"}).after(5s);
  talk.says("10 termómetros", order());
  EXPECT_FALSE(talk.has("quote.offered"));
  EXPECT_EQ(talk.times("handoff.requested"), 1U);
}

// --- what became of our messages (D2) ----------------------------------------------------------

auto told(const std::string& kind) -> Notification {
  return {"whatsapp", "", kind, "ours-1", std::nullopt};
}
TEST(Status, NeverGoesBackwards) {
  auto talk = Talk{};
  talk.hears(told("message_read"), std::nullopt).hears(told("message_delivered"), std::nullopt);
  EXPECT_TRUE(talk.events().empty());
  talk.hears(told("message_read"), std::nullopt);
  EXPECT_EQ(talk.times("message.read"), 1U);
}
TEST(Status, OfAnUnknownKindIsADeadLetter) {
  auto talk = Talk{};
  talk.hears(told("something_new"), std::nullopt);
  EXPECT_EQ(talk.events(), Names{"inbound.rejected"});
}
TEST(Unreadable, IsADeadLetterInItsPlace) {
  auto talk = Talk{};
  talk.hears(Unreadable{"unknown_type", "f00d", std::nullopt}, std::nullopt);
  EXPECT_EQ(talk.the<events::InboundRejected>().fingerprint, "f00d");
}

// --- erasure (X5) ------------------------------------------------------------------------------

TEST(Erasure, IsAnEventOnlyWhenTheKeysAreGone) {
  auto talk = Talk{};
  talk.says("hola", Understood{"greeting"}).commands(CommandType::erase, "ana");
  ASSERT_EQ(talk.last().effects.size(), 1U);
  EXPECT_FALSE(talk.has("conversation.erased"));
  auto result = effects::EffectResult{};
  result.effect = talk.last().effects.front().id.text();
  result.effect_type = "erase_person";
  talk.hears(result, std::nullopt);
  EXPECT_EQ(talk.the<events::ConversationErased>().subjects, Names{"conversation/c1"});
  EXPECT_EQ(talk.the<events::ConversationErased>().by, "ana");
  talk.hears(result, std::nullopt);
  EXPECT_TRUE(talk.events().empty());
}

/// The answer to the erasure that the last turn asked for, and which turn that was.
auto undone(const Talk& talk) -> effects::EffectResult {
  auto result = effects::EffectResult{};
  result.effect = talk.last().effects.front().id.text();
  result.effect_type = "erase_person";
  result.sent_by = talk.decided().size();
  result.outcome = effects::OutcomeKind::busy;
  result.reason = "key_store";
  return result;
}
auto asks(const Talk& talk) -> bool { return !talk.last().effects.empty(); }

TEST(Erasure, ThatComesBackUndoneIsAskedForAgainLaterUnderItsId) {  // R19
  auto talk = Talk{};
  talk.says("hola", Understood{"greeting"}).commands(CommandType::erase, "ana");
  const auto effect = talk.last().effects.front().id;
  talk.hears(undone(talk), std::nullopt);
  EXPECT_FALSE(asks(talk));
  talk.after(59s);
  EXPECT_FALSE(asks(talk));
  talk.after(1s);
  ASSERT_TRUE(asks(talk));
  EXPECT_EQ(talk.last().effects.front().id, effect);
  talk.hears(undone(talk), std::nullopt).after(4min - 1s);
  EXPECT_FALSE(asks(talk));
  talk.after(1s);
  EXPECT_TRUE(asks(talk));
}

TEST(Erasure, ThatSucceedsLaterWaitsNoMore) {
  auto talk = Talk{};
  talk.says("hola", Understood{"greeting"}).commands(CommandType::erase, "ana");
  talk.hears(undone(talk), std::nullopt).after(1min);
  auto result = undone(talk);
  result.outcome = effects::OutcomeKind::done;
  talk.hears(result, std::nullopt);
  EXPECT_TRUE(talk.has("conversation.erased"));
  EXPECT_FALSE(talk.has_timer("erasure_retry/2"));
}

TEST(Erasure, UndoneAfterEightRetriesIsAPersonsAffairAndCanBeOrderedAgain) {
  auto talk = Talk{};
  talk.says("hola", Understood{"greeting"}).commands(CommandType::erase, "ana");
  talk.hears(undone(talk), std::nullopt).after(1min);
  talk.after(4min).after(16min).after(64min).after(256min).after(256min).after(256min);
  EXPECT_TRUE(asks(talk));
  talk.after(256min);
  EXPECT_TRUE(asks(talk));
  talk.after(256min);
  EXPECT_FALSE(asks(talk));
  EXPECT_EQ(talk.the<events::HandoffRequested>().reason, "erasure_undone");
  EXPECT_FALSE(talk.has_timer("erasure_retry/10"));
  talk.commands(CommandType::erase, "luis");
  EXPECT_TRUE(asks(talk));
  EXPECT_TRUE(talk.has_timer("erasure_retry/1"));
}

}  // namespace
}  // namespace orkesta::conversation
