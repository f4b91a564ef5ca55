#include "orkesta/engine/executor.hpp"

#include "world.hpp"

namespace orkesta::engine::testing {
namespace {

/// Answers as it is told to, and remembers what it was asked.
class Scripted final : public Executor {
 public:
  auto perform(const Requested& effect, Timestamp) -> Outcome override {
    performed.push_back(effect.id.text());
    if (answers.empty()) return {};
    auto answer = answers.front();
    answers.erase(answers.begin());
    return answer;
  }
  auto look_up(const Requested& effect) -> std::optional<Outcome> override {
    looked_up.push_back(effect.id.text());
    return known;
  }
  std::vector<std::string> performed;
  std::vector<std::string> looked_up;
  std::vector<Outcome> answers;
  std::optional<Outcome> known;
};

class Executors : public ::testing::Test {
 protected:
  Executors() {
    registry.add("send_message", scripted);
    world.perform_effects = false;
    world.restart();
  }
  auto loop() -> std::unique_ptr<ExecutorLoop> {
    ExecutorLoopOptions options;
    options.now = world.clock.clock();
    options.wait = [this](std::chrono::milliseconds pause) { waited += pause; };
    auto made = std::make_unique<ExecutorLoop>(*world.log, registry, *world.keys, options);
    EXPECT_TRUE(made->reopen());
    return made;
  }
  static void run(ExecutorLoop& loop) {
    while (loop.step(std::chrono::milliseconds{0}) == StepResult::worked) {
    }
  }
  auto results() -> std::vector<effects::EffectResult> {
    std::vector<effects::EffectResult> all;
    for (const auto& inbound : world.records(log::topic::inbound)) {
      const auto payload = codec::read<counter::Kind::Payload>(inbound.record.value);
      if (!payload) continue;
      if (const auto* one = std::get_if<effects::EffectResult>(&*payload)) all.push_back(*one);
    }
    return all;
  }

  World world;
  std::shared_ptr<Scripted> scripted = std::make_shared<Scripted>();
  ExecutorRegistry registry;
  std::chrono::milliseconds waited{0};
};

TEST_F(Executors, WhatLayThereBeforeIsLookedUpFirst) {  // R5
  world.add("a", {.amount = 1, .reply = "uno"});
  scripted->known = Outcome{.kind = effects::OutcomeKind::done, .reason = "known"};
  run(*loop());
  EXPECT_EQ(scripted->looked_up.size(), 1U);
  EXPECT_TRUE(scripted->performed.empty());
  ASSERT_EQ(results().size(), 1U);
  EXPECT_EQ(results()[0].reason, "known");
}

TEST_F(Executors, WhatComesLaterIsPerformedOnce) {
  const auto executing = loop();
  run(*executing);
  world.add("a", {.amount = 1, .reply = "uno"});
  run(*executing);
  EXPECT_TRUE(scripted->looked_up.empty());
  EXPECT_EQ(scripted->performed, std::vector<std::string>{"demo:counter:a:1:0:send"});
  ASSERT_EQ(results().size(), 1U);
  EXPECT_EQ(results()[0].outcome, effects::OutcomeKind::done);
  EXPECT_EQ(results()[0].sent_by, 1U);
}

TEST_F(Executors, DoubtIsLookedUpBeforeItIsTriedAgain) {  // R5
  const auto executing = loop();
  run(*executing);
  world.add("a", {.amount = 1, .reply = "uno"});
  scripted->answers = {{.kind = effects::OutcomeKind::in_doubt, .reason = "timeout"}};
  run(*executing);
  EXPECT_EQ(scripted->performed.size(), 2U);
  EXPECT_EQ(scripted->looked_up.size(), 1U);
  EXPECT_EQ(results()[0].outcome, effects::OutcomeKind::done);
}

TEST_F(Executors, ABusyProviderIsTriedAgainAndThenReported) {  // R19
  const auto executing = loop();
  run(*executing);
  world.add("a", {.amount = 1, .reply = "uno"});
  const Outcome busy{.kind = effects::OutcomeKind::busy, .reason = "rate_limit"};
  scripted->answers = {busy, busy, busy, busy};
  run(*executing);
  EXPECT_EQ(scripted->performed.size(), 3U);
  EXPECT_GT(waited.count(), 0);
  EXPECT_EQ(results()[0].outcome, effects::OutcomeKind::busy);
}

TEST_F(Executors, APastDeadlineIsRefusedUntried) {
  const auto executing = loop();
  run(*executing);
  world.add("a", {.amount = 1, .reply = "uno"});
  world.clock.move_to(world.clock.now() + std::chrono::hours{2});
  run(*executing);
  EXPECT_TRUE(scripted->performed.empty());
  EXPECT_EQ(results()[0].reason, "too_late");
}

TEST_F(Executors, ARestartGivesTheSameOutcomeNoSecondTime) {  // R4
  world.add("a", {.amount = 1, .reply = "uno"});
  run(*loop());
  run(*loop());
  EXPECT_EQ(results().size(), 1U);
}

TEST_F(Executors, TheResultOfAnErasureIsThatTheKeysAreGone) {  // S13
  ASSERT_TRUE(world.keys->current(demo, "counter/a"));
  const auto erasing = erasing_executor(*world.keys);
  const Requested wish{.entity = counter("a"),
                       .id = EffectId{"e"},
                       .type = "erase_person",
                       .deadline = start,
                       .sent_by = 1,
                       .body = R"({"effect":"e","what":{"type":"erase_person",)"
                               R"("subjects":["counter/a"],"because":"requested"}})"};
  EXPECT_EQ(erasing->perform(wish, start).kind, effects::OutcomeKind::done);
  const auto key = world.keys->find(demo, "counter/a", 1);
  ASSERT_TRUE(key);
  EXPECT_FALSE(*key);
}

}  // namespace
}  // namespace orkesta::engine::testing
