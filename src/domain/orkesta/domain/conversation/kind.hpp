#pragma once

/// The conversation: one customer's thread with one tenant on one channel account. Its rules are
/// pure; the engine hosts it like any other kind.

#include <boost/describe/class.hpp>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <variant>

#include "orkesta/core/turn.hpp"
#include "orkesta/domain/conversation/events.hpp"
#include "orkesta/domain/conversation/messages.hpp"
#include "orkesta/domain/conversation/state.hpp"
#include "orkesta/domain/effects.hpp"

namespace orkesta::conversation {

/// Tells the customer's own entity what was learned here. Nobody sends it yet.
struct CustomerSeen {
  static constexpr std::string_view type = "customer_seen";
  std::string conversation;
  bool operator==(const CustomerSeen&) const = default;
};
BOOST_DESCRIBE_STRUCT(CustomerSeen, (), (conversation))

struct Kind {
  static constexpr std::string_view name = "conversation";
  static constexpr RulesVersion rules = 4;
  static constexpr FoldVersion fold = 2;

  using State = conversation::State;
  using Event = conversation::Event;
  using Payload = conversation::Payload;
  using Effect = effects::Effect;
  using Outgoing = std::variant<CustomerSeen>;

  /// Pure and total: anything heard has an answer, if only `inbound.rejected.v1`.
  static auto decide(const State& state, const Heard<Kind>& heard) -> Decision<Kind>;
  /// Never fails on an event that was ever written; moves personal values without reading them.
  static auto evolve(State& state, const Event& event) -> void;

  /// The send for a reply of the turn that led to `after`; `index` counts the turn's replies.
  static auto send_message(const State& after, const Reply& reply, std::uint32_t index)
      -> effects::SendMessage;

  /// What is to be understood before `decide` hears this: a message's text, or, when the quiet
  /// window closes, all that waited in it, joined by newlines. Nothing: no understanding is needed.
  static auto text_to_understand(const State& state, const Payload& payload, const Cause& cause)
      -> std::optional<std::string>;
  /// What the state can tell whoever understands the next text.
  static auto hints(const State& state) -> UnderstandingHints;
  static auto hints(const State& state, const Payload& payload) -> UnderstandingHints;
};

/// The names of this kind's timers.
namespace timers {
inline constexpr std::string_view quiet_window = "quiet_window";
inline constexpr std::string_view quote_expiry = "quote_expiry";
inline constexpr std::string_view approval_expiry = "approval_expiry/";  ///< And the approval's id.
inline constexpr std::string_view takeover_expiry = "takeover_expiry";
}  // namespace timers

}  // namespace orkesta::conversation
