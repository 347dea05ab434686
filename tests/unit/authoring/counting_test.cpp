#include "engine/authoring/counting.h"

#include <gtest/gtest.h>

namespace yijian::authoring {
namespace {

Day day(const char* text) { return *parse_day(text); }

law::WorkCalendar calendar_of_2025() {
  law::YearNotice notice;
  notice.year = 2025;
  for (const char* text : {"2025-05-01", "2025-05-02", "2025-05-03", "2025-05-04", "2025-05-05",
                           "2025-10-01", "2025-10-02", "2025-10-03", "2025-10-04", "2025-10-05",
                           "2025-10-06", "2025-10-07", "2025-10-08"})
    notice.holidays.insert(day(text));
  for (const char* text : {"2025-04-27", "2025-09-28", "2025-10-11"})
    notice.workdays.insert(day(text));
  return law::WorkCalendar({notice});
}

law::Clock clock(const char* start, int64_t workdays) {
  return law::start_clock(start_of(day(start)), {law::LimitUnit::workdays, workdays},
                          calendar_of_2025());
}

TEST(Counting, NamesTheDaysCountedAndTheHoliday) {
  EXPECT_EQ(explain_counting(clock("2025-04-28", 5), calendar_of_2025()),
            "counted 04-29 04-30 05-06 05-07 05-08; 05-01…05 holiday");
}

TEST(Counting, AHolidayOverTheEndOfAMonthAndAMakeUpDay) {
  EXPECT_EQ(explain_counting(clock("2025-09-26", 4), calendar_of_2025()),
            "counted 09-28(makeup) 09-29 09-30 10-09; 10-01…08 holiday");
}

TEST(Counting, APlainWeekendIsNoHoliday) {
  EXPECT_EQ(explain_counting(clock("2025-06-06", 1), calendar_of_2025()), "counted 06-09");
}

TEST(Counting, SaysWhatWasUsedBeforeAPause) {
  const law::WorkCalendar calendar = calendar_of_2025();
  law::Clock paused =
      law::pause_clock(clock("2025-09-22", 5), start_of(day("2025-09-26")), calendar);
  paused = law::resume_clock(paused, start_of(day("2025-10-13")), calendar);
  EXPECT_EQ(explain_counting(paused, calendar), "3 used before 10-13, counted 10-13 10-14");
}

TEST(Counting, ALongLimitIsToldInPart) {
  const std::string told = explain_counting(clock("2025-01-02", 200), calendar_of_2025());
  EXPECT_NE(told.find(" … "), std::string::npos);
  EXPECT_LT(told.size(), 1'000U);
}

TEST(Counting, CalendarDaysNeedNoTelling) {
  const law::Clock days =
      law::start_clock(start_of(day("2025-04-28")), {law::LimitUnit::days, 3}, calendar_of_2025());
  EXPECT_EQ(explain_counting(days, calendar_of_2025()), "");
}

}  // namespace
}  // namespace yijian::authoring
