#pragma once

/// A decision while it is being made. What is recorded is folded at once, so that the rules after
/// it see what the rules before it decided.

#include <chrono>
#include <string>
#include <string_view>
#include <vector>

#include "orkesta/domain/conversation/kind.hpp"
#include "orkesta/domain/tenant/context.hpp"
#include "replies.hpp"

namespace orkesta::conversation {

class Deciding {
 public:
  Deciding(const State& before, const Heard<Kind>& heard);

  auto state() const -> const State& { return state_; }
  auto heard() const -> const Heard<Kind>& { return heard_; }
  auto at() const -> Timestamp { return heard_.at; }
  auto context() const -> const tenant::Context&;
  auto policy() const -> const tenant::Policy& { return context().pack.settings.policy; }
  /// Of the next reply: the customer's, else the tenant's.
  auto language() const -> std::string_view;
  auto has_open_quote() const -> bool;
  /// The template of our last answer; "" = none yet.
  auto last_said() const -> std::string_view;

  void record(Event event);
  /// Records every move on the way; nothing when already there.
  void reach(Stage to, std::string_view because);
  /// As `reach`, unless the sale is already as far or farther.
  void reach_at_least(Stage to, std::string_view because);
  void say(Template what, std::string_view kind, std::vector<Slot> slots = {},
           std::vector<Fact> facts = {});
  /// A person's own words.
  void say_for(const PersonalText& text, std::string_view by);
  void explain(std::string_view agent, std::string_view verdict, std::string_view because,
               std::optional<Confidence> confidence = std::nullopt,
               std::vector<std::string> about = {});
  void refuse(std::string_view reason, std::string_view heard, std::string_view by = "");
  auto ask_for(effects::Effect what, std::chrono::milliseconds within) -> std::string;
  /// As `ask_for`, once more, under the id that it had.
  void ask_again(std::string id, effects::Effect what, std::chrono::milliseconds within);
  void set_timer(std::string_view name, Timestamp due);
  void cancel_timer(std::string_view name);
  /// The next id that this turn makes.
  auto new_id() -> std::string;

  void speak(std::string language) { language_ = std::move(language); }
  /// What is said in this turn answers what the customer said.
  void answers() { answers_ = true; }
  auto has_said() const -> bool { return !decision_.replies.empty(); }
  template <class E>
  auto has_recorded() const -> bool {
    for (const auto& event : decision_.events)
      if (std::holds_alternative<E>(event)) return true;
    return false;
  }

  auto finish() -> Decision<Kind>;

 private:
  State state_;
  const Heard<Kind>& heard_;
  Decision<Kind> decision_;
  std::vector<std::string> said_;
  std::string language_;
  std::string operator_id_;
  std::size_t ids_ = 0;
  bool answers_ = false;
};

}  // namespace orkesta::conversation
