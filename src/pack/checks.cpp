#include "checks.hpp"

#include <algorithm>

namespace orkesta::pack {

auto Checks::required(const Field& field, std::string_view what) const -> std::string {
  if (!field.given()) wrong(field, "required", "'" + std::string(what) + "' must be given.");
  return field.text;
}

auto Checks::id(const Field& field, bool accents) const -> std::string {
  if (field.given() && !is_id(field.text, accents))
    wrong(field, "bad_id",
          "'" + field.text + "' is no id: 1 to 40 letters, digits, points, '_' or '-'.");
  return field.text;
}

auto Checks::required_id(const Field& field, std::string_view what, bool accents) const
    -> std::string {
  required(field, what);
  return id(field, accents);
}

auto Checks::whole(const Field& field, std::int64_t min, std::int64_t max) const
    -> std::optional<std::int64_t> {
  if (!field.given()) return std::nullopt;
  const auto value = parse_whole(field.text, max);
  if (value && *value >= min) return value;
  wrong(field, "bad_whole",
        "'" + field.text + "' is no whole number from " + std::to_string(min) + " to " +
            std::to_string(max) + ".");
  return std::nullopt;
}

auto Checks::small(const Field& field, std::int32_t otherwise, std::int32_t min,
                   std::int32_t max) const -> std::int32_t {
  return static_cast<std::int32_t>(whole(field, min, max).value_or(otherwise));
}

auto Checks::bp(const Field& field) const -> std::optional<std::int32_t> {
  if (!field.given()) return std::nullopt;
  if (const auto value = parse_whole(field.text, 10'000)) return static_cast<std::int32_t>(*value);
  wrong(field, "bad_bp", "'" + field.text + "' is not between 0 and 10000 basis points.");
  return std::nullopt;
}

auto Checks::amount(const Field& field, std::optional<Currency> currency) const
    -> std::optional<std::int64_t> {
  if (!field.given()) return std::nullopt;
  const auto value = field.text.starts_with('-')
                         ? std::nullopt
                         : parse_minor_units(field.text, currency ? currency->exponent() : 4);
  if (value) return value;
  wrong(field, "bad_amount",
        "'" + field.text + "' is no amount" +
            (currency ? " of " + std::string(currency->code()) + ": digits, a point, at most " +
                            std::to_string(currency->exponent()) + " decimals."
                      : "."));
  return std::nullopt;
}

auto Checks::currency(const Field& field) const -> std::optional<Currency> {
  if (!field.given()) return std::nullopt;
  const auto found = Currency::parse(field.text);
  if (!found) wrong(field, "bad_currency", "'" + field.text + "' is no ISO 4217 currency.");
  return found;
}

auto Checks::yes(const Field& field, bool otherwise) const -> bool {
  if (!field.given()) return otherwise;
  if (field.text != "yes" && field.text != "no")
    wrong(field, "bad_choice", "'" + field.text + "' is neither yes nor no.");
  return field.text == "yes";
}

auto Checks::language(const Field& field) const -> std::string {
  if (field.given() && !is_language(field.text))
    wrong(field, "bad_choice", "'" + field.text + "' is none of es, en, pt, fr.");
  return field.text;
}

auto Checks::languages(const Field& field) const -> std::vector<std::string> {
  auto parts = split(field.text, ';');
  for (const auto& part : parts) language({part, field.place, field.column_missing});
  return parts;
}

auto Checks::window(const Field& from, const Field& until, const Zone& zone) const -> Window {
  const auto moment = [&](const Field& field, bool is_end) -> std::optional<Timestamp> {
    if (!field.given()) return std::nullopt;
    const auto when = parse_when(field.text, zone, is_end);
    if (!when)
      wrong(field, "bad_time", "'" + field.text + "' is no RFC 3339 instant and no YYYY-MM-DD.");
    return when;
  };
  Window window{moment(from, false), moment(until, true)};
  if (window.from && window.until && *window.until <= *window.from)
    wrong(until, "conflict", "It would end before it begins.");
  return window;
}

auto Checks::phone(const Field& field) const -> std::string {
  if (field.given() && !is_phone(field.text))
    wrong(field, "bad_phone", "The number is not of the form +12025550101.");
  return field.text;
}

auto Checks::email(const Field& field) const -> std::string {
  if (field.given() && !is_email(field.text))
    wrong(field, "bad_email", "The text is no e-mail address.");
  return field.text;
}

auto Checks::reference(const Field& field, const Names* known, std::string_view what) const
    -> std::string {
  if (field.given() && known != nullptr && !known->contains(field.text))
    wrong(field, "unknown_reference",
          "There is no " + std::string(what) + " '" + field.text + "'.");
  return field.text;
}

void Checks::once(const Field& field, const std::string& name, Names& seen) const {
  if (!name.empty() && !seen.insert(name).second)
    wrong(field, "duplicate", "'" + field.text + "' stands here twice.");
}

}  // namespace orkesta::pack
