#include "orkesta/core/time.hpp"

#include <algorithm>

namespace orkesta {
namespace {

constexpr std::int64_t day_ms = 86'400'000;

auto floor_divide(std::int64_t value, std::int64_t by) -> std::int64_t {
  return value / by - (value % by < 0 ? 1 : 0);
}

/// Exactly `count` digits at `at`.
auto digits(std::string_view text, std::size_t at, std::size_t count) -> std::optional<int> {
  if (at + count > text.size()) return std::nullopt;
  int value = 0;
  for (const char c : text.substr(at, count)) {
    if (c < '0' || c > '9') return std::nullopt;
    value = value * 10 + (c - '0');
  }
  return value;
}

void append_padded(std::string& text, std::int64_t value, std::size_t width) {
  const auto written = std::to_string(value);
  text.append(width > written.size() ? width - written.size() : 0, '0');
  text += written;
}

auto offset_at(const Zone& zone, Timestamp at) -> std::int32_t {
  const auto after = std::upper_bound(
      zone.transitions.begin(), zone.transitions.end(), at,
      [](Timestamp t, const ZoneTransition& transition) { return t < transition.at; });
  return after == zone.transitions.begin() ? zone.first_offset_seconds
                                           : std::prev(after)->offset_seconds;
}

/// `Z`, `z`, `+hh:mm` or `-hh:mm` to the text's end, in minutes.
auto parse_offset(std::string_view text) -> std::optional<int> {
  if (text == "Z" || text == "z") return 0;
  if (text.size() != 6 || (text[0] != '+' && text[0] != '-') || text[3] != ':') return std::nullopt;
  const auto hours = digits(text, 1, 2);
  const auto minutes = digits(text, 4, 2);
  if (!hours || !minutes || *hours > 23 || *minutes > 59) return std::nullopt;
  const int total = *hours * 60 + *minutes;
  return text[0] == '-' ? -total : total;
}

}  // namespace

// Day numbers by the era method of H. Hinnant, "chrono-Compatible Low-Level Date Algorithms".
auto days_since_epoch(const Date& date) -> std::int64_t {
  const std::int64_t year = date.year - (date.month <= 2 ? 1 : 0);
  const auto era = floor_divide(year, 400);
  const auto year_of_era = year - era * 400;
  const auto day_of_year = (153 * (date.month + (date.month > 2 ? -3 : 9)) + 2) / 5 + date.day - 1;
  const auto day_of_era = year_of_era * 365 + year_of_era / 4 - year_of_era / 100 + day_of_year;
  return era * 146097 + day_of_era - 719468;
}

auto date_of_days(std::int64_t days) -> Date {
  const auto shifted = days + 719468;
  const auto era = floor_divide(shifted, 146097);
  const auto day_of_era = shifted - era * 146097;
  const auto year_of_era =
      (day_of_era - day_of_era / 1460 + day_of_era / 36524 - day_of_era / 146096) / 365;
  const auto day_of_year = day_of_era - (365 * year_of_era + year_of_era / 4 - year_of_era / 100);
  const auto shifted_month = (5 * day_of_year + 2) / 153;
  const auto month = shifted_month + (shifted_month < 10 ? 3 : -9);
  const auto year = year_of_era + era * 400 + (month <= 2 ? 1 : 0);
  return {static_cast<std::int32_t>(year), static_cast<std::int32_t>(month),
          static_cast<std::int32_t>(day_of_year - (153 * shifted_month + 2) / 5 + 1)};
}

auto weekday_of(const Date& date) -> int {
  const auto days = days_since_epoch(date) + 3;  // 1970-01-01 was a Thursday.
  return static_cast<int>(days - floor_divide(days, 7) * 7);
}

auto parse_date(std::string_view text) -> std::optional<Date> {
  if (text.size() != 10 || text[4] != '-' || text[7] != '-') return std::nullopt;
  const auto year = digits(text, 0, 4);
  const auto month = digits(text, 5, 2);
  const auto day = digits(text, 8, 2);
  if (!year || !month || !day) return std::nullopt;
  const Date date{*year, *month, *day};
  if (*month < 1 || *month > 12 || date_of_days(days_since_epoch(date)) != date)
    return std::nullopt;
  return date;
}

auto format_date(const Date& date) -> std::string {
  std::string text;
  append_padded(text, date.year, 4);
  text += '-';
  append_padded(text, date.month, 2);
  text += '-';
  append_padded(text, date.day, 2);
  return text;
}

auto parse_timestamp(std::string_view text) -> std::optional<Timestamp> {
  if (text.size() < 20 || (text[10] != 'T' && text[10] != 't' && text[10] != ' '))
    return std::nullopt;
  const auto date = parse_date(text.substr(0, 10));
  const auto hour = digits(text, 11, 2);
  const auto minute = digits(text, 14, 2);
  const auto second = digits(text, 17, 2);
  if (!date || !hour || !minute || !second || text[13] != ':' || text[16] != ':')
    return std::nullopt;
  if (*hour > 23 || *minute > 59 || *second > 60) return std::nullopt;
  std::size_t at = 19;
  std::int64_t fraction_ms = 0;
  if (text[at] == '.') {
    const auto from = ++at;
    std::int64_t scale = 100;
    for (; at < text.size() && text[at] >= '0' && text[at] <= '9'; ++at, scale /= 10)
      fraction_ms += scale * (text[at] - '0');
    if (at == from) return std::nullopt;
  }
  const auto offset = parse_offset(text.substr(at));
  if (!offset) return std::nullopt;
  const std::int64_t seconds = *hour * 3600 + *minute * 60 + *second - *offset * 60;
  return Timestamp{days_since_epoch(*date) * day_ms + seconds * 1000 + fraction_ms};
}

auto format_timestamp(Timestamp at) -> std::string {
  const auto days = floor_divide(at.milliseconds, day_ms);
  const auto rest = at.milliseconds - days * day_ms;
  auto text = format_date(date_of_days(days));
  text += 'T';
  append_padded(text, rest / 3'600'000, 2);
  text += ':';
  append_padded(text, rest / 60'000 % 60, 2);
  text += ':';
  append_padded(text, rest / 1000 % 60, 2);
  text += '.';
  append_padded(text, rest % 1000, 3);
  text += 'Z';
  return text;
}

auto to_local(const Zone& zone, Timestamp at) -> LocalTime {
  const auto local = at.milliseconds + std::int64_t{offset_at(zone, at)} * 1000;
  const auto days = floor_divide(local, day_ms);
  return {date_of_days(days), static_cast<std::int32_t>((local - days * day_ms) / 60'000)};
}

auto to_instant(const Zone& zone, const LocalTime& local) -> Timestamp {
  const auto wall =
      days_since_epoch(local.date) * day_ms + std::int64_t{local.minute_of_day} * 60'000;
  // Between two transitions the wall runs straight: try each stretch that could show this time.
  Timestamp from{wall - 2 * day_ms};
  auto next = std::upper_bound(
      zone.transitions.begin(), zone.transitions.end(), from,
      [](Timestamp t, const ZoneTransition& transition) { return t < transition.at; });
  for (;; ++next) {
    const Timestamp guess{wall - std::int64_t{offset_at(zone, from)} * 1000};
    if (guess < from) return from;  // The clocks skipped it: the moment of the change.
    if (next == zone.transitions.end() || guess < next->at) return guess;
    from = next->at;
  }
}

auto start_of_day(const Zone& zone, const Date& date) -> Timestamp {
  return to_instant(zone, LocalTime{date, 0});
}

}  // namespace orkesta
