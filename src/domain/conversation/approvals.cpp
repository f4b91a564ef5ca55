/// What a person must decide: asked for, granted, refused, expired, withdrawn.

#include <algorithm>

#include "formats.hpp"
#include "rules.hpp"

namespace orkesta::conversation {
namespace {

auto timer_of(const std::string& approval) -> std::string {
  return std::string{timers::approval_expiry} + approval;
}

auto limit_of(const Deciding& deciding, const std::vector<std::string>& reasons)
    -> std::optional<Money> {
  const auto& context = deciding.context();
  for (const auto& reason : reasons) {
    if (reason == "total_limit" && context.pack.settings.policy.max_total)
      return Money{*context.pack.settings.policy.max_total, context.currency};
    if (reason != "credit_limit") continue;
    const auto* customer = context.customer(deciding.state().known.customer);
    if (customer != nullptr && customer->credit_limit)
      return Money{*customer->credit_limit, context.currency};
  }
  return std::nullopt;
}

/// The approval that a command means: by its name, or the only open one.
auto meant_by(const State& state, const Command& command) -> const OpenApproval* {
  if (!command.approval) return state.approvals.size() == 1 ? &state.approvals.front() : nullptr;
  const auto named =
      std::find_if(state.approvals.begin(), state.approvals.end(),
                   [&](const OpenApproval& one) { return one.approval == *command.approval; });
  return named == state.approvals.end() ? nullptr : &*named;
}

auto why_none(const State& state, const Command& command) -> std::string_view {
  if (command.approval) return "approval_not_open";
  return state.approvals.empty() ? "no_open_approval" : "several_open_approvals";
}

auto quote_in(pricing::PriceAnswer& answer) -> pricing::Quote* {
  if (auto* quote = std::get_if<pricing::Quote>(&answer)) return quote;
  auto* needs = std::get_if<pricing::NeedsApproval>(&answer);
  return needs != nullptr && needs->quote ? &*needs->quote : nullptr;
}

void note_command(Deciding& deciding, const char* name, const Command& command) {
  deciding.record(events::CommandAccepted{name, command.by, command.duplicate_key, deciding.at(),
                                          std::nullopt});
}

/// Prices may have moved since: what was granted is offered, or a person is asked again.
void offer_granted(Deciding& deciding, const OpenApproval& granted, const Command& command) {
  auto request = granted.request;
  request.at = deciding.at();
  if (command.discount_bp)
    request.discount_bp = std::clamp<std::int64_t>(*command.discount_bp, 0, 10000);
  auto answer = pricing::price(deciding.context(), request);
  auto* quote = quote_in(answer);
  if (quote == nullptr) return hand_off(deciding, "granted_without_price");
  const auto same_terms = !granted.total || granted.total == quote->total;
  if (!same_terms && request.discount_bp == granted.request.discount_bp &&
      granted.what == "quote") {
    auto proposal = *quote;
    return request_approval(deciding, "quote", {"prices_changed"}, request, std::move(proposal));
  }
  deciding.explain("QuoteBuilder", "automatic", "approval_granted", std::nullopt,
                   {granted.approval, format_major(quote->total)});
  deciding.record(matched(wanted_by(request), quote));
  offer_quote(deciding, std::move(*quote), granted.approval, Template::approval_granted);
}

}  // namespace

void request_approval(Deciding& deciding, std::string_view what, std::vector<std::string> reasons,
                      pricing::PriceRequest request, std::optional<pricing::Quote> proposal) {
  const auto& open = deciding.state().approvals;
  const auto same = std::any_of(open.begin(), open.end(), [&](const OpenApproval& one) {
    return one.what == what && one.request.lines == request.lines &&
           one.request.discount_bp == request.discount_bp;
  });
  if (same) return deciding.say(Template::approval_still_pending, "approval_pending");

  withdraw_approvals(deciding, "order_changed");
  const auto approval = deciding.new_id();
  const auto hours = std::chrono::hours{deciding.policy().approval_hours};
  const auto expires = deciding.at() + hours;
  auto limit = limit_of(deciding, reasons);
  const auto is_discount = what == "discount";
  deciding.explain("policy", "approve", reasons.empty() ? "" : reasons.front(), std::nullopt,
                   reasons);
  deciding.record(events::ApprovalRequested{approval, std::string{what}, std::move(reasons),
                                            std::move(limit), deciding.at(), expires,
                                            std::move(request), std::move(proposal)});
  deciding.set_timer(timer_of(approval), expires);
  // Where the bot may give something itself, it says that this is more.
  const auto pending =
      deciding.policy().max_discount_bp ? Template::discount_above : Template::discount_pending;
  deciding.say(is_discount ? pending : Template::approval_pending, "approval_pending");
}

void grant_approval(Deciding& deciding, const Command& command) {
  const auto* meant = meant_by(deciding.state(), command);
  if (meant == nullptr)
    return deciding.refuse(why_none(deciding.state(), command), "inbound.command.v1/grant",
                           command.by);
  const auto granted = *meant;
  note_command(deciding, "grant", command);
  deciding.record(events::ApprovalGranted{granted.approval, granted.what, granted.reasons,
                                          command.by, command.note, command.discount_bp,
                                          (deciding.at() - granted.requested_at).count()});
  deciding.cancel_timer(timer_of(granted.approval));
  offer_granted(deciding, granted, command);
}

void refuse_approval(Deciding& deciding, const Command& command) {
  const auto* meant = meant_by(deciding.state(), command);
  if (meant == nullptr)
    return deciding.refuse(why_none(deciding.state(), command), "inbound.command.v1/refuse",
                           command.by);
  const auto refused = *meant;
  note_command(deciding, "refuse", command);
  deciding.record(events::ApprovalRefused{refused.approval, refused.what, refused.reasons,
                                          command.by, command.note,
                                          (deciding.at() - refused.requested_at).count()});
  deciding.cancel_timer(timer_of(refused.approval));
  deciding.say(Template::approval_refused, "approval_refused");
}

void expire_approval(Deciding& deciding, std::string_view approval) {
  const auto& open = deciding.state().approvals;
  const auto found = std::find_if(
      open.begin(), open.end(), [&](const OpenApproval& one) { return one.approval == approval; });
  if (found == open.end()) return deciding.explain("policy", "ignored", "no_open_approval");
  deciding.explain("policy", "automatic", "approval_hours", std::nullopt, {found->approval});
  const auto expired = *found;
  deciding.record(events::ApprovalExpired{expired.approval, expired.what, expired.reasons});
  if (deciding.state().owner == Owner::person)
    return deciding.explain("policy", "silent", "owner_person");
  deciding.say(Template::approval_expired, "approval_expired");
}

void withdraw_approvals(Deciding& deciding, std::string_view because) {
  const auto open = deciding.state().approvals;
  for (const auto& one : open) {
    deciding.record(events::ApprovalWithdrawn{one.approval, one.what, std::string{because}});
    deciding.cancel_timer(timer_of(one.approval));
  }
}

}  // namespace orkesta::conversation
