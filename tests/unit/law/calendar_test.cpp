#include "engine/law/calendar.h"

#include <gtest/gtest.h>

#include <random>

#include "tests/unit/law/calendars.h"

namespace yijian::law {
namespace {

struct CalendarRow {
  const char* json;
  const char* pointer;  // of the refusal; nullptr when the notice is good
};

TEST(YearNotice, IsRefusedWithThePlaceOfItsFault) {
  const CalendarRow rows[] = {
      {R"([])", ""},
      {R"({})", ""},
      {R"({"year": 2025, "holidays": []})", ""},
      {R"({"year": 2025, "workdays": []})", ""},
      {R"({"year": "2025", "holidays": [], "workdays": []})", "/year"},
      {R"({"year": 2025.0, "holidays": [], "workdays": []})", "/year"},
      {R"({"year": 1948, "holidays": [], "workdays": []})", "/year"},
      {R"({"year": 10000, "holidays": [], "workdays": []})", "/year"},
      {R"({"year": 2025, "holidays": [], "workdays": [], "work/days": []})", "/work~1days"},
      {R"({"year": 2025, "holidays": [], "workdays": [], "source": "x"})", "/source"},
      {R"({"year": 2025, "holidays": {}, "workdays": []})", "/holidays"},
      {R"({"year": 2025, "holidays": [20250101], "workdays": []})", "/holidays/0"},
      {R"({"year": 2025, "holidays": ["2025-02-29"], "workdays": []})", "/holidays/0"},
      {R"({"year": 2025, "holidays": ["2025-01-01T00:00"], "workdays": []})", "/holidays/0"},
      {R"({"year": 2025, "holidays": ["2025-01-01", "2026-01-01"], "workdays": []})",
       "/holidays/1"},
      {R"({"year": 2025, "holidays": ["2025-01-01", "2025-01-01"], "workdays": []})",
       "/holidays/1"},
      {R"({"year": 2025, "holidays": [], "workdays": ["2024-12-29"]})", "/workdays/0"},
      {R"({"year": 2025, "holidays": [], "workdays": ["2025-01-26", "2025-01-26"]})",
       "/workdays/1"},
      {R"({"year": 2025, "holidays": ["2025-01-26"], "workdays": ["2025-01-26"]})", "/workdays/0"},
      {R"({"year": 2025, "holidays": [], "workdays": ["2025-01-26", "2025-01-27"]})",
       "/workdays/1"},
      {R"({"year": 2025, "holidays": ["2025-01-01"], "workdays": ["2025-01-26"]})", nullptr},
      {R"({"year": 2027, "source": {"number": "x"}, "holidays": [], "workdays": []})", nullptr},
  };
  for (const CalendarRow& row : rows) {
    const Result<YearNotice> notice = parse_year_notice(*parse_json(row.json));
    ASSERT_EQ(notice.has_value(), row.pointer == nullptr) << row.json;
    if (notice) continue;
    EXPECT_EQ(notice.error().code, "invalid_calendar") << row.json;
    EXPECT_EQ(notice.error().pointer, row.pointer) << row.json;
  }
}

TEST(WorkCalendar, HolidaysAndMakeUpDaysOverruleTheWeekday) {
  const WorkCalendar calendar(shipped_notices());
  const std::pair<const char*, bool> rows[] = {
      {"2025-01-01", false}, {"2025-01-02", true},  {"2025-01-26", true}, {"2025-01-27", true},
      {"2025-01-28", false}, {"2025-02-04", false}, {"2025-02-08", true}, {"2025-02-09", false},
      {"2025-04-27", true},  {"2025-05-05", false}, {"2025-09-28", true}, {"2025-10-08", false},
      {"2025-10-11", true},  {"2026-01-02", false}, {"2026-01-04", true}, {"2026-02-14", true},
      {"2026-09-25", false}, {"2026-10-10", true},  {"2027-01-01", true}, {"2027-01-02", false}};
  for (const auto& [text, working] : rows)
    EXPECT_EQ(calendar.is_working_day(day(text)), working) << text;
}

TEST(WorkCalendar, CoversTheYearsOfItsNotices) {
  const WorkCalendar calendar(shipped_notices());
  EXPECT_EQ(calendar.years(), (std::vector<int>{2025, 2026}));
  EXPECT_FALSE(calendar.covers(day("2024-12-31")));
  EXPECT_TRUE(calendar.covers(day("2025-01-01")));
  EXPECT_TRUE(calendar.covers(day("2026-12-31")));
  EXPECT_FALSE(calendar.covers(day("2027-01-01")));
  EXPECT_TRUE(calendar.covers(day("2025-12-31"), day("2026-01-01")));
  EXPECT_FALSE(calendar.covers(day("2025-12-31"), day("2027-01-01")));
  const WorkCalendar gap({shipped_notice(2025), YearNotice{2027, {}, {}}});
  EXPECT_FALSE(gap.covers(day("2025-06-01"), day("2027-06-01")));
}

TEST(WorkCalendar, TheDigestNamesTheDaysAndNotTheirOrder) {
  const std::string both = WorkCalendar(shipped_notices()).digest();
  EXPECT_EQ(both.size(), 64u);
  EXPECT_EQ(WorkCalendar({shipped_notice(2026), shipped_notice(2025)}).digest(), both);
  EXPECT_NE(WorkCalendar({shipped_notice(2025)}).digest(), both);
  EXPECT_NE(WorkCalendar().digest(), WorkCalendar({YearNotice{2025, {}, {}}}).digest());
  YearNotice changed = shipped_notice(2026);
  changed.holidays.erase(day("2026-10-03"));  // a Saturday: no due moves, but the data differ
  EXPECT_NE(WorkCalendar({shipped_notice(2025), changed}).digest(), both);
}

TEST(WorkCalendar, ALaterNoticeOfTheSameYearReplacesTheEarlier) {
  const YearNotice corrected{2025, {day("2025-06-04")}, {}};
  const WorkCalendar calendar({shipped_notice(2025), corrected});
  EXPECT_TRUE(calendar.is_working_day(day("2025-01-01")));
  EXPECT_FALSE(calendar.is_working_day(day("2025-06-04")));
  EXPECT_EQ(calendar.digest(), WorkCalendar({corrected}).digest());
}

// Notices of made-up years, dense enough that exceptions adjoin each other and year ends.
std::vector<YearNotice> random_notices(std::mt19937_64& random) {
  std::vector<YearNotice> notices;
  for (int year : {1969, 1970, 2024, 2026}) {
    YearNotice notice{year, {}, {}};
    const int share = static_cast<int>(random() % 40) + 2;
    for (Day d = day_from_civil({year, 1, 1}); d < day_from_civil({year + 1, 1, 1}); d = d + 1) {
      if (random() % static_cast<unsigned>(share) != 0) continue;
      const bool weekend = weekday(d) == 0 || weekday(d) == 6;
      (weekend && random() % 2 == 0 ? notice.workdays : notice.holidays).insert(d);
    }
    notices.push_back(notice);
  }
  return notices;
}

TEST(WorkCalendar, CountingAgreesWithGoingThroughTheDays) {
  std::mt19937_64 random(20250407);
  for (int round = 0; round < 60; ++round) {
    const std::vector<YearNotice> notices = random_notices(random);
    const WorkCalendar calendar(notices);
    const Day first = day_from_civil({round % 2 == 0 ? 1968 : 2023, 11, 1});
    const Day from = first + static_cast<int>(random() % 900);
    int64_t count = 0;
    for (Day d = from; d < from + 500; d = d + 1) {
      ASSERT_EQ(calendar.working_days(from, d), count) << format_day(from) << format_day(d);
      const bool working = naive_working(notices, d);
      ASSERT_EQ(calendar.is_working_day(d), working) << format_day(d);
      if (!working) continue;
      ++count;
      ASSERT_EQ(calendar.nth_working_day(from, count), d) << format_day(from) << " " << count;
    }
    EXPECT_EQ(calendar.working_days(from, from - 1), 0);
  }
}

}  // namespace
}  // namespace yijian::law
