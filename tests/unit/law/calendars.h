// The shipped calendars, and a working-day rule written straight from its definition.
#pragma once

#include <gtest/gtest.h>

#include <fstream>
#include <string>
#include <vector>

#include "engine/base/json.h"
#include "engine/law/calendar.h"

namespace yijian::law {

inline YearNotice shipped_notice(int year) {
  const std::string path =
      YIJIAN_SOURCE_DIR "/workflows/calendars/" + std::to_string(year) + ".json";
  std::ifstream in(path);
  const std::string text{std::istreambuf_iterator<char>(in), {}};
  Result<Value> json = parse_json(text, path);
  EXPECT_TRUE(json.has_value()) << path;
  Result<YearNotice> notice = parse_year_notice(*json);
  EXPECT_TRUE(notice.has_value()) << path;
  return *notice;
}

inline std::vector<YearNotice> shipped_notices() {
  return {shipped_notice(2025), shipped_notice(2026)};
}

inline Day day(const std::string& text) { return *parse_day(text); }
inline Instant at(const std::string& text) { return *parse_instant(text); }

// Set look-ups, day by day: what WorkCalendar's ranks must agree with.
inline bool naive_working(const std::vector<YearNotice>& notices, Day day) {
  for (const YearNotice& notice : notices) {
    if (notice.holidays.contains(day)) return false;
    if (notice.workdays.contains(day)) return true;
  }
  return weekday(day) != 0 && weekday(day) != 6;
}

}  // namespace yijian::law
