#pragma once

/// A tool's arguments: what the pack declares, what a value must look like, and what the customer's
/// words give of them.

#include <string>
#include <string_view>
#include <vector>

#include "skills.hpp"

namespace orkesta::conversation {

struct Argument {
  std::string name;
  std::string value;  ///< Its text: `16:00`, `2026-12-01`, `GUA-M=50 caja;CUB=20`.
  bool operator==(const Argument&) const = default;
};
using Arguments = std::vector<Argument>;

auto value_of(const Arguments& arguments, std::string_view name) -> std::string_view;

/// What is wrong with a call, by the tool's own declaration.
struct Verdict {
  std::string_view outcome = "done";            ///< done, bad_arguments, missing_arguments.
  const tenant::ToolArgument* about = nullptr;  ///< The first at fault.
};
/// A name that is not declared is a bad argument too (`about` stays null then).
auto check_arguments(const Deciding& deciding, const tenant::Tool& tool, const Arguments& arguments)
    -> Verdict;

/// What the message gives of them, beside what was given before. A value that is there but cannot
/// be right is taken as said, for the check to refuse.
auto arguments_in(const Deciding& deciding, const Matter& matter, const tenant::Tool& tool,
                  const Arguments& before) -> Arguments;

/// As canonical JSON, in the order of the declaration; and read back.
auto arguments_json(const Arguments& arguments) -> std::string;
auto arguments_from(std::string_view json) -> Arguments;

/// The product that is spoken of: named now, quoted, ordered, or that of the advertisement.
auto product_in_question(const Deciding& deciding, const Matter& matter) -> const tenant::Product*;

}  // namespace orkesta::conversation
