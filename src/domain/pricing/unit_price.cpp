#include "pricing/unit_price.hpp"

#include <algorithm>
#include <map>
#include <tuple>

namespace orkesta::pricing {
namespace {

/// A place where prices stand: a customer's own, or a list.
struct Source {
  std::string_view customer;
  std::string_view list;
  bool tax_inclusive;
};

/// Nearest first: the customer's own prices, the list, its parents, the default list.
auto sources_of(const Asker& asker) -> std::vector<Source> {
  std::vector<Source> sources;
  const auto* list = asker.context.price_list(asker.list);
  const bool inclusive = list != nullptr && list->tax_inclusive;
  if (asker.customer != nullptr) sources.push_back({asker.customer->id, {}, inclusive});
  const auto is_listed = [&](const tenant::PriceList& wanted) {
    return std::any_of(sources.begin(), sources.end(),
                       [&](const Source& source) { return source.list == wanted.id; });
  };
  for (; list != nullptr && !is_listed(*list); list = asker.context.price_list(list->parent))
    sources.push_back({{}, list->id, list->tax_inclusive});
  const auto* last = asker.context.price_list(asker.context.pack.settings.default_list);
  if (last != nullptr && !is_listed(*last)) sources.push_back({{}, last->id, last->tax_inclusive});
  return sources;
}

/// The greatest minimum wins, then the latest start (none is the oldest), then the lowest price.
auto beats(const tenant::Price& one, const tenant::Price& other) -> bool {
  const auto rank = [](const tenant::Price& row) {
    return std::tuple(std::max<std::int64_t>(row.min_quantity, 1), row.valid_from, -row.price);
  };
  return rank(one) > rank(other);
}

auto best_row(const Asker& asker, const Source& source, const tenant::Product& product,
              std::string_view currency, Wide tier_thousandths) -> const tenant::Price* {
  const tenant::Price* best = nullptr;
  for (const auto index : asker.context.prices_of(product.sku)) {
    const auto& row = asker.context.pack.prices[index];
    if (row.customer != source.customer || row.list != source.list) continue;
    if (row.currency != currency || !holds(row.valid_from, row.valid_until, asker.at)) continue;
    if (row.min_quantity > 1 && Wide{row.min_quantity} * 1000 > tier_thousandths) continue;
    if (best == nullptr || beats(row, *best)) best = &row;
  }
  return best;
}

struct Found {
  const tenant::Price* row = nullptr;
  std::int64_t price = 0;
  Source source;
  bool converted = false;
};

/// A nearer source in the tenant's currency beats a farther one in the wanted currency.
auto find_price(const Asker& asker, const std::vector<Source>& sources,
                const tenant::Product& product, Currency wanted, Wide tier_thousandths,
                Unpriced& unpriced) -> std::optional<Found> {
  const auto own = asker.context.currency;
  bool unconvertible = false;
  for (const auto& source : sources) {
    if (const auto* row = best_row(asker, source, product, wanted.code(), tier_thousandths))
      return Found{row, row->price, source, false};
    if (wanted == own) continue;
    const auto* row = best_row(asker, source, product, own.code(), tier_thousandths);
    if (row == nullptr) continue;
    if (asker.context.pack.settings.policy.fx_allowed)
      if (const auto price = convert(asker, row->price, own, wanted))
        return Found{row, *price, source, true};
    unconvertible = true;
  }
  (unconvertible ? unpriced.no_rate : unpriced.no_price) = true;
  return std::nullopt;
}

/// The pair's latest row until that day; null when there is none, or only one too old.
auto usable_rate(const Asker& asker, std::string_view from, std::string_view to)
    -> const tenant::FxRate* {
  const auto today = format_date(asker.local_date);
  const tenant::FxRate* latest = nullptr;
  for (const auto& row : asker.context.pack.fx) {
    if (row.from != from || row.to != to || row.date > today) continue;
    if (latest == nullptr || row.date > latest->date) latest = &row;
  }
  if (latest == nullptr) return nullptr;
  const auto day = parse_date(latest->date);
  if (!day || latest->rate_millionths <= 0) return nullptr;
  const auto age_days = days_since_epoch(asker.local_date) - days_since_epoch(*day);
  return age_days <= asker.context.pack.settings.policy.fx_max_age_days ? latest : nullptr;
}

auto power_of_ten(int exponent) -> Wide {
  Wide power = 1;
  for (; exponent > 0; --exponent) power *= 10;
  return power;
}

}  // namespace

auto convert(const Asker& asker, std::int64_t amount, Currency from, Currency to)
    -> std::optional<std::int64_t> {
  if (from == to) return amount;
  constexpr Wide millionths = 1'000'000;
  const auto to_minor = power_of_ten(to.exponent());
  const auto from_minor = power_of_ten(from.exponent());
  Wide converted = 0;
  if (const auto* rate = usable_rate(asker, from.code(), to.code())) {
    converted =
        divide_half_even(Wide{amount} * rate->rate_millionths * to_minor, millionths * from_minor);
  } else if (const auto* back = usable_rate(asker, to.code(), from.code())) {
    converted = divide_half_even(Wide{amount} * millionths * to_minor,
                                 Wide{back->rate_millionths} * from_minor);
  } else {
    return std::nullopt;
  }
  return converted > amount_beyond ? amount_beyond : static_cast<std::int64_t>(converted);
}

auto priced_lines(const Asker& asker, const std::vector<SoldLine>& sold, Currency wanted)
    -> PricedLines {
  std::map<std::string_view, Wide> group_thousandths;
  for (const auto& line : sold)
    group_thousandths[line.product->tier_group] += line.sold.thousandths;

  PricedLines priced;
  const auto sources = sources_of(asker);
  for (const auto& line : sold) {
    const auto& group = line.product->tier_group;
    const auto tier = group.empty() ? Wide{line.sold.thousandths} : group_thousandths[group];
    const auto found = find_price(asker, sources, *line.product, wanted, tier, priced.unpriced);
    if (!found) continue;
    PricedLine next;
    next.line = line;
    next.unit_price = found->price;
    next.own_price = !found->source.customer.empty();
    next.tax_inclusive = found->source.tax_inclusive;
    next.converted = found->converted;
    next.gross = times(found->price, line.sold);
    next.net = next.gross;
    priced.lines.push_back(std::move(next));
    const auto& until = found->row->valid_until;
    if (until && (!priced.until || *until < *priced.until)) priced.until = until;
  }
  return priced;
}

}  // namespace orkesta::pricing
