#include "orkesta/domain/conversation/stage.hpp"

#include <algorithm>

#include "orkesta/core/assert.hpp"

namespace orkesta::conversation {
namespace {

/// The stages in the order of a sale without detours.
constexpr std::array ladder{Stage::greeting,     Stage::discovery, Stage::qualification,
                            Stage::presentation, Stage::quote,     Stage::negotiation,
                            Stage::closing};

struct Step {
  Stage stage;
  std::vector<Move> moves;
};

auto move_between(Stage from, Stage to, std::optional<Stage> raised_in) -> std::optional<Move> {
  if (from != Stage::objection) return Move::between(from, to);
  if (!raised_in) return Move::out_of_objection(Stage::discovery, to);
  return Move::out_of_objection(*raised_in, to);
}

auto contains(const std::vector<Step>& steps, Stage stage) -> bool {
  return std::any_of(steps.begin(), steps.end(),
                     [stage](const Step& step) { return step.stage == stage; });
}

}  // namespace

auto path(Stage from, Stage to, std::optional<Stage> raised_in) -> std::vector<Move> {
  if (from == to) return {};
  if (const auto at_once = move_between(from, to, raised_in)) return {*at_once};
  // Breadth first over nine stages; the order of the ladder breaks ties.
  auto steps = std::vector<Step>{{from, {}}};
  for (std::size_t next = 0; next < steps.size(); ++next) {
    for (const auto stage : ladder) {
      if (contains(steps, stage)) continue;
      const auto here = steps[next];
      const auto last = move_between(here.stage, stage, raised_in);
      if (!last) continue;
      auto moves = here.moves;
      moves.push_back(*last);
      steps.push_back({stage, std::move(moves)});
    }
    // What no step of the ladder is: only ever the last move.
    const auto here = steps[next];
    const auto last = move_between(here.stage, to, raised_in);
    if (!last) continue;
    auto moves = here.moves;
    moves.push_back(*last);
    return moves;
  }
  return {};
}

auto name_of(Stage stage) -> std::string_view {
  switch (stage) {
    case Stage::greeting:
      return "greeting";
    case Stage::discovery:
      return "discovery";
    case Stage::qualification:
      return "qualification";
    case Stage::presentation:
      return "presentation";
    case Stage::quote:
      return "quote";
    case Stage::negotiation:
      return "negotiation";
    case Stage::objection:
      return "objection";
    case Stage::closing:
      return "closing";
    case Stage::follow_up:
      return "follow_up";
  }
  ORKESTA_UNREACHABLE();
}

}  // namespace orkesta::conversation
