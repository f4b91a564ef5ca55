#pragma once

#include <boost/describe/class.hpp>
#include <chrono>
#include <compare>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace orkesta {

/// Milliseconds since 1970-01-01T00:00:00Z. In JSON: RFC 3339, UTC, three decimals.
struct Timestamp {
  std::int64_t milliseconds = 0;
  auto operator<=>(const Timestamp&) const = default;
  auto operator+(std::chrono::milliseconds more) const -> Timestamp {
    return {milliseconds + more.count()};
  }
  auto operator-(std::chrono::milliseconds less) const -> Timestamp {
    return {milliseconds - less.count()};
  }
  auto operator-(Timestamp other) const -> std::chrono::milliseconds {
    return std::chrono::milliseconds{milliseconds - other.milliseconds};
  }
};

/// Any RFC 3339 instant; nothing when it is not one. Finer fractions than milliseconds are cut.
auto parse_timestamp(std::string_view text) -> std::optional<Timestamp>;
/// `2026-11-18T16:00:00.000Z`.
auto format_timestamp(Timestamp at) -> std::string;

/// A day of the proleptic Gregorian calendar.
struct Date {
  std::int32_t year = 1970;
  std::int32_t month = 1;
  std::int32_t day = 1;
  auto operator<=>(const Date&) const = default;
};
auto parse_date(std::string_view text)
    -> std::optional<Date>;  ///< `YYYY-MM-DD`, a day that exists.
auto format_date(const Date& date) -> std::string;
auto days_since_epoch(const Date& date) -> std::int64_t;
auto date_of_days(std::int64_t days) -> Date;
auto weekday_of(const Date& date) -> int;  ///< 0 = Monday … 6 = Sunday.

/// From this moment on local time is UTC plus `offset_seconds`.
struct ZoneTransition {
  Timestamp at;
  std::int32_t offset_seconds = 0;
  bool operator==(const ZoneTransition&) const = default;
};
BOOST_DESCRIBE_STRUCT(ZoneTransition, (), (at, offset_seconds))

/// A zone's rules as data, imported with a pack, so that pure code converts without asking anybody.
struct Zone {
  std::string name;                         ///< IANA, for people.
  std::int32_t first_offset_seconds = 0;    ///< Before the first transition.
  std::vector<ZoneTransition> transitions;  ///< Rising by `at`, 1970 to 2100.
  bool operator==(const Zone&) const = default;
};
BOOST_DESCRIBE_STRUCT(Zone, (), (name, first_offset_seconds, transitions))

/// A moment as clocks on the wall show it.
struct LocalTime {
  Date date;
  std::int32_t minute_of_day = 0;  ///< 0 to 1439.
  auto operator<=>(const LocalTime&) const = default;
};
auto to_local(const Zone& zone, Timestamp at) -> LocalTime;
/// The first instant of a local day. Where clocks skip midnight, it is the moment of the change.
auto start_of_day(const Zone& zone, const Date& date) -> Timestamp;
/// The first instant at which the wall shows this time; when it is skipped, the moment of the
/// change.
auto to_instant(const Zone& zone, const LocalTime& local) -> Timestamp;

}  // namespace orkesta
