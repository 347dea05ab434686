// Working days (工作日): weekends, statutory holidays and make-up days (调休), as data of whole
// years. Pure; the caller loads the yearly notice. Source: 全国年节及纪念日放假办法 and the yearly
// 国办通知.
#pragma once

#include <map>
#include <set>
#include <string>
#include <vector>

#include "engine/base/result.h"
#include "engine/base/time.h"
#include "engine/base/value.h"

namespace yijian::law {

// One year's notice, as workflows/calendars/<year>.json holds it:
//   {"year": 2025, "source": {...}, "holidays": ["2025-01-01", ...], "workdays": ["2025-01-26",
//   ...]}
// holidays: days off, whether weekday or weekend; workdays: weekend days that are worked.
struct YearNotice {
  int year = 0;
  std::set<Day> holidays;
  std::set<Day> workdays;
};

// Errors: invalid_calendar (unknown key, a day of another year, a day listed twice, a make-up day
// that is no weekend), with a pointer.
Result<YearNotice> parse_year_notice(const Value& json);

class WorkCalendar {
 public:
  WorkCalendar() = default;
  explicit WorkCalendar(std::vector<YearNotice> notices);

  bool is_working_day(Day day) const;
  // Whether the day's year has its notice; beyond it weekends alone count and dues are provisional.
  bool covers(Day day) const;
  // The years loaded, ascending.
  std::vector<int> years() const;
  // SM3 hex of the canonical text of all notices: what a step that computed a due names.
  const std::string& digest() const { return digest_; }

 private:
  std::map<int, YearNotice> notices_;
  std::string digest_;
};

}  // namespace yijian::law
