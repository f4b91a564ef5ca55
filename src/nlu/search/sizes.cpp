/// Sizes as they compare: letters under one name, numbers with or without a measure.

#include <array>
#include <utility>

#include "catalog.hpp"

namespace orkesta::nlu::search {

auto canonical_size(std::string_view folded) -> std::string {
  constexpr auto letters = std::to_array<std::pair<std::string_view, std::string_view>>(
      {{"s", "S"},      {"ch", "S"},     {"p", "S"},       {"m", "M"},     {"l", "L"},
       {"g", "L"},      {"gde", "L"},    {"xl", "XL"},     {"xg", "XL"},   {"eg", "XL"},
       {"gg", "XL"},    {"xxl", "XXL"},  {"xxg", "XXL"},   {"2xl", "XXL"}, {"2xg", "XXL"},
       {"3xl", "XXXL"}, {"3xg", "XXXL"}, {"xxxl", "XXXL"}, {"xs", "XS"},   {"xch", "XS"}});
  for (const auto& [name, size] : letters) {
    if (name == folded) return std::string{size};
  }
  return {};
}

auto measure_in(std::string_view size) -> std::string_view {
  const auto digits = size.find_first_not_of("0123456789.");
  if (digits == 0 || digits == std::string_view::npos) return {};
  return size.substr(digits);
}

auto same_size(std::string_view left, std::string_view right) -> bool {
  if (left == right) return true;
  const auto number = [](std::string_view size) {
    return size.substr(0, size.find_first_not_of("0123456789."));
  };
  if (number(left).empty() || number(left) != number(right)) return false;
  return measure_in(left).empty() || measure_in(right).empty();
}

}  // namespace orkesta::nlu::search
