#include "engine/authoring/counting.h"

#include <vector>

#include "engine/base/time.h"

namespace yijian::authoring {
namespace {

bool is_weekend(Day day) { return weekday(day) == 0 || weekday(day) == 6; }

std::string month_day(Day day) { return format_day(day).substr(5); }

// "05-01…05", "09-30…10-08", "06-02"
std::string span(Day first, Day last) {
  const std::string begin = month_day(first), end = month_day(last);
  if (first == last) return begin;
  return begin + "…" + (begin.substr(0, 2) == end.substr(0, 2) ? end.substr(3) : end);
}

// Runs of days off that are more than a plain weekend.
std::vector<std::string> holidays(Day from, Day to, const law::WorkCalendar& calendar) {
  std::vector<std::string> runs;
  for (Day day = from; day <= to;) {
    if (calendar.is_working_day(day)) {
      day = day + 1;
      continue;
    }
    const Day first = day;
    bool weekdays = false;
    for (; day <= to && !calendar.is_working_day(day); day = day + 1)
      weekdays = weekdays || !is_weekend(day);
    if (weekdays) runs.push_back(span(first, day - 1));
  }
  return runs;
}

}  // namespace

std::string explain_counting(const law::Clock& clock, const law::WorkCalendar& calendar) {
  if (clock.limit.unit != law::LimitUnit::workdays) return "";
  const Day last = law::last_day(clock.due);
  Day end = last;
  if (end - clock.counted_from > kMaxDaysTold) end = clock.counted_from + kMaxDaysTold;
  std::string text;
  if (clock.used > 0)
    text = std::to_string(clock.used) + " used before " + month_day(clock.counted_from) + ", ";
  text += "counted";
  for (Day day = clock.counted_from; day <= end; day = day + 1)
    if (calendar.is_working_day(day))
      text += " " + month_day(day) + (is_weekend(day) ? "(makeup)" : "");
  if (end != last) text += " … " + month_day(last);
  std::string separator = "; ";
  for (const std::string& run : holidays(clock.counted_from, end, calendar)) {
    text += separator + run;
    separator = " ";
  }
  if (separator == " ") text += " holiday";
  return text;
}

}  // namespace yijian::authoring
