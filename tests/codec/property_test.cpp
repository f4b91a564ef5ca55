// Whatever can be written is read back equal and written again to the same bytes, for anything that
// the types can hold (R10); whatever is damaged is refused or read, never a crash.

#include <gtest/gtest.h>

#include <string>

#include "orkesta/codec/turn.hpp"
#include "orkesta/domain/conversation/kind.hpp"
#include "orkesta/domain/tenant/pack.hpp"
#include "samples.hpp"
#include "toy_kind.hpp"

namespace orkesta::codec {
namespace {

constexpr std::uint64_t seeds = 150;

template <class T>
void expect_round_trips() {
  for (std::uint64_t seed = 0; seed < seeds; ++seed) {
    SCOPED_TRACE("seed " + std::to_string(seed));
    support::Random random(seed);
    const auto value = support::sample<T>(random);
    const auto bytes = write(value);
    const auto again = read<T>(bytes, {.strict = true});
    ASSERT_TRUE(again) << again.error().path << ' ' << again.error().message << '\n' << bytes;
    ASSERT_EQ(*again, value);
    ASSERT_EQ(write(*again), bytes);
  }
}

template <class K>
void expect_turns_round_trip() {
  for (std::uint64_t seed = 0; seed < seeds; ++seed) {
    SCOPED_TRACE("seed " + std::to_string(seed));
    support::Random random(seed);
    const auto bytes = encode_turn(support::sample_turn<K>(random));
    const auto turn = decode_turn<K>(bytes);
    ASSERT_TRUE(turn) << turn.error().path << ' ' << turn.error().message << '\n' << bytes;
    ASSERT_EQ(encode_turn(*turn), bytes);
    const auto head = peek_turn(bytes);
    ASSERT_TRUE(head);
    ASSERT_EQ(head->entity, turn->entity);
    ASSERT_EQ(head->previous, turn->previous);
    ASSERT_EQ(head->heard_id, turn->heard.id.text());
  }
}

TEST(RoundTrip, OfEveryShape) { expect_round_trips<toy::State>(); }
TEST(RoundTrip, OfEventsOfAToy) { expect_round_trips<toy::Toy::Event>(); }
TEST(RoundTrip, OfTurnsOfAToy) { expect_turns_round_trip<toy::Toy>(); }
TEST(RoundTrip, OfConversationEvents) { expect_round_trips<conversation::Event>(); }
TEST(RoundTrip, OfWhatAConversationHears) { expect_round_trips<conversation::Payload>(); }
TEST(RoundTrip, OfAConversationsState) { expect_round_trips<conversation::State>(); }
TEST(RoundTrip, OfConversationTurns) { expect_turns_round_trip<conversation::Kind>(); }
TEST(RoundTrip, OfAPack) { expect_round_trips<tenant::Pack>(); }

TEST(RoundTrip, ThroughFreeJsonKeepsTheBytes) {
  for (std::uint64_t seed = 0; seed < seeds; ++seed) {
    SCOPED_TRACE("seed " + std::to_string(seed));
    support::Random random(seed);
    const auto bytes = write(support::sample<conversation::Event>(random));
    const auto json = Json::parse(bytes);
    ASSERT_TRUE(json);
    ASSERT_EQ(json->root().write(), bytes);
  }
}

TEST(Damage, OfAnyByteIsRefusedOrReadButNeverMore) {
  support::Counting full(true);
  const auto sound = encode_turn(support::sample_turn<conversation::Kind>(full));
  std::size_t refused = 0;
  for (std::size_t at = 0; at < sound.size(); ++at) {
    auto damaged = sound;
    damaged[at] = static_cast<char>(damaged[at] ^ 0x15);
    const auto turn = decode_turn<conversation::Kind>(damaged);
    (void)peek_turn(damaged);
    if (turn)
      EXPECT_NE(digest_of(damaged), digest_of(sound));
    else
      ++refused;
  }
  EXPECT_GT(refused, sound.size() / 4);
}

TEST(Damage, OfACutTextIsRefused) {
  support::Counting full(true);
  const auto sound = encode_turn(support::sample_turn<conversation::Kind>(full));
  for (std::size_t size = 0; size < sound.size(); ++size)
    ASSERT_FALSE(decode_turn<conversation::Kind>(std::string_view{sound}.substr(0, size))) << size;
}

}  // namespace
}  // namespace orkesta::codec
