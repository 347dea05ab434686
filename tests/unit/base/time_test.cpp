#include "engine/base/time.h"

#include <gtest/gtest.h>

namespace yijian {
namespace {

TEST(Time, RefusesWhatIsNoDateOrTime) {
  for (const char* text :
       {"", "2025", "2025-02-29", "2025-13-01", "2025-00-01", "2025-01-32", "0000-01-01",
        "2025-01-01T", "2025-01-01T24:00", "2025-01-01T09:60", "2025-01-01T09:00:60",
        "2025-01-01T09:00:00.", "2025-01-01T09:00+8", "2025-01-01T09:00+08:00x", "2025-1-1"})
    EXPECT_EQ(parse_instant(text).error().code, "invalid_time") << text;
  EXPECT_FALSE(parse_day("2025-01-01T00:00"));
}

TEST(Time, DaysAreShanghaiDays) {
  const Instant instant = *parse_instant("2025-06-08T16:00:00Z");
  EXPECT_EQ(format_instant(instant), "2025-06-09T00:00:00.000+08:00");
  EXPECT_EQ(format_day(day_of(instant)), "2025-06-09");
  EXPECT_EQ(format_day(day_of(Instant{instant.ms - 1})), "2025-06-08");
  EXPECT_EQ(end_of(day_of(Instant{instant.ms - 1})), instant);
}

TEST(Time, EveryDayOfThreeCenturiesGoesThereAndBack) {
  int expected = weekday(day_from_civil({1900, 1, 1}));
  EXPECT_EQ(expected, 1);
  for (Day day = day_from_civil({1900, 1, 1}); day < day_from_civil({2200, 1, 1}); day = day + 1) {
    ASSERT_EQ(day_from_civil(civil_from_day(day)), day);
    ASSERT_EQ(weekday(day), expected);
    expected = (expected + 1) % 7;
  }
}

TEST(Time, WhatWasFormattedReadsBack) {
  for (const char* text : {"1969-12-31T23:59:59.999+08:00", "2025-06-09T09:00:00.000+08:00",
                           "2400-02-29T12:34:56.789+08:00"})
    EXPECT_EQ(format_instant(*parse_instant(text)), text);
  EXPECT_EQ(*parse_instant("2025-06-09 09:00"), *parse_instant("2025-06-09T01:00:00.000Z"));
}

}  // namespace
}  // namespace yijian
