#pragma once

/// What stands between an offer and a sale: objections and their answers, counter-offers and
/// concessions, what was suggested instead, and the tools that were used on the way.

#include <boost/describe/class.hpp>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "orkesta/core/money.hpp"
#include "orkesta/core/personal.hpp"
#include "orkesta/core/time.hpp"
#include "orkesta/domain/conversation/stage.hpp"

namespace orkesta::conversation::events {

/// The customer objects. `times`: this kind's, in a row, until it is won or lost.
struct ObjectionRaised {
  static constexpr std::string_view type = "objection.raised.v1";
  std::string kind;  ///< price, trust, timing.
  Stage stage = Stage::discovery;
  std::uint32_t times = 1;
  Timestamp raised_at;
  bool operator==(const ObjectionRaised&) const = default;
};
BOOST_DESCRIBE_STRUCT(ObjectionRaised, (), (kind, stage, times, raised_at))

/// Each tactic answers a kind of objection at most once in a conversation.
struct ObjectionAnswered {
  static constexpr std::string_view type = "objection.answered.v1";
  std::string kind;
  std::string tactic;
  Timestamp answered_at;
  bool operator==(const ObjectionAnswered&) const = default;
};
BOOST_DESCRIBE_STRUCT(ObjectionAnswered, (), (kind, tactic, answered_at))

/// The sale went on to acceptance. `tactic`: the last one that had answered.
struct ObjectionWon {
  static constexpr std::string_view type = "objection.won.v1";
  std::string kind;
  std::string tactic;
  Timestamp raised_at;
  Timestamp won_at;
  bool operator==(const ObjectionWon&) const = default;
};
BOOST_DESCRIBE_STRUCT(ObjectionWon, (), (kind, tactic, raised_at, won_at))

/// The customer gave up, or the talk closed with it open.
struct ObjectionLost {
  static constexpr std::string_view type = "objection.lost.v1";
  std::string kind;
  std::string tactic;
  std::string because;  ///< gave_up, rejected, closed.
  Timestamp raised_at;
  Timestamp lost_at;
  bool operator==(const ObjectionLost&) const = default;
};
BOOST_DESCRIBE_STRUCT(ObjectionLost, (), (kind, tactic, because, raised_at, lost_at))

/// The customer names a price. `discount_bp`: what it takes to get there from the quote as it is.
struct CounterOfferReceived {
  static constexpr std::string_view type = "counter_offer.received.v1";
  std::string quote;
  Money amount;
  std::string per;  ///< total, unit.
  std::int64_t discount_bp = 0;
  std::string outcome;  ///< met (the quote is no dearer), conceded, above_policy.
  Timestamp received_at;
  bool operator==(const CounterOfferReceived&) const = default;
};
BOOST_DESCRIBE_STRUCT(CounterOfferReceived, (),
                      (quote, amount, per, discount_bp, outcome, received_at))

/// A discount that the bot gave by itself, within the tenant's policy; one for each quote.
struct ConcessionMade {
  static constexpr std::string_view type = "concession.made.v1";
  std::string quote;
  std::int64_t discount_bp = 0;
  Money before;  ///< The quote's total.
  Money after;
  Timestamp made_at;
  bool operator==(const ConcessionMade&) const = default;
};
BOOST_DESCRIBE_STRUCT(ConcessionMade, (), (quote, discount_bp, before, after, made_at))

/// Something else to order, which a yes would take.
struct AlternativeSuggested {
  static constexpr std::string_view type = "alternative.suggested.v1";
  std::string why;         ///< volume, smaller_pack, bundle, recommended.
  std::string sku;         ///< What is suggested,
  std::string instead_of;  ///< in place of this line of the order; "" = of nothing.
  Quantity quantity;
  std::string unit;
  Money unit_price;
  Timestamp suggested_at;
  bool operator==(const AlternativeSuggested&) const = default;
};
BOOST_DESCRIBE_STRUCT(AlternativeSuggested, (),
                      (why, sku, instead_of, quantity, unit, unit_price, suggested_at))

/// A tool of the tenant's was used, or refused (B3). `outcome`: done, unknown_tool, disabled,
/// bad_arguments, missing_arguments, no_answer.
struct ToolCalled {
  static constexpr std::string_view type = "tool.called.v1";
  std::string tool;
  PersonalText arguments;  ///< Canonical JSON.
  std::string outcome;
  std::vector<std::string> resources;  ///< Shown by it: ids of the pack.
  Timestamp called_at;
  bool operator==(const ToolCalled&) const = default;
};
BOOST_DESCRIBE_STRUCT(ToolCalled, (), (tool, arguments, outcome, resources, called_at))

}  // namespace orkesta::conversation::events
