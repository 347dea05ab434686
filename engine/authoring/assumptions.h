// What a simulation assumes of people: how often they do what, and how long they take.
#pragma once

#include <map>
#include <string>
#include <string_view>

#include "engine/authoring/random.h"
#include "engine/base/result.h"
#include "engine/base/value.h"
#include "engine/law/calendar.h"

namespace yijian::authoring {

inline constexpr size_t kMaxAssumptions = 1'000;  // of a kind
inline constexpr double kMaxServiceDays = 250;
inline constexpr double kMaxWeight = 1'000'000;

// Working days, any between the two alike likely.
struct ServiceTime {
  double least = 0, most = 2;
};

struct Assumptions {
  // The weight of an act beside the others that the same person could do. Of what is not named the
  // simulation judges by what the act does (weights.cpp): 1 what leads on, 0.1 what leads back,
  // 0.05 what goes against the applicant or stops the clock.
  std::map<std::string, double, std::less<>> actions;
  // By "role@department", department or role, the first that is named.
  std::map<std::string, ServiceTime, std::less<>> service;
  double missing = 0.1;  // how likely a required paper is not there at filing

  ServiceTime service_of(std::string_view role, std::string_view department) const;
};

// {"actions": {action: weight}, "service": {who: days or [least, most]}, "missing": 0 to 1}, each
// optional. Errors: invalid_data with every fault (unknown_key wrong_type).
Result<Assumptions> parse_assumptions(const Value& json);

// When the work is done that begins at `from` and takes so many working days of eight hours, 9 to
// 17 o'clock. Deterministic for the random numbers.
Instant done_after(Instant from, const ServiceTime& time, const law::WorkCalendar& calendar,
                   Random& random);

}  // namespace yijian::authoring
