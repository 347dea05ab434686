// When something falls due again and again: on the n-th working day of each quarter, on the first
// of each month. Pure.
#pragma once

#include <optional>
#include <string_view>

#include "engine/base/result.h"
#include "engine/base/time.h"
#include "engine/law/calendar.h"

namespace yijian::law {

enum class Period { week, month, quarter, year };  // weeks begin on Monday
std::optional<Period> period_from(std::string_view name);
std::string_view name(Period period);

// The n-th (working) day of every period, from 1; the last one of a period that has fewer. A
// period without a working day has none.
struct Recurrence {
  Period every = Period::month;
  bool working = true;
  int nth = 1;
};

// From the period and the text of `on`: "3wd" (working days) or "1d" (calendar days).
// Errors: invalid_limit (another unit, 0, or more than such a period can have).
Result<Recurrence> recurrence_of(Period every, std::string_view on);

struct Occasion {
  Instant at;                // 00:00 of the day
  bool provisional = false;  // beyond the published calendar, weekends alone counted
};

// The first occasion after the instant.
Occasion next_occasion(const Recurrence& recurrence, Instant after, const WorkCalendar& calendar);

}  // namespace yijian::law
