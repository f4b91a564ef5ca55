/// Each turn's bytes by tenant, entity and sequence: the console, the audit of one thread and time
/// travel read here, where a log that cannot read one key cheaply would not do.

#include "orkesta/projections/projections.hpp"
#include "rows.hpp"

namespace orkesta::projections {

auto project_turns(const RecordedTurn& turn) -> std::vector<RowChange> {
  std::vector<RowChange> changes;
  Row row(changes, "turns",
          {{"entity", value(entity_text(turn))}, {"sequence", value(turn.sequence)}});
  row.set({{"at", value(turn.at)},
           {"heard", value(turn.heard)},
           {"cause", value(turn.cause)},
           {"rules", value(turn.rules)},
           {"context", value(turn.context)},
           {"digest", value(turn.place.digest.hex())},
           {"partition_number", value(turn.place.partition)},
           {"turn_offset", value(turn.place.offset)},
           {"bytes", value(std::string(turn.bytes))}});
  return changes;
}

}  // namespace orkesta::projections
