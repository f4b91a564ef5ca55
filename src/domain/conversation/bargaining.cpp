#include "bargaining.hpp"

#include <algorithm>

#include "cues.hpp"
#include "orkesta/domain/pricing/instalments.hpp"

namespace orkesta::conversation {
namespace {

constexpr std::int64_t tier_times_max = 10;  // A tier farther than this is no suggestion.

auto request_for(const Deciding& deciding, const std::string& sku, const std::string& quantity)
    -> pricing::PriceRequest {
  auto wanted = wanted_before(deciding);
  wanted.lines = {{sku, quantity, "", confidence_max, "", {}}};
  wanted.coupons.clear();
  return request_of(deciding, wanted);
}

auto untaxed_words(std::string_view language) -> std::string {
  if (language == "en") return " plus tax";
  if (language == "pt") return " mais impostos";
  if (language == "fr") return " hors taxes";
  return " más impuestos";
}

auto from_words(std::string_view language) -> std::string {
  if (language == "en") return ", from ";
  if (language == "pt") return ", a partir de ";
  if (language == "fr") return ", à partir de ";
  return ", desde ";
}

auto amount_fact(std::string name, const Money& amount, std::string source) -> Fact {
  return {std::move(name), format_major(amount), std::nullopt, std::move(source)};
}

/// `3 × $1,333.00 MXN`, or with the parts that hold a unit more in front.
void add_parts(PlanLines& plans, const std::vector<Money>& parts, const std::string& source) {
  for (std::size_t i = 0; i < parts.size();) {
    auto same = i;
    while (same < parts.size() && parts[same] == parts[i]) ++same;
    const auto count = std::to_string(same - i);
    plans.text += (i == 0 ? ": " : " + ") + count + " × " + written_amount(parts[i]);
    plans.facts.push_back({"parts", count, std::nullopt, source});
    plans.facts.push_back(amount_fact("part", parts[i], source));
    i = same;
  }
}

void add_plan(PlanLines& plans, const Deciding& deciding, const tenant::Instalment& plan,
              std::optional<Money> total) {
  const auto source = "instalments:" + plan.id;
  const auto name = plan.name.empty() ? plan.id : plan.name;
  plans.text += (plans.text.empty() ? "- " : "\n- ") + name;
  plans.facts.push_back({"plan", name, std::nullopt, source});
  if (total) return add_parts(plans, pricing::instalment_parts(plan, *total), source);
  if (!plan.min_total) return;
  const auto least = Money{*plan.min_total, deciding.context().currency};
  plans.text += from_words(deciding.language()) + written_amount(least);
  plans.facts.push_back(amount_fact("from", least, source));
}

/// Quantities at which a price row of the product begins, above this one, rising.
auto tiers_above(const tenant::Context& context, const std::string& sku, Quantity now)
    -> std::vector<std::int64_t> {
  auto tiers = std::vector<std::int64_t>{};
  for (const auto row : context.prices_of(sku)) {
    const auto from = context.pack.prices[row].min_quantity;
    if (Quantity::whole(from) > now) tiers.push_back(from);
  }
  std::sort(tiers.begin(), tiers.end());
  tiers.erase(std::unique(tiers.begin(), tiers.end()), tiers.end());
  return tiers;
}

auto is_in_stock(const tenant::Product& product, std::int64_t quantity) -> bool {
  return !product.stock || quantity <= *product.stock;
}

auto tier_of(const Deciding& deciding, const pricing::QuoteLine& line)
    -> std::optional<events::AlternativeSuggested> {
  const auto& context = deciding.context();
  const auto* product = context.product(line.sku);
  const auto limit = line.quantity.thousandths / 1000 * tier_times_max;
  for (const auto tier : tiers_above(context, line.sku, line.quantity)) {
    if (product == nullptr || tier > limit || !is_in_stock(*product, tier)) break;
    const auto price = list_price_of(deciding, line.sku, std::to_string(tier));
    if (!price || price->price.currency != line.unit_price.currency) continue;
    if (price->price.minor_units >= line.unit_price.minor_units) continue;
    return events::AlternativeSuggested{"volume",   line.sku,     line.sku,
                                        Quantity::whole(tier), line.unit, price->price,
                                        deciding.at()};
  }
  return std::nullopt;
}

/// Of one kind: the same category, and a word of the name in common.
auto is_like(const tenant::Product& a, const tenant::Product& b) -> bool {
  if (a.sku == b.sku || a.category != b.category) return false;
  if (!a.model.empty() && a.model == b.model) return true;
  const auto words = telling_words(a.name);
  return !words.empty() && shared_words({words.front()}, b.name) > 0;
}

auto fits_better(std::string_view applies, const tenant::Product& product) -> int {
  if (applies == "sku:" + product.sku) return 3;
  if (applies == "category:" + product.category) return 2;
  return applies == "all" ? 1 : 0;
}

}  // namespace

auto list_price_of(const Deciding& deciding, const std::string& sku, const std::string& quantity)
    -> std::optional<pricing::ListPrice> {
  return pricing::list_price(deciding.context(), request_for(deciding, sku, quantity));
}

auto price_slot(const Deciding& deciding, std::string name, const pricing::ListPrice& price,
                std::string_view sku) -> Slot {
  auto slot = amount_slot(std::move(name), price.price, "price_list:" + std::string{sku});
  if (!price.tax_inclusive) slot.text += untaxed_words(deciding.language());
  return slot;
}

auto plan_lines(const Deciding& deciding, std::optional<Money> total, std::string_view only)
    -> PlanLines {
  auto plans = PlanLines{};
  for (const auto& plan : deciding.context().pack.settings.instalments) {
    if (plan.count <= 1 || (!only.empty() && plan.id != only)) continue;
    if (total && total->currency != deciding.context().currency && plan.min_total) continue;
    if (total && total->minor_units < plan.min_total.value_or(0)) continue;
    add_plan(plans, deciding, plan, total);
  }
  return plans;
}

auto total_in_question(const Deciding& deciding, const tenant::Product* product)
    -> std::optional<Money> {
  if (deciding.has_open_quote()) return deciding.state().quote->quote.total;
  if (product == nullptr) return std::nullopt;
  const auto answer = pricing::price(deciding.context(), request_for(deciding, product->sku, "1"));
  const auto* quote = std::get_if<pricing::Quote>(&answer);
  return quote == nullptr ? std::nullopt : std::optional{quote->total};
}

auto was_suggested(const State& state, std::string_view why, std::string_view sku) -> bool {
  const auto wanted = std::string{why} + '/' + std::string{sku};
  const auto& all = state.bargain.suggestions;
  return std::find(all.begin(), all.end(), wanted) != all.end();
}

auto next_tier(const Deciding& deciding) -> std::optional<events::AlternativeSuggested> {
  if (!deciding.has_open_quote()) return std::nullopt;
  for (const auto& line : deciding.state().quote->quote.lines) {
    if (was_suggested(deciding.state(), "volume", line.sku)) continue;
    if (auto tier = tier_of(deciding, line)) return tier;
  }
  return std::nullopt;
}

auto smaller_option(const Deciding& deciding, const tenant::Product& product)
    -> std::optional<events::AlternativeSuggested> {
  const auto now = list_price_of(deciding, product.sku, "1");
  if (!now || now->price.minor_units == 0) return std::nullopt;
  auto best = std::optional<events::AlternativeSuggested>{};
  for (const auto& other : deciding.context().pack.products) {
    if (!other.active || !is_like(product, other) || !is_in_stock(other, 1)) continue;
    if (was_suggested(deciding.state(), "smaller_pack", other.sku)) continue;
    const auto price = list_price_of(deciding, other.sku, "1");
    if (!price || price->price.currency != now->price.currency) continue;
    const auto amount = price->price.minor_units;
    // The nearest of those that cost less.
    if (amount <= 0 || amount >= now->price.minor_units) continue;
    if (best && best->unit_price.minor_units >= amount) continue;
    best = events::AlternativeSuggested{"smaller_pack",     other.sku,  product.sku,
                                        Quantity::whole(1), other.unit, price->price,
                                        deciding.at()};
  }
  return best;
}

void suggest(Deciding& deciding, const events::AlternativeSuggested& what, Template how,
             std::string_view kind) {
  const auto& context = deciding.context();
  const auto price = list_price_of(deciding, what.sku, what.quantity.text());
  auto slots = std::vector<Slot>{product_slot(context, what.sku), words_slot("unit", what.unit)};
  if (what.why == "volume") {
    const auto& lines = deciding.state().quote->quote.lines;
    const auto line = std::find_if(lines.begin(), lines.end(),
                                   [&](const auto& one) { return one.sku == what.sku; });
    slots.push_back(
        fact_slot("quantity", written_quantity(context, what.quantity, what.unit), "price_list"));
    slots.push_back(amount_slot("price", line->unit_price, "quote"));
    slots.push_back(amount_slot("lower", what.unit_price, "price_list"));
  } else if (price) {
    slots.push_back(price_slot(deciding, "price", *price, what.sku));
  }
  deciding.explain("Negotiator", "automatic", what.why, std::nullopt, {what.sku});
  deciding.record(what);
  deciding.say(how, kind, std::move(slots));
}

auto warranty_days(const tenant::Context& context, const tenant::Product& product)
    -> std::optional<std::int32_t> {
  if (product.warranty_days) return product.warranty_days;
  auto best = 0;
  auto days = std::optional<std::int32_t>{};
  for (const auto& document : context.pack.knowledge) {
    const auto exact = fits_better(document.applies_to, product);
    if (exact <= best || !document.warranty_days) continue;
    best = exact;
    days = document.warranty_days;
  }
  return days;
}

auto faq_in_words(const Deciding& deciding, const Matter& matter, int words_min)
    -> const tenant::FaqEntry* {
  const auto telling = telling_words(matter.said.text);
  const tenant::FaqEntry* best = nullptr;
  auto most = words_min - 1;
  for (const auto& entry : deciding.context().pack.faq) {
    const auto shared = shared_words(telling, entry.question + ' ' + entry.key);
    if (shared <= most) continue;
    most = shared;
    best = &entry;
  }
  return best;
}

void say_faq(Deciding& deciding, const tenant::FaqEntry& entry) {
  deciding.explain("Knowledge", "automatic", entry.key);
  deciding.say(Template::faq, "faq", {fact_slot("answer", entry.answer, "faq:" + entry.key)});
}

}  // namespace orkesta::conversation
