/// An answer to "which of these?": what it picks among the options that we named.

#include <algorithm>
#include <map>
#include <optional>
#include <set>

#include "order_reading.hpp"
#include "words.hpp"

namespace orkesta::conversation {
namespace {

using Words = std::vector<std::string>;

/// The words that a product may be told by, sizes under one name.
auto telling_words(const tenant::Product& product) -> std::set<std::string> {
  auto telling = std::set<std::string>{};
  for (const auto& text : {product.name, product.color, product.model, product.brand})
    for (const auto& word : plain_words(text)) telling.insert(size_named(word));
  for (const auto& word : plain_words(product.size)) telling.insert("size " + size_named(word));
  return telling;
}

/// Singular and plural, masculine and feminine of one word begin alike.
auto is_like(std::string_view said, std::string_view known) -> bool {
  if (said == known) return true;
  if (said.size() < 4 || known.size() < 4) return false;
  const auto shorter = std::min(said.size(), known.size());
  const auto longer = std::max(said.size(), known.size());
  return longer - shorter <= 2 && said.substr(0, shorter - 1) == known.substr(0, shorter - 1);
}

auto matches(const std::string& said, const std::set<std::string>& telling) -> bool {
  return telling.contains("size " + size_named(said)) ||
         std::any_of(telling.begin(), telling.end(),
                     [&](const std::string& known) { return is_like(said, known); });
}

/// `2`, "el segundo", "la primera": a place in our list, from 0.
auto place_in_list(const Words& words, std::size_t count) -> std::optional<std::size_t> {
  static const std::map<std::string, std::size_t, std::less<>> places{
      {"1", 0},       {"2", 1},       {"3", 2},       {"4", 3},       {"5", 4},
      {"primero", 0}, {"primera", 0}, {"first", 0},   {"primeiro", 0}, {"premier", 0},
      {"segundo", 1}, {"segunda", 1}, {"second", 1},  {"deuxieme", 1}, {"tercero", 2},
      {"tercera", 2}, {"third", 2},   {"terceiro", 2}, {"troisieme", 2}, {"cuarto", 3},
      {"cuarta", 3},  {"fourth", 3},  {"ultimo", 9},  {"ultima", 9},  {"last", 9}};
  if (words.size() > 4) return std::nullopt;
  for (const auto& word : words) {
    const auto found = places.find(word);
    if (found == places.end()) continue;
    const auto place = found->second == 9 ? count - 1 : found->second;
    if (place < count) return place;
  }
  return std::nullopt;
}

auto distinct(const tenant::Context& context, const std::vector<std::string>& options,
              std::string tenant::Product::*field) -> std::size_t {
  auto values = std::set<std::string>{};
  for (const auto& sku : options)
    if (const auto* product = context.product(sku)) values.insert(product->*field);
  return values.size();
}

}  // namespace

auto picked_options(const tenant::Context& context, const std::vector<std::string>& options,
                    std::string_view text) -> std::vector<std::string> {
  const auto words = plain_words(text);
  auto scores = std::vector<std::size_t>(options.size(), 0);
  for (const auto& word : words) {
    auto hits = std::vector<std::size_t>{};
    for (std::size_t i = 0; i < options.size(); ++i) {
      const auto* product = context.product(options[i]);
      if (product != nullptr && matches(word, telling_words(*product))) hits.push_back(i);
    }
    if (hits.size() == options.size()) continue;  // It tells nothing apart.
    for (const auto hit : hits) ++scores[hit];
  }
  const auto best = scores.empty() ? 0 : *std::max_element(scores.begin(), scores.end());
  auto picked = std::vector<std::string>{};
  if (best == 0) {
    if (options.empty()) return picked;
    if (const auto place = place_in_list(words, options.size())) picked.push_back(options[*place]);
    return picked;
  }
  for (std::size_t i = 0; i < options.size(); ++i)
    if (scores[i] == best) picked.push_back(options[i]);
  return picked;
}

auto difference_between(const tenant::Context& context, const std::vector<std::string>& options)
    -> std::string {
  const auto differ = [&](std::string tenant::Product::*field) {
    return distinct(context, options, field) > 1;
  };
  if (differ(&tenant::Product::model)) return "product";
  if (differ(&tenant::Product::color)) return "colour";
  if (differ(&tenant::Product::size)) return "size";
  return "product";
}

}  // namespace orkesta::conversation
