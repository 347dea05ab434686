#include "engine/law/recurrence.h"

#include "tests/unit/law/calendars.h"

namespace yijian::law {
namespace {

std::string next(Period every, const char* on, const char* after, const WorkCalendar& calendar) {
  const Result<Recurrence> recurrence = recurrence_of(every, on);
  if (!recurrence) return recurrence.error().code;
  const Occasion occasion = next_occasion(*recurrence, at(after), calendar);
  EXPECT_EQ(occasion.at, start_of(day_of(occasion.at)));
  return format_day(day_of(occasion.at)) + (occasion.provisional ? " provisional" : "");
}

TEST(Recurrence, NamesTheNextDay) {
  const WorkCalendar calendar(shipped_notices());
  const struct {
    Period every;
    const char *on, *after, *expected;
  } rows[] = {
      // 10-01 to 10-08 is off: the quarter's first working day is 10-09.
      {Period::quarter, "1wd", "2025-09-30 17:00", "2025-10-09"},
      {Period::quarter, "1wd", "2025-10-09 00:00", "2026-01-04"},  // a Sunday that is worked
      {Period::quarter, "1wd", "2025-10-08 23:59", "2025-10-09"},
      {Period::month, "3wd", "2025-06-30 08:00", "2025-07-03"},
      {Period::month, "1d", "2025-06-01 00:00", "2025-07-01"},
      {Period::month, "31d", "2025-02-01 09:00", "2025-02-28"},   // the last day of a shorter month
      {Period::month, "31wd", "2025-10-01 09:00", "2025-10-31"},  // and its last working day
      {Period::year, "366d", "2025-01-01 00:00", "2025-12-31"},
      {Period::year, "1wd", "2025-01-02 00:00", "2026-01-04"},
      {Period::week, "1wd", "2025-06-09 00:00", "2025-06-16"},  // Monday to Monday
      {Period::week, "7d", "2025-06-09 00:00", "2025-06-15"},   // Sunday ends the week
      {Period::month, "1wd", "2026-12-15 00:00", "2027-01-01 provisional"},
      {Period::month, "1d", "2026-12-15 00:00", "2027-01-01"},  // needs no calendar
  };
  for (const auto& row : rows)
    EXPECT_EQ(next(row.every, row.on, row.after, calendar), row.expected)
        << name(row.every) << " " << row.on << " after " << row.after;
}

// 2025-10-01 to 10-08 holds no whole week without work, a made-up notice does.
TEST(Recurrence, SkipsAPeriodWithoutAWorkingDay) {
  YearNotice notice{.year = 2025, .holidays = {}, .workdays = {}};
  for (Day one = day("2025-06-16"); one <= day("2025-06-22"); one = one + 1)
    notice.holidays.insert(one);
  EXPECT_EQ(next(Period::week, "2wd", "2025-06-12 00:00", WorkCalendar({notice})), "2025-06-24");
}

TEST(Recurrence, RefusesWhatIsNoDayOfThePeriod) {
  const WorkCalendar calendar;
  for (const char* on : {"0wd", "0d", "3h", "2mo", "20d>", "wd", "", "-1d", "93d"})
    EXPECT_EQ(next(Period::quarter, on, "2025-06-12 00:00", calendar), "invalid_limit") << on;
  EXPECT_EQ(next(Period::week, "8d", "2025-06-12 00:00", calendar), "invalid_limit");
  EXPECT_EQ(next(Period::month, "32d", "2025-06-12 00:00", calendar), "invalid_limit");
}

TEST(Recurrence, EveryOccasionIsTheNextOfTheInstantBeforeIt) {
  const WorkCalendar calendar(shipped_notices());
  for (const Period every : {Period::week, Period::month, Period::quarter, Period::year}) {
    const Recurrence recurrence = *recurrence_of(every, "2wd");
    Instant last = at("2025-01-01 00:00");
    for (int i = 0; i < 100; ++i) {
      const Occasion occasion = next_occasion(recurrence, last, calendar);
      ASSERT_GT(occasion.at, last);
      EXPECT_TRUE(calendar.is_working_day(day_of(occasion.at)));
      EXPECT_EQ(next_occasion(recurrence, Instant{occasion.at.ms - 1}, calendar).at, occasion.at);
      last = occasion.at;
    }
  }
}

TEST(Recurrence, PeriodsHaveNames) {
  for (const Period every : {Period::week, Period::month, Period::quarter, Period::year})
    EXPECT_EQ(period_from(name(every)), every);
  EXPECT_FALSE(period_from("fortnight"));
}

}  // namespace
}  // namespace yijian::law
