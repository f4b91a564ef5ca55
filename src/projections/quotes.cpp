/// Each quote as it stands now, with its whole body.

#include "orkesta/projections/projections.hpp"
#include "rows.hpp"

namespace orkesta::projections {
namespace {

using namespace conversation::events;

/// Of an offer or a revision, which carry the same fields.
template <class Offer>
auto offer(const RecordedTurn& turn, const Offer& event, std::string status) -> Columns {
  const auto& quote = event.quote;
  return {{"conversation", value(turn.entity.id.text())},
          {"number", value(quote.number)},
          {"version", value(quote.version)},
          {"status", value(std::move(status))},
          {"customer", value(event.customer)},
          {"approval", value(event.approval)},
          {"lines", value(static_cast<std::int64_t>(quote.lines.size()))},
          {"currency", value(quote.currency)},
          {"gross", value(quote.gross.minor_units)},
          {"discount", value(quote.discount.minor_units)},
          {"subtotal", value(quote.subtotal.minor_units)},
          {"tax", value(quote.tax.minor_units)},
          {"total", value(quote.total.minor_units)},
          {"offered_at", value(event.offered_at)},
          {"valid_until", value(quote.valid_until)},
          {"decided_at", value(std::int64_t{0})},
          {"because", value(std::string())},
          {"sequence", value(turn.sequence)},
          {"body", value(codec::write(quote))}};
}

auto outcome(const RecordedTurn& turn, std::string status, std::string because = {}) -> Columns {
  return {{"status", value(std::move(status))},
          {"decided_at", value(turn.at)},
          {"because", value(std::move(because))},
          {"sequence", value(turn.sequence)}};
}

}  // namespace

auto project_quotes(const RecordedTurn& turn) -> std::vector<RowChange> {
  std::vector<RowChange> changes;
  if (!turn.conversation) return changes;
  const auto set = [&](const std::string& quote, Columns columns) {
    Row(changes, "quotes", {{"quote", value(quote)}}).set(std::move(columns));
  };
  for (const auto& event : turn.conversation->decision.events) {
    when(
        event, [&](const QuoteOffered& e) { set(e.quote.quote, offer(turn, e, "offered")); },
        [&](const QuoteRevised& e) { set(e.quote.quote, offer(turn, e, "offered")); },
        [&](const QuoteAccepted& e) { set(e.quote.quote, outcome(turn, "accepted")); },
        [&](const QuoteRejected& e) { set(e.quote.quote, outcome(turn, "rejected", e.because)); },
        [&](const QuoteExpired& e) { set(e.quote.quote, outcome(turn, "expired")); },
        [&](const QuoteWithdrawn& e) { set(e.quote.quote, outcome(turn, "withdrawn", e.because)); },
        [&](const OrderPlaced& e) {
          set(e.quote, {{"placed_order", value(e.order)}});
        });
  }
  return changes;
}

}  // namespace orkesta::projections
