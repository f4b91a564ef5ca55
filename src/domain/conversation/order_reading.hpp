#pragma once

/// From what was understood to the lines of an order: the one place that asks AliasNormalizer and
/// CatalogMapper, and makes their answer ours.

#include <string>
#include <vector>

#include "orkesta/core/understanding.hpp"
#include "orkesta/domain/conversation/events.hpp"
#include "orkesta/domain/tenant/context.hpp"

namespace orkesta::conversation {

struct NotSold {
  std::string words;                 ///< As the customer called it.
  bool counted = false;              ///< A quantity was said with it.
  std::vector<std::string> nearest;  ///< SKUs.
};

struct OrderRead {
  std::vector<events::DraftLine> lines;  ///< Clear ones, and unclear ones with what is unclear.
  std::vector<bool> counted;             ///< By line: whether a quantity was said.
  std::vector<NotSold> not_sold;
  Confidence mapper = confidence_max;  ///< CatalogMapper's, the least of its lines'.
  Confidence alias = confidence_max;   ///< AliasNormalizer's; the most when it had nothing to do.
  bool used_alias = false;
  std::vector<std::string> coupons;
  std::string currency;  ///< "" = none was named.

  auto is_empty() const -> bool { return lines.empty() && not_sold.empty(); }
  auto says_quantity() const -> bool;
};

auto read_order(const tenant::Context& context, std::string_view customer,
                const Understanding& understanding, std::string_view text) -> OrderRead;

/// Which of the options an answer picks: by size, colour, model, name, or its place in our list.
/// Several when the answer narrows them down; none when it says nothing about them.
auto picked_options(const tenant::Context& context, const std::vector<std::string>& options,
                    std::string_view text) -> std::vector<std::string>;
/// What tells these products apart first: model, colour, size, or product.
auto difference_between(const tenant::Context& context, const std::vector<std::string>& options)
    -> std::string;

}  // namespace orkesta::conversation
