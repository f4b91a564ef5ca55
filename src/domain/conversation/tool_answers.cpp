/// What each tool says. The tenant declares, renames nothing and switches on or off; a tool that we
/// do not know by name answers by its action, with the resources that it has.

#include <algorithm>
#include <charconv>

#include "bargaining.hpp"
#include "cues.hpp"
#include "tools.hpp"

namespace orkesta::conversation {
namespace {

using Answer = std::optional<ToolAnswer>;
using Answering = auto(const Deciding& deciding, const Matter& matter, const tenant::Tool& tool,
                       const Arguments& arguments) -> Answer;

auto saying(Template what, std::vector<Slot> slots = {}, std::vector<Fact> facts = {})
    -> ToolAnswer {
  auto answer = ToolAnswer{};
  answer.what = what;
  answer.slots = std::move(slots);
  answer.facts = std::move(facts);
  return answer;
}

auto product_of(const Deciding& deciding, const Arguments& arguments) -> const tenant::Product* {
  return deciding.context().product(value_of(arguments, "sku"));
}

auto number_of(std::string_view text) -> std::int64_t {
  auto number = std::int64_t{0};
  std::from_chars(text.data(), text.data() + text.size(), number);
  return number;
}

// --- syllabus ------------------------------------------------------------------------------------

/// Lines `3. …` of the documents about the product, without their numbers.
auto modules_of(const tenant::Context& context, const tenant::Product& product)
    -> std::vector<std::string> {
  auto modules = std::vector<std::string>{};
  for (const auto& document : context.pack.knowledge) {
    if (document.applies_to != "sku:" + product.sku) continue;
    std::string_view text = document.text;
    while (!text.empty()) {
      const auto line = text.substr(0, text.find('\n'));
      const auto mark = std::to_string(modules.size() + 1) + ". ";
      if (line.starts_with(mark)) modules.emplace_back(line.substr(mark.size()));
      text.remove_prefix(std::min(line.size() + 1, text.size()));
    }
  }
  return modules;
}

auto show_module(const Deciding& deciding, const Matter&, const tenant::Tool&,
                 const Arguments& arguments) -> Answer {
  const auto* product = product_of(deciding, arguments);
  if (product == nullptr) return std::nullopt;
  const auto modules = modules_of(deciding.context(), *product);
  if (modules.empty()) return std::nullopt;
  const auto wanted = number_of(value_of(arguments, "module"));
  if (wanted < 1 || wanted > static_cast<std::int64_t>(modules.size()))
    return saying(Template::syllabus_no_module,
                  {fact_slot("count", std::to_string(modules.size()), "knowledge")});
  return saying(Template::syllabus_module,
                {fact_slot("module", std::to_string(wanted), "knowledge"),
                 fact_slot("topic", modules[static_cast<std::size_t>(wanted - 1)], "knowledge")});
}

auto show_duration(const Deciding& deciding, const Matter& matter, const tenant::Tool&,
                   const Arguments&) -> Answer {
  const auto* entry = deciding.context().faq("time");
  if (entry == nullptr) entry = faq_in_words(deciding, matter, 1);
  if (entry == nullptr) return std::nullopt;
  return saying(Template::faq, {fact_slot("answer", entry->answer, "faq:" + entry->key)});
}

// --- price ---------------------------------------------------------------------------------------

auto show_plans(const Deciding& deciding, const Matter&, const tenant::Tool&,
                const Arguments& arguments) -> Answer {
  const auto* product = product_of(deciding, arguments);
  const auto total = total_in_question(deciding, product);
  const auto plan = value_of(arguments, "plan");
  auto plans = plan_lines(deciding, total, plan);
  if (plans.text.empty()) return std::nullopt;
  auto slots = std::vector<Slot>{words_slot("plans", plans.text)};
  if (product == nullptr || !total)
    return saying(Template::payment_plans_general, std::move(slots), std::move(plans.facts));
  slots.push_back(product_slot(deciding.context(), product->sku));
  return saying(Template::payment_plans, std::move(slots), std::move(plans.facts));
}

/// Weeks until the hours saved have paid for it, rounded up.
auto show_return(const Deciding& deciding, const Matter& matter, const tenant::Tool&,
                 const Arguments& arguments) -> Answer {
  const auto* product = product_in_question(deciding, matter);
  const auto currency = deciding.context().currency;
  const auto hours = number_of(value_of(arguments, "hours_saved_week"));
  const auto value = parse_minor_units(value_of(arguments, "hour_value"), currency.exponent());
  if (product == nullptr || !value || hours < 1 || *value < 1) return std::nullopt;
  const auto price = list_price_of(deciding, product->sku, "1");
  const auto saving = Wide{*value} * hours;
  if (!price || price->price.currency != currency || saving > minor_units_max)
    return std::nullopt;
  const auto week = static_cast<std::int64_t>(saving);
  const auto weeks = (price->price.minor_units + week - 1) / week;
  return saying(Template::tool_roi,
                {fact_slot("hours", std::to_string(hours), "customer"),
                 amount_slot("value", {*value, currency}, "customer"),
                 amount_slot("saving", {week, currency}, "computed"),
                 product_slot(deciding.context(), product->sku),
                 price_slot(deciding, "price", *price, product->sku),
                 fact_slot("weeks", std::to_string(weeks), "computed")});
}

auto suggested(const Deciding& deciding, const tenant::Product& product, const char* why,
               Template how) -> Answer {
  const auto price = list_price_of(deciding, product.sku, "1");
  if (!price || price->price.minor_units == 0) return std::nullopt;
  auto answer = saying(how, {product_slot(deciding.context(), product.sku),
                             price_slot(deciding, "price", *price, product.sku)});
  answer.suggestion =
      events::AlternativeSuggested{why,          product.sku,  "",           Quantity::whole(1),
                                   product.unit, price->price, deciding.at()};
  return answer;
}

/// The bundle that names most of what the customer looks at; a dearer one is none the better.
auto offer_bundle(const Deciding& deciding, const Matter&, const tenant::Tool&,
                  const Arguments& arguments) -> Answer {
  const auto* product = product_of(deciding, arguments);
  if (product == nullptr) return std::nullopt;
  const auto words = telling_words(product->name);
  const tenant::Product* best = nullptr;
  auto most = -1;
  for (const auto& other : deciding.context().pack.products) {
    const auto is_bundle = shared_words({"paquete"}, other.category) > 0;
    if (!other.active || !is_bundle || other.sku == product->sku) continue;
    const auto shared = shared_words(words, other.name);
    if (shared <= most) continue;
    most = shared;
    best = &other;
  }
  if (best == nullptr) return std::nullopt;
  return suggested(deciding, *best, "bundle", Template::tool_bundle);
}

auto recommend(const Deciding& deciding, const Matter& matter, const tenant::Tool&,
               const Arguments& arguments) -> Answer {
  const auto& pack = deciding.context().pack;
  const auto words = telling_words(std::string{value_of(arguments, "profession")} + ' ' +
                                   std::string{value_of(arguments, "goal")});
  const tenant::Product* best = nullptr;
  auto most = 0;
  for (const auto& product : pack.products) {
    const auto shared = product.active ? shared_words(words, product.name) : 0;
    if (shared <= most) continue;
    most = shared;
    best = &product;
  }
  if (best == nullptr) best = product_in_question(deciding, matter);
  if (best == nullptr && !pack.products.empty()) best = &pack.products.front();
  if (best == nullptr) return std::nullopt;
  return suggested(deciding, *best, "recommended", Template::tool_recommend);
}

auto apply_coupon(const Deciding& deciding, const Matter& matter, const tenant::Tool&,
                  const Arguments& arguments) -> Answer {
  auto answer = ToolAnswer{};
  answer.wanted = wanted_before(deciding);
  const auto* product = product_in_question(deciding, matter);
  if (answer.wanted.lines.empty() && product != nullptr)
    answer.wanted.lines.push_back({product->sku, "1", "", confidence_max, "", {}});
  if (answer.wanted.lines.empty()) return saying(Template::ask_which_product);
  answer.wanted.coupons = {std::string{value_of(arguments, "coupon")}};
  answer.after = After::price_order;
  return answer;
}

auto create_quote(const Deciding&, const Matter&, const tenant::Tool&, const Arguments& arguments)
    -> Answer {
  auto answer = ToolAnswer{};
  auto lines = value_of(arguments, "lines");
  while (!lines.empty()) {
    const auto line = lines.substr(0, lines.find(';'));
    const auto counted = line.substr(line.find('=') + 1);
    const auto space = counted.find(' ');
    const auto unit = space == counted.npos ? std::string_view{} : counted.substr(space + 1);
    answer.wanted.lines.push_back({std::string{line.substr(0, line.find('='))},
                                   std::string{counted.substr(0, space)}, std::string{unit},
                                   confidence_max, "", {}});
    lines.remove_prefix(std::min(line.size() + 1, lines.size()));
  }
  answer.after = After::price_order;
  return answer;
}

// --- paying and orders ---------------------------------------------------------------------------

auto order_slots(const Deciding& deciding) -> std::vector<Slot> {
  const auto& quote = deciding.state().quote->quote;
  return {fact_slot("number", quote.number, "quote"), amount_slot("total", quote.total, "quote")};
}

auto is_accepted(const Deciding& deciding) -> bool {
  return deciding.state().quote && deciding.state().quote->status == "accepted";
}

auto pay(const Deciding& deciding, const Matter&, const tenant::Tool&, const Arguments&) -> Answer {
  if (is_accepted(deciding)) return saying(Template::already_accepted, order_slots(deciding));
  if (!deciding.has_open_quote()) return saying(Template::nothing_to_accept);
  auto answer = ToolAnswer{};
  answer.after = After::confirm_payment;
  return answer;
}

auto order_state(const Deciding& deciding, const Matter&, const tenant::Tool&, const Arguments&)
    -> Answer {
  if (is_accepted(deciding)) return saying(Template::order_status, order_slots(deciding));
  return saying(Template::no_order);
}

// --- people and dates ----------------------------------------------------------------------------

auto passed_on(std::optional<Template> what = std::nullopt, std::vector<Slot> slots = {})
    -> ToolAnswer {
  auto answer = ToolAnswer{};
  answer.what = what;
  answer.slots = std::move(slots);
  answer.after = After::hand_off;
  return answer;
}

auto check_access(const Deciding&, const Matter&, const tenant::Tool&, const Arguments&) -> Answer {
  return passed_on(Template::access_checking);
}

auto written_date(const Deciding& deciding, std::string_view text) -> std::string {
  const auto date = std::string{text};
  if (deciding.language() == "en" || date.size() != 10) return date;
  return date.substr(8, 2) + '/' + date.substr(5, 2) + '/' + date.substr(0, 4);
}

auto book(const Deciding& deciding, const Matter&, const tenant::Tool&, const Arguments& arguments)
    -> Answer {
  const auto date = value_of(arguments, "date");
  if (date.empty()) return passed_on();
  return passed_on(Template::booking_noted,
                   {fact_slot("date", written_date(deciding, date), "customer"),
                    fact_slot("time", std::string{value_of(arguments, "time")}, "customer")});
}

auto follow_up_on(const Deciding& deciding, const Matter&, const tenant::Tool&,
                  const Arguments& arguments) -> Answer {
  const auto date = value_of(arguments, "date");
  return saying(Template::follow_up_agreed,
                {fact_slot("date", written_date(deciding, date), "customer")});
}

auto subscribe(const Deciding&, const Matter&, const tenant::Tool&, const Arguments&) -> Answer {
  return saying(Template::newsletter_noted);
}

auto stop(const Deciding&, const Matter&, const tenant::Tool&, const Arguments&) -> Answer {
  auto answer = ToolAnswer{};
  answer.after = After::stop_messages;
  return answer;
}

auto pass_on(const Deciding&, const Matter&, const tenant::Tool&, const Arguments&) -> Answer {
  return passed_on();
}

auto send_and_pass_on(const Deciding& deciding, const Matter&, const tenant::Tool& tool,
                      const Arguments&) -> Answer {
  auto answer = resources_answer(deciding, tool, Template::tool_resources);
  if (answer) answer->after = After::hand_off;
  return answer;
}

struct Known {
  std::string_view tool;
  Answering* answering;
};
/// Tools that do more than their action says.
constexpr Known known_tools[] = {
    {"show_syllabus_module", show_module}, {"show_course_duration", show_duration},
    {"show_payment_plans", show_plans},    {"simulate_instalments", show_plans},
    {"calculate_roi", show_return},        {"offer_bundle", offer_bundle},
    {"recommend_course", recommend},       {"apply_coupon", apply_coupon},
    {"create_quote", create_quote},        {"check_payment", order_state},
    {"check_access", check_access},        {"cancel_booking", pass_on},
    {"subscribe_newsletter", subscribe},   {"stop_messages", stop},
    {"erase_my_data", pass_on},            {"corporate_proposal", send_and_pass_on}};

auto has_lines(const tenant::Tool& tool) -> bool {
  return std::any_of(tool.arguments.begin(), tool.arguments.end(),
                     [](const auto& one) { return one.argument_type == "lines"; });
}

auto sentence_for(const tenant::Tool& tool) -> Template {
  if (has_intent(tool, "objection_price")) return Template::objection_comparison;
  if (has_intent(tool, "objection_trust")) return Template::trust_resources;
  if (has_intent(tool, "objection_timing")) return Template::bonus;
  if (has_intent(tool, "syllabus_request")) return Template::tool_syllabus;
  return has_intent(tool, "free_resources") ? Template::tool_free : Template::tool_resources;
}

/// What a tool of this action does that has no rule of its own.
auto by_action(const Deciding& deciding, const Matter& matter, const tenant::Tool& tool,
               const Arguments& arguments) -> Answer {
  if (tool.action == "pay") return pay(deciding, matter, tool, arguments);
  if (tool.action == "price" && has_lines(tool))
    return create_quote(deciding, matter, tool, arguments);
  if (tool.action == "query") return order_state(deciding, matter, tool, arguments);
  if (tool.action == "book") return book(deciding, matter, tool, arguments);
  if (tool.action == "schedule") return follow_up_on(deciding, matter, tool, arguments);
  if (!tool.resources.empty() && tool.action != "handoff")
    return resources_answer(deciding, tool, sentence_for(tool));
  if (tool.action == "handoff") return pass_on(deciding, matter, tool, arguments);
  return std::nullopt;  // It computes or records what nobody here knows of.
}

}  // namespace

auto resources_answer(const Deciding& deciding, const tenant::Tool& tool, Template what)
    -> std::optional<ToolAnswer> {
  auto answer = saying(what);
  auto list = std::string{};
  for (const auto& id : tool.resources) {
    const auto& all = deciding.context().pack.resources;
    const auto found = std::find_if(all.begin(), all.end(),
                                    [&](const tenant::Resource& one) { return one.id == id; });
    if (found == all.end()) continue;
    list += (list.empty() ? "- " : "\n- ") + found->title + ": " + found->url;
    answer.facts.push_back({"title", found->title, std::nullopt, "resource:" + id});
    answer.facts.push_back({"link", found->url, std::nullopt, "resource:" + id});
    answer.resources.push_back(id);
  }
  if (list.empty()) return std::nullopt;
  answer.slots.push_back(words_slot("resources", std::move(list)));
  return answer;
}

auto answer_of(const Deciding& deciding, const Matter& matter, const tenant::Tool& tool,
               const Arguments& arguments) -> std::optional<ToolAnswer> {
  for (const auto& known : known_tools)
    if (known.tool == tool.name) return known.answering(deciding, matter, tool, arguments);
  return by_action(deciding, matter, tool, arguments);
}

}  // namespace orkesta::conversation
