#pragma once

/// A tenant's versioned immutable snapshot: the brain that all its agents share (O1). The one
/// domain header that every kind may read. Shared by pointer, read by any thread, never changed.

#include <cstddef>
#include <optional>
#include <span>
#include <string_view>
#include <unordered_map>
#include <vector>

#include "orkesta/domain/tenant/pack.hpp"

namespace orkesta::tenant {

struct Context {
  /// Takes a checked pack (every reference in it resolves) and builds the look-ups.
  Context(TenantId of, ContextVersion number, Pack from);
  Context(const Context&) = delete;
  auto operator=(const Context&) -> Context& = delete;

  const TenantId tenant;
  const ContextVersion version;
  const Pack pack;
  const Currency currency;  ///< The tenant's own.

  // Look-ups; null or empty when there is none. They live as long as the context.
  auto product(std::string_view sku) const -> const Product*;
  auto customer(std::string_view id) const -> const Customer*;
  /// By the keyed hash of a phone or an e-mail (`Customer::identities`).
  auto customer_by_identity(std::string_view hash) const -> const Customer*;
  auto price_list(std::string_view id) const -> const PriceList*;
  auto segment(std::string_view id) const -> const Segment*;
  auto thresholds(std::string_view agent) const -> Thresholds;  ///< The pack's, or our defaults.
  auto faq(std::string_view key) const -> const FaqEntry*;
  /// Rows of prices.csv of this SKU, in file order.
  auto prices_of(std::string_view sku) const -> std::span<const std::uint32_t>;
  /// Products of this model, in file order, as indices into `pack.products`.
  auto variants_of(std::string_view model) const -> std::span<const std::uint32_t>;
  /// Taxes of this class in file order, rows with an empty id left out.
  auto taxes_of(std::string_view tax_class) const -> std::span<const std::uint32_t>;
  /// The unit's name for a word as written (trimmed, case-folded); the word itself when unknown.
  auto unit_named(std::string_view word) const -> std::string;
  /// Whether the pack knows this unit word or name at all.
  auto knows_unit(std::string_view word) const -> bool;

 private:
  using Rows = std::unordered_map<std::string_view, std::vector<std::uint32_t>>;
  using Row = std::unordered_map<std::string_view, std::uint32_t>;
  Row products_, customers_, identities_, lists_, segments_, faq_;
  Rows prices_, variants_, taxes_;
  std::unordered_map<std::string, std::string> units_;
};

/// Lower case as Unicode has it for Latin letters (pure; no locale). Accents stay.
auto fold_case(std::string_view text) -> std::string;

}  // namespace orkesta::tenant
