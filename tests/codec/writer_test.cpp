// JSON made by hand, copies without personal fields, schemas, and CloudEvents attributes.

#include <gtest/gtest.h>

#include "orkesta/codec/cloudevents.hpp"
#include "orkesta/codec/json.hpp"
#include "orkesta/codec/json_writer.hpp"
#include "orkesta/codec/schema.hpp"
#include "toy_kind.hpp"

namespace orkesta::codec {
namespace {

TEST(JsonWriter, PutsTheCommas) {
  JsonWriter json;
  json.begin_object()
      .field("a", 1)
      .field("b", "x")
      .key("c")
      .begin_array()
      .value(true)
      .null()
      .begin_object()
      .end_object()
      .end_array()
      .field_if("d", std::optional<int>{})
      .field_if("e", std::optional{Timestamp{0}})
      .end_object();
  EXPECT_EQ(json.take(), R"({"a":1,"b":"x","c":[true,null,{}],"e":"1970-01-01T00:00:00.000Z"})");
}

TEST(JsonWriter, WritesBasisPointsAsFractions) {
  JsonWriter json;
  json.begin_array();
  for (const auto points : {0, 1, 90, 5000, 9870, 9999, 10000}) json.fraction(points);
  json.end_array();
  EXPECT_EQ(json.take(), "[0,0.0001,0.009,0.5,0.987,0.9999,1]");
}

TEST(JsonWriter, LeavingSomethingOpenIsABug) {
  JsonWriter json;
  json.begin_object();
  EXPECT_THROW((void)json.take(), Bug);
}

TEST(Copies, LeaveEveryPersonalFieldOut) {
  const toy::Ordered ordered{.lines = {},
                             .colour = toy::Colour::red,
                             .note = "plain",
                             .name = toy::sealed("a"),
                             .phone = toy::sealed("b")};
  EXPECT_EQ(write_public(toy::Toy::Event{ordered}),
            R"({"type":"toy.ordered.v1","lines":[],"colour":"red","note":"plain"})");
}

TEST(Schemas, SayWhatIsWritten) {
  const auto schema = Json::parse(schema_of<toy::Ordered>("toy.ordered.v1", "toy.json"));
  ASSERT_TRUE(schema);
  const auto root = schema->root();
  EXPECT_EQ(root.at({"properties", "type"})->write(), R"({"const":"toy.ordered.v1"})");
  EXPECT_EQ(root.find("required")->write(), R"(["type","colour"])");
  EXPECT_EQ(root.at({"properties", "colour"})->write(),
            R"({"type":"string","enum":["red","dark_blue"]})");
  EXPECT_EQ(root.at({"properties", "lines", "items", "required"})->write(),
            R"(["sku","quantity","price"])");
}

const EntityKey key{TenantId{"demo"}, "conversation", EntityId{"c1"}};

TEST(CloudEvents, OfATurnNameWhatItHeard) {
  const auto event = turn_event("local", key, 7, Timestamp{0}, InputPosition{"inbound", 3, 42});
  const AttributeList expected{
      {"type", "orkesta.turn.v1"},          {"source", "/orkesta/local"},
      {"id", "demo/conversation/c1/7"},     {"subject", "demo/conversation/c1"},
      {"time", "1970-01-01T00:00:00.000Z"}, {"input", "inbound/3/42"}};
  EXPECT_EQ(write_attributes(event), expected);
}

TEST(CloudEvents, HaveIdsThatTellSecondSendingsAndCopiesApart) {
  EXPECT_EQ(effect_event("local", "send_message", EffectId{"e1"}, key, 9, {}).id, "e1/9");
  EXPECT_EQ(copy_event("local", "quote.offered.v1", key, 7, 2, {}).id, "demo/conversation/c1/7/2");
  EXPECT_EQ(inbound_event("local", "inbound.message.v1", HeardId{"h"}, key).type,
            "orkesta.inbound.message.v1");
}

TEST(CloudEvents, ReadBackEqualWithTheExtensionsOfOthers) {
  auto event = turn_event("local", key, 7, Timestamp{5}, InputPosition{"ingress.demo", 0, 1});
  event.others = {{"traceparent", "00-ab"}};
  const auto again = read_attributes(write_attributes(event));
  ASSERT_TRUE(again);
  EXPECT_EQ(*again, event);
  EXPECT_EQ(again->name(), "turn.v1");
}

TEST(CloudEvents, TakeTheFirstOfARepeatedName) {
  const auto event = read_attributes(
      {{"type", "t"}, {"type", "u"}, {"source", "s"}, {"id", "i"}, {"x", "1"}, {"x", "2"}});
  ASSERT_TRUE(event);
  EXPECT_EQ(event->type, "t");
  EXPECT_EQ(event->others, (AttributeList{{"x", "1"}}));
}

TEST(CloudEvents, RefuseWhatIsMissingOrMalformed) {
  EXPECT_EQ(read_attributes({{"type", "t"}, {"source", "s"}}).error().path, "/id");
  EXPECT_EQ(read_attributes({{"type", "t"}, {"source", ""}, {"id", "i"}}).error().path, "/source");
  EXPECT_EQ(
      read_attributes({{"type", "t"}, {"source", "s"}, {"id", "i"}, {"time", "noon"}}).error().path,
      "/time");
  EXPECT_EQ(
      read_attributes({{"type", "t"}, {"source", "s"}, {"id", "i"}, {"input", "a/1"}}).error().path,
      "/input");
}

}  // namespace
}  // namespace orkesta::codec
