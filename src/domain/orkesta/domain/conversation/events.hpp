#pragma once

/// Everything that can have happened in a conversation. Names are published: never renamed, never
/// reused (R17); field order is byte order (R10). Personal fields hold a person's words or tell who
/// they are; all others are plain and may be copied to the topic that `also_on` names.

#include <boost/describe/class.hpp>
#include <boost/describe/enum.hpp>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <variant>
#include <vector>

#include "orkesta/core/ids.hpp"
#include "orkesta/core/money.hpp"
#include "orkesta/core/personal.hpp"
#include "orkesta/core/time.hpp"
#include "orkesta/domain/conversation/events_bargain.hpp"
#include "orkesta/domain/conversation/stage.hpp"
#include "orkesta/domain/pricing/price.hpp"
#include "orkesta/domain/rejected.hpp"

namespace orkesta::conversation {

/// Whose turn it is to speak (D4).
BOOST_DEFINE_ENUM_CLASS(Owner, bot, person, queue)

}  // namespace orkesta::conversation

namespace orkesta::conversation::events {

// --- the thread --------------------------------------------------------------------------------

struct ConversationStarted {
  static constexpr std::string_view type = "conversation.started.v1";
  std::string channel;
  std::string account;
  PersonalText thread;  ///< The channel's own id of it.
  std::string entry;    ///< ad, link, organic.
  std::optional<std::string> campaign;
  std::optional<std::string> product;
  std::optional<bool> late;             ///< The campaign's dates are over.
  std::optional<std::string> customer;  ///< Row of customers.csv, when the channel tells.
  Timestamp started_at;
  bool operator==(const ConversationStarted&) const = default;
};
BOOST_DESCRIBE_STRUCT(ConversationStarted, (),
                      (channel, account, thread, entry, campaign, product, late, customer,
                       started_at))

/// `waits_until`: it opened or renewed the quiet window, which closes then; absent: answered, or
/// left to a person, in this turn (D3).
struct MessageReceived {
  static constexpr std::string_view type = "message.received.v1";
  PersonalText message_id;
  std::string message;  ///< Keyed hash of the provider's id: how other events name it.
  std::string kind;     ///< text, image, audio, video, document, location, contact, sticker, …
  PersonalText text;
  std::optional<Timestamp> sent_at;  ///< A claim.
  Timestamp arrived_at;
  std::string intent;  ///< Best guess; "" when nothing was understood.
  Confidence confidence = 0;
  std::string sentiment;
  bool card_removed = false;
  bool text_cut = false;
  std::optional<Timestamp> waits_until;
  bool operator==(const MessageReceived&) const = default;
};
BOOST_DESCRIBE_STRUCT(MessageReceived, (),
                      (message_id, message, kind, text, sent_at, arrived_at, intent, confidence,
                       sentiment, card_removed, text_cut, waits_until))

/// `early`: it came before the message that it changes, and waits for it (D2).
struct MessageEdited {
  static constexpr std::string_view type = "message.edited.v1";
  PersonalText message_id;
  std::string message;  ///< The changed one.
  std::string edit;     ///< Keyed hash of this edit's own id; "" = it has none.
  PersonalText text;
  Timestamp arrived_at;
  bool early = false;
  bool operator==(const MessageEdited&) const = default;
};
BOOST_DESCRIBE_STRUCT(MessageEdited, (), (message_id, message, edit, text, arrived_at, early))

struct MessageDeleted {
  static constexpr std::string_view type = "message.deleted.v1";
  PersonalText message_id;
  std::string message;
  std::string edit;
  Timestamp arrived_at;
  bool early = false;
  bool operator==(const MessageDeleted&) const = default;
};
BOOST_DESCRIBE_STRUCT(MessageDeleted, (), (message_id, message, edit, arrived_at, early))

/// What was heard again: `message`, `edit`, `command`.
struct DuplicateIgnored {
  static constexpr std::string_view type = "duplicate.ignored.v1";
  std::string what;
  std::string message;  ///< Keyed hash of its id.
  bool operator==(const DuplicateIgnored&) const = default;
};
BOOST_DESCRIBE_STRUCT(DuplicateIgnored, (), (what, message))

using orkesta::InboundRejected;

/// An operator's command took effect; `key` is its idempotency key, "" = none. `effect`: the id of
/// what it asked of the outside world and waits for.
struct CommandAccepted {
  static constexpr std::string_view type = "command.accepted.v1";
  std::string command;
  std::string by;
  std::string key;
  Timestamp accepted_at;
  std::optional<std::string> effect;
  bool operator==(const CommandAccepted&) const = default;
};
BOOST_DESCRIBE_STRUCT(CommandAccepted, (), (command, by, key, accepted_at, effect))

/// What the customer said was answered in this turn: by the bot or by a person. `messages` counts
/// those answered together (D3).
struct MessageAnswered {
  static constexpr std::string_view type = "message.answered.v1";
  std::string answered_message;  ///< The first of them; "" = the business spoke unasked.
  std::uint32_t messages = 0;
  std::int64_t waited_ms = 0;  ///< Since the first of them arrived.
  Owner by = Owner::bot;
  std::string operator_id;        ///< Of a person.
  std::string language;           ///< In which the answer speaks.
  std::vector<std::string> said;  ///< Template and variant of each reply.
  bool operator==(const MessageAnswered&) const = default;
};
BOOST_DESCRIBE_STRUCT(MessageAnswered, (),
                      (answered_message, messages, waited_ms, by, operator_id, language, said))

struct StageChanged {
  static constexpr std::string_view type = "stage.changed.v1";
  Stage from = Stage::greeting;
  Stage to = Stage::discovery;
  std::string because;
  Timestamp stage_entered_at;  ///< When `from` was entered.
  Timestamp changed_at;
  bool operator==(const StageChanged&) const = default;
};
BOOST_DESCRIBE_STRUCT(StageChanged, (), (from, to, because, stage_entered_at, changed_at))

// --- products, clarification, approval -----------------------------------------------------------

struct MatchedLine {
  std::string sku;
  Quantity quantity;  ///< As sold, in packs.
  std::string unit;
  Confidence confidence = 0;
  std::vector<std::string> alternatives;
  bool operator==(const MatchedLine&) const = default;
};
BOOST_DESCRIBE_STRUCT(MatchedLine, (), (sku, quantity, unit, confidence, alternatives))

struct ProductsMatched {
  static constexpr std::string_view type = "products.matched.v1";
  std::vector<MatchedLine> lines;
  Confidence confidence = 0;  ///< The least of the lines'.
  std::vector<std::string> coupons;
  std::string currency;  ///< The one asked for; "" = none was named.
  bool operator==(const ProductsMatched&) const = default;
};
BOOST_DESCRIBE_STRUCT(ProductsMatched, (), (lines, confidence, coupons, currency))

/// A line of an order that is not whole yet. `unclear`: "" when nothing is.
struct DraftLine {
  std::string sku;       ///< "" while unknown.
  std::string quantity;  ///< Its text; "" while unknown.
  std::string unit;      ///< "" = the sold unit.
  Confidence confidence = 0;
  std::string unclear;               ///< product, size, colour, model, quantity, unit.
  std::vector<std::string> options;  ///< SKUs, or units when the unit is unclear.
  bool operator==(const DraftLine&) const = default;
};
BOOST_DESCRIBE_STRUCT(DraftLine, (), (sku, quantity, unit, confidence, unclear, options))

/// One question; `what` and `options` are those offered, `draft` what the answer will complete.
struct ClarificationAsked {
  static constexpr std::string_view type = "clarification.asked.v1";
  std::string what;  ///< product, size, colour, model, quantity, unit, rest.
  std::vector<std::string> options;
  std::uint32_t line = 0;  ///< Of the draft.
  std::vector<DraftLine> draft;
  std::vector<std::string> coupons;
  std::string currency;
  Timestamp asked_at;
  bool operator==(const ClarificationAsked&) const = default;
};
BOOST_DESCRIBE_STRUCT(ClarificationAsked, (),
                      (what, options, line, draft, coupons, currency, asked_at))

struct ApprovalRequested {
  static constexpr std::string_view type = "approval.requested.v1";
  static constexpr std::string_view also_on = "notifications";
  std::string approval;  ///< Its id.
  std::string what;      ///< quote, discount, refund.
  std::vector<std::string> reasons;
  std::optional<Money> limit;  ///< Of the first reason that has one.
  Timestamp requested_at;
  Timestamp expires_at;
  pricing::PriceRequest request;
  std::optional<pricing::Quote> proposal;  ///< As it would be; not offered.
  bool operator==(const ApprovalRequested&) const = default;
};
BOOST_DESCRIBE_STRUCT(ApprovalRequested, (),
                      (approval, what, reasons, limit, requested_at, expires_at, request, proposal))

struct ApprovalGranted {
  static constexpr std::string_view type = "approval.granted.v1";
  static constexpr std::string_view also_on = "notifications";
  std::string approval;
  std::string what;
  std::vector<std::string> reasons;
  std::string by;
  std::optional<PersonalText> note;
  std::optional<std::int64_t> discount_bp;
  std::int64_t waited_ms = 0;
  bool operator==(const ApprovalGranted&) const = default;
};
BOOST_DESCRIBE_STRUCT(ApprovalGranted, (),
                      (approval, what, reasons, by, note, discount_bp, waited_ms))

struct ApprovalRefused {
  static constexpr std::string_view type = "approval.refused.v1";
  static constexpr std::string_view also_on = "notifications";
  std::string approval;
  std::string what;
  std::vector<std::string> reasons;
  std::string by;
  std::optional<PersonalText> note;
  std::int64_t waited_ms = 0;
  bool operator==(const ApprovalRefused&) const = default;
};
BOOST_DESCRIBE_STRUCT(ApprovalRefused, (), (approval, what, reasons, by, note, waited_ms))

struct ApprovalExpired {
  static constexpr std::string_view type = "approval.expired.v1";
  static constexpr std::string_view also_on = "notifications";
  std::string approval;
  std::string what;
  std::vector<std::string> reasons;
  bool operator==(const ApprovalExpired&) const = default;
};
BOOST_DESCRIBE_STRUCT(ApprovalExpired, (), (approval, what, reasons))

/// The order changed before anybody had decided, or the conversation ended.
struct ApprovalWithdrawn {
  static constexpr std::string_view type = "approval.withdrawn.v1";
  static constexpr std::string_view also_on = "notifications";
  std::string approval;
  std::string what;
  std::string because;
  bool operator==(const ApprovalWithdrawn&) const = default;
};
BOOST_DESCRIBE_STRUCT(ApprovalWithdrawn, (), (approval, what, because))

// --- quotes --------------------------------------------------------------------------------------

struct QuoteOffered {
  static constexpr std::string_view type = "quote.offered.v1";
  static constexpr std::string_view also_on = "quotes";
  pricing::Quote quote;
  Timestamp offered_at;
  std::string customer;  ///< Row of customers.csv; "" = a stranger.
  std::string approval;  ///< Which was granted; "" = none was needed.
  bool operator==(const QuoteOffered&) const = default;
};
BOOST_DESCRIBE_STRUCT(QuoteOffered, (), (quote, offered_at, customer, approval))

/// The order changed: the same quote in its next version.
struct QuoteRevised {
  static constexpr std::string_view type = "quote.revised.v1";
  static constexpr std::string_view also_on = "quotes";
  pricing::Quote quote;
  Timestamp offered_at;
  std::string customer;
  std::string approval;
  bool operator==(const QuoteRevised&) const = default;
};
BOOST_DESCRIBE_STRUCT(QuoteRevised, (), (quote, offered_at, customer, approval))

struct QuoteAccepted {
  static constexpr std::string_view type = "quote.accepted.v1";
  static constexpr std::string_view also_on = "quotes";
  pricing::Quote quote;
  Timestamp accepted_at;
  std::int64_t waited_ms = 0;  ///< Since this version was offered.
  bool operator==(const QuoteAccepted&) const = default;
};
BOOST_DESCRIBE_STRUCT(QuoteAccepted, (), (quote, accepted_at, waited_ms))

struct QuoteRejected {
  static constexpr std::string_view type = "quote.rejected.v1";
  static constexpr std::string_view also_on = "quotes";
  pricing::Quote quote;
  std::string because;
  bool operator==(const QuoteRejected&) const = default;
};
BOOST_DESCRIBE_STRUCT(QuoteRejected, (), (quote, because))

struct QuoteExpired {
  static constexpr std::string_view type = "quote.expired.v1";
  static constexpr std::string_view also_on = "quotes";
  pricing::Quote quote;
  bool operator==(const QuoteExpired&) const = default;
};
BOOST_DESCRIBE_STRUCT(QuoteExpired, (), (quote))

struct QuoteWithdrawn {
  static constexpr std::string_view type = "quote.withdrawn.v1";
  static constexpr std::string_view also_on = "quotes";
  pricing::Quote quote;
  std::string because;
  bool operator==(const QuoteWithdrawn&) const = default;
};
BOOST_DESCRIBE_STRUCT(QuoteWithdrawn, (), (quote, because))

struct OrderPlaced {
  static constexpr std::string_view type = "order.placed.v1";
  std::string order;   ///< Its id.
  std::string quote;   ///< The accepted quote's id.
  std::string number;  ///< And its number.
  Money total;
  std::vector<std::string> terms;
  Timestamp placed_at;
  bool operator==(const OrderPlaced&) const = default;
};
BOOST_DESCRIBE_STRUCT(OrderPlaced, (), (order, quote, number, total, terms, placed_at))

// --- who they are --------------------------------------------------------------------------------

struct ConsentGiven {
  static constexpr std::string_view type = "consent.given.v1";
  std::string purpose;
  std::string text_version;
  bool operator==(const ConsentGiven&) const = default;
};
BOOST_DESCRIBE_STRUCT(ConsentGiven, (), (purpose, text_version))
struct ConsentDeclined {
  static constexpr std::string_view type = "consent.declined.v1";
  std::string purpose;
  std::string text_version;
  bool operator==(const ConsentDeclined&) const = default;
};
BOOST_DESCRIBE_STRUCT(ConsentDeclined, (), (purpose, text_version))
struct ConsentWithdrawn {
  static constexpr std::string_view type = "consent.withdrawn.v1";
  std::string purpose;
  std::string text_version;
  bool operator==(const ConsentWithdrawn&) const = default;
};
BOOST_DESCRIBE_STRUCT(ConsentWithdrawn, (), (purpose, text_version))

/// The keys of these subjects are destroyed.
struct ConversationErased {
  static constexpr std::string_view type = "conversation.erased.v1";
  std::vector<std::string> subjects;
  std::string because;  ///< declined, requested, retention.
  std::string by;       ///< Operator who asked for it; "" = the customer.
  bool operator==(const ConversationErased&) const = default;
};
BOOST_DESCRIBE_STRUCT(ConversationErased, (), (subjects, because, by))

/// `customer`: the row of customers.csv that this made known.
struct ContactLearned {
  static constexpr std::string_view type = "contact.learned.v1";
  std::optional<std::string> customer;
  std::optional<PersonalText> name;
  std::optional<PersonalText> email;
  std::optional<PersonalText> phone;
  std::optional<PersonalText> tax_id;
  std::string evidence;  ///< channel, said, operator.
  bool operator==(const ContactLearned&) const = default;
};
BOOST_DESCRIBE_STRUCT(ContactLearned, (), (customer, name, email, phone, tax_id, evidence))

// --- who answers ---------------------------------------------------------------------------------

struct HandoffRequested {
  static constexpr std::string_view type = "handoff.requested.v1";
  static constexpr std::string_view also_on = "notifications";
  std::string reason;
  Owner owner_before = Owner::bot;
  Owner owner_after = Owner::queue;
  std::uint32_t owner_epoch = 0;  ///< From now on.
  Timestamp requested_at;
  bool operator==(const HandoffRequested&) const = default;
};
BOOST_DESCRIBE_STRUCT(HandoffRequested, (),
                      (reason, owner_before, owner_after, owner_epoch, requested_at))

struct ConversationTaken {
  static constexpr std::string_view type = "conversation.taken.v1";
  static constexpr std::string_view also_on = "notifications";
  std::string reason;  ///< command, spoke.
  std::string by;
  Owner owner_before = Owner::bot;
  Owner owner_after = Owner::person;
  std::uint32_t owner_epoch = 0;
  Timestamp taken_at;
  bool operator==(const ConversationTaken&) const = default;
};
BOOST_DESCRIBE_STRUCT(ConversationTaken, (),
                      (reason, by, owner_before, owner_after, owner_epoch, taken_at))

struct ConversationReleased {
  static constexpr std::string_view type = "conversation.released.v1";
  static constexpr std::string_view also_on = "notifications";
  std::string reason;  ///< command, silence.
  std::string by;      ///< "" = nobody: it timed out.
  Owner owner_before = Owner::person;
  Owner owner_after = Owner::bot;
  std::uint32_t owner_epoch = 0;
  Timestamp released_at;
  bool operator==(const ConversationReleased&) const = default;
};
BOOST_DESCRIBE_STRUCT(ConversationReleased, (),
                      (reason, by, owner_before, owner_after, owner_epoch, released_at))

struct ConversationClosed {
  static constexpr std::string_view type = "conversation.closed.v1";
  std::string outcome;  ///< won, lost, unsubscribed, idle.
  bool operator==(const ConversationClosed&) const = default;
};
BOOST_DESCRIBE_STRUCT(ConversationClosed, (), (outcome))
/// `thread`: the channel's own id of it, sealed anew where the old one was erased.
struct ConversationReopened {
  static constexpr std::string_view type = "conversation.reopened.v1";
  std::string because;
  std::optional<PersonalText> thread;
  bool operator==(const ConversationReopened&) const = default;
};
BOOST_DESCRIBE_STRUCT(ConversationReopened, (), (because, thread))

// --- what became of our messages -----------------------------------------------------------------

struct MessageDelivered {
  static constexpr std::string_view type = "message.delivered.v1";
  std::string message;  ///< Keyed hash of the provider's id of ours.
  bool operator==(const MessageDelivered&) const = default;
};
BOOST_DESCRIBE_STRUCT(MessageDelivered, (), (message))
struct MessageRead {
  static constexpr std::string_view type = "message.read.v1";
  std::string message;
  bool operator==(const MessageRead&) const = default;
};
BOOST_DESCRIBE_STRUCT(MessageRead, (), (message))
/// `message`: a keyed hash, or the effect's id when the channel never took it.
struct MessageFailed {
  static constexpr std::string_view type = "message.failed.v1";
  std::string message;
  std::string reason;
  bool operator==(const MessageFailed&) const = default;
};
BOOST_DESCRIBE_STRUCT(MessageFailed, (), (message, reason))

}  // namespace orkesta::conversation::events

namespace orkesta::conversation {

/// In the order a customer would tell it.
using Event = std::variant<
    events::ConversationStarted, events::MessageReceived, events::MessageEdited,
    events::MessageDeleted, events::DuplicateIgnored, events::InboundRejected,
    events::CommandAccepted, events::MessageAnswered, events::StageChanged, events::ProductsMatched,
    events::ClarificationAsked, events::ApprovalRequested, events::ApprovalGranted,
    events::ApprovalRefused, events::ApprovalExpired, events::ApprovalWithdrawn,
    events::QuoteOffered, events::QuoteRevised, events::QuoteAccepted, events::QuoteRejected,
    events::QuoteExpired, events::QuoteWithdrawn, events::OrderPlaced, events::ConsentGiven,
    events::ConsentDeclined, events::ConsentWithdrawn, events::ConversationErased,
    events::ContactLearned, events::HandoffRequested, events::ConversationTaken,
    events::ConversationReleased, events::ConversationClosed, events::ConversationReopened,
    events::MessageDelivered, events::MessageRead, events::MessageFailed,
    events::ObjectionRaised, events::ObjectionAnswered, events::ObjectionWon,
    events::ObjectionLost, events::CounterOfferReceived, events::ConcessionMade,
    events::AlternativeSuggested, events::ToolCalled>;

}  // namespace orkesta::conversation
