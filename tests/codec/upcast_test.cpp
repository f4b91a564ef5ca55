// An event of an older version, raised one version at a time (R17). The worked example: a toy was
// wound by `hand` in v1, which had no `by` and counted half turns; v2 counts whole ones.

#include "orkesta/codec/upcast.hpp"

#include <gtest/gtest.h>

#include "orkesta/codec/json_writer.hpp"
#include "orkesta/codec/turn.hpp"
#include "toy_kind.hpp"

namespace orkesta::codec {
namespace {

using Event = toy::Toy::Event;

auto wound_v1_to_v2(const JsonView& old) -> std::string {
  JsonWriter json;
  json.begin_object()
      .field("type", "toy.wound.v2")
      .field("turns", old.integer_of("half_turns").value_or(0) / 2)
      .field("by", "hand")
      .end_object();
  return json.take();
}

auto wound_v0_to_v1(const JsonView& old) -> std::string {
  JsonWriter json;
  json.begin_object()
      .field("type", "toy.wound.v1")
      .field("half_turns", old.integer_of("quarters").value_or(0) / 2)
      .end_object();
  return json.take();
}

const Upcasters steps{{{"toy.wound.v1", "toy.wound.v2", wound_v1_to_v2},
                       {"toy.wound.v0", "toy.wound.v1", wound_v0_to_v1}}};

TEST(Upcasting, RaisesAnOldEventToTodays) {
  const auto event =
      read<Event>(R"({"type":"toy.wound.v1","half_turns":6})", {.upcasters = &steps});
  ASSERT_TRUE(event) << event.error().path;
  EXPECT_EQ(*event, (Event{toy::Wound{3, "hand"}}));
}

TEST(Upcasting, GoesFromVersionToVersion) {
  const auto event = read<Event>(R"({"type":"toy.wound.v0","quarters":12})", {.upcasters = &steps});
  ASSERT_TRUE(event);
  EXPECT_EQ(*event, (Event{toy::Wound{3, "hand"}}));
}

TEST(Upcasting, WorksInsideATurn) {
  auto bytes = encode_turn(toy::turn());
  const std::string today = R"({"type":"toy.wound.v2","turns":2,"by":"hand"})";
  bytes.replace(bytes.find(today), today.size(), R"({"type":"toy.wound.v1","half_turns":4})");
  const auto turn = decode_turn<toy::Toy>(bytes, {.upcasters = &steps});
  ASSERT_TRUE(turn) << turn.error().path;
  EXPECT_EQ(turn->decision.events[0], (Event{toy::Wound{2, "hand"}}));
}

TEST(Upcasting, WithoutAStepTheTypeIsUnknown) {
  const auto event = read<Event>(R"({"type":"toy.wound.v1","half_turns":6})");
  ASSERT_FALSE(event);
  EXPECT_EQ(event.error().code, "unknown_type");
}

}  // namespace
}  // namespace orkesta::codec
