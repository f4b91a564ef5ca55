#pragma once

/// The tenant's tools (B3): what a conversation may call. The pack declares them; what they say is
/// the pack's; each call is an event with its outcome, and a wrong one changes nothing else.

#include <functional>
#include <optional>
#include <string_view>
#include <vector>

#include "formats.hpp"
#include "tool_arguments.hpp"

namespace orkesta::conversation {

/// What follows when a tool has said its sentence.
enum class After { nothing, hand_off, price_order, confirm_payment, stop_messages };

/// What a tool answers, before it is said.
struct ToolAnswer {
  std::optional<Template> what;  ///< Nothing: what follows speaks for itself.
  std::vector<Slot> slots;
  std::vector<Fact> facts;
  std::vector<std::string> resources;  ///< Shown by it.
  After after = After::nothing;
  Wanted wanted;  ///< To be priced.
  std::optional<events::AlternativeSuggested> suggestion;
};

/// Nothing when the pack holds nothing for it to say. The arguments are right by their types.
auto answer_of(const Deciding& deciding, const Matter& matter, const tenant::Tool& tool,
               const Arguments& arguments) -> std::optional<ToolAnswer>;

/// The pack's resources as a list and its facts: each title and link.
auto resources_answer(const Deciding& deciding, const tenant::Tool& tool, Template what)
    -> std::optional<ToolAnswer>;

/// Null when there is none of that name.
auto tool_named(const tenant::Context& context, std::string_view name) -> const tenant::Tool*;
auto has_intent(const tenant::Tool& tool, std::string_view intent) -> bool;
auto was_used(const State& state, std::string_view tool) -> bool;

/// The one way into a tool. Records `tool.called.v1` whatever comes of it, and returns its outcome:
/// done, unknown_tool, disabled, bad_arguments, missing_arguments, no_answer. Speaks when done.
auto call_tool(Deciding& deciding, const Matter& matter, std::string_view name,
               const Arguments& arguments) -> std::string_view;

/// The enabled tool of this intent that fits the words best, then one not used before, in the
/// pack's order; null when none can be called with what is known.
auto choose_tool(const Deciding& deciding, const Matter& matter, std::string_view intent)
    -> const tenant::Tool*;

/// As `choose_tool`, of those that need nothing more and are not left out.
auto choose_ready_tool(const Deciding& deciding, const Matter& matter, std::string_view intent,
                       const std::function<bool(const tenant::Tool&)>& left_out)
    -> const tenant::Tool*;

/// The tactic that a tool is, in the words of the objections' rules.
auto tactic_of(std::string_view tool) -> std::string_view;

}  // namespace orkesta::conversation
