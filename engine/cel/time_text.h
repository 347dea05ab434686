// Timestamps and durations from their texts, and what a clock shows at an instant.
#pragma once

#include <optional>
#include <string_view>

#include "engine/base/value.h"

namespace yijian::cel {

// Years 0001 to 9999.
inline constexpr int64_t kFirstSecond = -62'135'596'800;
inline constexpr int64_t kLastSecond = 253'402'300'799;
inline bool is_in_years(int64_t seconds) {
  return seconds >= kFirstSecond && seconds <= kLastSecond;
}
inline constexpr int64_t kLongestSeconds = 315'576'000'000;  // of a duration, either way

// RFC 3339 with an offset: "2025-06-09T09:00:00.5+08:00", at most nine digits of a second's
// fraction. Nothing when it is no such text or lies outside the years 0001 to 9999.
std::optional<Timestamp> parse_timestamp(std::string_view text);

// Numbers with units, "1h30m", "-1.5s", "100ms": h m s ms us ns; or "0". Digits below a nanosecond
// are cut. Nothing when it is no such text or longer than a duration may be.
std::optional<Duration> parse_duration(std::string_view text);

// What a clock and a calendar show.
struct Moment {
  int year = 1;
  int month = 1;        // 1 to 12
  int day = 1;          // 1 to 31
  int day_of_week = 0;  // 0 Sunday to 6 Saturday
  int day_of_year = 0;  // 0 to 365
  int64_t hours = 0;
  int64_t minutes = 0;
  int64_t seconds = 0;
  int64_t milliseconds = 0;
};

// The timestamp must lie in the years 0001 to 9999.
Moment moment_at(Timestamp timestamp, int64_t offset_seconds);

}  // namespace yijian::cel
