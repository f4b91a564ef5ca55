/// Each conversation as it stands now: the list of the console and the head of its thread.

#include "orkesta/projections/projections.hpp"
#include "rows.hpp"

namespace orkesta::projections {
namespace {

using namespace conversation::events;
using conversation::Owner;

class Card {
 public:
  Card(std::vector<RowChange>& into, const RecordedTurn& turn)
      : turn_(turn),
        row_(into, "conversations", {{"conversation", value(turn.entity.id.text())}}) {}
  void set(Columns columns) { row_.set(std::move(columns)); }
  void add(std::string column, std::int64_t delta = 1) { row_.add(std::move(column), delta); }

  void started(const ConversationStarted& event) {
    set({{"channel", value(event.channel)},
         {"account", value(event.account)},
         {"thread", value(event.thread)},
         {"entry", value(event.entry)},
         {"campaign", value(event.campaign.value_or(""))},
         {"product", value(event.product.value_or(""))},
         {"customer", value(event.customer.value_or(""))},
         {"started_at", value(event.started_at)},
         {"stage_at", value(event.started_at)}});
  }

  void received(const MessageReceived& event) {
    add("messages_in");
    add("messages_waiting");
    set({{"last_in_at", value(event.arrived_at)},
         {"last_text", value(event.text)},
         {"intent", value(event.intent)},
         {"sentiment", value(event.sentiment)}});
  }

  void answered(const MessageAnswered& event) {
    set({{"messages_waiting", value(std::int64_t{0})}, {"last_out_at", value(turn_.at)}});
    if (!event.language.empty()) set({{"language", value(event.language)}});
  }

  void changed(const StageChanged& event) {
    set({{"stage", value(event.to)}, {"stage_at", value(event.changed_at)}});
  }

  void offered(const pricing::Quote& quote) {
    set({{"quote", value(quote.quote)},
         {"quote_number", value(quote.number)},
         {"quote_status", value(std::string("offered"))},
         {"quote_total", value(quote.total.minor_units)},
         {"quote_currency", value(quote.currency)}});
  }
  void quote_is(const pricing::Quote& quote, std::string status) {
    set({{"quote", value(quote.quote)}, {"quote_status", value(std::move(status))}});
  }

  void consent_is(std::string status) { set({{"consent", value(std::move(status))}}); }

  void learned(const ContactLearned& event) {
    Columns columns;
    if (event.customer) columns.emplace_back("customer", value(*event.customer));
    if (event.name) columns.emplace_back("name", value(*event.name));
    if (event.email) columns.emplace_back("email", value(*event.email));
    if (event.phone) columns.emplace_back("phone", value(*event.phone));
    if (!columns.empty()) set(std::move(columns));
  }

  void owner_is(Owner owner, std::uint32_t epoch, std::string by, std::string reason) {
    set({{"owner", value(owner)},
         {"owner_epoch", value(epoch)},
         {"owner_by", value(std::move(by))},
         {"handoff_reason", value(std::move(reason))}});
  }

 private:
  const RecordedTurn& turn_;
  Row row_;
};

// Events of the thread, of the sale, of people: three short lists instead of a long one.
void show_thread(Card& card, const conversation::Event& event) {
  when(
      event, [&](const ConversationStarted& e) { card.started(e); },
      [&](const MessageReceived& e) { card.received(e); },
      [&](const MessageAnswered& e) { card.answered(e); },
      [&](const StageChanged& e) { card.changed(e); },
      [&](const InboundRejected&) { card.add("dead_letters"); },
      [&](const ConversationClosed& e) {
        card.set({{"status", value(std::string("closed"))}, {"outcome", value(e.outcome)}});
      },
      [&](const ConversationReopened&) {
        card.set({{"status", value(std::string("open"))}, {"outcome", value(std::string())}});
      },
      [&](const ConversationErased&) {
        card.set({{"erased", value(std::int64_t{1})}});
      });
}

void show_sale(Card& card, const conversation::Event& event) {
  when(
      event, [&](const QuoteOffered& e) { card.offered(e.quote); },
      [&](const QuoteRevised& e) { card.offered(e.quote); },
      [&](const QuoteAccepted& e) { card.quote_is(e.quote, "accepted"); },
      [&](const QuoteRejected& e) { card.quote_is(e.quote, "rejected"); },
      [&](const QuoteExpired& e) { card.quote_is(e.quote, "expired"); },
      [&](const QuoteWithdrawn& e) { card.quote_is(e.quote, "withdrawn"); },
      [&](const OrderPlaced&) { card.add("orders"); },
      [&](const ApprovalRequested&) { card.add("approvals_open"); },
      [&](const ApprovalGranted&) { card.add("approvals_open", -1); },
      [&](const ApprovalRefused&) { card.add("approvals_open", -1); },
      [&](const ApprovalExpired&) { card.add("approvals_open", -1); },
      [&](const ApprovalWithdrawn&) { card.add("approvals_open", -1); });
}

void show_people(Card& card, const conversation::Event& event) {
  when(
      event, [&](const ConsentGiven&) { card.consent_is("given"); },
      [&](const ConsentDeclined&) { card.consent_is("declined"); },
      [&](const ConsentWithdrawn&) { card.consent_is("withdrawn"); },
      [&](const ContactLearned& e) { card.learned(e); },
      [&](const HandoffRequested& e) { card.owner_is(e.owner_after, e.owner_epoch, "", e.reason); },
      [&](const ConversationTaken& e) { card.owner_is(e.owner_after, e.owner_epoch, e.by, ""); },
      [&](const ConversationReleased& e) { card.owner_is(e.owner_after, e.owner_epoch, "", ""); });
}

}  // namespace

auto project_conversations(const RecordedTurn& turn) -> std::vector<RowChange> {
  std::vector<RowChange> changes;
  if (!turn.conversation) return changes;
  const auto& decision = turn.conversation->decision;
  Card card(changes, turn);
  card.set({{"last_at", value(turn.at)}, {"turns", value(turn.sequence)}});
  for (const auto& event : decision.events) {
    show_thread(card, event);
    show_sale(card, event);
    show_people(card, event);
  }
  if (!decision.replies.empty()) {
    card.add("messages_out", static_cast<std::int64_t>(decision.replies.size()));
    card.set({{"last_out_at", value(turn.at)}, {"last_text", value(decision.replies.back().text)}});
  }
  return changes;
}

}  // namespace orkesta::projections
