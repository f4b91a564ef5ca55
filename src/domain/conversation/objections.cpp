/// Objections (O5): price, trust, timing. Each is recorded, answered with a tactic that the pack
/// holds, none of them twice, and won or lost in the end. Nothing is ever taken off a price here:
/// that is the business of a counter-offer.

#include <algorithm>
#include <array>

#include "bargaining.hpp"
#include "negotiation.hpp"
#include "tools.hpp"
#include "words.hpp"

namespace orkesta::conversation {
namespace {

/// What we asked last leaves it open whether the sale goes on.
constexpr std::array asks_to_go_on{
    Template::objection_comparison, Template::objection_per_piece, Template::payment_plans,
    Template::objection_value,      Template::bonus,               Template::tool_roi};

auto kind_of(std::string_view intent) -> std::string_view {
  if (intent == "objection_price") return "price";
  if (intent == "objection_trust") return "trust";
  return intent == "objection_timing" ? std::string_view{"timing"} : std::string_view{};
}

auto is_used(const State& state, std::string_view kind, std::string_view tactic) -> bool {
  const auto wanted = std::string{kind} + '/' + std::string{tactic};
  const auto& all = state.bargain.tactics;
  return std::find(all.begin(), all.end(), wanted) != all.end();
}

/// Says something, or leaves it to the next one.
using Tactic = auto(Deciding& deciding, const Matter& matter) -> bool;
struct NamedTactic {
  std::string_view name;
  Tactic* attempt;
};

auto per_piece(Deciding& deciding, const Matter& matter) -> bool {
  const auto* product = product_in_question(deciding, matter);
  if (product == nullptr || product->pack_size <= 1) return false;
  auto price = list_price_of(deciding, product->sku, "1");
  if (!price || price->price.minor_units < product->pack_size) return false;
  auto& amount = price->price.minor_units;
  amount = static_cast<std::int64_t>(divide_half_even(Wide{amount}, product->pack_size));
  deciding.say(Template::objection_per_piece, "objection",
               {product_slot(deciding.context(), product->sku),
                price_slot(deciding, "price", *price, product->sku),
                words_slot("unit", product->base_unit)});
  return true;
}

auto instalments(Deciding& deciding, const Matter& matter) -> bool {
  const auto* product = product_in_question(deciding, matter);
  const auto total = total_in_question(deciding, product);
  if (!total || product == nullptr) return false;
  auto plans = plan_lines(deciding, total);
  if (plans.text.empty()) return false;
  deciding.say(Template::payment_plans, "objection",
               {product_slot(deciding.context(), product->sku), words_slot("plans", plans.text)},
               std::move(plans.facts));
  return true;
}

auto volume(Deciding& deciding, const Matter& /*matter*/) -> bool {
  const auto tier = next_tier(deciding);
  if (!tier) return false;
  suggest(deciding, *tier, Template::volume_suggested, "objection");
  return true;
}

auto smaller_pack(Deciding& deciding, const Matter& matter) -> bool {
  const auto* product = product_in_question(deciding, matter);
  const auto smaller = product == nullptr ? std::nullopt : smaller_option(deciding, *product);
  if (!smaller) return false;
  suggest(deciding, *smaller, Template::smaller_suggested, "objection");
  return true;
}

auto warranty(Deciding& deciding, const Matter& matter) -> bool {
  const auto* product = product_in_question(deciding, matter);
  if (product == nullptr) return false;
  const auto days = warranty_days(deciding.context(), *product);
  if (!days) return false;
  deciding.say(Template::objection_value, "objection",
               {product_slot(deciding.context(), product->sku),
                fact_slot("days", std::to_string(*days), "knowledge")});
  return true;
}

auto other_option(Deciding& deciding, const Matter& /*matter*/) -> bool {
  deciding.say(Template::objection_price, "objection");
  return true;
}

auto returns_policy(Deciding& deciding, const Matter& /*matter*/) -> bool {
  const auto* entry = deciding.context().faq("returns");
  if (entry == nullptr) return false;
  deciding.say(Template::trust_faq, "objection",
               {fact_slot("answer", entry->answer, "faq:returns")});
  return true;
}

auto who_we_are(Deciding& deciding, const Matter& /*matter*/) -> bool {
  deciding.say(Template::objection_trust, "objection", {business_slot(deciding.context())});
  return true;
}

auto validity(Deciding& deciding, const Matter& /*matter*/) -> bool {
  if (!deciding.has_open_quote()) return false;
  deciding.say(Template::timing_validity, "objection",
               quote_slots(deciding.context(), deciding.state().quote->quote, deciding.language()));
  return true;
}

auto follow_up_date(Deciding& deciding, const Matter& /*matter*/) -> bool {
  deciding.say(Template::timing_ask_date, "objection");
  return true;
}

auto no_hurry(Deciding& deciding, const Matter& /*matter*/) -> bool {
  deciding.say(Template::objection_timing, "objection");
  return true;
}

auto offer_person(Deciding& deciding, const Matter& /*matter*/) -> bool {
  deciding.say(Template::complaint, "objection");
  return true;
}

constexpr NamedTactic of_price[] = {{"comparison", per_piece},   {"instalments", instalments},
                                    {"volume", volume},          {"smaller_pack", smaller_pack},
                                    {"guarantee", warranty},     {"other_option", other_option}};
constexpr NamedTactic of_trust[] = {
    {"guarantee", warranty}, {"returns", returns_policy}, {"company", who_we_are}};
constexpr NamedTactic of_timing[] = {
    {"validity", validity}, {"follow_up_date", follow_up_date}, {"no_hurry", no_hurry}};

auto tactics_for(std::string_view kind) -> std::span<const NamedTactic> {
  if (kind == "price") return of_price;
  if (kind == "trust") return of_trust;
  return of_timing;
}

/// The tenant's own tools against this objection come first, in the pack's order.
auto answer_with_tool(Deciding& deciding, const Matter& matter, std::string_view kind)
    -> std::string_view {
  const auto& state = deciding.state();
  const auto* tool = choose_ready_tool(
      deciding, matter, "objection_" + std::string{kind}, [&](const tenant::Tool& one) {
        return was_used(state, one.name) || is_used(state, kind, tactic_of(one.name));
      });
  if (tool == nullptr) return {};
  const auto arguments = arguments_in(deciding, matter, *tool, {});
  const auto done = call_tool(deciding, matter, tool->name, arguments) == "done";
  return done ? tactic_of(tool->name) : std::string_view{};
}

auto answer_from_pack(Deciding& deciding, const Matter& matter, std::string_view kind)
    -> std::string_view {
  for (const auto& tactic : tactics_for(kind)) {
    if (is_used(deciding.state(), kind, tactic.name)) continue;
    if (tactic.attempt(deciding, matter)) return tactic.name;
  }
  return {};
}

/// Tactics, each at most once; then a person is offered, and then one takes over.
void answer(Deciding& deciding, const Matter& matter, const std::string& kind) {
  auto tactic = answer_with_tool(deciding, matter, kind);
  if (tactic.empty()) tactic = answer_from_pack(deciding, matter, kind);
  if (tactic.empty() && !is_used(deciding.state(), kind, "person")) {
    offer_person(deciding, matter);
    tactic = "person";
  }
  if (tactic.empty()) return hand_off(deciding, "objection_" + kind);
  deciding.explain("ObjectionHandler", "automatic", tactic, std::nullopt, {kind});
  deciding.record(events::ObjectionAnswered{kind, std::string{tactic}, deciding.at()});
}

void raise(Deciding& deciding, const Matter& matter, const std::string& kind) {
  const auto& open = deciding.state().bargain.objections;
  const auto before = std::find_if(open.begin(), open.end(),
                                   [&](const OpenObjection& one) { return one.kind == kind; });
  const auto times = before == open.end() ? 1 : before->times + 1;
  // What is objected to was seen before: the advertisement's product, or what was shown.
  const auto& state = deciding.state();
  const auto was_shown = product_in_question(deciding, matter) != nullptr;
  deciding.record(events::ObjectionRaised{kind, state.stage, times, deciding.at()});
  if (was_shown) deciding.reach_at_least(Stage::presentation, "objection_" + kind);
  if (is_legal(state.stage, Stage::objection))
    deciding.reach(Stage::objection, "objection_" + kind);
}

auto asked_to_go_on(const Deciding& deciding) -> bool {
  return std::any_of(asks_to_go_on.begin(), asks_to_go_on.end(),
                     [&](Template one) { return name_of(one) == deciding.last_said(); });
}

auto gives_up(const Matter& matter) -> bool {
  return calls_off(matter.words) || says_any(matter.words, {"olvidalo", "olvidelo", "forget"});
}

void lose(Deciding& deciding, const char* because) {
  const auto open = deciding.state().bargain.objections;
  for (const auto& one : open)
    deciding.record(events::ObjectionLost{one.kind, one.tactic, because, one.raised_at,
                                          deciding.at()});
}

}  // namespace

auto answer_objection(Deciding& deciding, const Matter& matter) -> bool {
  const auto kind = std::string{kind_of(matter.intent.name)};
  if (kind.empty() || !is_likely(deciding, matter.intent) || gives_up(matter)) return false;
  raise(deciding, matter, kind);
  answer(deciding, matter, kind);
  return true;
}

/// With a quote, calling it off says the rest (bare_answers.cpp).
auto give_up(Deciding& deciding, const Matter& matter) -> bool {
  if (deciding.state().bargain.objections.empty() || deciding.has_open_quote()) return false;
  if (!gives_up(matter)) return false;
  lose(deciding, "gave_up");
  deciding.say(Template::objection_lost, "objection");
  return true;
}

/// "¿Seguimos?" — "sí".
auto go_on_after_objection(Deciding& deciding, const Matter& matter) -> bool {
  if (!asked_to_go_on(deciding) || !is_yes(matter.words)) return false;
  if (accepts_in_words(matter.words)) return false;
  if (deciding.has_open_quote()) {
    confirm_acceptance(deciding);
    return true;
  }
  const auto* product = product_in_question(deciding, matter);
  if (product == nullptr) return false;
  const auto counts_one = deciding.policy().missing_quantity == tenant::MissingQuantity::one;
  auto wanted = Wanted{{{product->sku, "1", "", confidence_max, "", {}}}, {}, ""};
  if (counts_one) {
    price_order(deciding, wanted);
    return true;
  }
  wanted.lines.front().quantity.clear();
  wanted.lines.front().unclear = "quantity";
  ask_about(deciding, wanted, 0);
  return true;
}

/// What is said next and objects to nothing goes on where the sale stood.
void leave_objection(Deciding& deciding, const Matter& matter) {
  const auto& state = deciding.state();
  if (state.stage != Stage::objection || !state.objection_raised_in) return;
  if (!kind_of(matter.intent.name).empty()) return;
  deciding.reach(*state.objection_raised_in, "objection_answered");
}

void settle_objections(Deciding& deciding) {
  const auto open = deciding.state().bargain.objections;
  if (open.empty()) return;
  if (deciding.has_recorded<events::QuoteAccepted>())
    for (const auto& one : open)
      deciding.record(
          events::ObjectionWon{one.kind, one.tactic, one.raised_at, deciding.at()});
  if (deciding.has_recorded<events::QuoteRejected>()) lose(deciding, "rejected");
  if (deciding.has_recorded<events::ConversationClosed>()) lose(deciding, "closed");
}

}  // namespace orkesta::conversation
