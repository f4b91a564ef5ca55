#pragma once

/// The shapes every part passes on: what is heard, what is decided, the turn that records both.
/// They are generic over the entity's kind `K` (see `EntityKind`).

#include <boost/describe/class.hpp>
#include <boost/describe/enum.hpp>
#include <concepts>
#include <memory>
#include <optional>
#include <string>
#include <variant>
#include <vector>

#include "orkesta/core/digest.hpp"
#include "orkesta/core/ids.hpp"
#include "orkesta/core/personal.hpp"
#include "orkesta/core/time.hpp"
#include "orkesta/core/understanding.hpp"

namespace orkesta {

namespace tenant {
struct Context;  // domain/tenant/context.hpp
}
using ContextPtr = std::shared_ptr<const tenant::Context>;

// --- heard -------------------------------------------------------------------------------------

struct FromInbound {
  static constexpr std::string_view type = "inbound";
  bool operator==(const FromInbound&) const = default;
};
BOOST_DESCRIBE_STRUCT(FromInbound, (), ())
struct FromTimer {
  static constexpr std::string_view type = "timer";
  TimerName name;
  Timestamp due;
  bool operator==(const FromTimer&) const = default;
};
BOOST_DESCRIBE_STRUCT(FromTimer, (), (name, due))
struct FromMessage {
  static constexpr std::string_view type = "message";
  EntityKey sender;
  Sequence sequence = 0;    ///< The sender's turn.
  std::uint32_t index = 0;  ///< Among that turn's messages.
  bool operator==(const FromMessage&) const = default;
};
BOOST_DESCRIBE_STRUCT(FromMessage, (), (sender, sequence, index))
using Cause = std::variant<FromInbound, FromTimer, FromMessage>;

/// Everything a decision may know besides its own state.
template <class K>
struct Heard {
  HeardId id;
  Cause cause;
  Timestamp at;  ///< When the log accepted it; never before the entity's last one (invariant 14).
  typename K::Payload payload;
  std::optional<Understanding> understanding;

  // Not written into the turn's `heard`: the turn itself holds them.
  EntityKey entity;
  Sequence sequence = 0;  ///< Of the turn being decided; ids derive from it.
  ContextPtr context;     ///< Of the version that the turn names; null before the first import.
};

// --- decided -----------------------------------------------------------------------------------

/// A checked value that a reply may use, with where it came from.
struct Fact {
  std::string name;
  std::optional<std::string> value;  ///< From context or computation.
  std::optional<PersonalText> said;  ///< In place of `value` when it is a person's datum.
  std::string source;                ///< `catalog`, `price_list:<id>`, `policy`, `customer`, …
  bool operator==(const Fact&) const = default;
};
BOOST_DESCRIBE_STRUCT(Fact, (), (name, value, said, source))

struct Reply {
  PersonalText text;
  std::string kind;  ///< quote, clarification, approval_pending, greeting, …
  std::vector<Fact> facts;
  std::optional<std::string> template_id;
  bool operator==(const Reply&) const = default;
};
BOOST_DESCRIBE_STRUCT(Reply, (), (text, kind, facts, template_id))

struct SetTimer {
  static constexpr std::string_view type = "set";
  TimerName name;  ///< Setting a name again moves it.
  Timestamp due;
  bool operator==(const SetTimer&) const = default;
};
BOOST_DESCRIBE_STRUCT(SetTimer, (), (name, due))
struct CancelTimer {
  static constexpr std::string_view type = "cancel";
  TimerName name;
  bool operator==(const CancelTimer&) const = default;
};
BOOST_DESCRIBE_STRUCT(CancelTimer, (), (name))
using TimerChange = std::variant<SetTimer, CancelTimer>;

/// What one agent returned, for people: codes and plain values only (no person's words).
struct Reason {
  std::string agent;    ///< CatalogMapper, PriceResolver, …, or `policy`.
  std::string verdict;  ///< automatic, clarify, approve, hand_off, refused, …
  std::optional<Confidence> confidence;
  std::string because;             ///< Rule or code: `tier`, `max_discount_bp`, …
  std::vector<std::string> about;  ///< SKUs, amounts, ids.
  bool operator==(const Reason&) const = default;
};
BOOST_DESCRIBE_STRUCT(Reason, (), (agent, verdict, confidence, because, about))
using Explanation = std::vector<Reason>;

/// A request to the outside world: at least once, always under the same id.
template <class K>
struct Effect {
  EffectId id;
  Timestamp deadline;  ///< After it, untried, it is `refused(too_late)`.
  typename K::Effect what;
  bool operator==(const Effect&) const = default;
};

/// To another entity of the same tenant; delivered in the next round of the same transaction.
template <class K>
struct Message {
  EntityKey to;
  typename K::Outgoing what;
  bool operator==(const Message&) const = default;
};

template <class K>
struct Decision {
  std::vector<typename K::Event> events;
  std::vector<Reply> replies;  ///< The engine adds a send_message effect for each.
  std::vector<Effect<K>> effects;
  std::vector<Message<K>> messages;
  std::vector<TimerChange> timers;
  Explanation explanation;
};

/// What each kind supplies; all of it pure (architecture, section 3).
///   name, rules, fold   "conversation"; raised whenever recorded scenarios would decide otherwise;
///                       whenever State or `evolve` changes.
///   State               default-constructible, described.
///   Event               closed variant of described structs with `type` ("quote.offered.v1").
///   Payload             closed variant of what it hears; each alternative with `type`.
///   Effect, Outgoing    closed variants of what it asks for, of what it tells other kinds.
template <class K>
concept EntityKind = requires(typename K::State& state, const typename K::State& before,
                              const Heard<K>& heard, const typename K::Event& event) {
  { K::name } -> std::convertible_to<std::string_view>;
  { K::rules } -> std::convertible_to<RulesVersion>;
  { K::fold } -> std::convertible_to<FoldVersion>;
  { K::decide(before, heard) } -> std::same_as<Decision<K>>;
  { K::evolve(state, event) } -> std::same_as<void>;
};

// --- recorded ----------------------------------------------------------------------------------

/// The unit of atomicity, audit and hashing. Serialised once; those bytes are stored, hashed, shown
/// and verified (R10).
template <class K>
struct Turn {
  EntityKey entity;
  Sequence sequence = 0;
  Digest previous;  ///< Of the entity's turn before; zeros for the first.
  RulesVersion rules = 0;
  ContextVersion context = 0;
  Heard<K> heard;
  Decision<K> decision;
};

}  // namespace orkesta
