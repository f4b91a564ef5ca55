#include "pricing/taxes.hpp"

#include <algorithm>
#include <map>
#include <numeric>
#include <tuple>

#include "pricing/unit_price.hpp"

namespace orkesta::pricing {
namespace {

constexpr Wide factor_whole = 100'000'000;  ///< Factors are in 10^-8 of the base.

/// One tax of one line.
struct Levy {
  std::size_t line;
  const tenant::Tax* tax;
  std::int64_t factor;
  bool due = true;  ///< False: neither charged nor listed.
  std::int64_t amount = 0;
};

auto clamped(Wide amount) -> std::int64_t {
  return static_cast<std::int64_t>(std::clamp<Wide>(amount, -Wide{amount_beyond}, amount_beyond));
}

/// bp·10^4 of the net; a cumulative tax also taxes the class's other added taxes.
auto factor_of(const tenant::Tax& tax, const std::vector<const tenant::Tax*>& tax_class)
    -> std::int64_t {
  if (tax.base == tenant::TaxBase::net) return tax.rate_bp * bp_whole;
  auto base_bp = bp_whole;
  for (const auto* other : tax_class)
    if (other != &tax && other->kind == tenant::TaxKind::add) base_bp += other->rate_bp;
  return tax.rate_bp * base_bp;
}

auto is_exempt(const Asker& asker, const tenant::Tax& tax) -> bool {
  if (asker.customer == nullptr) return false;
  const auto& exempt = asker.customer->tax_exempt;
  return std::any_of(exempt.begin(), exempt.end(),
                     [&](const std::string& id) { return id == "all" || id == tax.id; });
}

/// Every tax of every line, lines in order, a line's in the order of its class.
auto levies_of(const Asker& asker, const std::vector<PricedLine>& lines) -> std::vector<Levy> {
  std::vector<Levy> levies;
  for (std::size_t i = 0; i < lines.size(); ++i) {
    std::vector<const tenant::Tax*> tax_class;
    for (const auto row : asker.context.taxes_of(lines[i].line.product->tax_class))
      tax_class.push_back(&asker.context.pack.taxes[row]);
    for (const auto* tax : tax_class) levies.push_back({i, tax, factor_of(*tax, tax_class)});
  }
  return levies;
}

/// Fractions over one denominator, rounded: each alone, or their sum once, each then getting the
/// floor of its exact share and the largest remainders the rest.
auto rounded(const std::vector<Wide>& numerators, Wide denominator, tenant::TaxRounding rounding)
    -> std::vector<std::int64_t> {
  std::vector<std::int64_t> values(numerators.size());
  if (rounding == tenant::TaxRounding::line) {
    for (std::size_t i = 0; i < values.size(); ++i)
      values[i] = clamped(divide_half_even(numerators[i], denominator));
    return values;
  }
  const auto sum = std::accumulate(numerators.begin(), numerators.end(), Wide{0});
  auto missing = divide_half_even(sum, denominator);
  for (std::size_t i = 0; i < values.size(); ++i) {
    values[i] = clamped(numerators[i] / denominator);
    missing -= numerators[i] / denominator;
  }
  std::vector<std::size_t> order(values.size());
  std::iota(order.begin(), order.end(), std::size_t{0});
  std::stable_sort(order.begin(), order.end(), [&](std::size_t a, std::size_t b) {
    return numerators[a] % denominator > numerators[b] % denominator;
  });
  for (std::size_t i = 0; i < order.size() && missing > 0; ++i, --missing) values[order[i]] += 1;
  return values;
}

/// An inclusive price contains the added taxes of its class, those too that are not charged.
void set_subtotals(const Asker& asker, const std::vector<Levy>& levies,
                   std::vector<PricedLine>& lines) {
  std::vector<Wide> divisor(lines.size(), factor_whole);
  for (const auto& levy : levies)
    if (levy.tax->kind == tenant::TaxKind::add) divisor[levy.line] += levy.factor;

  std::map<std::string_view, std::vector<std::size_t>> inclusive_classes;
  for (std::size_t i = 0; i < lines.size(); ++i) {
    lines[i].subtotal = lines[i].net;
    if (lines[i].tax_inclusive) inclusive_classes[lines[i].line.product->tax_class].push_back(i);
  }
  for (const auto& [name, members] : inclusive_classes) {
    std::vector<Wide> numerators;
    for (const auto i : members) numerators.push_back(lines[i].net * factor_whole);
    const auto subtotals = rounded(numerators, divisor[members.front()],
                                   asker.context.pack.settings.policy.tax_rounding);
    for (std::size_t k = 0; k < members.size(); ++k) lines[members[k]].subtotal = subtotals[k];
  }
}

/// The taxes that an inclusive price contains: what is left of the net, split by their factors.
void split_contained(std::vector<Levy>& levies, const std::vector<PricedLine>& lines) {
  for (std::size_t i = 0; i < lines.size(); ++i) {
    if (!lines[i].tax_inclusive) continue;
    std::vector<Levy*> contained;
    std::vector<std::int64_t> weights;
    for (auto& levy : levies)
      if (levy.line == i && levy.tax->kind == tenant::TaxKind::add) {
        contained.push_back(&levy);
        weights.push_back(levy.factor);
      }
    const auto shares = largest_remainder(lines[i].net - lines[i].subtotal, weights);
    for (std::size_t k = 0; k < contained.size(); ++k) contained[k]->amount = shares[k];
  }
}

/// The taxes that are computed on the subtotal, together for each tax.
void compute_on_subtotals(const Asker& asker, std::vector<Levy>& levies,
                          const std::vector<PricedLine>& lines) {
  std::map<std::tuple<std::string_view, tenant::TaxKind>, std::vector<Levy*>> by_tax;
  for (auto& levy : levies)
    if (levy.due &&
        (levy.tax->kind == tenant::TaxKind::withhold || !lines[levy.line].tax_inclusive))
      by_tax[{levy.tax->id, levy.tax->kind}].push_back(&levy);
  for (const auto& [key, members] : by_tax) {
    std::vector<Wide> numerators;
    for (const auto* levy : members)
      numerators.push_back(Wide{lines[levy->line].subtotal} * levy->factor);
    const auto amounts =
        rounded(numerators, factor_whole, asker.context.pack.settings.policy.tax_rounding);
    const bool withheld = std::get<1>(key) == tenant::TaxKind::withhold;
    for (std::size_t k = 0; k < members.size(); ++k)
      members[k]->amount = withheld ? -amounts[k] : amounts[k];
  }
}

/// Withheld by whom the law makes withhold, from the tax's least base on; a least base that cannot
/// be converted is none.
void settle_withheld(const Asker& asker, Currency wanted, const std::vector<PricedLine>& lines,
                     std::vector<Levy>& levies) {
  struct Base {
    Wide sum = 0;
    std::int64_t least = 0;
  };
  std::map<std::string_view, Base> bases;
  for (const auto& levy : levies) {
    if (levy.tax->kind != tenant::TaxKind::withhold) continue;
    auto& base = bases[levy.tax->id];
    base.sum += lines[levy.line].subtotal;
    base.least = std::max(base.least, levy.tax->min_base.value_or(0));
  }
  const bool withholds = asker.customer != nullptr && asker.customer->withholding;
  for (auto& levy : levies) {
    if (levy.tax->kind != tenant::TaxKind::withhold) continue;
    const auto& base = bases[levy.tax->id];
    const auto least = convert(asker, base.least, asker.context.currency, wanted).value_or(0);
    levy.due = withholds && base.sum >= least;
  }
}

}  // namespace

void add_taxes(const Asker& asker, Currency wanted, std::vector<PricedLine>& lines) {
  auto levies = levies_of(asker, lines);
  set_subtotals(asker, levies, lines);
  settle_withheld(asker, wanted, lines, levies);
  for (auto& levy : levies)
    if (levy.tax->kind == tenant::TaxKind::add) levy.due = !is_exempt(asker, *levy.tax);
  split_contained(levies, lines);
  compute_on_subtotals(asker, levies, lines);

  std::vector<Wide> totals;
  for (const auto& line : lines) totals.push_back(line.subtotal);
  for (const auto& levy : levies) {
    if (!levy.due) continue;
    lines[levy.line].taxes.push_back(
        {levy.tax->name, levy.tax->rate_bp, Money{levy.amount, wanted}});
    totals[levy.line] += levy.amount;
  }
  for (std::size_t i = 0; i < lines.size(); ++i) lines[i].total = clamped(totals[i]);
}

}  // namespace orkesta::pricing
