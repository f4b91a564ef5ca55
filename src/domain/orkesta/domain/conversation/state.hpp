#pragma once

/// What a conversation remembers: the fold of its events, small enough for a million to be resident
/// (at most 8 KB for an ordinary one). Raise `Kind::fold` when it changes.

#include <boost/describe/class.hpp>
#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "orkesta/core/personal.hpp"
#include "orkesta/core/time.hpp"
#include "orkesta/domain/conversation/events.hpp"
#include "orkesta/domain/conversation/stage.hpp"
#include "orkesta/domain/pricing/price.hpp"

namespace orkesta::conversation {

/// Keyed 64-bit hashes of what was heard on a day (days since 1970, UTC): R2.
struct SeenDay {
  std::int64_t day = 0;
  std::vector<std::uint64_t> keys;  ///< In the order of arrival.
  bool operator==(const SeenDay&) const = default;
};
BOOST_DESCRIBE_STRUCT(SeenDay, (), (day, keys))

/// A message that waits in the quiet window to be answered with its neighbours.
struct WaitingMessage {
  std::string message;  ///< Keyed hash of its id.
  std::string kind;
  PersonalText text;
  bool card_removed = false;
  Timestamp arrived_at;
  bool operator==(const WaitingMessage&) const = default;
};
BOOST_DESCRIBE_STRUCT(WaitingMessage, (), (message, kind, text, card_removed, arrived_at))

/// An edit or deletion that came before its message (D2). Kept as long as duplicates are.
struct EarlyChange {
  std::string message;
  bool deleted = false;
  PersonalText text;
  std::int64_t day = 0;
  bool operator==(const EarlyChange&) const = default;
};
BOOST_DESCRIBE_STRUCT(EarlyChange, (), (message, deleted, text, day))

/// What the customer said that nobody has answered yet.
struct Unanswered {
  std::string message;  ///< The first of them.
  Timestamp since;
  std::uint32_t messages = 0;
  bool operator==(const Unanswered&) const = default;
};
BOOST_DESCRIBE_STRUCT(Unanswered, (), (message, since, messages))

/// The quote that the customer may accept, or the last one that was open.
struct QuoteState {
  pricing::Quote quote;
  Timestamp offered_at;
  std::string status;  ///< open, accepted, rejected, expired, withdrawn.
  bool operator==(const QuoteState&) const = default;
};
BOOST_DESCRIBE_STRUCT(QuoteState, (), (quote, offered_at, status))

/// The order that is being spoken of. It outlives its quote, so that "make it 20" has something to
/// change. `asked`: what is unclear about `asked_line`; "" when it is whole.
struct Order {
  std::vector<events::DraftLine> lines;
  std::vector<std::string> coupons;
  std::string currency;
  std::string asked;
  std::uint32_t asked_line = 0;
  std::uint32_t times_asked = 0;  ///< In a row, about the same thing.
  bool operator==(const Order&) const = default;
};
BOOST_DESCRIBE_STRUCT(Order, (), (lines, coupons, currency, asked, asked_line, times_asked))

struct OpenApproval {
  std::string approval;
  std::string what;
  std::vector<std::string> reasons;
  Timestamp requested_at;
  Timestamp expires_at;
  pricing::PriceRequest request;
  std::optional<Money> total;  ///< Of the proposal.
  bool operator==(const OpenApproval&) const = default;
};
BOOST_DESCRIBE_STRUCT(OpenApproval, (),
                      (approval, what, reasons, requested_at, expires_at, request, total))

/// One of our messages, as far as the channel has told: sent < delivered < read (D2).
struct SentMessage {
  std::string message;  ///< Keyed hash of the provider's id, or the effect's id.
  std::string status;   ///< delivered, read, failed.
  bool operator==(const SentMessage&) const = default;
};
BOOST_DESCRIBE_STRUCT(SentMessage, (), (message, status))

/// What is known of who writes, as plain fields; the values stay sealed.
struct Known {
  std::string customer;  ///< Row of customers.csv; "" = a stranger.
  std::optional<PersonalText> name;
  bool name_said = false;  ///< By the customer, and not only by the channel: that counts more.
  std::optional<PersonalText> email;
  std::optional<PersonalText> phone;
  std::optional<PersonalText> tax_id;
  bool operator==(const Known&) const = default;
};
BOOST_DESCRIBE_STRUCT(Known, (), (customer, name, name_said, email, phone, tax_id))

/// An erasure that was asked for and not reported done yet.
struct Erasing {
  std::string effect;
  std::string by;
  bool operator==(const Erasing&) const = default;
};
BOOST_DESCRIBE_STRUCT(Erasing, (), (effect, by))

struct Consent {
  std::string status;  ///< "" = not asked, asked, given, declined, withdrawn.
  std::string text_version;
  bool operator==(const Consent&) const = default;
};
BOOST_DESCRIBE_STRUCT(Consent, (), (status, text_version))

/// An objection that is neither won nor lost yet.
struct OpenObjection {
  std::string kind;    ///< price, trust, timing.
  std::string tactic;  ///< That answered it last; "" = none yet.
  std::uint32_t times = 1;
  Timestamp raised_at;
  bool operator==(const OpenObjection&) const = default;
};
BOOST_DESCRIBE_STRUCT(OpenObjection, (), (kind, tactic, times, raised_at))

/// What a yes would take; as `alternative.suggested.v1`.
struct Suggestion {
  std::string why;
  std::string sku;
  std::string instead_of;
  std::string quantity;
  std::string unit;
  bool operator==(const Suggestion&) const = default;
};
BOOST_DESCRIBE_STRUCT(Suggestion, (), (why, sku, instead_of, quantity, unit))

/// A tool that waits for an argument that we asked for.
struct PendingTool {
  std::string tool;
  PersonalText arguments;  ///< Those given until now; canonical JSON.
  std::uint32_t times = 1;
  bool operator==(const PendingTool&) const = default;
};
BOOST_DESCRIBE_STRUCT(PendingTool, (), (tool, arguments, times))

struct Toolbox {
  std::vector<std::string> used;  ///< Names, each once.
  std::optional<PendingTool> pending;
  bool operator==(const Toolbox&) const = default;
};
BOOST_DESCRIBE_STRUCT(Toolbox, (), (used, pending))

/// What was said for and against the sale, so that nothing is offered or conceded twice.
struct Bargain {
  std::vector<OpenObjection> objections;
  std::vector<std::string> tactics;  ///< `price/instalments`: used, each once.
  std::uint32_t counter_offers = 0;
  std::string conceded_on;  ///< The quote that has our discount; "" = none has.
  std::int64_t conceded_bp = 0;
  std::optional<Suggestion> suggested;   ///< The last one.
  std::vector<std::string> suggestions;  ///< `volume/SKU`: made, each once.
  bool operator==(const Bargain&) const = default;
};
BOOST_DESCRIBE_STRUCT(Bargain, (),
                      (objections, tactics, counter_offers, conceded_on, conceded_bp, suggested,
                       suggestions))

struct State {
  // The thread.
  bool started = false;
  std::string channel;
  std::string account;
  PersonalText thread;
  Timestamp started_at;
  std::string campaign;
  std::string entry_product;
  std::string closed;  ///< The outcome; "" = not closed.

  // Where the sale stands.
  Stage stage = Stage::greeting;
  Timestamp stage_entered_at;
  std::optional<Stage> objection_raised_in;

  // Who answers.
  Owner owner = Owner::bot;
  std::string owner_id;  ///< Of a person.
  std::uint32_t owner_epoch = 0;
  bool handoff_open = false;  ///< Asked for since the last release.
  Timestamp owner_heard_at;   ///< When a person who holds it last spoke.

  // What was heard.
  std::vector<SeenDay> seen;
  std::vector<EarlyChange> early;
  std::vector<WaitingMessage> waiting;  ///< Not empty = a quiet window is open.
  Timestamp window_opened_at;
  Timestamp window_closes_at;
  std::optional<Unanswered> unanswered;

  // What was said.
  std::string language;           ///< Of the customer; "" = not known yet.
  std::vector<std::string> said;  ///< Templates and variants of our last answers, newest first.
  std::vector<SentMessage> sent;

  // What is being sold.
  Order order;
  std::optional<QuoteState> quote;
  std::uint32_t quotes = 0;  ///< Offered until now, versions not counted.
  std::vector<OpenApproval> approvals;
  Bargain bargain;
  Toolbox tools;

  // Who it is.
  Known known;
  Consent consent;
  std::optional<Erasing> erasing;
  bool erased = false;

  bool operator==(const State&) const = default;
};
BOOST_DESCRIBE_STRUCT(State, (),
                      (started, channel, account, thread, started_at, campaign, entry_product,
                       closed, stage, stage_entered_at, objection_raised_in, owner, owner_id,
                       owner_epoch, handoff_open, owner_heard_at, seen, early, waiting,
                       window_opened_at, window_closes_at, unanswered, language, said, sent, order,
                       quote, quotes, approvals, bargain, tools, known, consent, erasing, erased))

}  // namespace orkesta::conversation
