#include "engine/casework/recalendar.h"

#include "engine/casework/commands.h"

namespace yijian::casework {
namespace {

// The code of the incident that tells what had run out too early by the calendar in force.
constexpr std::string_view kRanOutEarly = "ran_out_early";
constexpr std::string_view kChanged = "calendar.changed";

void recompute(std::vector<NamedClock>& changed, const std::string& name, const law::Clock& clock,
               const law::WorkCalendar& calendar) {
  law::Clock anew = law::recompute_clock(clock, calendar);
  if (!(anew == clock)) changed.push_back({name, std::move(anew)});
}

std::vector<NamedClock> early(const std::map<std::string, law::Clock>& run_out,
                              const law::WorkCalendar& calendar) {
  std::vector<NamedClock> found;
  for (const auto& [name, clock] : run_out)
    if (law::Clock anew = law::recompute_clock(clock, calendar); anew.due > clock.due)
      found.push_back({name, std::move(anew)});
  return found;
}

const law::Clock* clock_of(const CaseState& state, const Wake& due) {
  if (due.kind == Wake::Kind::timer) {
    const auto timer = state.timers.find(due.name);
    return timer == state.timers.end() ? nullptr : &timer->second.clock;
  }
  const auto clock = state.clocks.find(due.name);
  return clock == state.clocks.end() ? nullptr : &clock->second.clock;
}

bool is_moved(const CaseState& state, const Wake& due, const law::WorkCalendar& calendar) {
  const law::Clock* clock = clock_of(state, due);
  return clock != nullptr && !(law::recompute_clock(*clock, calendar) == *clock);
}

std::string listed(const CalendarChanged& changed) {
  std::string text;
  for (const auto* early : {&changed.early_timers, &changed.early_clocks})
    for (const NamedClock& one : *early)
      text +=
          (text.empty() ? "" : ", ") + one.name + " " + format_day(law::last_day(one.clock.due));
  return text;
}

}  // namespace

CalendarChanged dues_by(const CaseState& state, const law::WorkCalendar& calendar) {
  CalendarChanged changed;
  for (const auto& [name, clock] : state.clocks)
    if (!clock.ended) recompute(changed.clocks, name, clock.clock, calendar);
  for (const auto& [id, timer] : state.timers) recompute(changed.timers, id, timer.clock, calendar);
  changed.early_clocks = early(state.passed_clocks, calendar);
  changed.early_timers = early(state.fired_timers, calendar);
  return changed;
}

bool is_empty(const CalendarChanged& changed) {
  return changed.clocks.empty() && changed.timers.empty() && changed.early_clocks.empty() &&
         changed.early_timers.empty();
}

std::optional<Command> owed(const CaseState& state, Instant now, const law::WorkCalendar& calendar,
                            bool recomputing) {
  const std::optional<Wake> due = next_wake(state);
  if (due && due->due <= now)
    return is_moved(state, *due, calendar) ? Command(Recalendar{}) : Command(*due);
  if (recomputing && !is_empty(dues_by(state, calendar))) return Recalendar{};
  return std::nullopt;
}

bool recompute_dues(Working& working) {
  const CalendarChanged changed = dues_by(working.state, working.calendar);
  if (is_empty(changed)) return false;
  working.draft.calendar = working.calendar.digest();
  working.emit(changed);
  if (const std::string which = listed(changed); !which.empty())
    working.emit(
        Incident{
            .event = std::string(kChanged), .code = std::string(kRanOutEarly), .detail = which},
        {"/detail"});
  return true;
}

Status recalendar(Working& working) {
  working.action = kChanged;
  working.cite("R-CLOCK-07");
  if (recompute_dues(working)) return {};
  return Error{.code = "calendar_unchanged", .detail = "no due is another by this calendar"};
}

}  // namespace yijian::casework
