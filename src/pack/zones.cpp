/// Reads the machine's zones: TZif files (RFC 8536). Their transitions end some day, commonly in
/// 2037; what follows is written as a rule of POSIX.1 in the footer, and is carried out until 2100
/// here, so that a zone in a context asks nobody ever after.

#include <algorithm>
#include <array>
#include <charconv>
#include <fstream>
#include <iterator>

#include "orkesta/pack/pack.hpp"

namespace orkesta::pack {
namespace {

constexpr std::int64_t day_s = 86'400;
constexpr int year_last = 2100;
constexpr std::size_t file_bytes_max = 1 << 20;

/// Big-endian numbers out of bytes; sticks at the first read beyond the end.
class Bytes {
 public:
  explicit Bytes(std::string_view bytes) : rest_(bytes) {}
  auto take(std::size_t count) -> std::string_view {
    if (rest_.size() < count) {
      ok_ = false;
      rest_ = {};
      return {};
    }
    const auto taken = rest_.substr(0, count);
    rest_.remove_prefix(count);
    return taken;
  }
  auto number(std::size_t width) -> std::int64_t {
    std::uint64_t value = 0;
    for (const char c : take(width)) value = value << 8U | static_cast<unsigned char>(c);
    if (width == 4) return static_cast<std::int32_t>(static_cast<std::uint32_t>(value));
    return static_cast<std::int64_t>(value);
  }
  auto rest() const -> std::string_view { return rest_; }
  auto ok() const -> bool { return ok_; }

 private:
  std::string_view rest_;
  bool ok_ = true;
};

struct Header {
  char version = 0;
  std::size_t utc_count, standard_count, leap_count, time_count, type_count, char_count;
};

auto read_header(Bytes& bytes) -> std::optional<Header> {
  if (bytes.take(4) != "TZif") return std::nullopt;
  const auto version = bytes.take(16);
  Header header{};
  header.version = version.empty() ? '\0' : version.front();
  for (auto* count : {&header.utc_count, &header.standard_count, &header.leap_count,
                      &header.time_count, &header.type_count, &header.char_count}) {
    const auto value = bytes.number(4);
    if (value < 0 || value > 100'000) return std::nullopt;
    *count = static_cast<std::size_t>(value);
  }
  if (!bytes.ok()) return std::nullopt;
  return header;
}

struct Table {
  std::vector<std::pair<std::int64_t, std::int32_t>> changes;  ///< Second, offset from then on.
  std::int32_t first_offset = 0;
};

auto read_table(Bytes& bytes, const Header& header, std::size_t time_width)
    -> std::optional<Table> {
  std::vector<std::int64_t> times;
  for (std::size_t i = 0; i < header.time_count; ++i) times.push_back(bytes.number(time_width));
  const auto kinds = bytes.take(header.time_count);
  std::vector<std::int32_t> offsets;
  for (std::size_t i = 0; i < header.type_count; ++i) {
    offsets.push_back(static_cast<std::int32_t>(bytes.number(4)));
    bytes.take(2);
  }
  bytes.take(header.char_count + header.leap_count * (time_width + 4) + header.standard_count +
             header.utc_count);
  if (!bytes.ok() || offsets.empty()) return std::nullopt;
  Table table;
  table.first_offset = offsets.front();
  for (std::size_t i = 0; i < times.size(); ++i) {
    const auto kind = static_cast<unsigned char>(kinds[i]);
    if (kind >= offsets.size()) return std::nullopt;
    table.changes.emplace_back(times[i], offsets[kind]);
  }
  return table;
}

// --- the footer --------------------------------------------------------------------------------

/// A day of the year on which clocks change: month, week and weekday; or a number of the day.
struct DayRule {
  char form = 'M';  ///< M: month.week.day, J: from 1 without leap days, N: from 0 with them.
  int month = 1, week = 1, day = 0;
  std::int32_t second = 7200;  ///< Of that day on the wall, perhaps beyond it.
};
struct Footer {
  std::int32_t standard = 0;
  std::optional<std::int32_t> summer;
  DayRule begin, end;
};

/// Reads a rule of POSIX.1, section 8.3, as RFC 8536 widens it; every step false when it is none.
class FooterReader {
 public:
  explicit FooterReader(std::string_view text) : rest_(text) {}

  auto read() -> std::optional<Footer> {
    Footer footer;
    if (!name() || !offset(footer.standard)) return std::nullopt;
    if (rest_.empty()) return footer;
    if (!name()) return std::nullopt;
    std::int32_t summer = footer.standard + 3600;
    if (!rest_.empty() && rest_.front() != ',' && !offset(summer)) return std::nullopt;
    footer.summer = summer;
    if (!day_rule(footer.begin) || !day_rule(footer.end) || !rest_.empty()) return std::nullopt;
    return footer;
  }

 private:
  auto skip(char c) -> bool {
    if (rest_.empty() || rest_.front() != c) return false;
    rest_.remove_prefix(1);
    return true;
  }
  auto name() -> bool {
    if (skip('<')) {
      const auto end = rest_.find('>');
      if (end == std::string_view::npos) return false;
      rest_.remove_prefix(end + 1);
      return true;
    }
    const auto end = std::find_if_not(rest_.begin(), rest_.end(), [](char c) {
      return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
    });
    const auto size = static_cast<std::size_t>(end - rest_.begin());
    rest_.remove_prefix(size);
    return size >= 3;
  }
  auto number(int& value) -> bool {
    const auto [end, error] = std::from_chars(rest_.data(), rest_.data() + rest_.size(), value);
    if (error != std::errc{} || value < 0 || value > 1000) return false;
    rest_.remove_prefix(static_cast<std::size_t>(end - rest_.data()));
    return true;
  }
  auto time(std::int32_t& seconds) -> bool {
    const bool negative = skip('-');
    if (!negative) skip('+');
    int parts[3] = {0, 0, 0};
    if (!number(parts[0])) return false;
    if (skip(':') && !number(parts[1])) return false;
    if (skip(':') && !number(parts[2])) return false;
    const auto size = parts[0] * 3600 + parts[1] * 60 + parts[2];
    seconds = negative ? -size : size;
    return true;
  }
  auto offset(std::int32_t& seconds) -> bool {
    if (!time(seconds)) return false;
    seconds = -seconds;  // POSIX counts westwards.
    return true;
  }
  auto day_rule(DayRule& rule) -> bool {
    if (!skip(',')) return false;
    if (skip('M')) {
      if (!number(rule.month) || !skip('.') || !number(rule.week) || !skip('.') ||
          !number(rule.day))
        return false;
      if (rule.month < 1 || rule.month > 12 || rule.week < 1 || rule.week > 5 || rule.day > 6)
        return false;
    } else {
      rule.form = skip('J') ? 'J' : 'N';
      if (!number(rule.day) || rule.day > 365) return false;
    }
    return !skip('/') || time(rule.second);
  }

  std::string_view rest_;
};

/// The day's number since 1970 on which the rule falls in this year.
auto day_of(const DayRule& rule, int year) -> std::int64_t {
  const auto new_year = days_since_epoch({year, 1, 1});
  if (rule.form == 'N') return new_year + rule.day;
  if (rule.form == 'J') {
    const bool has_leap_day = days_since_epoch({year, 3, 1}) - new_year == 60;
    return new_year + rule.day - 1 + (has_leap_day && rule.day >= 60 ? 1 : 0);
  }
  const Date first{year, rule.month, 1};
  const auto wanted = (rule.day + 6) % 7;  // POSIX counts from Sunday, we from Monday.
  auto day = days_since_epoch(first) + (wanted - weekday_of(first) + 7) % 7 + (rule.week - 1) * 7;
  const auto next_month =
      days_since_epoch(rule.month == 12 ? Date{year + 1, 1, 1} : Date{year, rule.month + 1, 1});
  while (day >= next_month) day -= 7;
  return day;
}

/// The footer's changes after the table's last one.
void carry_on(Table& table, const Footer& footer) {
  const auto last = table.changes.empty() ? std::int64_t{0}
                                          : std::max<std::int64_t>(table.changes.back().first, 0);
  if (!footer.summer) return;
  const auto year_first = date_of_days(last / day_s).year;
  std::vector<std::pair<std::int64_t, std::int32_t>> more;
  for (int year = year_first; year <= year_last; ++year) {
    more.emplace_back(day_of(footer.begin, year) * day_s + footer.begin.second - footer.standard,
                      *footer.summer);
    more.emplace_back(day_of(footer.end, year) * day_s + footer.end.second - *footer.summer,
                      footer.standard);
  }
  std::sort(more.begin(), more.end());
  for (const auto& change : more)
    if (change.first > last) table.changes.push_back(change);
}

/// The table as a zone: from 1970 on, changes of the offset only.
auto zone_of(std::string name, const Table& table) -> Zone {
  Zone zone;
  zone.name = std::move(name);
  zone.first_offset_seconds = table.first_offset;
  auto offset = table.first_offset;
  for (const auto& [second, next] : table.changes) {
    if (second <= 0) {
      zone.first_offset_seconds = offset = next;
      continue;
    }
    if (next == offset || date_of_days(second / day_s).year > year_last) continue;
    zone.transitions.push_back({Timestamp{second * 1000}, next});
    offset = next;
  }
  return zone;
}

auto is_zone_name(std::string_view name) -> bool {
  const auto is_plain = [](char c) {
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '_' ||
           c == '-' || c == '+' || c == '/';
  };
  return !name.empty() && name.size() <= 64 && name.front() != '/' && name.back() != '/' &&
         std::all_of(name.begin(), name.end(), is_plain) && !name.starts_with("right/") &&
         !name.starts_with("posix/");
}

auto read_zone(std::string name, std::string_view content) -> std::optional<Zone> {
  Bytes bytes(content);
  auto header = read_header(bytes);
  if (!header) return std::nullopt;
  auto table = read_table(bytes, *header, 4);
  if (header->version >= '2') {  // Then all of it stands there again, in 64 bits.
    header = read_header(bytes);
    if (!header) return std::nullopt;
    table = read_table(bytes, *header, 8);
  }
  if (!table) return std::nullopt;
  auto footer = bytes.rest();
  if (footer.size() > 2 && footer.front() == '\n') {
    footer = footer.substr(1, footer.find('\n', 1) - 1);
    if (const auto rule = FooterReader(footer).read()) carry_on(*table, *rule);
  }
  return zone_of(std::move(name), *table);
}

}  // namespace

auto system_zones(std::filesystem::path folder) -> ZoneSource {
  return [folder = std::move(folder)](std::string_view iana) -> std::optional<Zone> {
    if (!is_zone_name(iana)) return std::nullopt;
    const auto path = folder / iana;
    std::error_code error;
    if (!std::filesystem::is_regular_file(path, error)) return std::nullopt;
    if (std::filesystem::file_size(path, error) > file_bytes_max) return std::nullopt;
    std::ifstream file(path, std::ios::binary);
    const std::string content{std::istreambuf_iterator<char>(file), {}};
    return read_zone(std::string(iana), content);
  };
}

}  // namespace orkesta::pack
