#include "orkesta/store/position_codec.hpp"

#include <gtest/gtest.h>

#include <set>

namespace orkesta::store {
namespace {

const TenantId demo{"demo"}, other{"other"};

auto codec_of(std::uint8_t byte) -> PositionCodec {
  std::array<std::uint8_t, 32> secret{};
  secret[0] = byte;
  return PositionCodec(secret);
}

TEST(Position, ComesBackFromItsString) {
  const auto codec = codec_of(1);
  for (const auto of : {PositionOf::turn, PositionOf::input}) {
    const auto position = Position{of, 4095, (1ULL << 40) - 1};
    EXPECT_EQ(codec.decode(demo, codec.encode(demo, position)), position);
  }
}

TEST(Position, EqualOnesAreEqualStringsAndOthersTellNothing) {
  const auto codec = codec_of(1);
  EXPECT_EQ(codec.encode(demo, {PositionOf::turn, 3, 77}),
            codec_of(1).encode(demo, {PositionOf::turn, 3, 77}));
  std::set<std::string> starts;
  for (Offset offset = 0; offset < 100; ++offset) {
    starts.insert(codec.encode(demo, {PositionOf::turn, 3, offset}).substr(0, 8));
  }
  EXPECT_EQ(starts.size(), 100u) << "neighbours must not look alike";
}

TEST(Position, OfAnotherTenantDoesNotOpen) {
  const auto codec = codec_of(1);
  const auto text = codec.encode(demo, {PositionOf::turn, 3, 77});
  EXPECT_NE(text, codec.encode(other, {PositionOf::turn, 3, 77}));
  EXPECT_EQ(codec.decode(other, text), std::nullopt);
  EXPECT_EQ(codec_of(2).decode(demo, text), std::nullopt) << "another installation's";
}

TEST(Position, AnyChangedLetterIsRefused) {
  const auto codec = codec_of(1);
  const auto text = codec.encode(demo, {PositionOf::input, 3, 77});
  for (std::size_t i = 0; i < text.size(); ++i) {
    auto changed = text;
    changed[i] = changed[i] == 'A' ? 'B' : 'A';
    EXPECT_EQ(codec.decode(demo, changed), std::nullopt) << i;
  }
  EXPECT_EQ(codec.decode(demo, ""), std::nullopt);
  EXPECT_EQ(codec.decode(demo, text + "A"), std::nullopt);
  EXPECT_EQ(codec.decode(demo, text.substr(1)), std::nullopt);
  EXPECT_EQ(codec.decode(demo, "not base64 at all!"), std::nullopt);
  EXPECT_EQ(codec.decode(demo, std::string(100000, 'A')), std::nullopt);
}

TEST(Position, OfAllPartitionsIsOneString) {
  const auto codec = codec_of(1);
  const std::map<Partition, Offset> next{{0, 5}, {3, 1ULL << 39}, {15, 0}};
  EXPECT_EQ(codec.decode_all(codec.encode_all(next)), next);
  EXPECT_EQ(codec.decode_all(codec.encode_all({})), (std::map<Partition, Offset>{}));
  EXPECT_EQ(codec.encode_all(next), codec.encode_all(next));
  EXPECT_EQ(codec.decode_all(codec.encode(demo, {PositionOf::turn, 3, 77})), std::nullopt);
  EXPECT_EQ(codec.decode(demo, codec.encode_all({{0, 5}})), std::nullopt);
}

}  // namespace
}  // namespace orkesta::store
