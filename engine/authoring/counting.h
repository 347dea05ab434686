// How a due was counted, told day by day: what a person needs who does not believe it.
#pragma once

#include <string>

#include "engine/law/calendar.h"
#include "engine/law/clock.h"

namespace yijian::authoring {

inline constexpr int kMaxDaysTold = 120;

// "counted 04-29 04-30 05-06 05-07 05-08; 05-01…05 holiday", for limits in working days; days
// used before a pause come first ("3 used before 10-13, "), a worked weekend day is marked
// "09-28(makeup)". Other units: "" (their days speak for themselves).
std::string explain_counting(const law::Clock& clock, const law::WorkCalendar& calendar);

}  // namespace yijian::authoring
