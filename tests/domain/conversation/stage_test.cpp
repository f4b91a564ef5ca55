/// The transition table of the published language, all 81 pairs, against the type.

#include <gtest/gtest.h>

#include <map>
#include <set>

#include "orkesta/domain/conversation/stage.hpp"

namespace orkesta::conversation {
namespace {

using enum Stage;
using Table = std::map<Stage, std::set<Stage>>;

// The table as it is published, written again by hand.
const Table published{
    {greeting, {discovery}},
    {discovery, {qualification, follow_up}},
    {qualification, {presentation, discovery, follow_up}},
    {presentation, {quote, discovery, objection, follow_up}},
    {quote, {negotiation, closing, discovery, objection, follow_up}},
    {negotiation, {quote, closing, discovery, objection, follow_up}},
    {closing, {quote, negotiation, discovery, objection, follow_up}},
    {objection, {presentation, quote, negotiation, closing, discovery, follow_up}},
    {follow_up, {discovery, qualification, presentation, quote, negotiation, closing, objection}}};

using Pair = std::pair<Stage, Stage>;
auto all_pairs() -> std::vector<Pair> {
  auto pairs = std::vector<Pair>{};
  for (const auto from : all_stages)
    for (const auto to : all_stages) pairs.emplace_back(from, to);
  return pairs;
}

class EachPair : public testing::TestWithParam<Pair> {};
TEST_P(EachPair, IsAMoveExactlyWhenTheTableHasIt) {  // O4
  const auto [from, to] = GetParam();
  EXPECT_EQ(Move::between(from, to).has_value(), published.at(from).contains(to));
}
INSTANTIATE_TEST_SUITE_P(NineStages, EachPair, testing::ValuesIn(all_pairs()), [](const auto& one) {
  return std::string{name_of(one.param.first)} + "_to_" + std::string{name_of(one.param.second)};
});

auto ends_of(const std::vector<Move>& moves) -> std::vector<Stage> {
  auto ends = std::vector<Stage>{};
  for (const auto& one : moves) ends.push_back(one.to());
  return ends;
}

TEST(Path, OfACustomerWhoJumpsAheadNamesEachStagePassed) {
  EXPECT_EQ(ends_of(path(greeting, quote)),
            (std::vector{discovery, qualification, presentation, quote}));
}
TEST(Path, ToWhereOneIsIsEmpty) { EXPECT_TRUE(path(quote, quote).empty()); }
TEST(Path, BackToTheGreetingDoesNotExist) { EXPECT_TRUE(path(closing, greeting).empty()); }
TEST(Path, OutOfAnObjectionLeadsBackToWhereItWasRaised) {
  EXPECT_EQ(ends_of(path(objection, quote, quote)), (std::vector{quote}));
  EXPECT_EQ(ends_of(path(objection, closing, quote)), (std::vector{quote, closing}));
}
TEST(Path, OutOfAnObjectionNeverLeadsStraightToAnotherStage) {
  EXPECT_EQ(ends_of(path(objection, closing, presentation)), (std::vector{negotiation, closing}));
  EXPECT_FALSE(Move::out_of_objection(presentation, closing));
}
TEST(Path, FromEveryStageEveryOtherButTheGreetingIsReached) {
  for (const auto& [from, to] : all_pairs())
    EXPECT_EQ(path(from, to, quote).empty(), from == to || to == greeting)
        << name_of(from) << " " << name_of(to);
}
TEST(TypedMove, IsKnownWhenTheProgramIsWritten) {
  constexpr auto step = move<quote, closing>();
  static_assert(step.from() == quote && step.to() == closing);
  EXPECT_EQ(step, *Move::between(quote, closing));
}

}  // namespace
}  // namespace orkesta::conversation
