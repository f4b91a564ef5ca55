// Sealing once, opening while the key exists, and noticing whatever was changed (S13).

#include "orkesta/codec/sealing.hpp"

#include <gtest/gtest.h>

#include <string>

#include "memory_keys.hpp"
#include "orkesta/codec/turn.hpp"
#include "toy_kind.hpp"

namespace orkesta::codec {
namespace {

using toy::Toy;

const TenantId demo{"demo"};
const SealScope scope{demo, "conversation/c1", "h1"};

auto unhex(std::string_view text) -> std::string { return *parse_hex(text); }

/// A decision with fresh values in every corner.
auto decision() -> Decision<Toy> {
  toy::Ordered ordered{.lines = {},
                       .colour = toy::Colour::red,
                       .note = std::nullopt,
                       .name = PersonalText::fresh("Ana"),
                       .phone = PersonalText::fresh("555-0101", "customer/k1")};
  return {
      .events = {ordered, toy::Stopped{}},
      .replies = {{PersonalText::fresh(""),
                   "greeting",
                   {{"email", std::nullopt, PersonalText::fresh("ana@example.com"), "customer"}},
                   std::nullopt}},
      .effects = {{EffectId{"e"}, {}, toy::Ring{PersonalText::fresh("555-0102")}}},
      .messages = {},
      .timers = {},
      .explanation = {}};
}

// RFC 5297, A.1, carried over to keys of 2 x 256 bits: OpenSSL, test/recipes/30-test_evp_data,
// evpciph_aes_siv.txt.
TEST(Siv, MatchesThePublishedVector) {
  std::array<std::uint8_t, 64> key{};
  const auto bytes = unhex(
      "fffefdfcfbfaf9f8f7f6f5f4f3f2f1f06f6e6d6c6b6a69686766656463626160"
      "f0f1f2f3f4f5f6f7f8f9fafbfcfdfeff000102030405060708090a0b0c0d0e0f");
  std::copy(bytes.begin(), bytes.end(), key.begin());
  const auto aad = unhex("101112131415161718191a1b1c1d1e1f2021222324252627");
  const std::string_view associated[] = {aad};
  const auto plain = unhex("112233445566778899aabbccddee");
  const detail::SivKey siv(key);
  const auto blob = siv.seal(associated, plain);
  EXPECT_EQ(hex(blob), "f125274c598065cfc26b0e71575029088b035217e380cac8919ee800c126");
  EXPECT_EQ(siv.open(associated, blob), plain);
}

TEST(Sealing, SealsEveryFreshValueInTheOrderOfItsBytes) {
  MemoryKeys keys;
  auto made = decision();
  ASSERT_TRUE(seal(made, scope, keys));
  EXPECT_TRUE(is_sealed(made));
  const auto& ordered = std::get<toy::Ordered>(made.events[0]);
  EXPECT_EQ(ordered.name.sealed()->origin, "h1#0");
  EXPECT_EQ(ordered.name.sealed()->subject, "conversation/c1");
  EXPECT_EQ(ordered.phone->sealed()->origin, "h1#1");
  EXPECT_EQ(ordered.phone->sealed()->subject, "customer/k1");
  EXPECT_EQ(made.replies[0].text.sealed()->origin, "h1#2");
  EXPECT_EQ(made.replies[0].facts[0].said->sealed()->origin, "h1#3");
  EXPECT_EQ(std::get<toy::Ring>(made.effects[0].what).number.sealed()->origin, "h1#4");
}

TEST(Sealing, OfTheSameYieldsTheSameBytes) {
  MemoryKeys keys;
  auto first = decision();
  auto second = decision();
  ASSERT_TRUE(seal(first, scope, keys));
  ASSERT_TRUE(seal(second, scope, keys));
  EXPECT_EQ(write(first), write(second));
}

TEST(Sealing, LeavesNoWordInTheBytes) {
  MemoryKeys keys;
  auto made = decision();
  ASSERT_TRUE(seal(made, scope, keys));
  const auto bytes = write(made);
  EXPECT_EQ(bytes.find("Ana"), std::string::npos);
  EXPECT_EQ(bytes.find("example.com"), std::string::npos);
}

TEST(Sealing, LeavesASealedValueAsItIs) {
  MemoryKeys keys;
  auto made = decision();
  ASSERT_TRUE(seal(made, scope, keys));
  const auto before = write(made);
  ASSERT_TRUE(seal(made, {demo, "conversation/c2", "h2"}, keys));
  EXPECT_EQ(write(made), before);
}

TEST(Opening, BringsBackWhatWasSealed) {
  MemoryKeys keys;
  auto made = decision();
  ASSERT_TRUE(seal(made, scope, keys));
  auto again = read<Decision<Toy>>(write(made));
  ASSERT_TRUE(again);
  ASSERT_TRUE(open(*again, demo, keys));
  EXPECT_EQ(write_opened(*again), write_opened(decision()));
  EXPECT_EQ(*again->replies[0].text.opened(), "");  // An empty text is a text.
}

TEST(Opening, LeavesTheErasedClosedAndTheirBytesAsTheyWere) {
  MemoryKeys keys;
  auto made = decision();
  ASSERT_TRUE(seal(made, scope, keys));
  const auto bytes = write(made);
  ASSERT_TRUE(keys.destroy(demo, "conversation/c1"));
  auto again = read<Decision<Toy>>(bytes);
  ASSERT_TRUE(again);
  ASSERT_TRUE(open(*again, demo, keys));
  const auto& ordered = std::get<toy::Ordered>(again->events[0]);
  EXPECT_EQ(ordered.name.opened(), nullptr);
  EXPECT_EQ(*ordered.phone->opened(), "555-0101");  // Another subject's.
  EXPECT_EQ(write(*again), bytes);
  EXPECT_NE(write_opened(*again).find("[erased]"), std::string::npos);
}

TEST(Opening, WhoWritesAgainAfterAnErasureGetsTheNextKey) {
  MemoryKeys keys;
  ASSERT_TRUE(keys.destroy(demo, "conversation/c1"));
  auto text = PersonalText::fresh("again");
  ASSERT_TRUE(seal(text, scope, keys));
  EXPECT_EQ(text.sealed()->key, 2u);
}

TEST(Opening, NoticesEveryChangedByteOfABlob) {
  MemoryKeys keys;
  auto text = PersonalText::fresh("Ana García");
  ASSERT_TRUE(seal(text, scope, keys));
  const auto sound = *text.sealed();
  std::size_t noticed = 0;
  for (std::size_t at = 0; at < sound.blob.size(); ++at) {
    auto seal = sound;
    seal.blob[at] = static_cast<char>(seal.blob[at] ^ 1);
    auto changed = PersonalText::closed(seal);
    const auto opened = open(changed, demo, keys);
    if (!opened && opened.error() == KeyError::corrupt && !changed.opened()) ++noticed;
  }
  EXPECT_EQ(noticed, sound.blob.size());
}

TEST(Opening, NoticesABlobInAnotherPlace) {
  MemoryKeys keys;
  auto text = PersonalText::fresh("Ana");
  ASSERT_TRUE(seal(text, scope, keys));
  auto moved = *text.sealed();
  moved.origin = "h2#0";
  auto elsewhere = PersonalText::closed(moved);
  EXPECT_FALSE(open(elsewhere, demo, keys));
  auto foreign = PersonalText::closed(*text.sealed());
  EXPECT_FALSE(open(foreign, TenantId{"other"}, keys));
}

TEST(Opening, NoticesWhatIsTooShortOrNamesNobody) {
  MemoryKeys keys;
  for (const auto& blob : {std::string{}, std::string(16, 'x')}) {
    auto text = PersonalText::closed({"conversation/c1", 1, "h1#0", blob});
    EXPECT_FALSE(open(text, demo, keys));
  }
  auto nobody = PersonalText::closed({"", 1, "h1#0", std::string(20, 'x')});
  EXPECT_FALSE(open(nobody, demo, keys));
}

TEST(Opening, AnUnavailableStoreIsNoErasure) {
  MemoryKeys keys;
  auto text = PersonalText::fresh("Ana");
  ASSERT_TRUE(seal(text, scope, keys));
  text.forget_opened();
  keys.failing = true;
  const auto opened = open(text, demo, keys);
  ASSERT_FALSE(opened);
  EXPECT_EQ(opened.error(), KeyError::unavailable);
}

TEST(Closing, ForgetsWhatWasOpened) {
  MemoryKeys keys;
  auto made = decision();
  ASSERT_TRUE(seal(made, scope, keys));
  close(made);
  EXPECT_EQ(std::get<toy::Ordered>(made.events[0]).name.opened(), nullptr);
}

TEST(Sealing, WorksOnAState) {
  MemoryKeys keys;
  toy::State state;
  state.said[Sku{"S"}] = {PersonalText::fresh("one"), PersonalText::fresh("two")};
  ASSERT_TRUE(seal(state, scope, keys));
  auto again = read<toy::State>(write(state));
  ASSERT_TRUE(again);
  ASSERT_TRUE(open(*again, demo, keys));
  EXPECT_EQ(*again->said.at(Sku{"S"})[1].opened(), "two");
}

}  // namespace
}  // namespace orkesta::codec
