#include "engine/cel/time_text.h"

#include "engine/base/time.h"
#include "engine/cel/lexer.h"

namespace yijian::cel {
namespace {

constexpr int64_t kSecondsPerDay = 86'400;
constexpr size_t kNanoDigits = 9;

// Reads exactly `digits` decimal digits at the front and drops them, or returns -1.
int take_number(std::string_view& text, size_t digits) {
  if (text.size() < digits) return -1;
  int number = 0;
  for (const char c : text.substr(0, digits)) {
    if (!is_digit(c)) return -1;
    number = number * 10 + (c - '0');
  }
  text.remove_prefix(digits);
  return number;
}

bool take(std::string_view& text, char wanted) {
  if (text.empty() || text.front() != wanted) return false;
  text.remove_prefix(1);
  return true;
}

// The midnight of "2025-06-09" in seconds.
std::optional<int64_t> take_date(std::string_view& text) {
  Civil civil{};
  civil.year = take_number(text, 4);
  if (civil.year < 1 || !take(text, '-')) return std::nullopt;
  civil.month = take_number(text, 2);
  if (civil.month < 1 || civil.month > 12 || !take(text, '-')) return std::nullopt;
  civil.day = take_number(text, 2);
  if (civil.day < 1 || civil.day > days_in_month(civil.year, civil.month)) return std::nullopt;
  return day_from_civil(civil).number * kSecondsPerDay;
}

// "09:00:00" in seconds, or -1.
int64_t take_clock(std::string_view& text) {
  const int hour = take_number(text, 2);
  if (hour < 0 || hour > 23 || !take(text, ':')) return -1;
  const int minute = take_number(text, 2);
  if (minute < 0 || minute > 59 || !take(text, ':')) return -1;
  const int second = take_number(text, 2);
  return second < 0 || second > 59 ? -1 : hour * 3600 + minute * 60 + second;
}

// ".5" in nanoseconds, 0 when there is no point, or -1.
int32_t take_fraction(std::string_view& text) {
  if (!take(text, '.')) return 0;
  int32_t nanos = 0;
  size_t digits = 0;
  while (!text.empty() && is_digit(text.front()) && digits < kNanoDigits) {
    nanos = nanos * 10 + (text.front() - '0');
    text.remove_prefix(1);
    ++digits;
  }
  if (digits == 0) return -1;
  for (; digits < kNanoDigits; ++digits) nanos *= 10;
  return nanos;
}

// "08:00" to the end, in seconds.
std::optional<int64_t> read_offset(std::string_view text) {
  const int hours = take_number(text, 2);
  if (hours < 0 || hours > 23 || !take(text, ':')) return std::nullopt;
  const int minutes = take_number(text, 2);
  if (minutes < 0 || minutes > 59 || !text.empty()) return std::nullopt;
  return hours * 3600 + minutes * 60;
}

}  // namespace

std::optional<Timestamp> parse_timestamp(std::string_view text) {
  const std::optional<int64_t> midnight = take_date(text);
  if (!midnight || !take(text, 'T')) return std::nullopt;
  const int64_t clock = take_clock(text);
  const int32_t nanos = clock < 0 ? -1 : take_fraction(text);
  if (nanos < 0) return std::nullopt;
  int64_t offset = 0;
  if (text != "Z") {
    const bool is_west = !text.empty() && text.front() == '-';
    if (!take(text, '-') && !take(text, '+')) return std::nullopt;
    const std::optional<int64_t> size = read_offset(text);
    if (!size) return std::nullopt;
    offset = is_west ? -*size : *size;
  }
  const int64_t seconds = *midnight + clock - offset;
  if (!is_in_years(seconds)) return std::nullopt;
  return Timestamp{seconds, nanos};
}

Moment moment_at(Timestamp timestamp, int64_t offset_seconds) {
  const int64_t local = timestamp.seconds + offset_seconds;
  const int64_t rest = (local % kSecondsPerDay + kSecondsPerDay) % kSecondsPerDay;
  const Day day{static_cast<int32_t>((local - rest) / kSecondsPerDay)};
  const Civil civil = civil_from_day(day);
  return {.year = civil.year,
          .month = civil.month,
          .day = civil.day,
          .day_of_week = weekday(day),
          .day_of_year = day - day_from_civil({civil.year, 1, 1}),
          .hours = rest / 3600,
          .minutes = rest / 60 % 60,
          .seconds = rest % 60,
          .milliseconds = timestamp.nanos / 1'000'000};
}

}  // namespace yijian::cel
