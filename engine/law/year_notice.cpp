// Reading one year's notice: hostile JSON until every day of it has been checked.
#include <string>

#include "engine/base/json.h"
#include "engine/law/calendar.h"

namespace yijian::law {
namespace {

constexpr int kFirstYear = 1949;
constexpr int kLastYear = 9999;

Error fault(std::string pointer, std::string detail) {
  return Error{
      .code = "invalid_calendar", .detail = std::move(detail), .pointer = std::move(pointer)};
}

Result<int> read_year(const Value& json) {
  const Value* year = json.find("year");
  if (year == nullptr) return fault("", "A year's notice names its year.");
  if (!year->is_int() || year->integer() < kFirstYear || year->integer() > kLastYear)
    return fault("/year", "The year is a whole number from 1949 to 9999.");
  return static_cast<int>(year->integer());
}

Result<Day> read_day(const Value& json, int year, const std::string& pointer) {
  if (!json.is_string()) return fault(pointer, "A day is a text such as \"2025-01-01\".");
  const Result<Day> day = parse_day(json.string());
  if (!day) return fault(pointer, "A day is a text such as \"2025-01-01\" and exists.");
  if (civil_from_day(*day).year != year) return fault(pointer, "The day lies in another year.");
  return *day;
}

Result<std::set<Day>> read_days(const Value& json, std::string_view key, int year) {
  const std::string place = "/" + std::string(key);
  const Value* listed = json.find(key);
  if (listed == nullptr) return fault("", "A year's notice lists its " + std::string(key) + ".");
  if (!listed->is_list()) return fault(place, "The days stand in a list.");
  std::set<Day> days;
  for (size_t i = 0; i < listed->list().size(); ++i) {
    const std::string pointer = place + "/" + std::to_string(i);
    const Result<Day> day = read_day(listed->list()[i], year, pointer);
    if (!day) return day.error();
    // Also the bound of this loop: a year has no more than 366 different days.
    if (!days.insert(*day).second) return fault(pointer, "The day is listed twice.");
  }
  return days;
}

Status check_keys(const Value& json) {
  if (!json.is_map()) return fault("", "A year's notice is an object.");
  for (const Map::Entry& entry : json.map()) {
    const std::string& key = entry.name();
    if (key != "year" && key != "source" && key != "holidays" && key != "workdays")
      return fault("/" + pointer_token(key), "Unknown key.");
  }
  const Value* source = json.find("source");
  if (source != nullptr && !source->is_map())
    return fault("/source", "The source is an object: the notice's title and number.");
  return {};
}

// A make-up day is a day of the weekend, and no holiday.
Status check_workdays(const YearNotice& notice, const Value& json) {
  const List& listed = json.find("workdays")->list();
  for (size_t i = 0; i < listed.size(); ++i) {
    const Day day = *parse_day(listed[i].string());
    const std::string pointer = "/workdays/" + std::to_string(i);
    if (notice.holidays.contains(day)) return fault(pointer, "The day is listed twice.");
    if (weekday(day) != 0 && weekday(day) != 6)
      return fault(pointer, "A make-up day lies on a weekend.");
  }
  return {};
}

}  // namespace

Result<YearNotice> parse_year_notice(const Value& json) {
  if (const Status keys = check_keys(json); !keys) return keys.error();
  const Result<int> year = read_year(json);
  if (!year) return year.error();
  Result<std::set<Day>> holidays = read_days(json, "holidays", *year);
  if (!holidays) return holidays.error();
  Result<std::set<Day>> workdays = read_days(json, "workdays", *year);
  if (!workdays) return workdays.error();
  YearNotice notice{*year, *std::move(holidays), *std::move(workdays)};
  if (const Status checked = check_workdays(notice, json); !checked) return checked.error();
  return notice;
}

}  // namespace yijian::law
