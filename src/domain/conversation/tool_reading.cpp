/// What a message gives of a tool's arguments.

#include <algorithm>
#include <array>
#include <utility>

#include "cues.hpp"
#include "tool_arguments.hpp"
#include "words.hpp"

namespace orkesta::conversation {
namespace {

using Words = std::vector<std::string>;

auto is_number(std::string_view word) -> bool {
  return !word.empty() && word.size() <= 9 &&
         word.find_first_not_of("0123456789") == std::string_view::npos;
}

/// The value of the first entity of that type; JSON's quotes are left out.
auto entity_value(const Matter& matter, std::string_view type) -> std::string {
  if (matter.said.understanding == nullptr) return {};
  for (const auto& entity : matter.said.understanding->entities) {
    const auto* value = entity.type == type ? entity.value.opened() : nullptr;
    if (value == nullptr) continue;
    auto text = *value;
    if (text.size() >= 2 && text.front() == '"') text = text.substr(1, text.size() - 2);
    return text;
  }
  return {};
}

/// A number beside one of these words, before or behind it.
auto number_beside(const Words& words, std::initializer_list<std::string_view> cues)
    -> std::string {
  for (std::size_t i = 0; i < words.size(); ++i) {
    if (!says_any({words[i]}, cues)) continue;
    if (i > 0 && is_number(words[i - 1])) return words[i - 1];
    if (i + 1 < words.size() && is_number(words[i + 1])) return words[i + 1];
  }
  return {};
}

auto only_number(const Words& words) -> std::string {
  const auto numbers = std::count_if(words.begin(), words.end(), is_number);
  if (numbers != 1) return {};
  return *std::find_if(words.begin(), words.end(), is_number);
}

auto int_in(const Matter& matter, std::string_view name, bool asked) -> std::string {
  auto beside = std::string{};
  if (name == "module")
    beside = number_beside(matter.words, {"modulo", "module", "unidad", "tema"});
  if (name == "hours_saved_week")
    beside = number_beside(matter.words, {"horas", "hora", "hrs", "h", "hours", "heures"});
  if (name == "seats")
    beside = number_beside(matter.words,
                           {"personas", "asientos", "lugares", "empleados", "colaboradores",
                            "licencias", "seats", "people", "pessoas", "personnes", "vagas"});
  return beside.empty() && asked ? only_number(matter.words) : beside;
}

auto money_in(const Deciding& deciding, const Matter& matter, bool asked) -> std::string {
  auto amount = entity_value(matter, "amount");
  const auto exponent = deciding.context().currency.exponent();
  if (parse_minor_units(amount, exponent)) return amount;
  const auto cued = number_beside(matter.words, {"pesos", "mxn", "usd", "dolares", "vale", "gano"});
  return cued.empty() && asked ? only_number(matter.words) : cued;
}

auto two_digits(int number) -> std::string {
  return (number < 10 ? "0" : "") + std::to_string(number);
}

/// `16:30`, "a las 4 de la tarde", "4 pm", "a las 16".
auto time_in(const Matter& matter) -> std::string {
  const auto& words = matter.words;
  for (std::size_t i = 0; i < words.size(); ++i) {
    auto word = words[i];
    const auto glued_pm = word.size() > 2 && (word.ends_with("pm") || word.ends_with("am"));
    const auto ends_pm = word.ends_with("pm");
    if (glued_pm) word.resize(word.size() - 2);
    if (!is_number(word) || word.size() > 2) continue;
    const auto next = i + 1 < words.size() ? std::string_view{words[i + 1]} : std::string_view{};
    const auto cued =
        i > 0 && says_any({words[i - 1]}, {"las", "la", "at", "as", "hora", "heure", "vers"});
    const auto has_minutes = next.size() == 2 && is_number(next) &&
                             matter.said.text.find(word + ":" + std::string{next}) !=
                                 std::string::npos;
    const auto says_half = says_any({std::string{next}}, {"am", "pm", "hrs", "horas", "h"});
    if (!cued && !has_minutes && !glued_pm && !says_half) continue;
    auto hour = std::stoi(word);
    const auto afternoon = ends_pm || says_any(words, {"pm", "tarde", "noche", "afternoon"});
    if (afternoon && hour < 12) hour += 12;
    // Nobody means four in the night.
    const auto morning = word != words[i] ? !ends_pm : says_any(words, {"am", "manana"});
    if (!afternoon && !morning && !has_minutes && hour > 0 && hour < 8) hour += 12;
    return two_digits(hour) + ':' + (has_minutes ? std::string{next} : std::string{"00"});
  }
  return {};
}

/// An address as said: one that cannot be right is for the check to refuse.
auto email_in_text(const Matter& matter) -> std::string {
  const auto& text = matter.said.text;
  const auto at = text.find('@');
  if (at == std::string::npos) return {};
  const auto begin = text.find_last_of(" \n,:;", at);
  const auto from = begin == std::string::npos ? 0 : begin + 1;
  auto word = text.substr(from, text.find_first_of(" \n,;", at) - from);
  while (!word.empty() && (word.back() == '.' || word.back() == '!')) word.pop_back();
  return word;
}

/// What is said behind one of these phrases, up to the next sign or so many words.
auto words_behind(const Words& words, std::initializer_list<std::string_view> phrases,
                  std::size_t most) -> std::string {
  for (const auto phrase : phrases) {
    const auto wanted = plain_words(phrase);
    const auto at = std::search(words.begin(), words.end(), wanted.begin(), wanted.end());
    if (at == words.end()) continue;
    auto said = std::string{};
    auto from = at + static_cast<std::ptrdiff_t>(wanted.size());
    if (from != words.end() && says_any({*from}, {"un", "una", "el", "la", "a", "an"})) ++from;
    for (; from != words.end() && most > 0; ++from, --most) {
      if (says_any({*from}, {"y", "and", "e", "et", "pero", "para", "quiero"})) break;
      said += (said.empty() ? "" : " ") + *from;
    }
    if (!said.empty()) return said;
  }
  return {};
}

/// The plan of the tenant's that the words name, by its number of parts or its name.
auto plan_in(const Deciding& deciding, const Matter& matter) -> std::string {
  const auto telling = telling_words(matter.said.text);
  for (const auto& plan : deciding.context().pack.settings.instalments) {
    const auto count = std::to_string(plan.count);
    if (plan.count > 1 && says_any(matter.words, {count})) return plan.id;
    if (shared_words(telling, plan.id) > 0 && plan.count == 1) return plan.id;
  }
  // A number of months that no plan has is an argument all the same: a wrong one.
  return number_beside(matter.words, {"meses", "mensualidades", "cuotas", "pagos", "months",
                                      "parcelas", "plazos", "mois"});
}

auto coupon_in(const Matter& matter) -> std::string {
  if (!matter.read.coupons.empty()) return matter.read.coupons.front();
  return words_behind(matter.words, {"cupon", "codigo", "coupon", "code", "cupom"}, 1);
}

/// A token with a digit behind a word that announces it.
auto reference_in(const Words& words) -> std::string {
  for (const auto& word : words)
    if (word.find_first_of("0123456789") != std::string::npos && !is_number(word)) return word;
  const auto cued = number_beside(words, {"cita", "reserva", "folio", "pago", "booking", "numero",
                                          "referencia", "payment"});
  return cued;
}

/// An answer in full, as it was said.
auto whole_text(const Words& words) -> std::string {
  auto text = std::string{};
  for (std::size_t i = 0; i < words.size() && i < 6; ++i) text += (i == 0 ? "" : " ") + words[i];
  return text;
}

auto string_in(const Deciding& deciding, const Matter& matter, std::string_view name)
    -> std::string {
  if (name == "coupon") return coupon_in(matter);
  if (name == "plan") return plan_in(deciding, matter);
  if (name == "booking" || name == "payment") return reference_in(matter.words);
  if (name == "quote") {
    const auto& quote = deciding.state().quote;
    return quote ? quote->quote.number : std::string{};
  }
  if (name == "profession")
    return words_behind(matter.words,
                        {"soy", "trabajo como", "trabajo de", "trabajo en", "me dedico a", "i am",
                         "i m", "work as", "work in", "sou", "trabalho como", "je suis"},
                        2);
  if (name == "goal")
    return words_behind(matter.words, {"quiero aprender a", "para", "quiero", "i want to"}, 6);
  return {};
}

auto level_in(const Words& words) -> std::string {
  if (says_any(words, {"cero", "nada", "principiante", "nunca", "ninguno", "beginner", "scratch",
                       "none", "iniciante", "debutant", "novato"}))
    return "none";
  if (says_any(words, {"basico", "basica", "poco", "algo", "basic", "basique"})) return "basic";
  if (says_any(words, {"avanzado", "avanzada", "experto", "mucho", "advanced", "avancado"}))
    return "advanced";
  return {};
}

auto choice_in(const Matter& matter, std::string_view choices) -> std::string {
  if (choices.find("basic") != choices.npos) return level_in(matter.words);
  for (const auto& word : matter.words)
    if (const auto at = choices.find(word); at != choices.npos && word.size() > 2) return word;
  return {};
}

auto lines_in(const Matter& matter) -> std::string {
  auto text = std::string{};
  for (const auto& line : matter.read.lines) {
    if (line.sku.empty() || line.quantity.empty()) continue;
    text += (text.empty() ? "" : ";") + line.sku + '=' + line.quantity;
    if (!line.unit.empty()) text += ' ' + line.unit;
  }
  return text;
}

/// `asked`: this is what we asked for, so that a bare answer is one.
auto read_one(const Deciding& deciding, const Matter& matter, const tenant::ToolArgument& wanted,
              bool asked) -> std::string {
  const std::string_view type = wanted.argument_type;
  if (type == "sku") {
    const auto* product = product_in_question(deciding, matter);
    return product == nullptr ? std::string{} : product->sku;
  }
  if (type.starts_with("int ")) return int_in(matter, wanted.name, asked);
  if (type.starts_with("enum ")) return choice_in(matter, type.substr(5));
  if (type == "money") return money_in(deciding, matter, asked);
  if (type == "date") return entity_value(matter, "date");
  if (type == "time") return time_in(matter);
  if (type == "email") return email_in_text(matter);
  if (type == "phone") return entity_value(matter, "phone");
  if (type == "lines") return lines_in(matter);
  auto said = string_in(deciding, matter, wanted.name);
  return said.empty() && asked ? whole_text(matter.words) : said;
}

}  // namespace

auto arguments_in(const Deciding& deciding, const Matter& matter, const tenant::Tool& tool,
                  const Arguments& before) -> Arguments {
  auto arguments = Arguments{};
  auto asked = deciding.state().tools.pending && deciding.state().tools.pending->tool == tool.name;
  for (const auto& wanted : tool.arguments) {
    auto value = std::string{value_of(before, wanted.name)};
    if (value.empty()) {
      value = read_one(deciding, matter, wanted, asked && !wanted.optional);
      // One question, one answer.
      if (!wanted.optional) asked = false;
    }
    if (!value.empty()) arguments.push_back({wanted.name, std::move(value)});
  }
  return arguments;
}

auto product_in_question(const Deciding& deciding, const Matter& matter)
    -> const tenant::Product* {
  const auto& context = deciding.context();
  const auto& state = deciding.state();
  for (const auto& line : matter.read.lines)
    if (const auto* product = context.product(line.sku)) return product;
  if (state.quote && !state.quote->quote.lines.empty()) {
    const auto& lines = state.quote->quote.lines;
    const auto dearest =
        std::max_element(lines.begin(), lines.end(), [](const auto& a, const auto& b) {
          return a.total.minor_units < b.total.minor_units;
        });
    if (const auto* product = context.product(dearest->sku)) return product;
  }
  for (const auto& line : state.order.lines)
    if (const auto* product = context.product(line.sku)) return product;
  return context.product(state.entry_product);
}

}  // namespace orkesta::conversation
