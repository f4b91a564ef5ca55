#pragma once

/// A kind small enough to see through: it counts, tells its neighbours, sets timers, replies and
/// can be made to break. Engine and simulation are tested with it.

#include <boost/describe/class.hpp>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <variant>
#include <vector>

#include "orkesta/core/assert.hpp"
#include "orkesta/core/turn.hpp"
#include "orkesta/domain/conversation/messages.hpp"
#include "orkesta/domain/effects.hpp"

namespace orkesta::counter {

/// Adds, then does whatever its fields say.
struct Add {
  static constexpr std::string_view type = "inbound.add.v1";
  std::int64_t amount = 0;
  std::string duplicate_key{};  ///< "" = none.
  std::optional<PersonalText> note{};
  std::vector<std::string> tell{};  ///< Counters of the same tenant.
  std::int64_t hops = 0;            ///< How often those pass it on, to and fro.
  std::optional<std::int64_t> timer_ms{};
  bool cancel_timer = false;
  std::string reply{};
  bool poison = false;        ///< `decide` fails.
  bool break_evolve = false;  ///< `evolve` fails.
  bool kill = false;          ///< The process that decides it dies.
  bool operator==(const Add&) const = default;
};
BOOST_DESCRIBE_STRUCT(Add, (),
                      (amount, duplicate_key, note, tell, hops, timer_ms, cancel_timer, reply,
                       poison, break_evolve, kill))

/// The process that decides it dies.
inline constexpr std::int64_t deadly_when_told = 667;

struct Told {
  static constexpr std::string_view type = "inbound.told.v1";
  std::int64_t amount = 0;
  std::int64_t hops = 0;
  std::optional<PersonalText> note{};
  bool operator==(const Told&) const = default;
};
BOOST_DESCRIBE_STRUCT(Told, (), (amount, hops, note))

struct Added {
  static constexpr std::string_view type = "counter.added.v1";
  static constexpr std::string_view also_on = "notifications";
  std::int64_t amount = 0;
  std::string duplicate_key{};
  std::optional<PersonalText> note{};
  bool break_evolve = false;
  bool operator==(const Added&) const = default;
};
BOOST_DESCRIBE_STRUCT(Added, (), (amount, duplicate_key, note, break_evolve))

struct DuplicateIgnored {
  static constexpr std::string_view type = "duplicate.ignored.v1";
  bool operator==(const DuplicateIgnored&) const = default;
};
BOOST_DESCRIBE_STRUCT(DuplicateIgnored, (), ())

struct Fired {
  static constexpr std::string_view type = "counter.fired.v1";
  std::string name;
  bool operator==(const Fired&) const = default;
};
BOOST_DESCRIBE_STRUCT(Fired, (), (name))

struct Sent {
  static constexpr std::string_view type = "counter.sent.v1";
  std::string effect;
  bool operator==(const Sent&) const = default;
};
BOOST_DESCRIBE_STRUCT(Sent, (), (effect))

struct Rejected {
  static constexpr std::string_view type = "inbound.rejected.v1";
  std::string reason;
  std::string fingerprint;
  bool operator==(const Rejected&) const = default;
};
BOOST_DESCRIBE_STRUCT(Rejected, (), (reason, fingerprint))

struct State {
  std::int64_t total = 0;
  std::int64_t fired = 0;
  std::int64_t sent = 0;
  std::vector<std::string> seen;
  std::optional<PersonalText> note{};
  bool operator==(const State&) const = default;
};
BOOST_DESCRIBE_STRUCT(State, (), (total, fired, sent, seen, note))

struct Kind {
  static constexpr std::string_view name = "counter";
  static constexpr RulesVersion rules = 1;
  static constexpr FoldVersion fold = 1;
  using State = counter::State;
  using Event = std::variant<Added, DuplicateIgnored, Fired, Sent, Rejected>;
  using Payload = std::variant<Add, Told, effects::EffectResult, conversation::TimerFired,
                               conversation::Unreadable>;
  using Effect = effects::Effect;
  using Outgoing = std::variant<Told>;

  static auto decide(const State& state, const Heard<Kind>& heard) -> Decision<Kind>;
  static auto evolve(State& state, const Event& event) -> void;
  static auto send_message(const State& after, const Reply& reply, std::uint32_t index)
      -> effects::SendMessage;
};

}  // namespace orkesta::counter
