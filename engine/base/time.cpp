#include "engine/base/time.h"

#include <array>

namespace yijian {
namespace {

constexpr int64_t floor_div(int64_t a, int64_t b) { return a / b - (a % b < 0 ? 1 : 0); }

Error invalid_time(std::string_view text) {
  return {.code = "invalid_time",
          .detail = "not a date or time: " + std::string(text.substr(0, 40))};
}

// Reads exactly `digits` decimal digits at the front and drops them, or returns -1.
int take_number(std::string_view& text, size_t digits) {
  if (text.size() < digits) return -1;
  int number = 0;
  for (size_t i = 0; i < digits; ++i) {
    if (text[i] < '0' || text[i] > '9') return -1;
    number = number * 10 + (text[i] - '0');
  }
  text.remove_prefix(digits);
  return number;
}

bool take(std::string_view& text, char wanted) {
  if (text.empty() || text.front() != wanted) return false;
  text.remove_prefix(1);
  return true;
}

// "2025-06-09" at the front; false when it is no day of the calendar.
bool take_civil(std::string_view& text, Civil& civil) {
  civil.year = take_number(text, 4);
  if (civil.year < 1 || !take(text, '-')) return false;
  civil.month = take_number(text, 2);
  if (civil.month < 1 || civil.month > 12 || !take(text, '-')) return false;
  civil.day = take_number(text, 2);
  return civil.day >= 1 && civil.day <= days_in_month(civil.year, civil.month);
}

// "09:00[:00[.000]]" at the front, as milliseconds of the day, or -1.
int64_t take_clock(std::string_view& text) {
  const int hour = take_number(text, 2);
  if (hour < 0 || hour > 23 || !take(text, ':')) return -1;
  const int minute = take_number(text, 2);
  if (minute < 0 || minute > 59) return -1;
  int64_t ms = (hour * 60 + minute) * 60'000LL;
  if (!take(text, ':')) return ms;
  const int second = take_number(text, 2);
  if (second < 0 || second > 59) return -1;
  ms += second * 1000;
  if (!take(text, '.')) return ms;
  int scale = 100;
  if (text.empty() || text.front() < '0' || text.front() > '9') return -1;
  while (!text.empty() && text.front() >= '0' && text.front() <= '9') {
    ms += (text.front() - '0') * scale;
    scale /= 10;
    text.remove_prefix(1);
  }
  return ms;
}

// "Z", "+08:00" or nothing, as milliseconds east of UTC; false when it is none of these.
bool take_offset(std::string_view text, int64_t& offset_ms) {
  offset_ms = kShanghaiOffsetMs;
  if (text.empty()) return true;
  if (text == "Z" || text == "z") {
    offset_ms = 0;
    return true;
  }
  const char sign = text.front();
  if (sign != '+' && sign != '-') return false;
  text.remove_prefix(1);
  const int hour = take_number(text, 2);
  if (hour < 0 || hour > 23 || !take(text, ':')) return false;
  const int minute = take_number(text, 2);
  if (minute < 0 || minute > 59 || !text.empty()) return false;
  offset_ms = (hour * 60 + minute) * 60'000LL * (sign == '-' ? -1 : 1);
  return true;
}

void write_digits(char* out, int number, int digits) {
  for (int i = digits - 1; i >= 0; --i, number /= 10) out[i] = static_cast<char>('0' + number % 10);
}

// "YYYY-MM-DD" over ten characters.
void write_day(char* out, Day day) {
  const Civil civil = civil_from_day(day);
  write_digits(out, civil.year, 4);
  write_digits(out + 5, civil.month, 2);
  write_digits(out + 8, civil.day, 2);
}

}  // namespace

int days_in_month(int year, int month) {
  constexpr std::array<int, 12> kDays = {31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31};
  const bool leap = (year % 4 == 0 && year % 100 != 0) || year % 400 == 0;
  return month == 2 && leap ? 29 : kDays[static_cast<size_t>(month - 1)];
}

// Counts from 1 March of year 0, so that the leap day ends a year; eras of 400 years.
Day day_from_civil(Civil civil) {
  const int64_t year = civil.year - (civil.month <= 2 ? 1 : 0);
  const int64_t era = floor_div(year, 400);
  const int64_t year_of_era = year - era * 400;
  const int64_t month = (civil.month + 9) % 12;
  const int64_t day_of_year = (153 * month + 2) / 5 + civil.day - 1;
  const int64_t day_of_era = year_of_era * 365 + year_of_era / 4 - year_of_era / 100 + day_of_year;
  return {static_cast<int32_t>(era * 146'097 + day_of_era - 719'468)};
}

Civil civil_from_day(Day day) {
  const int64_t shifted = day.number + 719'468LL;
  const int64_t era = floor_div(shifted, 146'097);
  const int64_t day_of_era = shifted - era * 146'097;
  const int64_t year_of_era =
      (day_of_era - day_of_era / 1'460 + day_of_era / 36'524 - day_of_era / 146'096) / 365;
  const int64_t day_of_year =
      day_of_era - (365 * year_of_era + year_of_era / 4 - year_of_era / 100);
  const int64_t month = (5 * day_of_year + 2) / 153;
  const int civil_month = static_cast<int>(month < 10 ? month + 3 : month - 9);
  return {.year = static_cast<int>(year_of_era + era * 400 + (civil_month <= 2 ? 1 : 0)),
          .month = civil_month,
          .day = static_cast<int>(day_of_year - (153 * month + 2) / 5 + 1)};
}

int weekday(Day day) {
  const int since_thursday = (day.number % 7 + 7) % 7;
  return (since_thursday + 4) % 7;
}

Day day_of(Instant instant) {
  return {static_cast<int32_t>(floor_div(instant.ms + kShanghaiOffsetMs, kMsPerDay))};
}

Instant start_of(Day day) { return {day.number * kMsPerDay - kShanghaiOffsetMs}; }
Instant end_of(Day day) { return start_of(day + 1); }

std::string format_day(Day day) {
  std::string text = "0000-00-00";
  write_day(text.data(), day);
  return text;
}

std::string format_instant(Instant instant) {
  const Day day = day_of(instant);
  const auto ms = static_cast<int>(instant.ms - start_of(day).ms);
  std::string text = "0000-00-00T00:00:00.000+08:00";
  write_day(text.data(), day);
  write_digits(text.data() + 11, ms / 3'600'000, 2);
  write_digits(text.data() + 14, ms / 60'000 % 60, 2);
  write_digits(text.data() + 17, ms / 1000 % 60, 2);
  write_digits(text.data() + 20, ms % 1000, 3);
  return text;
}

Result<Day> parse_day(std::string_view text) {
  Civil civil{};
  std::string_view rest = text;
  if (!take_civil(rest, civil) || !rest.empty()) return invalid_time(text);
  return day_from_civil(civil);
}

Result<Instant> parse_instant(std::string_view text) {
  Civil civil{};
  std::string_view rest = text;
  if (!take_civil(rest, civil)) return invalid_time(text);
  if (rest.empty()) return start_of(day_from_civil(civil));
  if (rest.front() != 'T' && rest.front() != 't' && rest.front() != ' ') return invalid_time(text);
  rest.remove_prefix(1);
  const int64_t ms = take_clock(rest);
  int64_t offset_ms = 0;
  if (ms < 0 || !take_offset(rest, offset_ms)) return invalid_time(text);
  return Instant{day_from_civil(civil).number * kMsPerDay + ms - offset_ms};
}

}  // namespace yijian
