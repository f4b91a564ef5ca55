#include "orkesta/store/state_cache.hpp"

#include <gtest/gtest.h>

#include <fstream>

#include "support.hpp"

namespace orkesta::store {
namespace {

auto key(const std::string& id, const std::string& tenant = "demo") -> EntityKey {
  return {TenantId{tenant}, "conversation", EntityId{id}};
}

auto state(const std::string& id, Sequence sequence, std::optional<Timestamp> due = {},
           const std::string& text = "{}") -> CachedState {
  auto made = CachedState{.entity = key(id),
                          .sequence = sequence,
                          .digest = {},
                          .fold = 1,
                          .next_due = due,
                          .state = text};
  made.digest.bytes[0] = static_cast<std::uint8_t>(sequence);
  return made;
}

/// What both caches promise.
class AnyStateCache : public testing::TestWithParam<bool> {
 protected:
  AnyStateCache()
      : cache_(GetParam() ? open_state_cache({folder_.path(), {}}).value() : memory_state_cache()) {
  }
  TempFolder folder_;
  std::unique_ptr<StateCache> cache_;
};
INSTANTIATE_TEST_SUITE_P(Caches, AnyStateCache, testing::Values(true, false),
                         [](const auto& of) { return of.param ? "Sqlite" : "Memory"; });

TEST_P(AnyStateCache, StartsEmptyAndCoversNothing) {
  EXPECT_EQ(cache_->covered(3).value(), 0u);
  EXPECT_EQ(cache_->load(3, key("c1")).value(), std::nullopt);
  EXPECT_EQ(cache_->next_due(3).value(), std::nullopt);
}

TEST_P(AnyStateCache, GivesBackWhatWasWritten) {
  const auto written = state("c/1", 7, Timestamp{1000}, std::string("{\"a\":\"\0\"}", 9));
  ASSERT_TRUE(cache_->write(0, {{written}}, 12));
  EXPECT_EQ(cache_->load(0, key("c/1")).value(), written);
  EXPECT_EQ(cache_->covered(0).value(), 12u);
  EXPECT_EQ(cache_->load(1, key("c/1")).value(), std::nullopt) << "another partition's";
  EXPECT_EQ(cache_->load(0, key("c/1", "other")).value(), std::nullopt);
}

TEST_P(AnyStateCache, NeverGoesBack) {
  ASSERT_TRUE(cache_->write(0, {{state("c1", 7)}}, 12));
  ASSERT_TRUE(cache_->write(0, {{state("c1", 5)}}, 9));
  EXPECT_EQ(cache_->load(0, key("c1")).value()->sequence, 7u);
  EXPECT_EQ(cache_->covered(0).value(), 12u);
}

TEST_P(AnyStateCache, FindsWhoIsDueInOrderOfTime) {
  const std::vector<CachedState> rows{state("late", 1, Timestamp{300}),
                                      state("b", 1, Timestamp{200}), state("a", 1, Timestamp{200}),
                                      state("never", 1)};
  ASSERT_TRUE(cache_->write(0, rows, 4));
  const auto due = cache_->due(0, Timestamp{200}, 10).value();
  EXPECT_EQ(due, (std::vector<DueEntity>{{key("a"), Timestamp{200}}, {key("b"), Timestamp{200}}}));
  EXPECT_EQ(cache_->due(0, Timestamp{999}, 1).value().size(), 1u);
  EXPECT_EQ(cache_->next_due(0).value(), Timestamp{200});
  ASSERT_TRUE(cache_->write(0, {{state("a", 2), state("b", 2)}}, 6));
  EXPECT_EQ(cache_->next_due(0).value(), Timestamp{300});
}

TEST_P(AnyStateCache, ScansInPages) {
  ASSERT_TRUE(cache_->write(0, {{state("b", 1), state("a", 1), state("c", 1)}}, 3));
  const auto first = cache_->scan(0, std::nullopt, 2).value();
  ASSERT_EQ(first.size(), 2u);
  EXPECT_EQ(first[0].entity, key("a"));
  const auto rest = cache_->scan(0, first[1].entity, 2).value();
  ASSERT_EQ(rest.size(), 1u);
  EXPECT_EQ(rest[0].entity, key("c"));
}

TEST_P(AnyStateCache, ForgetsADroppedPartitionAlone) {
  ASSERT_TRUE(cache_->write(0, {{state("a", 1)}}, 3));
  ASSERT_TRUE(cache_->write(1, {{state("b", 1)}}, 4));
  ASSERT_TRUE(cache_->drop(0));
  EXPECT_EQ(cache_->covered(0).value(), 0u);
  EXPECT_EQ(cache_->load(0, key("a")).value(), std::nullopt);
  EXPECT_EQ(cache_->covered(1).value(), 4u);
}

TEST(SqliteStateCache, IsThereAfterReopening) {
  const TempFolder folder;
  ASSERT_TRUE(open_state_cache({folder.path(), {}}).value()->write(2, {{state("a", 5)}}, 9));
  const auto again = open_state_cache({folder.path(), {}}).value();
  EXPECT_EQ(again->load(2, key("a")).value(), state("a", 5));
  EXPECT_EQ(again->covered(2).value(), 9u);
}

TEST(SqliteStateCache, DropsADamagedFileAndSaysSoOnce) {
  const TempFolder folder;
  ASSERT_TRUE(open_state_cache({folder.path(), {}}).value()->write(2, {{state("a", 5)}}, 9));
  std::ofstream(folder.file("states-2.sqlite"), std::ios::binary) << "this is no database at all";
  std::vector<std::string> said;
  const auto again =
      open_state_cache({folder.path(), [&](std::string_view text) { said.emplace_back(text); }})
          .value();
  EXPECT_EQ(again->covered(2).value(), 0u);
  EXPECT_EQ(again->load(2, key("a")).value(), std::nullopt);
  ASSERT_EQ(said.size(), 1u);
  EXPECT_NE(said[0].find("states-2.sqlite"), std::string::npos);
  EXPECT_TRUE(again->write(2, {{state("a", 6)}}, 10)) << "and serves on";
}

TEST(SqliteStateCache, AFlippedBitInAStateIsNotFoldedOn) {  // R15
  const TempFolder folder;
  const auto text = "{\"needle\":\"" + std::string(200, 'x') + "\"}";
  const auto written = state("a", 5, {}, text);
  ASSERT_TRUE(open_state_cache({folder.path(), {}}).value()->write(0, {{written}}, 9));
  const auto path = folder.file("states-0.sqlite");
  std::ifstream in(path, std::ios::binary);
  std::string bytes((std::istreambuf_iterator<char>(in)), std::istreambuf_iterator<char>());
  const auto at = bytes.find("needle");
  ASSERT_NE(at, std::string::npos);
  bytes[at] = 'N';
  std::ofstream(path, std::ios::binary) << bytes;
  const auto again = open_state_cache({folder.path(), {}}).value();
  const auto read = again->load(0, key("a"));
  ASSERT_FALSE(read);
  EXPECT_EQ(read.error(), StoreError::corrupt);
}

}  // namespace
}  // namespace orkesta::store
