#include "tools.hpp"

#include <algorithm>
#include <array>
#include <utility>

#include "bargaining.hpp"
#include "cues.hpp"
#include "words.hpp"

namespace orkesta::conversation {
namespace {

constexpr std::uint32_t times_asked_max = 5;

void record_call(Deciding& deciding, std::string_view name, const Arguments& arguments,
                 std::string_view outcome, std::vector<std::string> resources = {}) {
  deciding.explain("Tools", outcome == "done" ? "automatic" : "refused", outcome, std::nullopt,
                   {std::string{name}});
  deciding.record(events::ToolCalled{std::string{name},
                                     PersonalText::fresh(arguments_json(arguments)),
                                     std::string{outcome}, std::move(resources), deciding.at()});
}

void follow(Deciding& deciding, const ToolAnswer& answer, std::string_view tool) {
  switch (answer.after) {
    case After::nothing:
      return;
    case After::hand_off:
      return hand_off(deciding, tool);
    case After::price_order:
      return price_order(deciding, answer.wanted);
    case After::confirm_payment:
      return confirm_acceptance(deciding);
    case After::stop_messages:
      return unsubscribe(deciding);
  }
}

/// What is looked at brings the sale on; what only helps does not.
auto presents(const tenant::Tool& tool) -> bool {
  constexpr std::array such{"syllabus_request", "product_query", "price_query"};
  return std::any_of(such.begin(), such.end(),
                     [&](const char* intent) { return has_intent(tool, intent); });
}

void perform(Deciding& deciding, const tenant::Tool& tool, const Arguments& arguments,
             ToolAnswer answer) {
  record_call(deciding, tool.name, arguments, "done", answer.resources);
  if (presents(tool)) deciding.reach_at_least(Stage::presentation, "tool_shown");
  if (answer.suggestion) deciding.record(*answer.suggestion);
  if (answer.what)
    deciding.say(*answer.what, "tool", std::move(answer.slots), std::move(answer.facts));
  follow(deciding, answer, tool.name);
}

auto question_for(const tenant::ToolArgument& wanted) -> std::optional<Template> {
  constexpr std::array<std::pair<std::string_view, Template>, 14> questions{
      {{"hours_saved_week", Template::ask_hours_saved},
       {"hour_value", Template::ask_hour_value},
       {"profession", Template::ask_profession},
       {"level", Template::ask_level},
       {"seats", Template::ask_seats},
       {"coupon", Template::ask_coupon},
       {"module", Template::ask_module},
       {"plan", Template::ask_plan},
       {"booking", Template::ask_reference},
       {"date", Template::ask_date},
       {"time", Template::ask_time},
       {"email", Template::ask_an_email},
       {"phone", Template::ask_a_phone},
       {"sku", Template::ask_which_product}}};
  for (const auto& [name, question] : questions)
    if (wanted.name == name || wanted.argument_type == name) return question;
  return std::nullopt;
}

/// A tool's own words, and those of what it shows.
auto words_of(const tenant::Context& context, const tenant::Tool& tool) -> std::string {
  auto text = tool.name + ' ' + tool.description;
  std::replace(text.begin(), text.end(), '_', ' ');
  for (const auto& resource : context.pack.resources)
    if (std::find(tool.resources.begin(), tool.resources.end(), resource.id) !=
        tool.resources.end())
      text += ' ' + resource.title;
  return text;
}

/// Whether it can be called or asked for: only what is missing may lack, and has a question.
auto is_askable(const Deciding& deciding, const Matter& matter, const tenant::Tool& tool) -> bool {
  const auto verdict = check_arguments(deciding, tool, arguments_in(deciding, matter, tool, {}));
  if (verdict.outcome == "done") return true;
  return verdict.about != nullptr && question_for(*verdict.about).has_value();
}

auto is_ready(const Deciding& deciding, const Matter& matter, const tenant::Tool& tool) -> bool {
  const auto arguments = arguments_in(deciding, matter, tool, {});
  return check_arguments(deciding, tool, arguments).outcome == "done" &&
         answer_of(deciding, matter, tool, arguments).has_value();
}

/// How many arguments the words themselves give: a number of a module, a date, an address.
auto arguments_told(const Deciding& deciding, const Matter& matter, const tenant::Tool& tool)
    -> int {
  const auto given = arguments_in(deciding, matter, tool, {});
  return static_cast<int>(
      std::count_if(tool.arguments.begin(), tool.arguments.end(), [&](const auto& one) {
        const auto from_state = one.argument_type == "sku" || one.argument_type == "lines" ||
                                one.name == "quote" || one.optional;
        return !from_state && !value_of(given, one.name).empty();
      }));
}

/// The text without the names of products: "guantes M" orders gloves, it names no table of sizes.
auto words_beside_products(const Matter& matter) -> std::string {
  auto text = std::string{};
  auto at = std::int32_t{-1};
  for (const char byte : matter.said.text) {
    at += (static_cast<unsigned char>(byte) & 0xC0U) != 0x80U ? 1 : 0;  // A code point begins.
    const auto& mentions = matter.said.understanding->mentions;
    const auto named = std::any_of(mentions.begin(), mentions.end(), [at](const Mention& one) {
      return one.start <= at && at < one.end;
    });
    text += named ? ' ' : byte;
  }
  return text;
}

struct Candidate {
  const tenant::Tool* tool = nullptr;
  int words = 0;
};

/// The best by words, then by what was not used before, then by the pack's order.
auto best_tool(const Deciding& deciding, const Matter& matter, std::string_view intent)
    -> Candidate {
  const auto orders = intent == "product_query" && !matter.read.lines.empty();
  const auto telling = telling_words(orders ? words_beside_products(matter) : matter.said.text);
  auto best = Candidate{};
  for (const auto& tool : deciding.context().pack.tools) {
    if (!tool.enabled || !has_intent(tool, intent)) continue;
    auto words = shared_words(telling, words_of(deciding.context(), tool));
    if (!is_ready(deciding, matter, tool) && (words == 0 || !is_askable(deciding, matter, tool)))
      continue;
    words += arguments_told(deciding, matter, tool);
    const auto fresher = best.tool != nullptr && was_used(deciding.state(), best.tool->name) &&
                         !was_used(deciding.state(), tool.name);
    if (best.tool == nullptr || words > best.words || (words == best.words && fresher))
      best = {&tool, words};
  }
  return best;
}

/// Intents that selling, the FAQ or a person answer unless the words name a tool.
auto needs_words(std::string_view intent) -> int {
  constexpr std::array<std::pair<std::string_view, int>, 13> needed{{{"product_query", 1},
                                                                     {"price_query", 1},
                                                                     {"quote_request", 2},
                                                                     {"discount_request", 1},
                                                                     {"order_confirm", 9},
                                                                     {"payment_request", 1},
                                                                     {"payment_status", 1},
                                                                     {"human_handoff", 1},
                                                                     {"faq_payment_methods", 1},
                                                                     {"contact_info", 1},
                                                                     {"return_refund", 1},
                                                                     {"support_warranty", 1},
                                                                     {"privacy_accept", 1}}};
  for (const auto& [name, words] : needed)
    if (name == intent) return words;
  return 0;
}

/// The tool stands back where the FAQ fits the words as well.
auto faq_fits_better(const Deciding& deciding, const Matter& matter, int words) -> bool {
  if (!is_faq(matter.intent.name) && matter.intent.name != "return_refund") return false;
  return faq_in_words(deciding, matter, std::max(words, 1)) != nullptr;
}

/// The call with what is known; what is missing or wrong is asked for, one thing at a time.
void call_or_ask(Deciding& deciding, const Matter& matter, const tenant::Tool& tool,
                 const Arguments& arguments, std::uint32_t times) {
  const auto verdict = check_arguments(deciding, tool, arguments);
  if (verdict.outcome == "done") {
    if (call_tool(deciding, matter, tool.name, arguments) != "done") hand_off(deciding, tool.name);
    return;
  }
  record_call(deciding, tool.name, arguments, verdict.outcome);
  const auto wrong = verdict.outcome == "bad_arguments";
  const auto question = verdict.about == nullptr ? std::nullopt : question_for(*verdict.about);
  if (!question || times > times_asked_max) return hand_off(deciding, tool.name);
  deciding.say(wrong ? Template::bad_argument : *question, "tool");
}

/// Without the one that was refused, so that it is asked for again.
auto without_wrong(const Deciding& deciding, const tenant::Tool& tool, Arguments arguments)
    -> Arguments {
  for (auto verdict = check_arguments(deciding, tool, arguments);
       verdict.outcome == "bad_arguments" && verdict.about != nullptr;
       verdict = check_arguments(deciding, tool, arguments))
    std::erase_if(arguments, [&](const auto& one) { return one.name == verdict.about->name; });
  return arguments;
}

/// Our last words asked for it.
auto was_just_asked(const Deciding& deciding) -> bool {
  const auto last = deciding.last_said();
  return last == name_of(Template::bad_argument) ||
         (last.starts_with("ask_") && last != name_of(Template::ask_need));
}

auto is_courtesy(std::string_view intent) -> bool {
  return intent == "thanks" || intent == "goodbye" || intent == "greeting";
}

}  // namespace

auto tool_named(const tenant::Context& context, std::string_view name) -> const tenant::Tool* {
  const auto& tools = context.pack.tools;
  const auto found = std::find_if(tools.begin(), tools.end(),
                                  [name](const tenant::Tool& one) { return one.name == name; });
  return found == tools.end() ? nullptr : &*found;
}

auto has_intent(const tenant::Tool& tool, std::string_view intent) -> bool {
  return std::find(tool.intents.begin(), tool.intents.end(), intent) != tool.intents.end();
}

auto was_used(const State& state, std::string_view tool) -> bool {
  const auto& used = state.tools.used;
  return std::find(used.begin(), used.end(), tool) != used.end();
}

auto tactic_of(std::string_view tool) -> std::string_view {
  constexpr std::array<std::pair<std::string_view, std::string_view>, 14> tactics{
      {{"compare_prices", "comparison"},
       {"calculate_roi", "return_on_investment"},
       {"show_payment_plans", "instalments"},
       {"simulate_instalments", "instalments"},
       {"offer_bonus", "bonus"},
       {"offer_bundle", "bundle"},
       {"offer_scholarship_form", "scholarship"},
       {"show_testimonials", "testimonial"},
       {"show_success_case", "success_case"},
       {"show_instructor", "instructor"},
       {"show_certificate_sample", "certificate"},
       {"show_guarantee", "guarantee"},
       {"show_company_registration", "company"},
       {"schedule_followup", "follow_up_date"}}};
  for (const auto& [name, tactic] : tactics)
    if (name == tool) return tactic;
  return tool;
}

auto call_tool(Deciding& deciding, const Matter& matter, std::string_view name,
               const Arguments& arguments) -> std::string_view {
  const auto* tool = tool_named(deciding.context(), name);
  const auto refused = [&](std::string_view outcome) {
    record_call(deciding, name, arguments, outcome);
    return outcome;
  };
  if (tool == nullptr) return refused("unknown_tool");
  if (!tool->enabled) return refused("disabled");
  const auto verdict = check_arguments(deciding, *tool, arguments);
  if (verdict.outcome != "done") return refused(verdict.outcome);
  auto answer = answer_of(deciding, matter, *tool, arguments);
  if (!answer) return refused("no_answer");
  perform(deciding, *tool, arguments, std::move(*answer));
  return "done";
}

auto choose_tool(const Deciding& deciding, const Matter& matter, std::string_view intent)
    -> const tenant::Tool* {
  const auto best = best_tool(deciding, matter, intent);
  if (best.tool == nullptr || best.words < needs_words(intent)) return nullptr;
  return faq_fits_better(deciding, matter, best.words) ? nullptr : best.tool;
}

auto choose_ready_tool(const Deciding& deciding, const Matter& matter, std::string_view intent,
                       const std::function<bool(const tenant::Tool&)>& left_out)
    -> const tenant::Tool* {
  const auto telling = telling_words(matter.said.text);
  const tenant::Tool* best = nullptr;
  auto most = -1;
  for (const auto& tool : deciding.context().pack.tools) {
    if (!tool.enabled || !has_intent(tool, intent) || left_out(tool)) continue;
    if (!is_ready(deciding, matter, tool)) continue;
    const auto words = shared_words(telling, words_of(deciding.context(), tool)) +
                       arguments_told(deciding, matter, tool);
    if (words <= most) continue;
    most = words;
    best = &tool;
  }
  return best;
}

auto use_tool(Deciding& deciding, const Matter& matter) -> bool {
  const auto& intent = matter.intent;
  if (!is_likely(deciding, intent) || is_courtesy(intent.name)) return false;
  const auto sells = intent.name == "price_query" || intent.name == "quote_request";
  if (sells && !matter.read.lines.empty()) return false;
  if (matter.read.says_quantity() && intent.name == "product_query") return false;
  const auto* tool = choose_tool(deciding, matter, intent.name);
  if (tool == nullptr) return false;
  // What the FAQ answers needs no question back.
  if (is_faq(intent.name) && !is_ready(deciding, matter, *tool)) return false;
  call_or_ask(deciding, matter, *tool, arguments_in(deciding, matter, *tool, {}), 1);
  return true;
}

auto complete_tool(Deciding& deciding, const Matter& matter) -> bool {
  const auto pending = deciding.state().tools.pending;
  if (!pending || !was_just_asked(deciding)) return false;
  const auto* tool = tool_named(deciding.context(), pending->tool);
  const auto* said = pending->arguments.opened();
  if (tool == nullptr || !tool->enabled || said == nullptr) return false;
  const auto before = without_wrong(deciding, *tool, arguments_from(*said));
  const auto now = arguments_in(deciding, matter, *tool, before);
  if (now == before) return false;  // They speak of something else: the tool is let go.
  call_or_ask(deciding, matter, *tool, now, pending->times + 1);
  return true;
}

void note_quote_tool(Deciding& deciding) {
  if (!deciding.has_recorded<events::QuoteOffered>() ||
      deciding.has_recorded<events::ToolCalled>())
    return;
  for (const auto& tool : deciding.context().pack.tools) {
    if (!tool.enabled || tool.action != "price" || !has_intent(tool, "quote_request")) continue;
    auto lines = std::string{};
    for (const auto& line : deciding.state().quote->quote.lines)
      lines += (lines.empty() ? "" : ";") + line.sku + '=' + line.quantity.text();
    return record_call(deciding, tool.name, {{"lines", std::move(lines)}}, "done");
  }
}

}  // namespace orkesta::conversation
