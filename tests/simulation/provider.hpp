#pragma once

/// Somebody outside who is asked for effects: he fails, he succeeds unseen, and he remembers.

#include <functional>
#include <map>
#include <optional>
#include <string>
#include <utility>

#include "orkesta/engine/executor.hpp"

namespace orkesta::simulation {

enum class CallFault { none, dies_before, dies_after, refused, answer_lost };

class Provider final : public engine::Executor {
 public:
  /// `fault` is asked at each call; `die` does not return.
  Provider(std::function<CallFault()> fault, std::function<void()> die)
      : fault_(std::move(fault)), die_(std::move(die)) {}

  auto perform(const engine::Requested& effect, Timestamp) -> engine::Outcome override {
    const auto fault = fault_();
    if (fault == CallFault::dies_before) die_();
    if (fault == CallFault::refused) {
      return {.kind = effects::OutcomeKind::refused, .reason = "provider"};
    }
    const auto [before, is_new] = did_.try_emplace(effect.id.text(), effect.body);
    if (!is_new && before->second != effect.body) ++contradictions_;
    if (fault == CallFault::dies_after) die_();
    if (fault == CallFault::answer_lost) return {.kind = effects::OutcomeKind::in_doubt};
    return {};
  }
  auto look_up(const engine::Requested& effect) -> std::optional<engine::Outcome> override {
    if (!did_.contains(effect.id.text())) return std::nullopt;
    return engine::Outcome{};
  }
  /// Calls under a known id that asked for something else (P2).
  auto contradictions() const -> int { return contradictions_; }
  auto done() const -> std::size_t { return did_.size(); }

 private:
  std::function<CallFault()> fault_;
  std::function<void()> die_;
  std::map<std::string, std::string> did_;  ///< Effect id, what was asked.
  int contradictions_ = 0;
};

}  // namespace orkesta::simulation
