/// What could not be decided, in its place in the order; its bytes are in the turn.

#include "orkesta/projections/projections.hpp"
#include "rows.hpp"

namespace orkesta::projections {

auto project_dead_letters(const RecordedTurn& turn) -> std::vector<RowChange> {
  std::vector<RowChange> changes;
  for (const auto& rejection : turn.rejections) {
    Row row(changes, "dead_letters",
            {{"entity", value(entity_text(turn))},
             {"sequence", value(turn.sequence)},
             {"place", value(static_cast<std::int64_t>(rejection.place))}});
    row.set({{"at", value(turn.at)},
             {"heard", value(rejection.heard)},
             {"heard_id", value(turn.heard_id)},
             {"reason", value(rejection.reason)},
             {"fingerprint", value(rejection.fingerprint)},
             {"asked_by", value(rejection.by)},
             {"owner", value(rejection.owner)},
             {"turn_offset", value(turn.place.offset)}});
  }
  return changes;
}

}  // namespace orkesta::projections
