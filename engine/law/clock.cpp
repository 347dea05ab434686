#include "engine/law/clock.h"

#include <algorithm>

namespace yijian::law {
namespace {

bool in_milliseconds(const Clock& clock) { return clock.limit.unit == LimitUnit::milliseconds; }

// The civil-law month rule: the day of the same number, or the month's last.
Day corresponding_day(Day start, int64_t months) {
  const Civil from = civil_from_day(start);
  const int64_t month = from.year * int64_t{12} + (from.month - 1) + months;
  const int year = static_cast<int>(month / 12);
  const int of_year = static_cast<int>(month % 12) + 1;
  return day_from_civil({year, of_year, std::min(from.day, days_in_month(year, of_year))});
}

// The limit as a number of used days. Precondition: not in milliseconds.
int64_t total_days(const Clock& clock) {
  const Day start = day_of(clock.start);
  switch (clock.limit.unit) {
    case LimitUnit::months:
      return corresponding_day(start, clock.limit.amount) - start;
    case LimitUnit::years:
      return corresponding_day(start, clock.limit.amount * 12) - start;
    default:
      return clock.limit.amount;
  }
}

// The n-th day that is used if the clock runs on, n >= 1.
Day nth_day(const Clock& clock, int64_t n, const WorkCalendar& calendar) {
  const Day first = std::max(clock.counted_from, day_of(clock.start) + 1);
  if (clock.limit.unit == LimitUnit::workdays) return calendar.nth_working_day(first, n);
  return first + static_cast<int>(n - 1);
}

// Where milliseconds are concerned, the run's first instant follows from its due.
Instant run_start(const Clock& clock) { return {clock.due.ms - (clock.limit.amount - clock.used)}; }

void settle_yellow(Clock& clock, int64_t total, const WorkCalendar& calendar) {
  const int64_t most = (9 * total + 9) / 10;  // ceil(0.9 n)
  if (most <= clock.used) return;             // it has turned yellow in an earlier run
  const Instant by_share = end_of(nth_day(clock, most - clock.used, calendar));
  const Instant by_day = start_of(nth_day(clock, total - clock.used, calendar));
  clock.yellow = std::min(by_share, by_day);
}

// The due of a limit whose last day is `last`: that day's end or, rolling, the next working day's.
void settle_due(Clock& clock, Day first, Day last, const WorkCalendar& calendar) {
  clock.provisional = false;
  if (clock.limit.unit == LimitUnit::days_rolling) {
    first = last;
    last = calendar.nth_working_day(last, 1);
    clock.provisional = !calendar.covers(first, last);
  } else if (clock.limit.unit == LimitUnit::workdays && first <= last) {
    clock.provisional = !calendar.covers(first, last);
  }
  clock.due = end_of(last);
}

void settle_milliseconds(Clock& clock, Instant from) {
  if (clock.used >= clock.limit.amount) return;
  clock.due = {from.ms + clock.limit.amount - clock.used};
  const int64_t most = clock.limit.amount * 9 / 10;
  if (most >= clock.used) clock.yellow = {from.ms + most - clock.used};
}

// Yellow, due and provisional where days are left to use. Returns false where none is.
bool settle_days(Clock& clock, const WorkCalendar& calendar) {
  const int64_t total = total_days(clock);
  if (total <= clock.used) return false;
  settle_yellow(clock, total, calendar);
  settle_due(clock, clock.counted_from, nth_day(clock, total - clock.used, calendar), calendar);
  return true;
}

// After an extension or with another calendar. Where no day is left only a rolling due that
// still waits for its working day can move.
void settle_again(Clock& clock, bool passed, const WorkCalendar& calendar) {
  if (settle_days(clock, calendar)) return;
  if (passed || clock.limit.unit != LimitUnit::days_rolling) return;
  settle_due(clock, clock.counted_from, clock.counted_from, calendar);
}

// Whether the due lay behind already when the present run began, or when the clock stopped.
bool passed_before_run(const Clock& clock) {
  if (in_milliseconds(clock)) return clock.used >= clock.limit.amount;
  return clock.due <= start_of(clock.counted_from);
}

Clock stopped(const Clock& clock, Instant at, const WorkCalendar& calendar) {
  Clock after = clock;
  const Day start = day_of(clock.start);
  const Day run_day = clock.counted_from == start + 1 ? start : clock.counted_from;
  after.used = used_by(clock, at, calendar);
  after.counted_from = std::max(run_day, day_of(at));
  after.running = false;
  return after;
}

}  // namespace

Clock start_clock(Instant start, const Limit& limit, const WorkCalendar& calendar) {
  Clock clock;
  clock.start = start;
  clock.limit = limit;
  clock.counted_from = day_of(start) + 1;
  clock.yellow = start;
  clock.due = start;
  if (in_milliseconds(clock)) {
    settle_milliseconds(clock, start);
    return clock;
  }
  if (!settle_days(clock, calendar))  // no day at all: by the end of the start day
    settle_due(clock, clock.counted_from, day_of(start), calendar);
  return clock;
}

Clock pause_clock(const Clock& clock, Instant at, const WorkCalendar& calendar) {
  ENSURE(clock.running);
  return stopped(clock, at, calendar);
}

Clock resume_clock(const Clock& clock, Instant at, const WorkCalendar& calendar) {
  ENSURE(!clock.running);
  Clock after = clock;
  const bool passed = passed_before_run(clock);
  const Day resumed = std::max(clock.counted_from, day_of(at));
  after.running = true;
  after.counted_from = std::max(resumed, day_of(clock.start) + 1);
  if (in_milliseconds(clock))
    settle_milliseconds(after, std::max(at, run_start(clock)));
  else if (!settle_days(after, calendar) && !passed)
    settle_due(after, after.counted_from, resumed, calendar);  // stopped on its very last day
  return after;
}

Clock end_clock(const Clock& clock, Instant at, const WorkCalendar& calendar) {
  return clock.running ? stopped(clock, at, calendar) : clock;
}

Clock extend_clock(const Clock& clock, const Limit& by, const WorkCalendar& calendar) {
  ENSURE(by.unit == clock.limit.unit);
  Clock after = clock;
  const Instant from = run_start(clock);
  after.limit.amount += by.amount;
  if (in_milliseconds(clock))
    settle_milliseconds(after, from);
  else
    settle_again(after, passed_before_run(clock), calendar);
  return after;
}

bool depends_on_calendar(const Clock& clock) {
  return clock.limit.unit == LimitUnit::workdays || clock.limit.unit == LimitUnit::days_rolling;
}

Clock recompute_clock(const Clock& clock, const WorkCalendar& calendar) {
  Clock after = clock;
  if (!in_milliseconds(clock)) settle_again(after, passed_before_run(clock), calendar);
  return after;
}

Instant later_by(Instant from, const Limit& by, const WorkCalendar& calendar) {
  if (by.unit == LimitUnit::milliseconds) return Instant{from.ms + by.amount};
  const Clock clock = start_clock(from, by, calendar);
  return Instant{start_of(last_day(clock.due)).ms + (from.ms - start_of(day_of(from)).ms)};
}

Day earlier_by(Day from, const Limit& by, const WorkCalendar& calendar) {
  ENSURE(by.unit != LimitUnit::milliseconds && by.unit != LimitUnit::days_rolling);
  if (by.unit == LimitUnit::months) return corresponding_day(from, -by.amount);
  if (by.unit == LimitUnit::years) return corresponding_day(from, -by.amount * 12);
  if (by.unit == LimitUnit::days) return from - static_cast<int>(by.amount);
  Day day = from;
  for (int64_t left = by.amount; left > 0; left -= calendar.is_working_day(day) ? 1 : 0)
    day = day - 1;
  return day;
}

int64_t used_by(const Clock& clock, Instant at, const WorkCalendar& calendar) {
  if (!clock.running) return clock.used;
  if (in_milliseconds(clock)) {
    const int64_t ran = std::max<int64_t>(0, at.ms - run_start(clock).ms);
    return std::min(clock.used + ran, std::max(clock.used, clock.limit.amount));
  }
  const Day until = day_of(at);
  if (clock.limit.unit == LimitUnit::workdays)
    return clock.used + calendar.working_days(clock.counted_from, until);
  return clock.used + std::max(0, until - clock.counted_from);
}

std::string_view name(Light light) {
  switch (light) {
    case Light::green:
      return "green";
    case Light::yellow:
      return "yellow";
    case Light::red:
      return "red";
    case Light::paused:
      return "paused";
  }
  ensure_failed("a light", __FILE__, __LINE__);
}

Light light(const Clock& clock, Instant at) {
  if (!clock.running) return passed_before_run(clock) ? Light::red : Light::paused;
  if (at >= clock.due) return Light::red;
  return at >= clock.yellow ? Light::yellow : Light::green;
}

Day last_day(Instant due) { return day_of({due.ms - 1}); }

}  // namespace yijian::law
