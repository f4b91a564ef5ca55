#pragma once

/// The tenant: its state is the context that all its conversations read. It changes by imports,
/// each of several parts, and becomes the new version with the last part or not at all.

#include <boost/describe/class.hpp>
#include <string_view>
#include <variant>

#include "orkesta/core/turn.hpp"
#include "orkesta/domain/effects.hpp"
#include "orkesta/domain/tenant/events.hpp"
#include "orkesta/domain/tenant/messages.hpp"
#include "orkesta/domain/tenant/state.hpp"

namespace orkesta::tenant {

/// Tells another entity that the tenant's context is a new one. Nobody sends it yet.
struct ContextChanged {
  static constexpr std::string_view type = "context_changed";
  ContextVersion version = 0;
  bool operator==(const ContextChanged&) const = default;
};
BOOST_DESCRIBE_STRUCT(ContextChanged, (), (version))

struct Kind {
  static constexpr std::string_view name = "tenant";
  static constexpr RulesVersion rules = 1;
  static constexpr FoldVersion fold = 1;

  using State = tenant::State;
  using Event = tenant::Event;
  using Payload = tenant::Payload;
  using Effect = effects::Effect;
  using Outgoing = std::variant<ContextChanged>;

  /// Pure and total: what cannot be taken in is `inbound.rejected.v1`; what is known already is a
  /// turn without events that says so in its explanation.
  static auto decide(const State& state, const Heard<Kind>& heard) -> Decision<Kind>;
  /// Never fails on an event that was ever written; moves personal values without reading them.
  static auto evolve(State& state, const Event& event) -> void;
};

}  // namespace orkesta::tenant
