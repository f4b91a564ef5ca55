#include "pricing/policy.hpp"

#include <algorithm>

#include "pricing/unit_price.hpp"

namespace orkesta::pricing {
namespace {

/// Limits in the quote's currency; remembers when one could not be converted.
class Limits {
 public:
  Limits(const Asker& asker, Currency wanted) : asker_(asker), wanted_(wanted) {}

  auto converted(const std::optional<std::int64_t>& limit) -> std::optional<std::int64_t> {
    if (!limit) return std::nullopt;
    auto amount = convert(asker_, *limit, asker_.context.currency, wanted_);
    lacks_rate_ = lacks_rate_ || !amount;
    return amount;
  }
  auto lacks_rate() const -> bool { return lacks_rate_; }

 private:
  const Asker& asker_;
  Currency wanted_;
  bool lacks_rate_ = false;
};

auto sells_too_many(const tenant::Policy& policy, const std::vector<PricedLine>& lines) -> bool {
  return policy.max_quantity &&
         std::any_of(lines.begin(), lines.end(), [&](const PricedLine& line) {
           return line.line.sold.thousandths > Wide{*policy.max_quantity} * 1000;
         });
}

auto discounts_too_much(const tenant::Policy& policy, const Sums& sums) -> bool {
  return policy.max_discount_bp &&
         Wide{sums.gross - sums.net} * bp_whole > Wide{*policy.max_discount_bp} * sums.gross;
}

auto earns_too_little(const tenant::Policy& policy, const std::vector<PricedLine>& lines,
                      Limits& limits) -> bool {
  if (!policy.min_margin_bp) return false;
  bool too_little = false;
  for (const auto& line : lines) {
    const auto cost = limits.converted(line.line.product->cost);
    if (!cost) continue;
    const auto cost_of_all = divide_half_even(Wide{*cost} * line.line.sold.thousandths, 1000);
    too_little = too_little ||
                 Wide{line.subtotal} * bp_whole < cost_of_all * (bp_whole + *policy.min_margin_bp);
  }
  return too_little;
}

auto exceeds_credit(const Asker& asker, const Sums& sums, Limits& limits) -> bool {
  const auto* customer = asker.customer;
  if (customer == nullptr || customer->terms_days <= 0 || !customer->credit_limit) return false;
  const auto limit = limits.converted(customer->credit_limit);
  const auto used = limits.converted(customer->credit_used);
  return limit && used && Wide{sums.total} + *used > *limit;
}

}  // namespace

auto judge(const Asker& asker, Currency wanted, const std::vector<PricedLine>& lines,
           const Sums& sums) -> Verdict {
  const auto& policy = asker.context.pack.settings.policy;
  Limits limits(asker, wanted);
  const bool margin_limit = earns_too_little(policy, lines, limits);
  const auto max_total = limits.converted(policy.max_total);
  const bool credit_limit = exceeds_credit(asker, sums, limits);
  const auto min_order = limits.converted(policy.min_order);
  const bool lacks_stock = std::any_of(
      lines.begin(), lines.end(), [](const PricedLine& line) { return line.line.beyond_stock; });

  Verdict verdict;
  const auto note = [&](bool applies, ApprovalReason reason) {
    if (applies) verdict.reasons.push_back(reason);
  };
  note(limits.lacks_rate(), ApprovalReason::no_rate);
  note(sells_too_many(policy, lines), ApprovalReason::quantity_limit);
  note(discounts_too_much(policy, sums), ApprovalReason::discount_limit);
  note(margin_limit, ApprovalReason::margin_limit);
  note(max_total && sums.total > *max_total, ApprovalReason::total_limit);
  note(credit_limit, ApprovalReason::credit_limit);
  note(lacks_stock && policy.backorder == tenant::Backorder::approve, ApprovalReason::stock);
  note(asker.customer != nullptr && asker.customer->blocked, ApprovalReason::customer_blocked);
  if (min_order && sums.net < *min_order) verdict.below_minimum = *min_order;
  return verdict;
}

}  // namespace orkesta::pricing
