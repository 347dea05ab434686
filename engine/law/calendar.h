// Working days (工作日): weekends, statutory holidays and make-up days (调休), as data of whole
// years. Pure; the caller loads the yearly notice. Source: 全国年节及纪念日放假办法 and the yearly
// 国办通知.
#pragma once

#include <cstdint>
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
  // No notice at all: weekends alone.
  WorkCalendar() : WorkCalendar(std::vector<YearNotice>{}) {}
  // Of two notices of one year the later in the list counts: it corrects the earlier.
  explicit WorkCalendar(const std::vector<YearNotice>& notices);

  bool is_working_day(Day day) const;
  // Working days in [from, until); 0 when until <= from. Logarithmic in the days that notices name.
  int64_t working_days(Day from, Day until) const;
  // The n-th working day at or after `from`, n >= 1. Logarithmic likewise.
  Day nth_working_day(Day from, int64_t n) const;
  // Whether the day's year has its notice; beyond it weekends alone count and dues are provisional.
  bool covers(Day day) const;
  // Whether every year from `first`'s to `last`'s has its notice.
  bool covers(Day first, Day last) const;
  // The years loaded, ascending.
  const std::vector<int>& years() const { return years_; }
  // SM3 hex of the canonical text of all notices: what a step that computed a due names.
  const std::string& digest() const { return digest_; }

 private:
  // A day that its weekday does not explain: a weekday off or a weekend day worked.
  struct Exception {
    Day day;
    bool worked;
    int64_t rank;         // working days before it
    int64_t shift_after;  // rank of a later day minus its weekdays alone, up to the next exception
  };
  // Working days before the day, counted from a fixed Monday (negative before it).
  int64_t rank(Day day) const;

  std::vector<Exception> exceptions_;  // ascending
  std::vector<int> years_;             // ascending
  std::string digest_;
};

}  // namespace yijian::law
