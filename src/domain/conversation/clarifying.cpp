/// One question at a time, and what its answer completes.

#include <algorithm>
#include <set>

#include "formats.hpp"
#include "orkesta/core/limits.hpp"
#include "orkesta/domain/selling/catalog_mapper.hpp"
#include "rules.hpp"
#include "words.hpp"

namespace orkesta::conversation {
namespace {

using Line = events::DraftLine;

auto template_for(std::string_view what, const Line& line) -> Template {
  if (what == "size") return Template::clarify_size;
  if (what == "colour") return Template::clarify_colour;
  if (what == "model") return Template::clarify_model;
  if (what == "unit") return Template::clarify_unit;
  if (what == "quantity" && line.quantity.empty()) return Template::clarify_quantity;
  if (what == "quantity")
    return line.quantity.starts_with('-') || Quantity::parse(line.quantity) == Quantity{}
               ? Template::bad_quantity
               : Template::quantity_too_large;
  return line.options.size() == 1 ? Template::confirm_product : Template::clarify_product;
}

/// What an option is called in the question.
auto shown_option(const tenant::Context& context, std::string_view what, const std::string& option)
    -> std::string {
  const auto* product = context.product(option);
  if (product == nullptr) return option;
  if (what == "size" && !product->size.empty()) return product->size;
  if (what == "colour" && !product->color.empty()) return product->color;
  return product->name;
}

auto shown_options(const tenant::Context& context, std::string_view what, const Line& line)
    -> std::vector<std::string> {
  auto shown = std::vector<std::string>{};
  for (const auto& option : line.options) {
    auto text = shown_option(context, what, option);
    if (std::find(shown.begin(), shown.end(), text) == shown.end())
      shown.push_back(std::move(text));
    if (shown.size() == limits::conversation_options_shown_max) break;
  }
  return shown;
}

/// "Guante de" joins to what is no longer there: "Guante".
auto without_joining_end(std::string name) -> std::string {
  static const auto joining = std::set<std::string, std::less<>>{
      "a", "com", "con", "d'", "da", "de", "del", "do", "du", "e", "en", "et", "for", "la", "of",
      "para", "pour", "sin", "with", "y"};
  for (auto end = name.rfind(' '); end != std::string::npos; end = name.rfind(' ')) {
    if (!joining.contains(std::string_view{name}.substr(end + 1))) break;
    name.resize(end);
  }
  return name;
}

/// The words with which the names of all of them begin: "Guante de látex ambidiestro".
auto common_name(const tenant::Context& context, const Line& line) -> std::string {
  if (const auto* product = context.product(line.sku)) return product->name;
  auto common = std::string{};
  auto first = true;
  for (const auto& sku : line.options) {
    const auto* product = context.product(sku);
    if (product == nullptr) continue;
    if (first) common = product->name;
    first = false;
    std::size_t same = 0;
    while (same < common.size() && same < product->name.size() &&
           common[same] == product->name[same])
      ++same;
    if (same < common.size() || same < product->name.size()) same = common.rfind(' ', same);
    common.resize(same == std::string::npos ? 0 : std::min(same, common.size()));
  }
  return without_joining_end(std::move(common));
}

auto sold_units(const tenant::Context& context, const Line& line) -> std::vector<std::string> {
  const auto* product = context.product(line.sku);
  return product == nullptr ? std::vector<std::string>{} : selling::units_of(context, *product);
}

auto unit_of(const tenant::Context& context, const Line& line) -> std::string {
  const auto* product =
      context.product(line.sku.empty() && !line.options.empty() ? line.options.front() : line.sku);
  return product == nullptr ? std::string{} : product->unit;
}

/// How the line stands after a product was picked for it.
void settle_product(Line& line, const std::string& sku) {
  line.sku = sku;
  line.options.clear();
  line.confidence = confidence_max;  // The customer said so.
  line.unclear = line.quantity.empty() ? "quantity" : "";
}

auto unit_in(const tenant::Context& context, const Line& line, const Said& said) -> std::string {
  const auto units = sold_units(context, line);
  for (const auto& word : plain_words(said.text)) {
    const auto named = context.unit_named(word);
    if (std::find(units.begin(), units.end(), named) != units.end()) return named;
  }
  return {};
}

/// How many, said beside which one. A bare number in answer to "which size?" is a size; with a unit
/// it counts: "talla M, unas 50 cajas".
void also_count(const Deciding& deciding, Line& line, const Said& said) {
  if (!line.quantity.empty()) return;
  auto sold = line;
  sold.sku = line.options.front();
  const auto unit = unit_in(deciding.context(), sold, said);
  if (line.unclear == "size" && unit.empty()) return;
  line.quantity = quantity_in(said);
  if (!line.quantity.empty() && line.unit.empty()) line.unit = unit;
}

auto picked_product(const Deciding& deciding, Line& line, const Said& said) -> bool {
  auto picked = picked_options(deciding.context(), line.options, said.text);
  // We asked whether it is this one: "sí".
  if (picked.empty() && line.options.size() == 1 && is_yes(plain_words(said.text)))
    picked = line.options;
  if (picked.empty()) return false;
  also_count(deciding, line, said);
  if (picked.size() == 1) {
    settle_product(line, picked.front());
    return true;
  }
  if (picked.size() == line.options.size()) return false;
  line.options = picked;
  line.unclear = difference_between(deciding.context(), picked);
  return true;
}

auto filled_quantity(const Deciding& deciding, Line& line, const Said& said) -> bool {
  const auto quantity = quantity_in(said);
  if (quantity.empty()) return false;
  line.quantity = quantity;
  if (const auto unit = unit_in(deciding.context(), line, said); !unit.empty()) line.unit = unit;
  line.unclear.clear();
  return true;
}

auto filled_unit(const Deciding& deciding, Line& line, const Said& said) -> bool {
  const auto unit = unit_in(deciding.context(), line, said);
  if (unit.empty()) return false;
  line.unit = unit;
  if (const auto quantity = quantity_in(said); !quantity.empty()) line.quantity = quantity;
  line.unclear = line.quantity.empty() ? "quantity" : "";
  return true;
}

/// The answer names another product with its number: an order of its own.
auto is_other_order(const Line& asked, const OrderRead& read) -> bool {
  for (std::size_t i = 0; i < read.lines.size(); ++i) {
    const auto& line = read.lines[i];
    const auto among = std::find(asked.options.begin(), asked.options.end(), line.sku);
    if (line.unclear.empty() && read.counted[i] && line.sku != asked.sku &&
        among == asked.options.end())
      return true;
  }
  return false;
}

/// The answer to "shall I quote the rest?".
auto took_the_rest(Deciding& deciding, const Said& said) -> bool {
  if (!is_yes(plain_words(said.text)) && intent_of(deciding, said).name != "order_confirm")
    return false;
  price_order(deciding, wanted_before(deciding));
  return true;
}

}  // namespace

void ask_for_rest(Deciding& deciding, const Wanted& wanted) {
  deciding.record(events::ClarificationAsked{
      "rest", {}, 0, wanted.lines, wanted.coupons, wanted.currency, deciding.at()});
  deciding.reach_at_least(Stage::qualification, "order_unclear");
  deciding.say(Template::not_sold_rest, "clarification");
}

void ask_about(Deciding& deciding, Wanted wanted, std::size_t index) {
  const auto& context = deciding.context();
  auto& line = wanted.lines[index];
  if (line.unclear == "unit") line.options = sold_units(context, line);
  const auto what = line.unclear;
  const auto shown = shown_options(context, what, line);
  auto options = std::string{};
  auto facts = std::vector<Fact>{};
  for (const auto& text : shown) {
    options += (options.empty() ? "- " : "\n- ") + text;
    facts.push_back({"option", text, std::nullopt, "catalog"});
  }
  const auto how = template_for(what, line);
  auto slots = std::vector<Slot>{words_slot("options", std::move(options)),
                                 fact_slot("product", common_name(context, line), "catalog"),
                                 words_slot("unit", unit_of(context, line))};
  deciding.record(events::ClarificationAsked{what, shown, static_cast<std::uint32_t>(index),
                                             wanted.lines, wanted.coupons, wanted.currency,
                                             deciding.at()});
  deciding.reach_at_least(Stage::qualification, "order_unclear");
  deciding.say(how, "clarification", std::move(slots), std::move(facts));
}

auto quantity_in(const Said& said) -> std::string {
  const auto counts = said.understanding != nullptr && said.understanding->count;
  return counts ? said.understanding->count->text() : std::string{};
}

auto complete_order(Deciding& deciding, const Said& said, const OrderRead& read) -> bool {
  const auto& order = deciding.state().order;
  if (order.asked.empty() || order.asked_line >= order.lines.size()) return false;
  auto wanted = wanted_before(deciding);
  auto& line = wanted.lines[order.asked_line];
  if (is_other_order(line, read)) return false;

  const auto what = order.asked;
  if (what == "rest") return took_the_rest(deciding, said);
  auto done = false;
  if (what == "quantity") {
    done = filled_quantity(deciding, line, said);
  } else if (what == "unit") {
    done = filled_unit(deciding, line, said);
  } else {
    done = picked_product(deciding, line, said);
  }
  if (!done) return false;
  deciding.explain("CatalogMapper", "automatic", "clarified", confidence_max, {line.sku});
  const auto unclear = std::find_if(wanted.lines.begin(), wanted.lines.end(),
                                    [](const Line& one) { return !one.unclear.empty(); });
  if (unclear == wanted.lines.end()) {
    price_order(deciding, wanted);
  } else {
    ask_about(deciding, wanted, static_cast<std::size_t>(unclear - wanted.lines.begin()));
  }
  return true;
}

}  // namespace orkesta::conversation
