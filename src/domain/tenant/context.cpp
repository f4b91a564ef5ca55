#include "orkesta/domain/tenant/context.hpp"

#include "orkesta/core/assert.hpp"

namespace orkesta::tenant {
namespace {

auto known_currency(const std::string& code) -> Currency {
  const auto currency = Currency::parse(code);
  ORKESTA_ASSERT(currency.has_value());  // Packs are checked before they become a context.
  return *currency;
}

auto trimmed(std::string_view text) -> std::string_view {
  const auto first = text.find_first_not_of(" \t\r\n");
  if (first == std::string_view::npos) return {};
  return text.substr(first, text.find_last_not_of(" \t\r\n") - first + 1);
}

template <class Map>
auto row_in(const Map& map, std::string_view key) -> std::optional<std::uint32_t> {
  const auto at = map.find(key);
  if (at == map.end()) return std::nullopt;
  return at->second;
}

template <class Map>
auto rows_in(const Map& map, std::string_view key) -> std::span<const std::uint32_t> {
  const auto at = map.find(key);
  if (at == map.end()) return {};
  return at->second;
}

/// What the pack leaves out: cautious, and the same for every tenant.
constexpr auto default_thresholds(std::string_view agent) -> Thresholds {
  if (agent == "price_resolver") return {"", 9900, 9900, 0};
  if (agent == "quote_builder") return {"", 9500, 8000, 0};
  return {"", 8500, 5500, 3000};
}

}  // namespace

Context::Context(TenantId of, ContextVersion number, Pack from)
    : tenant(std::move(of)),
      version(number),
      pack(std::move(from)),
      currency(known_currency(pack.settings.currency)) {
  const auto each = [](const auto& rows, auto&& take) {
    for (std::uint32_t i = 0; i < rows.size(); ++i) take(rows[i], i);
  };
  each(pack.products, [&](const Product& row, std::uint32_t i) {
    products_.emplace(row.sku, i);
    if (!row.model.empty()) variants_[row.model].push_back(i);
  });
  each(pack.customers, [&](const Customer& row, std::uint32_t i) {
    customers_.emplace(row.id, i);
    for (const auto& identity : row.identities) identities_.emplace(identity, i);
  });
  each(pack.settings.price_lists,
       [&](const PriceList& row, std::uint32_t i) { lists_.emplace(row.id, i); });
  each(pack.settings.segments,
       [&](const Segment& row, std::uint32_t i) { segments_.emplace(row.id, i); });
  each(pack.faq, [&](const FaqEntry& row, std::uint32_t i) { faq_.emplace(row.key, i); });
  each(pack.prices, [&](const Price& row, std::uint32_t i) { prices_[row.sku].push_back(i); });
  each(pack.taxes, [&](const Tax& row, std::uint32_t i) {
    if (!row.id.empty()) taxes_[row.tax_class].push_back(i);
  });
  for (const auto& unit : pack.settings.unit_words) {
    units_.emplace(fold_case(unit.unit), unit.unit);
    for (const auto& word : unit.words) units_.emplace(fold_case(word), unit.unit);
  }
}

auto Context::product(std::string_view sku) const -> const Product* {
  const auto row = row_in(products_, sku);
  return row ? &pack.products[*row] : nullptr;
}
auto Context::customer(std::string_view id) const -> const Customer* {
  const auto row = row_in(customers_, id);
  return row ? &pack.customers[*row] : nullptr;
}
auto Context::customer_by_identity(std::string_view hash) const -> const Customer* {
  const auto row = row_in(identities_, hash);
  return row ? &pack.customers[*row] : nullptr;
}
auto Context::price_list(std::string_view id) const -> const PriceList* {
  const auto row = row_in(lists_, id);
  return row ? &pack.settings.price_lists[*row] : nullptr;
}
auto Context::segment(std::string_view id) const -> const Segment* {
  const auto row = row_in(segments_, id);
  return row ? &pack.settings.segments[*row] : nullptr;
}
auto Context::faq(std::string_view key) const -> const FaqEntry* {
  const auto row = row_in(faq_, key);
  return row ? &pack.faq[*row] : nullptr;
}
auto Context::thresholds(std::string_view agent) const -> Thresholds {
  for (const auto& given : pack.settings.agents)
    if (given.agent == agent) return given;
  auto standard = default_thresholds(agent);
  standard.agent = agent;
  return standard;
}
auto Context::prices_of(std::string_view sku) const -> std::span<const std::uint32_t> {
  return rows_in(prices_, sku);
}
auto Context::variants_of(std::string_view model) const -> std::span<const std::uint32_t> {
  return rows_in(variants_, model);
}
auto Context::taxes_of(std::string_view tax_class) const -> std::span<const std::uint32_t> {
  return rows_in(taxes_, tax_class);
}
auto Context::unit_named(std::string_view word) const -> std::string {
  auto folded = fold_case(trimmed(word));
  const auto at = units_.find(folded);
  return at == units_.end() ? folded : at->second;
}
auto Context::knows_unit(std::string_view word) const -> bool {
  return units_.contains(fold_case(trimmed(word)));
}

auto fold_case(std::string_view text) -> std::string {
  std::string folded(text);
  for (std::size_t i = 0; i < folded.size(); ++i) {
    const auto byte = static_cast<unsigned char>(folded[i]);
    if (byte >= 'A' && byte <= 'Z') {
      folded[i] = static_cast<char>(byte + 32);
    } else if (byte == 0xC3 && i + 1 < folded.size()) {  // U+00C0 to U+00DE, but not the × sign.
      const auto next = static_cast<unsigned char>(folded[i + 1]);
      if (next >= 0x80 && next <= 0x9E && next != 0x97)
        folded[i + 1] = static_cast<char>(next + 0x20);
      ++i;
    } else if (byte == 0xC5 && i + 1 < folded.size()) {  // Œ and Š, Ž as names have them.
      const auto next = static_cast<unsigned char>(folded[i + 1]);
      if (next == 0x92 || next == 0xA0) folded[i + 1] = static_cast<char>(next + 1);
      ++i;
    }
  }
  return folded;
}

}  // namespace orkesta::tenant
