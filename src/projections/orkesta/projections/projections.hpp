#pragma once

/// The read models: pure functions from turns to row changes, one file each. The tables are those
/// of schemas/sql; the store binds the tenant.

#include <span>
#include <string_view>
#include <vector>

#include "orkesta/core/rows.hpp"
#include "orkesta/projections/recorded_turn.hpp"

namespace orkesta::projections {

auto project_conversations(const RecordedTurn& turn) -> std::vector<RowChange>;
auto project_messages(const RecordedTurn& turn) -> std::vector<RowChange>;
auto project_turns(const RecordedTurn& turn) -> std::vector<RowChange>;
auto project_quotes(const RecordedTurn& turn) -> std::vector<RowChange>;
auto project_approvals(const RecordedTurn& turn) -> std::vector<RowChange>;
auto project_dead_letters(const RecordedTurn& turn) -> std::vector<RowChange>;
auto project_overview(const RecordedTurn& turn) -> std::vector<RowChange>;

struct Model {
  std::string_view name;
  auto(*project)(const RecordedTurn&) -> std::vector<RowChange>;
};
/// All of them, by name.
auto all() -> std::span<const Model>;
/// Null when there is none of that name.
auto find(std::string_view name) -> const Model*;

}  // namespace orkesta::projections
