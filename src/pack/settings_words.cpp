/// tenant.toml: the words for units, consent, instalments and opening hours.

#include <algorithm>
#include <array>

#include "orkesta/domain/tenant/context.hpp"
#include "reader.hpp"
#include "toml_table.hpp"

namespace orkesta::pack {
namespace {

constexpr std::array<std::string_view, 7> onboarding_steps = {
    "privacy_notice", "consent", "name", "email", "phone", "resources", "agent"};

auto overlap(const tenant::Hours& one, const tenant::Hours& other) -> bool {
  const bool same_day =
      std::any_of(one.weekdays.begin(), one.weekdays.end(), [&](std::int32_t day) {
        return std::count(other.weekdays.begin(), other.weekdays.end(), day) > 0;
      });
  return same_day && one.open_minute < other.close_minute && other.open_minute < one.close_minute;
}

/// A clock's minute of the day; reports `bad_time`.
auto clock_of(const Field& field, bool end_of_day, const Checks& checks)
    -> std::optional<std::int32_t> {
  if (!field.given()) return std::nullopt;
  const auto minute = parse_clock(field.text, end_of_day);
  if (!minute) checks.wrong(field, "bad_time", "'" + field.text + "' is no time HH:MM.");
  return minute;
}

}  // namespace

void Reader::read_units(TomlTable& root, const Checks& checks) {
  auto& settings = pack_.settings;
  if (auto units = root.table("unit_words")) {
    std::map<std::string, std::string> unit_of;
    const auto note = [&](const Field& word, const std::string& unit) {
      const auto [at, is_new] = unit_of.emplace(tenant::fold_case(word.text), unit);
      if (!is_new && at->second != unit)
        checks.wrong(word, "duplicate",
                     "'" + word.text + "' already stands for '" + at->second + "'.");
    };
    for (const auto& name : units->keys()) {
      note(name, name.text);
      tenant::UnitWords row{name.text, {}};
      for (const auto& word : units->list(name.text)) {
        note(word, name.text);
        row.words.push_back(word.text);
      }
      settings.unit_words.push_back(std::move(row));
    }
  }
  if (auto collectives = root.table("collective_units"))
    for (const auto& name : collectives->keys())
      if (const auto count = checks.whole(collectives->number(name.text), 1, 1'000'000))
        settings.collective_units.push_back({name.text, *count});
  for (const auto& unit : root.list("countable_units"))
    settings.countable_units.push_back(unit.text);
  if (!root.has("countable_units")) settings.countable_units = {"pieza", "par", "unidad"};
}

void Reader::read_consent(TomlTable& root, const Checks& checks) {
  auto& settings = pack_.settings;
  if (auto table = root.table("onboarding")) {
    settings.consent_required = table->flag("consent_required", false);
    for (const auto& step : table->list("steps")) {
      if (std::count(onboarding_steps.begin(), onboarding_steps.end(), step.text) == 0)
        checks.wrong(step, "bad_choice", "There is no step '" + step.text + "'.");
      settings.onboarding_steps.push_back(step.text);
    }
    table->finish();
  }
  auto table = root.table("consent");
  const Field nowhere{{}, table ? table->place() : root.place()};
  const auto version = table ? table->text("version", "required") : nowhere;
  if (settings.consent_required) checks.required(version, "consent.version");
  settings.consent_version = version.text;

  auto texts = table ? table->table("text") : std::nullopt;
  if (texts)
    for (const auto& language : texts->keys()) {
      checks.language(language);
      settings.consent_text.push_back({language.text, texts->text(language.text, "required").text});
    }
  const auto& spoken = settings.languages;
  const bool has_first =
      spoken.empty() || std::any_of(settings.consent_text.begin(), settings.consent_text.end(),
                                    [&](const auto& text) {
                                      return text.language == spoken.front() && !text.text.empty();
                                    });
  if (settings.consent_required && !has_first)
    checks.wrong({{}, texts ? texts->place() : nowhere.place}, "required",
                 "The consent's text in '" + spoken.front() + "' must be given.");
  if (table) table->finish();
}

void Reader::read_instalments(TomlTable& root, const Checks& checks) {
  Names seen;
  for (auto& table : root.tables("instalments")) {
    tenant::Instalment plan;
    const auto id = table.text("id", "bad_id");
    plan.id = checks.required_id(id, "id");
    checks.once(id, plan.id, seen);
    plan.name = table.text("name").text;
    const auto count = table.number("count");
    checks.required(count, "count");
    plan.count = checks.small(count, 1, 1, 60);
    plan.surcharge_bp = checks.bp(table.number("surcharge_bp", "bad_bp")).value_or(0);
    plan.min_total = checks.amount(table.text("min_total", "bad_amount"), currency_);
    pack_.settings.instalments.push_back(std::move(plan));
    table.finish();
  }
}

void Reader::read_hours(TomlTable& root, const Checks& checks) {
  auto& hours = pack_.settings.hours;
  for (auto& table : root.tables("hours")) {
    tenant::Hours one;
    const auto days = table.list("days");
    if (days.empty() && !table.has("days"))
      checks.wrong({{}, table.place()}, "required", "'days' must be given.");
    for (const auto& day : days) {
      if (const auto weekday = parse_weekday(day.text)) {
        one.weekdays.push_back(*weekday);
      } else {
        checks.wrong(day, "bad_choice", "'" + day.text + "' is none of mon … sun.");
      }
    }
    const auto open = table.text("open", "bad_time");
    const auto close = table.text("close", "bad_time");
    checks.required(open, "open");
    checks.required(close, "close");
    const auto open_minute = clock_of(open, false, checks);
    const auto close_minute = clock_of(close, true, checks);
    table.finish();
    if (!open_minute || !close_minute) continue;
    if (*close_minute <= *open_minute)
      checks.wrong(close, "bad_time", "It closes before it opens.");
    one.open_minute = *open_minute;
    one.close_minute = *close_minute;
    if (std::any_of(hours.begin(), hours.end(),
                    [&](const tenant::Hours& other) { return overlap(one, other); }))
      checks.wrong(open, "conflict", "These hours overlap others of the same day.");
    hours.push_back(std::move(one));
  }
}

void Reader::read_holidays(TomlTable& root, const Checks& checks) {
  Names seen;
  for (auto& table : root.tables("holidays")) {
    tenant::Holiday holiday;
    const auto date = table.date("date");
    holiday.date = checks.required(date, "date");
    if (date.given() && !parse_date(date.text))
      checks.wrong(date, "bad_time", "'" + date.text + "' is no day YYYY-MM-DD.");
    checks.once(date, date.text, seen);
    holiday.name = table.text("name").text;
    const auto open = table.text("open", "bad_time");
    const auto close = table.text("close", "bad_time");
    holiday.open_minute = clock_of(open, false, checks);
    holiday.close_minute = clock_of(close, true, checks);
    if (open.given() != close.given())
      checks.wrong(open.given() ? close : open, "required", "Both 'open' and 'close', or neither.");
    if (holiday.open_minute && holiday.close_minute &&
        *holiday.close_minute <= *holiday.open_minute)
      checks.wrong(close, "bad_time", "It closes before it opens.");
    pack_.settings.holidays.push_back(std::move(holiday));
    table.finish();
  }
}

}  // namespace orkesta::pack
