#include "values.hpp"

#include <algorithm>
#include <array>

namespace orkesta::pack {
namespace {

constexpr std::string_view countries =
    "AD AE AF AG AI AL AM AO AQ AR AS AT AU AW AX AZ BA BB BD BE BF BG BH BI BJ BL BM BN BO BQ BR "
    "BS BT BV BW BY BZ CA CC CD CF CG CH CI CK CL CM CN CO CR CU CV CW CX CY CZ DE DJ DK DM DO DZ "
    "EC EE EG EH ER ES ET FI FJ FK FM FO FR GA GB GD GE GF GG GH GI GL GM GN GP GQ GR GS GT GU GW "
    "GY HK HM HN HR HT HU ID IE IL IM IN IO IQ IR IS IT JE JM JO JP KE KG KH KI KM KN KP KR KW KY "
    "KZ LA LB LC LI LK LR LS LT LU LV LY MA MC MD ME MF MG MH MK ML MM MN MO MP MQ MR MS MT MU MV "
    "MW MX MY MZ NA NC NE NF NG NI NL NO NP NR NU NZ OM PA PE PF PG PH PK PL PM PN PR PS PT PW PY "
    "QA RE RO RS RU RW SA SB SC SD SE SG SH SI SJ SK SL SM SN SO SR SS ST SV SX SY SZ TC TD TF TG "
    "TH TJ TK TL TM TN TO TR TT TV TW TZ UA UG UM US UY UZ VA VC VE VG VI VN VU WF WS YE YT ZA ZM "
    "ZW ";

auto is_digit(char c) -> bool { return c >= '0' && c <= '9'; }
auto is_letter_or_digit(char c) -> bool {
  return is_digit(c) || (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
}
auto all_digits(std::string_view text) -> bool {
  return !text.empty() && std::all_of(text.begin(), text.end(), is_digit);
}

/// Bytes that continue a character: 10xxxxxx.
auto continues(char c) -> bool { return (static_cast<unsigned char>(c) & 0xC0U) == 0x80U; }

/// The length of the character that begins here; 0 when none does (RFC 3629).
auto utf8_length(std::string_view text) -> std::size_t {
  const auto byte = [&](std::size_t i) { return static_cast<unsigned char>(text[i]); };
  const auto lead = byte(0);
  if (lead < 0x80) return 1;
  const std::size_t length = lead >= 0xF0 ? 4 : lead >= 0xE0 ? 3 : 2;
  if (lead < 0xC2 || lead > 0xF4 || text.size() < length) return 0;
  for (std::size_t i = 1; i < length; ++i)
    if (!continues(text[i])) return 0;
  if (lead == 0xE0 && byte(1) < 0xA0) return 0;
  if (lead == 0xED && byte(1) > 0x9F) return 0;
  if (lead == 0xF0 && byte(1) < 0x90) return 0;
  if (lead == 0xF4 && byte(1) > 0x8F) return 0;
  return length;
}

/// `mon-fri` or `mon` as days in order.
auto parse_days(std::string_view text) -> std::optional<std::vector<std::int32_t>> {
  const auto dash = text.find('-');
  const auto first = parse_weekday(text.substr(0, dash));
  const auto last = dash == std::string_view::npos ? first : parse_weekday(text.substr(dash + 1));
  if (!first || !last || *last < *first) return std::nullopt;
  std::vector<std::int32_t> days;
  for (auto day = *first; day <= *last; ++day) days.push_back(day);
  return days;
}

/// `09:00-14:00`.
auto parse_stretch(std::string_view text, const std::vector<std::int32_t>& days)
    -> std::optional<tenant::Hours> {
  const auto dash = text.find('-');
  if (dash == std::string_view::npos) return std::nullopt;
  const auto open = parse_clock(trimmed(text.substr(0, dash)));
  const auto close = parse_clock(trimmed(text.substr(dash + 1)), true);
  if (!open || !close || *close <= *open) return std::nullopt;
  return tenant::Hours{days, *open, *close};
}

}  // namespace

auto trimmed(std::string_view text) -> std::string_view {
  constexpr std::string_view blank = " \t\r\n\f\v";
  const auto first = text.find_first_not_of(blank);
  if (first == std::string_view::npos) return {};
  return text.substr(first, text.find_last_not_of(blank) - first + 1);
}

auto split(std::string_view text, char separator) -> std::vector<std::string> {
  std::vector<std::string> parts;
  for (std::size_t from = 0; from <= text.size();) {
    const auto to = std::min(text.find(separator, from), text.size());
    const auto part = trimmed(text.substr(from, to - from));
    if (!part.empty()) parts.emplace_back(part);
    from = to + 1;
  }
  return parts;
}

auto is_utf8(std::string_view text) -> bool {
  while (!text.empty()) {
    const auto length = utf8_length(text);
    if (length == 0) return false;
    text.remove_prefix(length);
  }
  return true;
}

auto is_id(std::string_view text, bool accents) -> bool {
  const auto characters =
      text.size() - static_cast<std::size_t>(std::count_if(text.begin(), text.end(), continues));
  if (characters < 1 || characters > 40) return false;
  return std::all_of(text.begin(), text.end(), [&](char c) {
    return is_letter_or_digit(c) || c == '.' || c == '_' || c == '-' ||
           (accents && static_cast<unsigned char>(c) >= 0x80);
  });
}

auto is_language(std::string_view text) -> bool {
  return text == "es" || text == "en" || text == "pt" || text == "fr";
}

auto is_country(std::string_view text) -> bool {
  const auto at = countries.find(text);
  return text.size() == 2 && at != std::string_view::npos && at % 3 == 0;
}

auto is_email(std::string_view text) -> bool {
  const auto at = text.find('@');
  if (at == std::string_view::npos || at == 0 || at > 64 || text.size() > 254) return false;
  const auto domain = text.substr(at + 1);
  const auto is_plain = [](char c) {
    return static_cast<unsigned char>(c) > ' ' && c != '@' && c != '<' && c != '>' && c != ',' &&
           c != ';' && c != '"';
  };
  if (!std::all_of(text.begin(), text.begin() + static_cast<std::ptrdiff_t>(at), is_plain) ||
      !std::all_of(domain.begin(), domain.end(), is_plain))
    return false;
  const auto has_empty_label = domain.starts_with('.') || domain.ends_with('.') ||
                               domain.find("..") != std::string_view::npos;
  return domain.find('.') != std::string_view::npos && !has_empty_label;
}

auto is_phone(std::string_view text) -> bool {
  return text.size() >= 8 && text.size() <= 16 && text[0] == '+' && text[1] != '0' &&
         all_digits(text.substr(1));
}

auto is_https_url(std::string_view text) -> bool {
  constexpr std::string_view scheme = "https://";
  if (!text.starts_with(scheme)) return false;
  const auto rest = text.substr(scheme.size());
  const auto host = rest.substr(0, rest.find_first_of("/?#"));
  const auto is_plain = [](char c) { return static_cast<unsigned char>(c) > ' ' && c != '"'; };
  return host.find('.') != std::string_view::npos && is_letter_or_digit(host.front()) &&
         std::all_of(rest.begin(), rest.end(), is_plain);
}

auto parse_whole(std::string_view text, std::int64_t max) -> std::optional<std::int64_t> {
  if (!all_digits(text) || text.size() > 18) return std::nullopt;
  std::int64_t value = 0;
  for (const char c : text) value = value * 10 + (c - '0');
  if (value > max) return std::nullopt;
  return value;
}

auto parse_rate(std::string_view text) -> std::optional<std::int64_t> {
  if (text.starts_with('-')) return std::nullopt;
  const auto rate = parse_minor_units(text, 6);
  if (!rate || *rate <= 0 || *rate > 1'000'000'000'000) return std::nullopt;
  return rate;
}

auto parse_clock(std::string_view text, bool end_of_day) -> std::optional<std::int32_t> {
  if (text.size() != 5 || text[2] != ':') return std::nullopt;
  const auto hour = parse_whole(text.substr(0, 2), 24);
  const auto minute = parse_whole(text.substr(3), 59);
  if (!hour || !minute) return std::nullopt;
  const auto value = static_cast<std::int32_t>(*hour * 60 + *minute);
  if (value > (end_of_day ? 1440 : 1439)) return std::nullopt;
  return value;
}

auto parse_weekday(std::string_view text) -> std::optional<std::int32_t> {
  constexpr std::array<std::string_view, 7> days = {"mon", "tue", "wed", "thu",
                                                    "fri", "sat", "sun"};
  const auto at = std::find(days.begin(), days.end(), trimmed(text));
  if (at == days.end()) return std::nullopt;
  return static_cast<std::int32_t>(at - days.begin());
}

auto parse_hours(std::string_view text) -> std::optional<std::vector<tenant::Hours>> {
  std::vector<tenant::Hours> hours;
  for (const auto& part : split(text, ';')) {
    const auto space = part.find(' ');
    if (space == std::string::npos) return std::nullopt;
    const auto days = parse_days(std::string_view(part).substr(0, space));
    const auto stretches = split(std::string_view(part).substr(space), ',');
    if (!days || stretches.empty()) return std::nullopt;
    for (const auto& stretch : stretches) {
      auto one = parse_stretch(stretch, *days);
      if (!one) return std::nullopt;
      hours.push_back(std::move(*one));
    }
  }
  return hours;
}

auto parse_when(std::string_view text, const Zone& zone, bool is_end) -> std::optional<Timestamp> {
  if (text.size() > 10) return parse_timestamp(text);
  const auto date = parse_date(text);
  if (!date) return std::nullopt;
  return start_of_day(zone, is_end ? date_of_days(days_since_epoch(*date) + 1) : *date);
}

}  // namespace orkesta::pack
