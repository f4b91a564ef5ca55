#include "formats.hpp"

#include <algorithm>
#include <array>

namespace orkesta::conversation {
namespace {

/// Countries that part thousands with a point and decimals with a comma.
auto uses_decimal_comma(std::string_view currency) -> bool {
  constexpr std::array with_comma{"CLP", "COP", "ARS", "BRL", "EUR", "UYU", "PYG", "CRC", "VES"};
  return std::any_of(with_comma.begin(), with_comma.end(),
                     [currency](const char* one) { return currency == one; });
}

auto grouped(std::string_view whole, char mark) -> std::string {
  auto written = std::string{};
  for (std::size_t i = 0; i < whole.size(); ++i) {
    if (i > 0 && (whole.size() - i) % 3 == 0) written += mark;
    written += whole[i];
  }
  return written;
}

auto two_digits(std::int32_t number) -> std::string {
  return (number < 10 ? "0" : "") + std::to_string(number);
}

auto fact(std::string name, std::string value, std::string source) -> Fact {
  return {std::move(name), std::move(value), std::nullopt, std::move(source)};
}

auto text_or(const std::optional<std::string>& text) -> std::string { return text.value_or(""); }

auto name_of_product(const tenant::Context& context, std::string_view sku) -> std::string {
  const auto* product = context.product(sku);
  return product == nullptr ? std::string{sku} : product->name;
}

auto written_line(const tenant::Context& context, const pricing::QuoteLine& line) -> std::string {
  return "- " + written_quantity(context, line.quantity, line.unit) + " · " + line.name + ": " +
         written_amount(line.total);
}

auto written_note(const tenant::Context& context, const pricing::QuoteNote& note,
                  std::string_view language) -> std::string {
  const auto spanish_or = [language](const char* es, const char* en, const char* pt,
                                     const char* fr) -> std::string {
    if (language == "en") return en;
    if (language == "pt") return pt;
    if (language == "fr") return fr;
    return es;
  };
  const auto product = note.sku ? name_of_product(context, *note.sku) : std::string{};
  if (note.code == "rounded_up" && note.requested && note.given) {
    const auto asked = written_quantity(context, *note.requested, text_or(note.requested_unit));
    const auto sold = written_quantity(context, *note.given, text_or(note.given_unit));
    return "\n" + product + ": " + asked + " → " + sold +
           spanish_or(" (se vende completo, redondeado hacia arriba).",
                      " (sold whole, rounded up).", " (vendido inteiro, arredondado para cima).",
                      " (vendu entier, arrondi au supérieur).");
  }
  if (note.code == "backorder")
    return "\n" + product +
           spanish_or(": sobre pedido.", ": on back order.", ": sob encomenda.", ": sur commande.");
  if ((note.code == "coupon_unknown" || note.code == "coupon_not_applied") && note.coupon)
    return "\n" + *note.coupon +
           spanish_or(": este cupón no aplica a esta cotización.",
                      ": this coupon does not apply to this quote.",
                      ": este cupom não se aplica a este orçamento.",
                      ": ce coupon ne s'applique pas à ce devis.");
  return {};
}

}  // namespace

auto written_amount(const Money& amount) -> std::string {
  const auto plain = format_major(
      {amount.minor_units < 0 ? -amount.minor_units : amount.minor_units, amount.currency});
  const auto code = std::string{amount.currency.code()};
  const auto comma = uses_decimal_comma(code);
  const auto point = plain.find('.');
  auto written = grouped(std::string_view{plain}.substr(0, point), comma ? '.' : ',');
  if (point != std::string::npos) written += (comma ? "," : ".") + plain.substr(point + 1);
  if (amount.minor_units < 0) written = "-" + written;
  if (code == "BRL") return "R$ " + written;
  return "$" + written + " " + code;
}

auto written_moment(const tenant::Context& context, Timestamp at, std::string_view language)
    -> std::string {
  const auto local = to_local(context.pack.settings.zone, at);
  const auto minute = local.minute_of_day;
  const auto hour = two_digits(minute / 60) + ":" + two_digits(minute % 60);
  if (language == "en") return format_date(local.date) + " " + hour;
  return two_digits(local.date.day) + "/" + two_digits(local.date.month) + "/" +
         std::to_string(local.date.year) + " " + hour;
}

auto written_quantity(const tenant::Context& context, Quantity quantity, std::string_view unit)
    -> std::string {
  auto word = std::string{unit};
  if (quantity != Quantity::whole(1)) {
    const auto& all = context.pack.settings.unit_words;
    const auto known =
        std::find_if(all.begin(), all.end(), [unit](const auto& one) { return one.unit == unit; });
    // The pack's first word for a unit is its plural where it is longer and begins alike.
    if (known != all.end() && !known->words.empty() &&
        known->words.front().starts_with(unit.substr(0, 3)) &&
        known->words.front().size() > unit.size())
      word = known->words.front();
  }
  return quantity.text() + (word.empty() ? "" : " " + word);
}

auto amount_slot(std::string name, const Money& amount, std::string source) -> Slot {
  return {std::move(name), written_amount(amount), format_major(amount), std::move(source)};
}
auto fact_slot(std::string name, std::string text, std::string source) -> Slot {
  return {std::move(name), text, text, std::move(source)};
}
auto words_slot(std::string name, std::string text) -> Slot {
  return {std::move(name), std::move(text), "", ""};
}
auto business_slot(const tenant::Context& context) -> Slot {
  return fact_slot("business", context.pack.settings.name, "tenant");
}
auto product_slot(const tenant::Context& context, std::string_view sku) -> Slot {
  return fact_slot("product", name_of_product(context, sku), "catalog");
}

auto quote_slots(const tenant::Context& context, const pricing::Quote& quote,
                 std::string_view language) -> std::vector<Slot> {
  auto lines = std::string{};
  for (const auto& line : quote.lines)
    lines += (lines.empty() ? "" : "\n") + written_line(context, line);
  auto notes = std::string{};
  for (const auto& note : quote.notes) notes += written_note(context, note, language);
  return {fact_slot("number", quote.number, "quote"), words_slot("lines", std::move(lines)),
          amount_slot("total", quote.total, "price_list:" + quote.price_list),
          fact_slot("valid", written_moment(context, quote.valid_until, language), "policy"),
          words_slot("notes", std::move(notes))};
}

auto quote_facts(const tenant::Context& context, const pricing::Quote& quote) -> std::vector<Fact> {
  auto facts = std::vector<Fact>{};
  for (const auto& line : quote.lines) {
    facts.push_back(fact("product", line.name, "catalog"));
    facts.push_back(fact("quantity", line.quantity.text(), "customer"));
    facts.push_back(fact("line_total", format_major(line.total), "price_list:" + quote.price_list));
  }
  for (const auto& note : quote.notes) {
    if (note.sku) facts.push_back(fact("product", name_of_product(context, *note.sku), "catalog"));
    if (note.requested) facts.push_back(fact("requested", note.requested->text(), "customer"));
    if (note.given) facts.push_back(fact("given", note.given->text(), "catalog"));
    if (note.coupon) facts.push_back(fact("coupon", *note.coupon, "customer"));
  }
  return facts;
}

auto quote_number(std::string_view quote_id) -> std::string {
  auto mixed = std::uint64_t{14695981039346656037ULL};  // FNV-1a, then splitmix64's last steps.
  for (const char c : quote_id) mixed = (mixed ^ static_cast<unsigned char>(c)) * 1099511628211ULL;
  mixed = (mixed ^ (mixed >> 30)) * 0xbf58476d1ce4e5b9ULL;
  mixed = (mixed ^ (mixed >> 27)) * 0x94d049bb133111ebULL;
  mixed ^= mixed >> 31;
  constexpr std::string_view letters = "BCDFGHJKLMNPQRSTVWXZ";
  auto number = std::string{};
  for (int i = 0; i < 12; ++i) {
    if (i > 0 && i % 4 == 0) number += '-';
    number += letters[mixed % letters.size()];
    mixed /= letters.size();
  }
  return number;
}

}  // namespace orkesta::conversation
