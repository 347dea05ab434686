// Instants and days, civil arithmetic, and their texts. All days are Asia/Shanghai
// (UTC+8, fixed: no daylight saving since 1991). Knows no clock and no calendar of holidays.
#pragma once

#include <compare>
#include <cstdint>
#include <string>
#include <string_view>

#include "engine/base/result.h"

namespace yijian {

// Milliseconds since 1970-01-01T00:00:00Z.
struct Instant {
  int64_t ms = 0;
  auto operator<=>(const Instant&) const = default;
};

// Days since 1970-01-01, as counted in Shanghai.
struct Day {
  int32_t number = 0;
  auto operator<=>(const Day&) const = default;
  Day operator+(int days) const { return {number + days}; }
  Day operator-(int days) const { return {number - days}; }
  int operator-(Day other) const { return number - other.number; }
};

struct Civil {
  int year;   // 1 to 9999
  int month;  // 1 to 12
  int day;    // 1 to 31
};

inline constexpr int64_t kMsPerDay = 86'400'000;
inline constexpr int64_t kShanghaiOffsetMs = 8 * 3'600'000;

Day day_from_civil(Civil civil);
Civil civil_from_day(Day day);
int days_in_month(int year, int month);
// 0 Sunday to 6 Saturday.
int weekday(Day day);

// The day that holds the instant.
Day day_of(Instant instant);
// 00:00 of the day; end_of(d) == start_of(d + 1), the 24:00 of the law.
Instant start_of(Day day);
Instant end_of(Day day);

// "2025-06-09T09:00:00.000+08:00"
std::string format_instant(Instant instant);
// "2025-06-09"
std::string format_day(Day day);

// RFC 3339 with any offset, seconds and their fraction (cut to milliseconds) optional, "T" or a
// blank between; without an offset Shanghai is meant. Errors: invalid_time.
Result<Instant> parse_instant(std::string_view text);
// "2025-06-09". Errors: invalid_time.
Result<Day> parse_day(std::string_view text);

}  // namespace yijian
