/// What a person must decide, or has decided.

#include "orkesta/projections/projections.hpp"
#include "rows.hpp"

namespace orkesta::projections {
namespace {

using namespace conversation::events;

auto request(const RecordedTurn& turn, const ApprovalRequested& event) -> Columns {
  Columns columns{{"conversation", value(turn.entity.id.text())},
                  {"what", value(event.what)},
                  {"reasons", value(codec::write(event.reasons))},
                  {"status", value(std::string("requested"))},
                  {"requested_at", value(event.requested_at)},
                  {"expires_at", value(event.expires_at)},
                  {"sequence", value(turn.sequence)},
                  {"request", value(codec::write(event.request))}};
  if (event.limit) {
    columns.emplace_back("limit_amount", value(event.limit->minor_units));
    columns.emplace_back("limit_currency", value(std::string(event.limit->currency.code())));
  }
  if (event.proposal) {
    columns.emplace_back("total", value(event.proposal->total.minor_units));
    columns.emplace_back("currency", value(event.proposal->currency));
    columns.emplace_back("proposal", value(codec::write(*event.proposal)));
  }
  return columns;
}

auto outcome(const RecordedTurn& turn, std::string status) -> Columns {
  return {{"status", value(std::move(status))},
          {"decided_at", value(turn.at)},
          {"sequence", value(turn.sequence)}};
}

/// Of a grant or a refusal: who, why, after how long.
template <class Decided>
auto decided(const RecordedTurn& turn, const Decided& event, std::string status) -> Columns {
  auto columns = outcome(turn, std::move(status));
  columns.emplace_back("decided_by", value(event.by));
  columns.emplace_back("note", value(event.note));
  columns.emplace_back("waited_ms", value(event.waited_ms));
  return columns;
}

}  // namespace

auto project_approvals(const RecordedTurn& turn) -> std::vector<RowChange> {
  std::vector<RowChange> changes;
  if (!turn.conversation) return changes;
  const auto set = [&](const std::string& approval, Columns columns) {
    Row(changes, "approvals", {{"approval", value(approval)}}).set(std::move(columns));
  };
  for (const auto& event : turn.conversation->decision.events) {
    when(
        event, [&](const ApprovalRequested& e) { set(e.approval, request(turn, e)); },
        [&](const ApprovalGranted& e) {
          auto columns = decided(turn, e, "granted");
          columns.emplace_back("discount_bp", value(e.discount_bp));
          set(e.approval, std::move(columns));
        },
        [&](const ApprovalRefused& e) { set(e.approval, decided(turn, e, "refused")); },
        [&](const ApprovalExpired& e) { set(e.approval, outcome(turn, "expired")); },
        [&](const ApprovalWithdrawn& e) {
          auto columns = outcome(turn, "withdrawn");
          columns.emplace_back("because", value(e.because));
          set(e.approval, std::move(columns));
        });
  }
  return changes;
}

}  // namespace orkesta::projections
