#pragma once

/// The tables that lexicon.cpp makes its maps from.

#include <span>
#include <string_view>

namespace orkesta::nlu::search {

/// One thing a line, its words parted by blanks.
auto concept_lines() -> std::span<const std::string_view>;

struct Purpose {
  std::string_view need;
  std::string_view things;
};
auto purpose_lines() -> std::span<const Purpose>;

}  // namespace orkesta::nlu::search
