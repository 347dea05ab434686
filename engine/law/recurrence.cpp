#include "engine/law/recurrence.h"

#include <algorithm>
#include <array>
#include <utility>

#include "engine/law/clock.h"

namespace yijian::law {
namespace {

constexpr std::array<std::string_view, 4> kPeriodNames = {"week", "month", "quarter", "year"};
constexpr int kMonthsOfQuarter = 3;
constexpr int kMonthsOfYear = 12;
constexpr int kDaysOfWeek = 7;

// The longest that a period can be.
int most_days(Period period) {
  switch (period) {
    case Period::week:
      return kDaysOfWeek;
    case Period::month:
      return 31;
    case Period::quarter:
      return 92;
    case Period::year:
      return 366;
  }
  ensure_failed("a length for every period", __FILE__, __LINE__);
}

Day first_of_months(int year, int month) {
  return day_from_civil({year + (month - 1) / kMonthsOfYear, (month - 1) % kMonthsOfYear + 1, 1});
}

// The period that holds the day: its first day, and that of the next.
std::pair<Day, Day> period_around(Period period, Day day) {
  if (period == Period::week) {
    const Day monday = day - (weekday(day) + kDaysOfWeek - 1) % kDaysOfWeek;
    return {monday, monday + kDaysOfWeek};
  }
  const int months = period == Period::month     ? 1
                     : period == Period::quarter ? kMonthsOfQuarter
                                                 : kMonthsOfYear;
  const Civil civil = civil_from_day(day);
  const int first = (civil.month - 1) / months * months + 1;
  return {first_of_months(civil.year, first), first_of_months(civil.year, first + months)};
}

std::optional<Day> day_within(const Recurrence& recurrence, Day first, Day end,
                              const WorkCalendar& calendar) {
  if (!recurrence.working) return first + (std::min(recurrence.nth, end - first) - 1);
  const int64_t days = calendar.working_days(first, end);
  if (days == 0) return std::nullopt;
  return calendar.nth_working_day(first, std::min<int64_t>(recurrence.nth, days));
}

}  // namespace

std::optional<Period> period_from(std::string_view name) {
  const auto* found = std::find(kPeriodNames.begin(), kPeriodNames.end(), name);
  if (found == kPeriodNames.end()) return std::nullopt;
  return static_cast<Period>(found - kPeriodNames.begin());
}

std::string_view name(Period period) { return kPeriodNames[static_cast<size_t>(period)]; }

Result<Recurrence> recurrence_of(Period every, std::string_view on) {
  const Result<Limit> limit = parse_limit(on);
  if (!limit) return limit.error();
  const bool working = limit->unit == LimitUnit::workdays;
  if ((!working && limit->unit != LimitUnit::days) || limit->amount < 1 ||
      limit->amount > most_days(every))
    return Error{.code = "invalid_limit",
                 .detail = "a day of the period is wanted: 1d, or 3wd for the third working day"};
  return Recurrence{every, working, static_cast<int>(limit->amount)};
}

Occasion next_occasion(const Recurrence& recurrence, Instant after, const WorkCalendar& calendar) {
  Day inside = day_of(after);
  while (true) {
    const auto [first, end] = period_around(recurrence.every, inside);
    const std::optional<Day> day = day_within(recurrence, first, end, calendar);
    if (day && start_of(*day) > after)
      return {start_of(*day), recurrence.working && !calendar.covers(first, *day)};
    inside = end;
  }
}

}  // namespace yijian::law
