// What another calendar makes of the dues of a case. Pure; knows nothing of who brings it.
// R-CLOCK-07.
#pragma once

#include <optional>

#include "engine/casework/command.h"
#include "engine/casework/events.h"
#include "engine/law/calendar.h"

namespace yijian::casework {

class Working;

// What the calendar changes: the open clocks (running or paused) and timers that it gives another
// yellow, due or mark; and what had run out before it would have been due. Nothing of the calendar
// by which all was computed.
CalendarChanged dues_by(const CaseState& state, const law::WorkCalendar& calendar);
bool is_empty(const CalendarChanged& changed);

// What the case does next of its own accord: what is due by `now`, in order, and before it the dues
// computed anew where the calendar sets that very one for another day. With `recomputing` they are
// computed also when nothing is due.
std::optional<Command> owed(const CaseState& state, Instant now, const law::WorkCalendar& calendar,
                            bool recomputing);

// Records what the calendar in force changes, and what was early as the supervisor's incident.
// False: it changes nothing.
bool recompute_dues(Working& working);

}  // namespace yijian::casework
