// getFullYear() and the like: of a timestamp in UTC or in the zone given, of a duration as a whole
// (getHours() of "90m" is 1, getMinutes() 90) but for the milliseconds of its last second.
#include <array>

#include "engine/cel/evaluator.h"
#include "engine/cel/functions.h"
#include "engine/cel/time_text.h"
#include "engine/cel/zones.h"

namespace yijian::cel {
namespace {

enum class Part : uint8_t {
  full_year,
  month,
  date,
  day_of_month,
  day_of_week,
  day_of_year,
  hours,
  minutes,
  seconds,
  milliseconds,
};

// Months and days of the month count from 0, but for getDate().
int64_t part_of(const Moment& moment, Part part) {
  switch (part) {
    case Part::full_year:
      return moment.year;
    case Part::month:
      return moment.month - 1;
    case Part::date:
      return moment.day;
    case Part::day_of_month:
      return moment.day - 1;
    case Part::day_of_week:
      return moment.day_of_week;
    case Part::day_of_year:
      return moment.day_of_year;
    case Part::hours:
      return moment.hours;
    case Part::minutes:
      return moment.minutes;
    case Part::seconds:
      return moment.seconds;
    case Part::milliseconds:
      return moment.milliseconds;
  }
  return 0;
}

int64_t part_of(Duration duration, Part part) {
  switch (part) {
    case Part::hours:
      return duration.seconds / 3600;
    case Part::minutes:
      return duration.seconds / 60;
    case Part::seconds:
      return duration.seconds;
    default:
      return duration.nanos / 1'000'000;
  }
}

template <Part part>
Operand get(Evaluator& evaluator, const Node& node, const Operand* args) {
  const Value& value = *args[0];
  if (part >= Part::hours && value.kind() == Value::Kind::duration && node.args.size() == 1) {
    return Operand::own(part_of(value.duration(), part));
  }
  if (value.kind() != Value::Kind::timestamp) return evaluator.no_overload(node, value);
  const Timestamp timestamp = value.timestamp();
  if (!is_in_years(timestamp.seconds)) return evaluator.fail(node, Fail::overflow);
  if (node.args.size() == 1) return Operand::own(part_of(moment_at(timestamp, 0), part));
  if (!args[1]->is_string()) return evaluator.no_overload(node, value, *args[1]);
  const std::optional<int64_t> offset = zone_offset(args[1]->string(), timestamp.seconds);
  if (!offset) return evaluator.fail(node, Fail::invalid_argument, "no such time zone");
  return Operand::own(part_of(moment_at(timestamp, *offset), part));
}

constexpr std::array<Function, 20> kGetters = {{
    {"getFullYear", true, 1, true, get<Part::full_year>},
    {"getFullYear", true, 2, true, get<Part::full_year>},
    {"getMonth", true, 1, true, get<Part::month>},
    {"getMonth", true, 2, true, get<Part::month>},
    {"getDate", true, 1, true, get<Part::date>},
    {"getDate", true, 2, true, get<Part::date>},
    {"getDayOfMonth", true, 1, true, get<Part::day_of_month>},
    {"getDayOfMonth", true, 2, true, get<Part::day_of_month>},
    {"getDayOfWeek", true, 1, true, get<Part::day_of_week>},
    {"getDayOfWeek", true, 2, true, get<Part::day_of_week>},
    {"getDayOfYear", true, 1, true, get<Part::day_of_year>},
    {"getDayOfYear", true, 2, true, get<Part::day_of_year>},
    {"getHours", true, 1, true, get<Part::hours>},
    {"getHours", true, 2, true, get<Part::hours>},
    {"getMinutes", true, 1, true, get<Part::minutes>},
    {"getMinutes", true, 2, true, get<Part::minutes>},
    {"getSeconds", true, 1, true, get<Part::seconds>},
    {"getSeconds", true, 2, true, get<Part::seconds>},
    {"getMilliseconds", true, 1, true, get<Part::milliseconds>},
    {"getMilliseconds", true, 2, true, get<Part::milliseconds>},
}};

}  // namespace

std::span<const Function> getters() { return kGetters; }

}  // namespace yijian::cel
