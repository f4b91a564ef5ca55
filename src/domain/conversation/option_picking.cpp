/// An answer to "which of these?", and what the question should name first.

#include <set>

#include "order_reading.hpp"
#include "orkesta/domain/selling/catalog_mapper.hpp"

namespace orkesta::conversation {
namespace {

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
  if (options.empty()) return {};
  auto picked = selling::choose_option(context, options, text);
  if (picked.size() == options.size()) picked.clear();  // It told nothing.
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
