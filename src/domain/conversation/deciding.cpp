#include "deciding.hpp"

#include <algorithm>
#include <array>

#include "orkesta/core/assert.hpp"

namespace orkesta::conversation {
namespace {

/// How far a sale has come; what interrupts it is as far as can be.
auto rank_of(Stage stage) -> int {
  switch (stage) {
    case Stage::greeting:
      return 0;
    case Stage::discovery:
      return 1;
    case Stage::qualification:
      return 2;
    case Stage::presentation:
      return 3;
    case Stage::quote:
      return 4;
    case Stage::negotiation:
      return 5;
    case Stage::closing:
      return 6;
    case Stage::objection:
    case Stage::follow_up:
      return 7;
  }
  ORKESTA_UNREACHABLE();
}

}  // namespace

Deciding::Deciding(const State& before, const Heard<Kind>& heard)
    : state_(before), heard_(heard), language_(before.language) {}

auto Deciding::context() const -> const tenant::Context& {
  ORKESTA_ASSERT(heard_.context != nullptr);
  return *heard_.context;
}

auto Deciding::language() const -> std::string_view {
  if (!language_.empty()) return language_;
  const auto& known = context().pack.settings.languages;
  return known.empty() ? std::string_view{"es"} : std::string_view{known.front()};
}

auto Deciding::has_open_quote() const -> bool {
  return state_.quote && state_.quote->status == "open" && at() < state_.quote->quote.valid_until;
}

auto Deciding::last_said() const -> std::string_view {
  if (state_.said.empty()) return {};
  const std::string_view newest = state_.said.front();
  return newest.substr(0, newest.find('/'));
}

void Deciding::record(Event event) {
  Kind::evolve(state_, event);
  decision_.events.push_back(std::move(event));
}

void Deciding::reach(Stage to, std::string_view because) {
  for (const auto& step : path(state_.stage, to, state_.objection_raised_in))
    record(events::StageChanged{step.from(), step.to(), std::string{because},
                                state_.stage_entered_at, at()});
}

void Deciding::reach_at_least(Stage to, std::string_view because) {
  if (rank_of(state_.stage) < rank_of(to)) reach(to, because);
}

void Deciding::say(Template what, std::string_view kind, std::vector<Slot> slots,
                   std::vector<Fact> facts) {
  auto recent = said_;
  recent.insert(recent.end(), state_.said.begin(), state_.said.end());
  auto written = write_reply({.what = what,
                              .kind = std::string{kind},
                              .language = std::string{language()},
                              .form = context().pack.settings.form_of_address,
                              .slots = std::move(slots),
                              .facts = std::move(facts),
                              .recent = std::move(recent)});
  for (const auto& figure : written.refused)
    explain("ReplyGuard", "refused", "figure_is_no_fact", std::nullopt, {figure});
  said_.push_back(std::move(written.id));
  decision_.replies.push_back(std::move(written.reply));
}

void Deciding::say_for(const PersonalText& text, std::string_view by) {
  operator_id_ = by;
  said_.emplace_back("person/0");
  auto fact = Fact{"text", std::nullopt, text, "person"};
  decision_.replies.push_back({text, "person", {std::move(fact)}, std::nullopt});
}

void Deciding::explain(std::string_view agent, std::string_view verdict, std::string_view because,
                       std::optional<Confidence> confidence, std::vector<std::string> about) {
  decision_.explanation.push_back({std::string{agent}, std::string{verdict}, confidence,
                                   std::string{because}, std::move(about)});
}

void Deciding::refuse(std::string_view reason, std::string_view heard, std::string_view by) {
  auto owner = state_.owner == Owner::person ? state_.owner_id : std::string{};
  explain("policy", "refused", reason, std::nullopt, {owner});
  record(events::InboundRejected{std::string{reason}, std::string{heard}, std::string{heard},
                                 std::string{by}, std::move(owner)});
}

auto Deciding::ask_for(effects::Effect what, std::chrono::milliseconds within) -> std::string {
  auto id = new_id();
  decision_.effects.push_back({EffectId{id}, at() + within, std::move(what)});
  return id;
}

void Deciding::ask_again(std::string id, effects::Effect what, std::chrono::milliseconds within) {
  decision_.effects.push_back({EffectId{std::move(id)}, at() + within, std::move(what)});
}

void Deciding::set_timer(std::string_view name, Timestamp due) {
  decision_.timers.push_back(SetTimer{TimerName{std::string{name}}, due});
}

void Deciding::cancel_timer(std::string_view name) {
  decision_.timers.push_back(CancelTimer{TimerName{std::string{name}}});
}

auto Deciding::new_id() -> std::string { return derive_id(heard_.entity, heard_.sequence, ids_++); }

auto Deciding::finish() -> Decision<Kind> {
  if (!said_.empty()) {
    auto answered = events::MessageAnswered{};
    if (answers_ && state_.unanswered) {
      answered.answered_message = state_.unanswered->message;
      answered.messages = state_.unanswered->messages;
      answered.waited_ms = (at() - state_.unanswered->since).count();
    }
    answered.by = operator_id_.empty() ? Owner::bot : Owner::person;
    answered.operator_id = operator_id_;
    answered.language = operator_id_.empty() ? std::string{language()} : std::string{};
    std::reverse(said_.begin(), said_.end());
    answered.said = std::move(said_);
    record(std::move(answered));
  }
  return std::move(decision_);
}

}  // namespace orkesta::conversation
