#include "engine/law/clock.h"

#include <gtest/gtest.h>

#include <string>

#include "tests/unit/law/calendars.h"

namespace yijian::law {
namespace {

const WorkCalendar& calendar() {
  static const WorkCalendar kCalendar(shipped_notices());
  return kCalendar;
}

Limit limit(const std::string& text) { return *parse_limit(text); }
Clock started(const std::string& start, const std::string& text) {
  return start_clock(at(start), limit(text), calendar());
}
std::string last(const Clock& clock) { return format_day(last_day(clock.due)); }

struct Start {
  const char* start;
  const char* limit;
  const char* yellow;  // "" where the row is about the due alone
  bool provisional;
  const char* last;
};

TEST(Clock, TheLastDayOfALimit) {
  const Start rows[] = {
      {"2025-04-28 09:00", "0wd", "2025-04-28 09:00", false, "2025-04-28"},
      {"2025-05-03 09:00", "0wd", "2025-05-03 09:00", false, "2025-05-03"},
      {"2025-04-28 09:00", "1wd", "2025-04-29", false, "2025-04-29"},
      {"2025-04-28 00:00", "5wd", "2025-05-08", false, "2025-05-08"},
      {"2025-04-28 23:59:59.999", "5wd", "2025-05-08", false, "2025-05-08"},
      {"2025-04-28", "10wd", "2025-05-15", false, "2025-05-15"},
      {"2025-04-28", "20wd", "2025-05-28", false, "2025-05-29"},
      {"2025-09-26", "5wd", "", false, "2025-10-10"},
      {"2025-09-26", "7wd", "", false, "2025-10-13"},
      {"2025-09-26", "10wd", "", false, "2025-10-16"},
      {"2025-04-07", "45wd", "", false, "2025-06-12"},
      {"2025-09-22", "5wd", "", false, "2025-09-28"},
      {"2025-12-31", "1wd", "2026-01-04", false, "2026-01-04"},
      {"2025-03-28", "3wd", "", false, "2025-04-02"},
      {"2025-05-01", "1wd", "", false, "2025-05-06"},
      {"2026-12-30", "1wd", "", false, "2026-12-31"},
      {"2026-12-31", "0wd", "", false, "2026-12-31"},
      {"2026-12-31", "1wd", "", true, "2027-01-01"},
      {"2024-12-30", "5wd", "", true, "2025-01-07"},
      {"2027-01-02", "0wd", "", false, "2027-01-02"},
      {"2025-04-28", "0d", "2025-04-28", false, "2025-04-28"},
      {"2025-04-28", "3d", "2025-05-01", false, "2025-05-01"},
      {"2025-04-28", "3d>", "2025-05-01", false, "2025-05-06"},
      {"2025-05-01", "0d>", "2025-05-01", false, "2025-05-06"},
      {"2025-04-28", "20d>", "2025-05-17", false, "2025-05-19"},
      {"2025-04-28", "30d", "2025-05-26", false, "2025-05-28"},
      {"2026-12-31", "400d", "", false, "2028-02-04"},
      {"2026-12-31", "2d>", "", true, "2027-01-04"},
      {"2025-01-31", "1mo", "", false, "2025-02-28"},
      {"2024-01-31", "1mo", "", false, "2024-02-29"},
      {"2025-01-30", "2mo", "", false, "2025-03-30"},
      {"2025-12-15", "1mo", "", false, "2026-01-15"},
      {"2025-02-28", "1mo", "", false, "2025-03-28"},
      {"2025-04-28", "0mo", "2025-04-28", false, "2025-04-28"},
      {"2024-02-29", "5y", "", false, "2029-02-28"},
      {"2024-02-29", "4y", "", false, "2028-02-29"},
      {"2025-06-09", "100y", "", false, "2125-06-09"},
  };
  for (const Start& row : rows) {
    const Clock clock = started(row.start, row.limit);
    EXPECT_EQ(last(clock), row.last) << row.start << " " << row.limit;
    EXPECT_EQ(clock.due, end_of(day(row.last))) << row.start << " " << row.limit;
    EXPECT_EQ(clock.provisional, row.provisional) << row.start << " " << row.limit;
    if (*row.yellow == '\0') continue;
    EXPECT_EQ(format_instant(clock.yellow), format_instant(at(row.yellow)))
        << row.start << " " << row.limit;
  }
}

TEST(Clock, MillisecondsRunThroughTheNight) {
  const Clock clock = started("2025-05-01 20:00", "10h");
  EXPECT_EQ(clock.due, at("2025-05-02 06:00"));
  EXPECT_EQ(clock.yellow, at("2025-05-02 05:00"));
  const Clock none = started("2025-05-01 20:00", "0ms");
  EXPECT_EQ(none.due, none.start);
  EXPECT_EQ(light(none, none.start), Light::red);
}

struct Stop {
  const char* start;
  const char* limit;
  const char* pause;
  int64_t used;
  const char* resume;
  const char* last;
};

TEST(Clock, APauseKeepsTheRemainingDays) {
  const Stop rows[] = {
      {"2025-09-22 09:00", "5wd", "2025-09-26 15:00", 3, "2025-10-13 09:00", "2025-10-14"},
      {"2025-09-22 09:00", "20wd", "2025-09-26 15:00", 3, "2025-10-13 09:00", "2025-11-04"},
      {"2025-04-28", "5wd", "2025-04-30", 1, "2025-04-30 17:00", "2025-05-08"},  // the same day
      {"2025-04-28", "5wd", "2025-04-28", 0, "2025-04-28", "2025-05-08"},        // the start day
      {"2025-04-28", "5wd", "2025-04-28", 0, "2025-04-29", "2025-05-08"},
      {"2025-04-28", "5wd", "2025-04-28", 0, "2025-04-30", "2025-05-09"},
      {"2025-04-28", "5wd", "2025-05-02", 2, "2025-05-04", "2025-05-08"},  // all on days off
      {"2025-04-28", "5wd", "2025-05-02", 2, "2025-05-07", "2025-05-09"},
      {"2025-04-28", "5wd", "2025-05-08 23:59", 4, "2025-05-08 23:59:59", "2025-05-08"},
      {"2025-04-28", "5wd", "2025-05-08", 4, "2025-05-20", "2025-05-20"},  // on the last day
      {"2025-04-28", "5wd", "2025-05-09", 5, "2025-05-20", "2025-05-08"},  // too late
      {"2025-04-28", "5wd", "2025-05-12", 6, "2025-05-20", "2025-05-08"},
      {"2025-04-28", "0wd", "2025-04-28", 0, "2025-05-02", "2025-05-02"},
      {"2025-04-28", "10d", "2025-05-01", 2, "2025-05-11", "2025-05-18"},
      {"2025-04-28", "5d>", "2025-05-04", 5, "2025-05-10", "2025-05-12"},  // while it rolls
      {"2025-04-28", "1mo", "2025-05-08", 9, "2025-05-18", "2025-06-07"},
      {"2025-01-31", "1mo", "2025-02-28", 27, "2025-03-31", "2025-03-31"},
      {"2025-01-01", "1y", "2025-12-01", 333, "2026-01-01", "2026-02-01"},
  };
  for (const Stop& row : rows) {
    const Clock before = started(row.start, row.limit);
    const Clock paused = pause_clock(before, at(row.pause), calendar());
    const std::string name = std::string(row.start) + " " + row.limit + " " + row.pause;
    EXPECT_FALSE(paused.running) << name;
    EXPECT_EQ(paused.used, row.used) << name;
    EXPECT_EQ(paused.due, before.due) << name;
    EXPECT_EQ(paused.yellow, before.yellow) << name;
    const Clock after = resume_clock(paused, at(row.resume), calendar());
    EXPECT_TRUE(after.running) << name;
    EXPECT_EQ(last(after), row.last) << name;
  }
}

TEST(Clock, AHearingOverNationalDayMovesTwentyWorkingDays) {
  EXPECT_EQ(last(started("2025-09-22", "20wd")), "2025-10-24");
}

TEST(Clock, APauseOfMillisecondsKeepsWhatRemains) {
  Clock clock = started("2025-05-01 20:00", "10h");
  clock = pause_clock(clock, at("2025-05-01 23:00"), calendar());
  EXPECT_EQ(clock.used, 3 * 3'600'000);
  EXPECT_EQ(used_by(clock, at("2025-05-03 00:00"), calendar()), 3 * 3'600'000);
  clock = resume_clock(clock, at("2025-05-03 10:00"), calendar());
  EXPECT_EQ(clock.due, at("2025-05-03 17:00"));
  EXPECT_EQ(clock.yellow, at("2025-05-03 16:00"));
  EXPECT_EQ(used_by(clock, at("2025-05-03 11:00"), calendar()), 4 * 3'600'000);
  EXPECT_EQ(used_by(clock, at("2025-05-04 11:00"), calendar()), 10 * 3'600'000);
}

// A resumption entered late may carry an earlier instant than its pause: then nothing stood still.
TEST(Clock, AResumptionNeverLiesBeforeItsPause) {
  const Clock hours = started("2025-05-01 20:00", "10h");
  const Clock paused = pause_clock(hours, at("2025-05-01 23:00"), calendar());
  EXPECT_EQ(resume_clock(paused, at("2025-05-01 21:00"), calendar()).due, hours.due);
  const Clock days = started("2025-04-28", "20wd");
  const Clock stopped = pause_clock(days, at("2025-05-12"), calendar());
  EXPECT_EQ(resume_clock(stopped, at("2025-05-07"), calendar()).due, days.due);
}

TEST(Clock, AnExtensionMovesTheDue) {
  const Clock clock = started("2025-04-28", "20wd");
  const Clock extended = extend_clock(clock, limit("10wd"), calendar());
  EXPECT_EQ(extended.limit, limit("30wd"));
  EXPECT_EQ(last(extended), last(started("2025-04-28", "30wd")));
  EXPECT_EQ(extended, started("2025-04-28", "30wd"));
  EXPECT_EQ(last(extend_clock(started("2025-04-07", "45wd"), limit("15wd"), calendar())),
            last(started("2025-04-07", "60wd")));
  EXPECT_EQ(extend_clock(started("2025-04-28", "2mo"), limit("1mo"), calendar()),
            started("2025-04-28", "3mo"));
  EXPECT_EQ(extend_clock(started("2025-04-28", "1h"), limit("30m"), calendar()).due,
            at("2025-04-28 01:30"));
}

TEST(Clock, AnExtensionWhilePausedCountsFromTheResumption) {
  Clock clock = pause_clock(started("2025-09-22", "5wd"), at("2025-09-26"), calendar());
  clock = extend_clock(clock, limit("3wd"), calendar());
  EXPECT_FALSE(clock.running);
  EXPECT_EQ(clock.used, 3);
  EXPECT_EQ(last(clock), "2025-10-09");  // 26, 28, 29, 30 September and 9 October
  clock = resume_clock(clock, at("2025-10-13"), calendar());
  EXPECT_EQ(last(clock), "2025-10-17");
}

TEST(Clock, AnExtensionOnThePausedStartDayDoesNotCountIt) {
  Clock clock = pause_clock(started("2025-04-28", "5wd"), at("2025-04-28"), calendar());
  EXPECT_EQ(last(extend_clock(clock, limit("1wd"), calendar())),
            last(started("2025-04-28", "6wd")));
}

TEST(Clock, WhatIsUsedByAnInstantEndsWithDays) {
  const Clock clock = started("2025-04-28 09:00", "5wd");
  const std::pair<const char*, int64_t> rows[] = {
      {"2025-04-28 08:00", 0}, {"2025-04-29 23:59:59.999", 0}, {"2025-04-30 00:00", 1},
      {"2025-05-06 12:00", 2}, {"2025-05-09 00:00", 5},        {"2025-05-12 12:00", 6}};
  for (const auto& [instant, used] : rows)
    EXPECT_EQ(used_by(clock, at(instant), calendar()), used) << instant;
}

TEST(Clock, AnEndedClockKeepsItsDueAndItsCount) {
  const Clock clock = started("2025-04-28", "5wd");
  const Clock ended = end_clock(clock, at("2025-05-07 10:00"), calendar());
  EXPECT_FALSE(ended.running);
  EXPECT_EQ(ended.used, 3);
  EXPECT_EQ(ended.due, clock.due);
  EXPECT_EQ(used_by(ended, at("2026-01-01"), calendar()), 3);
  const Clock paused = pause_clock(clock, at("2025-04-30"), calendar());
  EXPECT_EQ(end_clock(paused, at("2025-06-01"), calendar()), paused);
}

TEST(Clock, LightsTurnAtTheirInstants) {
  const Clock clock = started("2025-04-28 09:00", "5wd");
  EXPECT_EQ(light(clock, at("2025-05-07 23:59:59.999")), Light::green);
  EXPECT_EQ(light(clock, at("2025-05-08 00:00")), Light::yellow);
  EXPECT_EQ(light(clock, at("2025-05-08 23:59:59.999")), Light::yellow);
  EXPECT_EQ(light(clock, at("2025-05-09 00:00")), Light::red);
  const Clock in_time = pause_clock(clock, at("2025-05-08 23:00"), calendar());
  EXPECT_EQ(light(in_time, at("2025-05-08 23:30")), Light::paused);
  EXPECT_EQ(light(in_time, at("2025-08-01 00:00")), Light::paused);
  const Clock too_late = pause_clock(clock, at("2025-05-09 00:00"), calendar());
  EXPECT_EQ(light(too_late, at("2025-05-09 00:00")), Light::red);
  const Clock same_day = pause_clock(started("2025-04-28", "0wd"), at("2025-04-28"), calendar());
  EXPECT_EQ(light(same_day, at("2025-04-28 12:00")), Light::paused);
  EXPECT_EQ(name(Light::green), "green");
  EXPECT_EQ(name(Light::paused), "paused");
}

TEST(Clock, ANewNoticeMovesAProvisionalDue) {
  const Clock provisional = started("2026-12-30", "5wd");
  EXPECT_TRUE(provisional.provisional);
  EXPECT_EQ(last(provisional), "2027-01-06");
  std::vector<YearNotice> notices = shipped_notices();
  notices.push_back({2027, {day("2027-01-01")}, {day("2027-01-03")}});
  const WorkCalendar next(notices);
  const Clock moved = recompute_clock(provisional, next);
  EXPECT_FALSE(moved.provisional);
  EXPECT_EQ(moved, start_clock(provisional.start, provisional.limit, next));
  EXPECT_EQ(recompute_clock(moved, calendar()), provisional);
  const Clock paused = pause_clock(provisional, at("2026-12-31"), calendar());
  EXPECT_EQ(recompute_clock(paused, next).due, moved.due);
  EXPECT_FALSE(recompute_clock(paused, next).running);
}

struct Earlier {
  const char* from;
  const char* by;
  const char* day;
};

TEST(Clock, TheDaySoLongBefore) {
  const Earlier rows[] = {
      {"2025-12-31", "30d", "2025-12-01"}, {"2025-12-31", "0d", "2025-12-31"},
      {"2025-03-31", "1mo", "2025-02-28"}, {"2024-03-31", "1mo", "2024-02-29"},
      {"2025-01-15", "2mo", "2024-11-15"}, {"2028-02-29", "1y", "2027-02-28"},
      {"2025-05-08", "1wd", "2025-05-07"}, {"2025-05-06", "1wd", "2025-04-30"},
      {"2025-05-08", "5wd", "2025-04-28"}, {"2025-10-10", "1wd", "2025-10-09"},
      {"2025-10-09", "1wd", "2025-09-30"}, {"2025-10-09", "0wd", "2025-10-09"},
      {"2030-05-06", "60d", "2030-03-07"},
  };
  for (const Earlier& row : rows)
    EXPECT_EQ(format_day(earlier_by(day(row.from), limit(row.by), calendar())), row.day)
        << row.from << " " << row.by;
}

}  // namespace
}  // namespace yijian::law
