#pragma once

/// A kind of entity as small as can be, with every shape that the codec must carry.

#include <boost/describe/class.hpp>
#include <boost/describe/enum.hpp>
#include <chrono>
#include <map>
#include <optional>
#include <set>
#include <string>
#include <utility>
#include <variant>
#include <vector>

#include "orkesta/core/money.hpp"
#include "orkesta/core/turn.hpp"

namespace orkesta::codec::toy {

BOOST_DEFINE_ENUM_CLASS(Colour, red, dark_blue)

/// Has no default value: a Sku has none.
struct Line {
  Sku sku;
  Quantity quantity;
  Money price;
  bool operator==(const Line&) const = default;
};
BOOST_DESCRIBE_STRUCT(Line, (), (sku, quantity, price))

struct Ordered {
  static constexpr std::string_view type = "toy.ordered.v1";
  std::vector<Line> lines;
  Colour colour = Colour::red;
  std::optional<std::string> note;
  PersonalText name;
  std::optional<PersonalText> phone;
  bool operator==(const Ordered&) const = default;
};
BOOST_DESCRIBE_STRUCT(Ordered, (), (lines, colour, note, name, phone))

struct Wound {
  static constexpr std::string_view type = "toy.wound.v2";
  std::int32_t turns = 0;
  std::string by;
  bool operator==(const Wound&) const = default;
};
BOOST_DESCRIBE_STRUCT(Wound, (), (turns, by))

struct Stopped {
  static constexpr std::string_view type = "toy.stopped.v1";
  bool operator==(const Stopped&) const = default;
};
BOOST_DESCRIBE_STRUCT(Stopped, (), ())

struct Poked {
  static constexpr std::string_view type = "inbound.poke.v1";
  PersonalText words;
  bool operator==(const Poked&) const = default;
};
BOOST_DESCRIBE_STRUCT(Poked, (), (words))

struct Ring {
  static constexpr std::string_view type = "ring";
  PersonalText number;
  bool operator==(const Ring&) const = default;
};
BOOST_DESCRIBE_STRUCT(Ring, (), (number))

struct Tell {
  static constexpr std::string_view type = "tell";
  std::string what;
  bool operator==(const Tell&) const = default;
};
BOOST_DESCRIBE_STRUCT(Tell, (), (what))

/// Everything that a state may hold.
struct State {
  std::map<std::string, std::int64_t> counts;
  std::map<Sku, std::vector<PersonalText>> said;
  std::map<std::int64_t, std::string> by_day;
  std::set<std::uint64_t> seen;
  std::vector<std::pair<std::string, bool>> flags;
  std::array<std::uint8_t, 3> bytes{};
  std::optional<Date> day;
  std::optional<EntityKey> friend_key;
  std::chrono::milliseconds waited{0};
  std::uint64_t large = 0;
  std::int64_t small = 0;
  Digest digest;
  std::variant<std::monostate, std::int64_t, std::string> loose;
  bool operator==(const State&) const = default;
};
BOOST_DESCRIBE_STRUCT(State, (),
                      (counts, said, by_day, seen, flags, bytes, day, friend_key, waited, large,
                       small, digest, loose))

struct Toy {
  static constexpr std::string_view name = "toy";
  static constexpr RulesVersion rules = 3;
  static constexpr FoldVersion fold = 1;
  using State = toy::State;
  using Event = std::variant<Ordered, Wound, Stopped>;
  using Payload = std::variant<Poked>;
  using Effect = std::variant<Ring>;
  using Outgoing = std::variant<Tell>;
  static auto decide(const State&, const Heard<Toy>&) -> Decision<Toy> { return {}; }
  static void evolve(State&, const Event&) {}
};
static_assert(EntityKind<Toy>);

inline auto sealed(std::string origin) -> PersonalText {
  return PersonalText::closed({"conversation/c1", 1, std::move(origin), "\x01\x02\xff"});
}

inline auto turn() -> Turn<Toy> {
  const EntityKey key{TenantId{"demo"}, "toy", EntityId{"c1"}};
  const Timestamp at{1'763'481'600'000};
  Understanding understanding{.language = {"es", 9900},
                              .intents = {{"order", 8700}},
                              .requests = {},
                              .sentiment = {"neutral", 5000},
                              .entities = {},
                              .mentions = {},
                              .coupons = {},
                              .currency = std::nullopt,
                              .count = std::nullopt,
                              .hints = std::nullopt,
                              .model = "toy-1"};
  return {.entity = key,
          .sequence = 7,
          .previous = {},
          .rules = Toy::rules,
          .context = 12,
          .heard = {.id = HeardId{"h1"},
                    .cause = FromTimer{TimerName{"quiet"}, at},
                    .at = at,
                    .payload = Poked{sealed("h1#0")},
                    .understanding = std::move(understanding),
                    .entity = key,
                    .sequence = 7,
                    .context = nullptr},
          .decision = {.events = {Wound{2, "hand"}, Stopped{}},
                       .replies = {{sealed("demo/toy/c1/7#0"), "greeting", {}, "hello"}},
                       .effects = {{EffectId{"e1"}, at, Ring{sealed("demo/toy/c1/7#1")}}},
                       .messages = {{key, Tell{"stop"}}},
                       .timers = {SetTimer{TimerName{"quiet"}, at}, CancelTimer{TimerName{"x"}}},
                       .explanation = {{"policy", "automatic", 10000, "quiet", {"A"}}}}};
}

}  // namespace orkesta::codec::toy
