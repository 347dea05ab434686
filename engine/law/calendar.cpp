#include "engine/law/calendar.h"

#include <algorithm>
#include <iterator>
#include <map>

#include "engine/base/canonical.h"
#include "engine/base/digest.h"

namespace yijian::law {
namespace {

constexpr Day kMonday{-3};  // 1969-12-29, the Monday from which weekdays are counted

int64_t floor_div(int64_t a, int64_t b) { return a / b - (a % b != 0 && (a % b < 0) != (b < 0)); }

bool is_weekend(Day day) {
  const int of_week = weekday(day);
  return of_week == 0 || of_week == 6;
}

// Weekdays (Monday to Friday) from kMonday up to the day, the day itself not counted.
int64_t weekdays_before(Day day) {
  const int64_t since = day - kMonday;
  const int64_t week = floor_div(since, 7);
  return 5 * week + std::min<int64_t>(since - 7 * week, 5);
}

// The weekday that has `rank` weekdays before it.
Day weekday_of_rank(int64_t rank) {
  const int64_t week = floor_div(rank, 5);
  return kMonday + static_cast<int>(7 * week + (rank - 5 * week));
}

Value texts_of(const std::set<Day>& days) {
  List texts;
  for (Day day : days) texts.emplace_back(format_day(day));
  return Value(std::move(texts));
}

std::string digest_of(const std::map<int, const YearNotice*>& by_year) {
  List notices;
  for (const auto& [year, notice] : by_year)
    notices.emplace_back(Map{{"year", Value(year)},
                             {"holidays", texts_of(notice->holidays)},
                             {"workdays", texts_of(notice->workdays)}});
  return hex(sm3(canonical_text(Value(std::move(notices)))));
}

// The days of a notice that their weekday does not explain, and whether each is worked.
std::map<Day, bool> exceptions_of(const std::map<int, const YearNotice*>& by_year) {
  std::map<Day, bool> found;
  for (const auto& [year, notice] : by_year) {
    for (Day day : notice->holidays)
      if (!is_weekend(day)) found.emplace(day, false);
    for (Day day : notice->workdays)
      if (is_weekend(day)) found.emplace(day, true);
  }
  return found;
}

}  // namespace

WorkCalendar::WorkCalendar(const std::vector<YearNotice>& notices) {
  std::map<int, const YearNotice*> by_year;
  for (const YearNotice& notice : notices) by_year[notice.year] = &notice;
  for (const auto& [year, notice] : by_year) years_.push_back(year);
  digest_ = digest_of(by_year);
  int64_t shift = 0;
  for (const auto& [day, worked] : exceptions_of(by_year)) {
    const int64_t before = weekdays_before(day) + shift;
    shift += worked ? 1 : -1;
    exceptions_.push_back({day, worked, before, shift});
  }
}

int64_t WorkCalendar::rank(Day day) const {
  const auto next = std::partition_point(exceptions_.begin(), exceptions_.end(),
                                         [day](const Exception& e) { return e.day < day; });
  const int64_t shift = next == exceptions_.begin() ? 0 : std::prev(next)->shift_after;
  return weekdays_before(day) + shift;
}

bool WorkCalendar::is_working_day(Day day) const {
  const auto found = std::partition_point(exceptions_.begin(), exceptions_.end(),
                                          [day](const Exception& e) { return e.day < day; });
  if (found != exceptions_.end() && found->day == day) return found->worked;
  return !is_weekend(day);
}

int64_t WorkCalendar::working_days(Day from, Day until) const {
  return until <= from ? 0 : rank(until) - rank(from);
}

Day WorkCalendar::nth_working_day(Day from, int64_t n) const {
  ENSURE(n >= 1);
  const int64_t wanted = rank(from) + n - 1;
  // The last exception with no more than `wanted` working days before it is either the day
  // itself, being worked, or lies before it with no other exception between.
  const auto next = std::partition_point(exceptions_.begin(), exceptions_.end(),
                                         [wanted](const Exception& e) { return e.rank <= wanted; });
  if (next == exceptions_.begin()) return weekday_of_rank(wanted);
  const Exception& last = *std::prev(next);
  if (last.worked && last.rank == wanted) return last.day;
  return weekday_of_rank(wanted - last.shift_after);
}

bool WorkCalendar::covers(Day day) const { return covers(day, day); }

bool WorkCalendar::covers(Day first, Day last) const {
  const int from = civil_from_day(first).year;
  const int until = civil_from_day(last).year;
  const auto begin = std::lower_bound(years_.begin(), years_.end(), from);
  const auto end = std::upper_bound(begin, years_.end(), until);
  return end - begin == until - from + 1;
}

}  // namespace yijian::law
