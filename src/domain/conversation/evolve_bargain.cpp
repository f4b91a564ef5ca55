#include "evolve_bargain.hpp"

#include <algorithm>

#include "orkesta/core/limits.hpp"

namespace orkesta::conversation {
namespace {

auto open_objection(State& state, const std::string& kind) {
  auto& open = state.bargain.objections;
  return std::find_if(open.begin(), open.end(),
                      [&](const OpenObjection& one) { return one.kind == kind; });
}

void close_objection(State& state, const std::string& kind) {
  std::erase_if(state.bargain.objections,
                [&](const OpenObjection& one) { return one.kind == kind; });
}

}  // namespace

void fold_bargain(State& state, const events::ObjectionRaised& e) {
  const auto open = open_objection(state, e.kind);
  if (open == state.bargain.objections.end()) {
    state.bargain.objections.push_back({e.kind, "", e.times, e.raised_at});
  } else {
    open->times = e.times;
  }
}

/// What was used is remembered for good: tactics are few, and each has its name once.
void fold_bargain(State& state, const events::ObjectionAnswered& e) {
  const auto open = open_objection(state, e.kind);
  if (open != state.bargain.objections.end()) open->tactic = e.tactic;
  auto used = e.kind + '/' + e.tactic;
  auto& all = state.bargain.tactics;
  if (std::find(all.begin(), all.end(), used) == all.end()) all.push_back(std::move(used));
}

void fold_bargain(State& state, const events::ObjectionWon& e) { close_objection(state, e.kind); }
void fold_bargain(State& state, const events::ObjectionLost& e) { close_objection(state, e.kind); }

void fold_bargain(State& state, const events::CounterOfferReceived&) {
  ++state.bargain.counter_offers;
}

void fold_bargain(State& state, const events::ConcessionMade& e) {
  state.bargain.conceded_on = e.quote;
  state.bargain.conceded_bp = e.discount_bp;
}

void fold_bargain(State& state, const events::AlternativeSuggested& e) {
  state.bargain.suggested = Suggestion{e.why, e.sku, e.instead_of, e.quantity.text(), e.unit};
  auto& all = state.bargain.suggestions;
  auto named = e.why + '/' + e.sku;
  if (std::find(all.begin(), all.end(), named) == all.end()) all.push_back(std::move(named));
  if (all.size() > limits::conversation_suggestions_max) all.erase(all.begin());
}

void fold_bargain(State& state, const events::ToolCalled& e) {
  auto& tools = state.tools;
  if (e.outcome == "missing_arguments" || e.outcome == "bad_arguments") {
    const auto again = tools.pending && tools.pending->tool == e.tool;
    tools.pending = PendingTool{e.tool, e.arguments, again ? tools.pending->times + 1 : 1};
    return;
  }
  tools.pending.reset();
  if (e.outcome != "done") return;
  if (std::find(tools.used.begin(), tools.used.end(), e.tool) == tools.used.end())
    tools.used.push_back(e.tool);
  if (tools.used.size() > limits::conversation_tools_max) tools.used.erase(tools.used.begin());
}

}  // namespace orkesta::conversation
