// Limits (期限) and the arithmetic of clocks, exactly as DESIGN §5 states it. Pure.
//
// A working day is *used* if it lies after the start day and the clock is running at its end.
// A pause on day P and a resume on day R: P is not used; R is, if it is a working day and the
// clock still runs at its end. Source: 行政许可法 第四十二条、第四十五条、第八十二条; R-CLOCK-01 to
// 03.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

#include "engine/base/result.h"
#include "engine/base/time.h"
#include "engine/law/calendar.h"

namespace yijian::law {

enum class LimitUnit {
  workdays,      // "5wd"; "0wd": by the end of the start day
  days,          // "3d" calendar days
  days_rolling,  // "20d>" rolling off a holiday to the next working day
  months,        // "2mo" by the civil-law month rule (the same day, or the month's last)
  years,         // "5y"
  milliseconds   // "36h" "10m" "30s" "1500ms" and bare numbers
};

struct Limit {
  LimitUnit unit = LimitUnit::workdays;
  int64_t amount = 0;  // >= 0, in the unit; milliseconds for the last
  bool operator==(const Limit&) const = default;
};
inline constexpr int64_t kMaxLimitDays = 36'600;

// Errors: invalid_limit ("5", "-1wd", "wd", beyond a century ...).
Result<Limit> parse_limit(std::string_view text);
std::string format_limit(const Limit& limit);
// b exceeds a: both in working days, or both in comparable fixed units; nothing when they do not
// compare.
std::optional<bool> exceeds(const Limit& a, const Limit& b);

// A clock's whole state: what a record holds of it, so that reading it needs no calendar.
//
//   start        the instant from which it counts (its day is not counted)
//   limit        with every extension in it
//   used         days used before `counted_from` (working or calendar days by the unit; 0 for
//   others) counted_from the first day that may be used in the present run: start day + 1, or the
//   day of
//                resumption
//   running      false while paused and after its end
//   due, yellow  the instants at which the limit is passed and the light turns yellow; of a paused
//                clock those it had when it stopped
//   provisional  due lies beyond the calendar
struct Clock {
  Instant start;
  Limit limit;
  int64_t used = 0;
  Day counted_from;
  bool running = true;
  Instant yellow;
  Instant due;
  bool provisional = false;
  bool operator==(const Clock&) const = default;
};

Clock start_clock(Instant start, const Limit& limit, const WorkCalendar& calendar);
// Precondition: running. Days up to the day before are used.
Clock pause_clock(const Clock& clock, Instant at, const WorkCalendar& calendar);
// Precondition: not running.
Clock resume_clock(const Clock& clock, Instant at, const WorkCalendar& calendar);
// The clock stopped for good at `at`: used is what was used by then (an earlier day's end).
Clock end_clock(const Clock& clock, Instant at, const WorkCalendar& calendar);
// One extension by `by` (same unit): the limit grows, yellow and due move. Works paused and
// running.
Clock extend_clock(const Clock& clock, const Limit& by, const WorkCalendar& calendar);
// Whether a calendar tells its due: it counts working days, or rolls off holidays.
bool depends_on_calendar(const Clock& clock);
// The same clock by another calendar (a notice was added): yellow, due and provisional anew.
// The days used in runs that are over stay as they were recorded.
Clock recompute_clock(const Clock& clock, const WorkCalendar& calendar);

// The instant so far on from another, as a person says "in five working days": by days, keeping the
// time of day; by a duration, exactly.
Instant later_by(Instant from, const Limit& by, const WorkCalendar& calendar);

// The day so long before another: calendar days, months and years by the civil-law rule, or working
// days. Precondition: not in milliseconds, not rolling.
Day earlier_by(Day from, const Limit& by, const WorkCalendar& calendar);

// Days used by the instant `at`: those whose end is at or before it (milliseconds of a limit in
// milliseconds, never more than the limit). Of a stopped clock what it had used when it stopped.
int64_t used_by(const Clock& clock, Instant at, const WorkCalendar& calendar);

enum class Light { green, yellow, red, paused };
std::string_view name(Light light);
// red: at >= due; of a stopped clock: the due had passed when it stopped (a due that the pause
// has outlived is not passed, it moves with the resumption). Then paused; yellow: at >= yellow.
Light light(const Clock& clock, Instant at);

// The civil day that a due means to a person: the day of the last millisecond before it.
Day last_day(Instant due);

}  // namespace yijian::law
