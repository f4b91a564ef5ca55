/// What happened, by tenant and by day of the tenant's zone. Sums only: whoever shows them divides.

#include "orkesta/projections/projections.hpp"
#include "rows.hpp"

namespace orkesta::projections {
namespace {

using namespace conversation::events;
using conversation::Owner;

class Day {
 public:
  Day(std::vector<RowChange>& into, const RecordedTurn& turn)
      : into_(into), day_(day_of(turn, turn.at)) {}

  void add(std::string figure, std::int64_t delta = 1) {
    Row(into_, "overview_days", {{"day", value(day_)}}).add(std::move(figure), delta);
  }
  void amount(const std::string& figure, const Money& money) {
    Row(into_, "overview_amounts",
        {{"day", value(day_)}, {"currency", value(std::string(money.currency.code()))}})
        .add(figure, money.minor_units);
  }

  void understood(const MessageReceived& event) {
    add("messages_in");
    if (event.intent.empty()) return;
    Row row(into_, "overview_intents", {{"day", value(day_)}, {"intent", value(event.intent)}});
    row.add("messages");
    row.add("confidence_sum", event.confidence);
  }

  void judged(const Reason& reason) {
    Row row(
        into_, "overview_agents",
        {{"day", value(day_)}, {"agent", value(reason.agent)}, {"verdict", value(reason.verdict)}});
    row.add("reports");
    if (!reason.confidence) return;
    row.add("confident_reports");
    row.add("confidence_sum", *reason.confidence);
  }

  void answered(const MessageAnswered& event) {
    if (event.answered_message.empty()) return;  // The business spoke unasked: nobody waited.
    const auto* who = event.by == Owner::bot ? "answers_bot" : "answers_person";
    add(who);
    add(std::string(who) + "_waited_ms", event.waited_ms);
  }

  void moved(const StageChanged& event) {
    Row to(into_, "overview_stages", {{"day", value(day_)}, {"stage", value(event.to)}});
    to.add("entered");
    Row from(into_, "overview_stages", {{"day", value(day_)}, {"stage", value(event.from)}});
    from.add("departed");
    from.add("stayed_ms", (event.changed_at - event.stage_entered_at).count());
  }

  void accepted(const QuoteAccepted& event) {
    add("quotes_accepted");
    add("quotes_accepted_waited_ms", event.waited_ms);
    amount("accepted", event.quote.total);
    amount("accepted_discount", event.quote.discount);
    amount("accepted_tax", event.quote.tax);
  }

  void decided(std::string figure, std::int64_t waited_ms) {
    add(std::move(figure));
    add("approvals_waited_ms", waited_ms);
  }

  void closed(const ConversationClosed& event) {
    add("conversations_closed");
    if (event.outcome == "won") add("conversations_won");
    if (event.outcome == "lost") add("conversations_lost");
  }

 private:
  std::vector<RowChange>& into_;
  const std::string day_;
};

void count_thread(Day& day, const conversation::Event& event) {
  when(
      event, [&](const ConversationStarted&) { day.add("conversations_started"); },
      [&](const MessageReceived& e) { day.understood(e); },
      [&](const DuplicateIgnored&) { day.add("duplicates"); },
      [&](const MessageAnswered& e) { day.answered(e); },
      [&](const StageChanged& e) { day.moved(e); },
      [&](const ClarificationAsked&) { day.add("clarifications"); },
      [&](const HandoffRequested&) { day.add("handoffs"); },
      [&](const ConversationTaken&) { day.add("takeovers"); },
      [&](const ConversationClosed& e) { day.closed(e); },
      [&](const ConversationReopened&) { day.add("conversations_reopened"); },
      [&](const ConversationErased&) { day.add("conversations_erased"); },
      [&](const MessageFailed&) { day.add("messages_failed"); });
}

void count_sale(Day& day, const conversation::Event& event) {
  when(
      event, [&](const ApprovalRequested&) { day.add("approvals_requested"); },
      [&](const ApprovalGranted& e) { day.decided("approvals_granted", e.waited_ms); },
      [&](const ApprovalRefused& e) { day.decided("approvals_refused", e.waited_ms); },
      [&](const ApprovalExpired&) { day.add("approvals_expired"); },
      [&](const ApprovalWithdrawn&) { day.add("approvals_withdrawn"); },
      [&](const QuoteOffered& e) {
        day.add("quotes_offered");
        day.amount("offered", e.quote.total);
      },
      [&](const QuoteRevised&) { day.add("quotes_revised"); },
      [&](const QuoteAccepted& e) { day.accepted(e); },
      [&](const QuoteRejected&) { day.add("quotes_rejected"); },
      [&](const QuoteExpired&) { day.add("quotes_expired"); },
      [&](const QuoteWithdrawn&) { day.add("quotes_withdrawn"); },
      [&](const OrderPlaced& e) {
        day.add("orders");
        day.amount("ordered", e.total);
      });
}

}  // namespace

auto project_overview(const RecordedTurn& turn) -> std::vector<RowChange> {
  std::vector<RowChange> changes;
  Day day(changes, turn);
  day.add("turns");
  if (!turn.rejections.empty()) {
    day.add("dead_letters", static_cast<std::int64_t>(turn.rejections.size()));
  }
  if (!turn.conversation) return changes;
  const auto& decision = turn.conversation->decision;
  for (const auto& event : decision.events) {
    count_thread(day, event);
    count_sale(day, event);
  }
  for (const auto& reason : decision.explanation) day.judged(reason);
  if (!decision.replies.empty()) {
    day.add("messages_out", static_cast<std::int64_t>(decision.replies.size()));
  }
  return changes;
}

}  // namespace orkesta::projections
