#include <gtest/gtest.h>

#include <algorithm>

#include "orkesta/pack/pack.hpp"

namespace orkesta::pack {
namespace {

auto zone(std::string_view name) -> Zone { return system_zones()(name).value(); }
auto moment(std::string_view text) -> Timestamp { return parse_timestamp(text).value(); }
auto local(const Zone& zone, std::string_view text) -> std::string {
  const auto shown = to_local(zone, moment(text));
  return format_date(shown.date) + ' ' + std::to_string(shown.minute_of_day);
}

TEST(Santiago, SkipsAMidnightAndTheDayBeginsWithTheChange) {
  const auto santiago = zone("America/Santiago");
  EXPECT_EQ(start_of_day(santiago, {2026, 9, 6}), moment("2026-09-06T04:00:00Z"));
  EXPECT_EQ(local(santiago, "2026-09-06T03:59:59Z"), "2026-09-05 1439");
  EXPECT_EQ(local(santiago, "2026-09-06T04:00:00Z"), "2026-09-06 60");
}

TEST(Zone, GoesOnByItsRuleWhereTheTableEnds) {
  EXPECT_EQ(local(zone("Europe/Madrid"), "2075-07-01T12:00:00Z"), "2075-07-01 840");
  EXPECT_EQ(local(zone("Europe/Madrid"), "2075-01-01T12:00:00Z"), "2075-01-01 780");
  EXPECT_EQ(local(zone("America/Santiago"), "2080-01-01T12:00:00Z"), "2080-01-01 540");
  EXPECT_EQ(local(zone("America/Santiago"), "2080-07-01T12:00:00Z"), "2080-07-01 480");
}

TEST(Zone, WithoutSummerTimeAnyMoreStandsStill) {
  const auto mexico = zone("America/Mexico_City");
  EXPECT_EQ(mexico.transitions.back().at, moment("2022-10-30T07:00:00Z"));
  EXPECT_EQ(mexico.transitions.back().offset_seconds, -6 * 3600);
}

TEST(Zone, RisesBySecondsThatChangeTheOffset) {
  for (const auto* name : {"America/Santiago", "Europe/Madrid", "America/New_York", "Etc/UTC",
                           "Australia/Lord_Howe", "America/Sao_Paulo", "Africa/Casablanca"}) {
    SCOPED_TRACE(name);
    const auto found = zone(name);
    auto offset = found.first_offset_seconds;
    auto last = Timestamp{0};
    for (const auto& change : found.transitions) {
      EXPECT_GT(change.at, last);
      EXPECT_NE(change.offset_seconds, offset);
      offset = change.offset_seconds;
      last = change.at;
    }
    EXPECT_LT(last, moment("2101-01-01T00:00:00Z"));
  }
}

TEST(Zones, KnowNoNameThatLeadsElsewhere) {
  const auto zones = system_zones();
  for (const auto* name : {"", "Mars/Olympus", "../etc/passwd", "/etc/localtime", "America",
                           "zone.tab", "right/Europe/Madrid", "America/../America/Santiago"})
    EXPECT_FALSE(zones(name)) << name;
}

}  // namespace
}  // namespace orkesta::pack
