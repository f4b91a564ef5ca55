#include <gtest/gtest.h>

#include <random>

#include "orkesta/core/time.hpp"

namespace orkesta {
namespace {

auto moment(std::string_view text) -> Timestamp { return parse_timestamp(text).value(); }

/// Santiago de Chile around 2026: clocks go back on 5 April, and skip from 00:00 to 01:00 on
/// 6 September.
auto santiago() -> Zone {
  return {
      "America/Santiago",
      -3 * 3600,
      {{moment("2026-04-05T03:00:00Z"), -4 * 3600}, {moment("2026-09-06T04:00:00Z"), -3 * 3600}}};
}
/// Madrid: 02:00 to 03:00 on 29 March, back on 25 October.
auto madrid() -> Zone {
  return {"Europe/Madrid",
          3600,
          {{moment("2026-03-29T01:00:00Z"), 7200}, {moment("2026-10-25T01:00:00Z"), 3600}}};
}

TEST(Instant, IsReadWithAnyOffset) {
  EXPECT_EQ(moment("1970-01-01T00:00:00Z").milliseconds, 0);
  EXPECT_EQ(moment("2026-11-16T12:00:00-06:00"), moment("2026-11-16T18:00:00.000Z"));
  EXPECT_EQ(moment("2026-11-16t12:00:00.1234567+05:30"), moment("2026-11-16T06:30:00.123Z"));
  EXPECT_EQ(moment("1969-12-31T23:59:59.999Z").milliseconds, -1);
}

TEST(Instant, OfAnyOtherFormIsRefused) {
  for (const auto* text :
       {"", "2026-11-16", "2026-11-16T12:00:00", "2026-11-16T24:00:00Z", "2026-11-16T12:60:00Z",
        "2026-02-30T12:00:00Z", "2026-11-16T12:00:00.Z", "2026-11-16T12:00:00+0600",
        "2026-11-16T12:00:00+24:00", "2026-13-01T00:00:00Z", "16/11/2026T12:00:00Z"})
    EXPECT_FALSE(parse_timestamp(text)) << text;
}

TEST(Instant, IsWrittenInUtcWithMilliseconds) {
  EXPECT_EQ(format_timestamp(moment("2026-11-16T12:00:00.05-06:00")), "2026-11-16T18:00:00.050Z");
  EXPECT_EQ(format_timestamp(Timestamp{-1}), "1969-12-31T23:59:59.999Z");
}

TEST(Instant, ReadsWhatItWrote) {
  std::mt19937_64 random(17);
  for (int i = 0; i < 5000; ++i) {
    const Timestamp at{static_cast<std::int64_t>(random() % 250'000'000'000'000) -
                       60'000'000'000'000};
    ASSERT_EQ(parse_timestamp(format_timestamp(at)), at);
  }
}

TEST(Day, ExistsOrIsRefused) {
  EXPECT_EQ(parse_date("2024-02-29"), (Date{2024, 2, 29}));
  for (const auto* text : {"2026-02-29", "2100-02-29", "2026-00-01", "2026-04-31", "2026-1-01", ""})
    EXPECT_FALSE(parse_date(text)) << text;
}

TEST(Day, CountsFromTheEpochAndBack) {
  EXPECT_EQ(days_since_epoch({1970, 1, 1}), 0);
  EXPECT_EQ(days_since_epoch({2000, 3, 1}), 11'017);
  for (std::int64_t days = -200'000; days < 200'000; days += 7) {
    ASSERT_EQ(days_since_epoch(date_of_days(days)), days);
    ASSERT_EQ(parse_date(format_date(date_of_days(days))), date_of_days(days));
  }
}

TEST(Weekday, BeginsWithMonday) {
  EXPECT_EQ(weekday_of({2026, 11, 16}), 0);
  EXPECT_EQ(weekday_of({2026, 11, 22}), 6);
  EXPECT_EQ(weekday_of({1970, 1, 1}), 3);
  EXPECT_EQ(weekday_of({1969, 12, 28}), 6);
}

TEST(Santiago, SkipsAMidnightAndTheDayBeginsWithTheChange) {
  const auto zone = santiago();
  EXPECT_EQ(start_of_day(zone, {2026, 9, 6}), moment("2026-09-06T04:00:00Z"));
  EXPECT_EQ(to_local(zone, moment("2026-09-06T03:59:59.999Z")), (LocalTime{{2026, 9, 5}, 1439}));
  EXPECT_EQ(to_local(zone, moment("2026-09-06T04:00:00Z")), (LocalTime{{2026, 9, 6}, 60}));
  EXPECT_EQ(to_instant(zone, {{2026, 9, 6}, 30}), moment("2026-09-06T04:00:00Z"));
  EXPECT_EQ(to_instant(zone, {{2026, 9, 6}, 60}), moment("2026-09-06T04:00:00Z"));
  EXPECT_EQ(start_of_day(zone, {2026, 9, 7}), moment("2026-09-07T03:00:00Z"));
}

TEST(Santiago, ShowsAnHourTwiceAndTheFirstOneCounts) {
  const auto zone = santiago();
  EXPECT_EQ(to_instant(zone, {{2026, 4, 4}, 23 * 60 + 30}), moment("2026-04-05T02:30:00Z"));
  EXPECT_EQ(to_local(zone, moment("2026-04-05T03:30:00Z")),
            (LocalTime{{2026, 4, 4}, 23 * 60 + 30}));
  EXPECT_EQ(start_of_day(zone, {2026, 4, 5}), moment("2026-04-05T04:00:00Z"));
}

TEST(Madrid, SkipsAnHourAtNight) {
  const auto zone = madrid();
  EXPECT_EQ(to_instant(zone, {{2026, 3, 29}, 150}), moment("2026-03-29T01:00:00Z"));
  EXPECT_EQ(to_instant(zone, {{2026, 3, 29}, 180}), moment("2026-03-29T01:00:00Z"));
  EXPECT_EQ(start_of_day(zone, {2026, 3, 29}), moment("2026-03-28T23:00:00Z"));
  EXPECT_EQ(start_of_day(zone, {2026, 3, 30}), moment("2026-03-29T22:00:00Z"));
}

TEST(AnyZone, TurnsLocalTimeIntoTheFirstInstantThatShowsIt) {
  std::mt19937_64 random(23);
  const auto around = moment("2026-01-01T00:00:00Z").milliseconds;
  for (const auto& zone : {santiago(), madrid()})
    for (int i = 0; i < 20'000; ++i) {
      const Timestamp at{around + static_cast<std::int64_t>(random() % 525'600) * 60'000};
      const auto local = to_local(zone, at);
      const auto first = to_instant(zone, local);
      ASSERT_LE(first, at);
      ASSERT_EQ(to_local(zone, first), local);
      ASSERT_LE(start_of_day(zone, local.date), at);
    }
}

}  // namespace
}  // namespace orkesta
