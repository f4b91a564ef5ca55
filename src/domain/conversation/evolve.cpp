#include <algorithm>

#include "evolve_bargain.hpp"
#include "orkesta/core/assert.hpp"
#include "orkesta/core/limits.hpp"
#include "orkesta/domain/conversation/kind.hpp"
#include "seen.hpp"

namespace orkesta::conversation {
namespace {

using namespace events;

constexpr std::size_t said_max = 8;  // Enough to vary our words.

auto waiting_at(State& state, const std::string& message) {
  return std::find_if(state.waiting.begin(), state.waiting.end(),
                      [&](const WaitingMessage& one) { return one.message == message; });
}

void forget_early(State& state, const std::string& message) {
  std::erase_if(state.early, [&](const EarlyChange& one) { return one.message == message; });
}

void keep_early(State& state, EarlyChange change) {
  forget_early(state, change.message);
  state.early.push_back(std::move(change));
  if (state.early.size() > limits::conversation_early_changes_max)
    state.early.erase(state.early.begin());
}

void evolve_thread(State& state, const ConversationStarted& e) {
  state.started = true;
  state.channel = e.channel;
  state.account = e.account;
  state.thread = e.thread;
  state.started_at = e.started_at;
  state.stage_entered_at = e.started_at;
  state.campaign = e.campaign.value_or("");
  state.entry_product = e.product.value_or("");
  if (e.customer) state.known.customer = *e.customer;
}

void evolve_received(State& state, const MessageReceived& e) {
  remember(state.seen, e.message, e.arrived_at);
  forget_early(state, e.message);
  if (!state.unanswered) state.unanswered = Unanswered{e.message, e.arrived_at, 0};
  ++state.unanswered->messages;
  if (!e.waits_until) return;
  if (state.waiting.empty()) state.window_opened_at = e.arrived_at;
  state.window_closes_at = *e.waits_until;
  state.waiting.push_back({e.message, e.kind, e.text, e.card_removed, e.arrived_at});
}

void evolve_edited(State& state, const events::MessageEdited& e) {
  remember(state.seen, e.edit, e.arrived_at);
  if (const auto at = waiting_at(state, e.message); at != state.waiting.end()) at->text = e.text;
  if (e.early) keep_early(state, {e.message, false, e.text, day_of(e.arrived_at)});
}

void evolve_deleted(State& state, const events::MessageDeleted& e) {
  remember(state.seen, e.edit, e.arrived_at);
  if (const auto at = waiting_at(state, e.message); at != state.waiting.end()) {
    state.waiting.erase(at);
    if (state.unanswered) --state.unanswered->messages;
  }
  if (state.unanswered && state.unanswered->messages == 0) state.unanswered.reset();
  if (e.early) keep_early(state, {e.message, true, {}, day_of(e.arrived_at)});
}

void evolve_answered(State& state, const MessageAnswered& e) {
  if (e.messages > 0) {
    state.waiting.clear();
    state.unanswered.reset();
  }
  if (!e.language.empty()) state.language = e.language;
  state.said.insert(state.said.begin(), e.said.begin(), e.said.end());
  if (state.said.size() > said_max) state.said.resize(said_max);
}

void evolve_matched(State& state, const ProductsMatched& e) {
  state.order = {};
  state.order.coupons = e.coupons;
  state.order.currency = e.currency;
  for (const auto& line : e.lines)
    state.order.lines.push_back(
        {line.sku, line.quantity.text(), line.unit, line.confidence, "", {}});
}

void evolve_asked(State& state, const ClarificationAsked& e) {
  const auto again = state.order.asked == e.what && state.order.asked_line == e.line;
  const auto times = again ? state.order.times_asked + 1 : 1;
  state.order = {e.draft, e.coupons, e.currency, e.what, e.line, times};
}

void close_approval(State& state, const std::string& approval) {
  std::erase_if(state.approvals, [&](const OpenApproval& one) { return one.approval == approval; });
}

void offer(State& state, const pricing::Quote& quote, Timestamp at) {
  state.quote = QuoteState{quote, at, "open"};
}

/// What became of the quote; of another one than the last, nothing is remembered.
void settle(State& state, const pricing::Quote& quote, const char* status) {
  if (state.quote && state.quote->quote.quote == quote.quote) state.quote->status = status;
}

void change_owner(State& state, Owner owner, std::string id, std::uint32_t epoch) {
  state.owner = owner;
  state.owner_id = std::move(id);
  state.owner_epoch = epoch;
}

void learn(State& state, const ContactLearned& e) {
  auto& known = state.known;
  if (e.customer) known.customer = *e.customer;
  if (e.name) {
    known.name = e.name;
    known.name_said = e.evidence != "channel";
  }
  if (e.email) known.email = e.email;
  if (e.phone) known.phone = e.phone;
  if (e.tax_id) known.tax_id = e.tax_id;
}

void note_sent(State& state, const std::string& message, const char* status) {
  std::erase_if(state.sent, [&](const SentMessage& one) { return one.message == message; });
  state.sent.push_back({message, status});
  if (state.sent.size() > limits::conversation_sent_max) state.sent.erase(state.sent.begin());
}

void erase(State& state) {
  state.known = {};
  state.erasing.reset();
  state.erased = true;
  state.early.clear();
}

void reopen(State& state, const ConversationReopened& e) {
  state.closed.clear();
  state.erased = false;
  if (e.thread) state.thread = *e.thread;
}

void accept_command(State& state, const CommandAccepted& e) {
  remember(state.seen, e.key, e.accepted_at);
  if (e.effect) state.erasing = Erasing{*e.effect, e.by};
  if (state.owner == Owner::person && e.by == state.owner_id) state.owner_heard_at = e.accepted_at;
}

void take(State& state, const ConversationTaken& e) {
  change_owner(state, e.owner_after, e.by, e.owner_epoch);
  state.owner_heard_at = e.taken_at;
  state.waiting.clear();  // A person answers them now; `unanswered` still counts them.
}

void change_stage(State& state, const StageChanged& e) {
  if (e.to == Stage::objection) state.objection_raised_in = e.from;
  if (e.from == Stage::objection) state.objection_raised_in.reset();
  state.stage = e.to;
  state.stage_entered_at = e.changed_at;
}

}  // namespace

auto Kind::evolve(State& state, const Event& event) -> void {
  std::visit(Overloaded{
                 [&](const ConversationStarted& e) { evolve_thread(state, e); },
                 [&](const MessageReceived& e) { evolve_received(state, e); },
                 [&](const events::MessageEdited& e) { evolve_edited(state, e); },
                 [&](const events::MessageDeleted& e) { evolve_deleted(state, e); },
                 [&](const DuplicateIgnored&) {},
                 [&](const InboundRejected&) {},
                 [&](const CommandAccepted& e) { accept_command(state, e); },
                 [&](const MessageAnswered& e) { evolve_answered(state, e); },
                 [&](const StageChanged& e) { change_stage(state, e); },
                 [&](const ProductsMatched& e) { evolve_matched(state, e); },
                 [&](const ClarificationAsked& e) { evolve_asked(state, e); },
                 [&](const ApprovalRequested& e) {
                   auto total = e.proposal ? std::optional{e.proposal->total} : std::nullopt;
                   state.approvals.push_back({e.approval, e.what, e.reasons, e.requested_at,
                                              e.expires_at, e.request, std::move(total)});
                 },
                 [&](const ApprovalGranted& e) { close_approval(state, e.approval); },
                 [&](const ApprovalRefused& e) { close_approval(state, e.approval); },
                 [&](const ApprovalExpired& e) { close_approval(state, e.approval); },
                 [&](const ApprovalWithdrawn& e) { close_approval(state, e.approval); },
                 [&](const QuoteOffered& e) {
                   ++state.quotes;
                   offer(state, e.quote, e.offered_at);
                 },
                 [&](const QuoteRevised& e) { offer(state, e.quote, e.offered_at); },
                 [&](const QuoteAccepted& e) { settle(state, e.quote, "accepted"); },
                 [&](const QuoteRejected& e) { settle(state, e.quote, "rejected"); },
                 [&](const QuoteExpired& e) { settle(state, e.quote, "expired"); },
                 [&](const QuoteWithdrawn& e) { settle(state, e.quote, "withdrawn"); },
                 [&](const OrderPlaced&) {},
                 [&](const ConsentGiven& e) {
                   state.consent = {"given", e.text_version};
                 },
                 [&](const ConsentDeclined& e) {
                   state.consent = {"declined", e.text_version};
                 },
                 [&](const ConsentWithdrawn& e) {
                   state.consent = {"withdrawn", e.text_version};
                 },
                 [&](const ConversationErased&) { erase(state); },
                 [&](const ContactLearned& e) { learn(state, e); },
                 [&](const HandoffRequested& e) {
                   change_owner(state, e.owner_after, "", e.owner_epoch);
                   state.handoff_open = true;
                 },
                 [&](const ConversationTaken& e) { take(state, e); },
                 [&](const ConversationReleased& e) {
                   change_owner(state, e.owner_after, "", e.owner_epoch);
                   state.handoff_open = false;
                 },
                 [&](const ConversationClosed& e) { state.closed = e.outcome; },
                 [&](const ConversationReopened& e) { reopen(state, e); },
                 [&](const MessageDelivered& e) { note_sent(state, e.message, "delivered"); },
                 [&](const MessageRead& e) { note_sent(state, e.message, "read"); },
                 [&](const MessageFailed& e) { note_sent(state, e.message, "failed"); },
                 [&](const ObjectionRaised& e) { fold_bargain(state, e); },
                 [&](const ObjectionAnswered& e) { fold_bargain(state, e); },
                 [&](const ObjectionWon& e) { fold_bargain(state, e); },
                 [&](const ObjectionLost& e) { fold_bargain(state, e); },
                 [&](const CounterOfferReceived& e) { fold_bargain(state, e); },
                 [&](const ConcessionMade& e) { fold_bargain(state, e); },
                 [&](const AlternativeSuggested& e) { fold_bargain(state, e); },
                 [&](const ToolCalled& e) { fold_bargain(state, e); },
             },
             event);
}

}  // namespace orkesta::conversation
