#include "pricing/discounts.hpp"

#include <algorithm>
#include <tuple>

#include "orkesta/core/assert.hpp"
#include "pricing/unit_price.hpp"

namespace orkesta::pricing {
namespace {

/// A promotion whose conditions hold, in the quote's currency.
struct Offer {
  const tenant::Promotion* promotion;
  std::string group;
  std::int64_t amount = 0;
  std::vector<std::size_t> scope;  ///< The lines it covers.
  bool used = false;
};

auto is_line_kind(tenant::PromotionKind kind) -> bool {
  switch (kind) {
    case tenant::PromotionKind::percent:
    case tenant::PromotionKind::amount:
    case tenant::PromotionKind::buy_x_get_y:
      return true;
    case tenant::PromotionKind::order_percent:
    case tenant::PromotionKind::order_amount:
      return false;
  }
  ORKESTA_UNREACHABLE();
}

auto folded_coupon(std::string_view text) -> std::string {
  const auto first = text.find_first_not_of(" \t\r\n");
  if (first == std::string_view::npos) return {};
  return tenant::fold_case(text.substr(first, text.find_last_not_of(" \t\r\n") - first + 1));
}

/// The coupons as given: folded, each once, blank ones left out.
auto given_coupons(const std::vector<std::string>& texts) -> std::vector<std::string> {
  std::vector<std::string> coupons;
  for (const auto& text : texts) {
    auto coupon = folded_coupon(text);
    if (coupon.empty() || std::count(coupons.begin(), coupons.end(), coupon) > 0) continue;
    coupons.push_back(std::move(coupon));
  }
  return coupons;
}

auto covers(const tenant::Promotion& promotion, const tenant::Product& product) -> bool {
  const auto names = [&](const std::string& value) {
    return std::count(promotion.scope_value.begin(), promotion.scope_value.end(), value) > 0;
  };
  switch (promotion.scope) {
    case tenant::Scope::sku:
      return names(product.sku);
    case tenant::Scope::category:
      return names(product.category);
    case tenant::Scope::all:
      return true;
  }
  ORKESTA_UNREACHABLE();
}

auto scope_of(const Asker& asker, const tenant::Promotion& promotion,
              const std::vector<PricedLine>& lines) -> std::vector<std::size_t> {
  const bool own_prices_too = asker.context.pack.settings.policy.promotions_on_customer_prices;
  std::vector<std::size_t> scope;
  for (std::size_t i = 0; i < lines.size(); ++i)
    if ((!lines[i].own_price || own_prices_too) && covers(promotion, *lines[i].line.product))
      scope.push_back(i);
  return scope;
}

/// The promotion as an offer, or nothing when one of its conditions does not hold or an amount of
/// it cannot be converted.
auto offer_of(const Asker& asker, const tenant::Promotion& promotion, Currency wanted,
              const std::vector<std::string>& coupons, const std::vector<PricedLine>& lines)
    -> std::optional<Offer> {
  if (!holds(promotion.valid_from, promotion.valid_until, asker.at)) return std::nullopt;
  if (!promotion.segment.empty() && promotion.segment != asker.segment) return std::nullopt;
  if (!promotion.coupon.empty() &&
      std::count(coupons.begin(), coupons.end(), folded_coupon(promotion.coupon)) == 0)
    return std::nullopt;
  if (promotion.first_purchase && (asker.customer == nullptr || asker.customer->orders != 0))
    return std::nullopt;

  Offer offer{&promotion, promotion.group.empty() ? '~' + promotion.id : promotion.group, 0,
              scope_of(asker, promotion, lines)};
  if (offer.scope.empty()) return std::nullopt;
  Wide scope_thousandths = 0;
  for (const auto i : offer.scope) scope_thousandths += lines[i].line.sold.thousandths;
  if (promotion.min_quantity && Wide{*promotion.min_quantity} * 1000 > scope_thousandths)
    return std::nullopt;

  const auto currency = Currency::parse(promotion.currency).value_or(asker.context.currency);
  if (promotion.min_subtotal) {
    const auto minimum = convert(asker, *promotion.min_subtotal, currency, wanted);
    Wide gross = 0;
    for (const auto& line : lines) gross += line.gross;
    if (!minimum || *minimum > gross) return std::nullopt;
  }
  if (promotion.kind == tenant::PromotionKind::amount ||
      promotion.kind == tenant::PromotionKind::order_amount) {
    const auto amount = convert(asker, promotion.amount, currency, wanted);
    if (!amount) return std::nullopt;
    offer.amount = *amount;
  }
  return offer;
}

auto share_of(std::int64_t amount, std::int64_t bp) -> std::int64_t {
  return static_cast<std::int64_t>(divide_half_even(Wide{amount} * bp, bp_whole));
}

/// What a line promotion takes off this line now.
auto line_discount(const Offer& offer, const PricedLine& line) -> std::int64_t {
  const auto& promotion = *offer.promotion;
  const auto sold = line.line.sold;
  switch (promotion.kind) {
    case tenant::PromotionKind::percent:
      return share_of(line.net, promotion.value_bp);
    case tenant::PromotionKind::amount:
      return std::min(times(offer.amount, sold), line.net);
    case tenant::PromotionKind::buy_x_get_y: {
      ORKESTA_ASSERT(promotion.buy > 0 && promotion.get > 0);  // Packs are checked.
      const auto whole = sold.thousandths / 1000;
      const auto free = Wide{whole / (promotion.buy + promotion.get)} * promotion.get;
      return static_cast<std::int64_t>(
          divide_half_even(Wide{line.net} * free * 1000, sold.thousandths));
    }
    case tenant::PromotionKind::order_percent:
    case tenant::PromotionKind::order_amount:
      break;
  }
  ORKESTA_UNREACHABLE();
}

auto scope_sum(const Offer& offer, const std::vector<PricedLine>& lines) -> std::int64_t {
  std::int64_t sum = 0;
  for (const auto i : offer.scope) sum += lines[i].net;
  return sum;
}

/// What an order promotion takes off its lines now.
auto order_discount(const Offer& offer, const std::vector<PricedLine>& lines) -> std::int64_t {
  const auto sum = scope_sum(offer, lines);
  return offer.promotion->kind == tenant::PromotionKind::order_percent
             ? share_of(sum, offer.promotion->value_bp)
             : std::min(offer.amount, sum);
}

void take_off(PricedLine& line, const std::string& reason, std::int64_t amount, Currency wanted) {
  ORKESTA_ASSERT(amount >= 0 && amount <= line.net);
  if (amount == 0) return;
  line.net -= amount;
  line.discounts.push_back({reason, Money{amount, wanted}});
}

void spread(std::vector<PricedLine>& lines, const std::vector<std::size_t>& scope,
            const std::string& reason, std::int64_t amount, Currency wanted) {
  std::vector<std::int64_t> weights;
  for (const auto i : scope) weights.push_back(lines[i].net);
  const auto shares = largest_remainder(amount, weights);
  for (std::size_t i = 0; i < scope.size(); ++i)
    take_off(lines[scope[i]], reason, shares[i], wanted);
}

using Group = std::span<Offer>;

/// Offers of one group stand side by side, lowest id first.
auto groups_of(std::vector<Offer>& offers) -> std::vector<Group> {
  const auto rank = [](const Offer& offer) {
    return std::tie(offer.promotion->priority, offer.group, offer.promotion->id);
  };
  std::sort(offers.begin(), offers.end(),
            [&](const Offer& a, const Offer& b) { return rank(a) < rank(b); });
  std::vector<Group> groups;
  for (std::size_t from = 0; from < offers.size();) {
    std::size_t to = from + 1;
    while (to < offers.size() && offers[to].group == offers[from].group &&
           offers[to].promotion->priority == offers[from].promotion->priority)
      ++to;
    groups.emplace_back(offers.data() + from, to - from);
    from = to;
  }
  return groups;
}

/// The first of the group's greatest discounts; null when none takes anything off.
template <class DiscountOf>
auto best_of(Group group, DiscountOf&& discount_of) -> std::pair<Offer*, std::int64_t> {
  std::pair<Offer*, std::int64_t> best{nullptr, 0};
  for (auto& offer : group) {
    const std::int64_t discount = discount_of(offer);
    if (discount > best.second) best = {&offer, discount};
  }
  return best;
}

void take_line_offers(std::vector<Offer>& offers, std::vector<PricedLine>& lines, Currency wanted) {
  const auto groups = groups_of(offers);
  for (std::size_t i = 0; i < lines.size(); ++i)
    for (const auto group : groups) {
      const auto [offer, discount] = best_of(group, [&](const Offer& candidate) {
        const auto& scope = candidate.scope;
        return std::binary_search(scope.begin(), scope.end(), i)
                   ? line_discount(candidate, lines[i])
                   : 0;
      });
      if (offer == nullptr) continue;
      take_off(lines[i], offer->promotion->id, discount, wanted);
      offer->used = true;
    }
}

void take_order_offers(std::vector<Offer>& offers, std::vector<PricedLine>& lines,
                       Currency wanted) {
  for (const auto group : groups_of(offers)) {
    const auto [offer, discount] =
        best_of(group, [&](const Offer& candidate) { return order_discount(candidate, lines); });
    if (offer == nullptr) continue;
    spread(lines, offer->scope, offer->promotion->id, discount, wanted);
    offer->used = true;
  }
}

auto coupon_notes(const Asker& asker, const std::vector<std::string>& coupons,
                  const std::vector<const tenant::Promotion*>& used) -> std::vector<QuoteNote> {
  std::vector<QuoteNote> notes;
  for (const auto& coupon : coupons) {
    const auto asks_for_it = [&](const tenant::Promotion& promotion) {
      return folded_coupon(promotion.coupon) == coupon;
    };
    const auto& all = asker.context.pack.promotions;
    QuoteNote note;
    note.coupon = coupon;
    if (std::none_of(all.begin(), all.end(), asks_for_it)) {
      note.code = "coupon_unknown";
    } else if (std::none_of(used.begin(), used.end(),
                            [&](const auto* promotion) { return asks_for_it(*promotion); })) {
      note.code = "coupon_not_applied";
    } else {
      continue;
    }
    notes.push_back(std::move(note));
  }
  return notes;
}

}  // namespace

auto take_discounts(const Asker& asker, const PriceRequest& request, Currency wanted,
                    std::vector<PricedLine>& lines) -> Discounted {
  const auto coupons = given_coupons(request.coupons);
  std::vector<Offer> of_lines;
  std::vector<Offer> of_order;
  for (const auto& promotion : asker.context.pack.promotions)
    if (auto offer = offer_of(asker, promotion, wanted, coupons, lines))
      (is_line_kind(promotion.kind) ? of_lines : of_order).push_back(std::move(*offer));

  take_line_offers(of_lines, lines, wanted);
  take_order_offers(of_order, lines, wanted);
  if (request.discount_bp > 0) {
    std::vector<std::size_t> all(lines.size());
    std::int64_t sum = 0;
    for (std::size_t i = 0; i < lines.size(); ++i) {
      all[i] = i;
      sum += lines[i].net;
    }
    spread(lines, all, "negotiated", share_of(sum, request.discount_bp), wanted);
  }

  Discounted discounted;
  std::vector<const tenant::Promotion*> used;
  for (const auto* offers : {&of_lines, &of_order})
    for (const auto& offer : *offers) {
      if (!offer.used) continue;
      used.push_back(offer.promotion);
      const auto& until = offer.promotion->valid_until;
      if (until && (!discounted.until || *until < *discounted.until)) discounted.until = until;
    }
  discounted.coupon_notes = coupon_notes(asker, coupons, used);
  return discounted;
}

}  // namespace orkesta::pricing
