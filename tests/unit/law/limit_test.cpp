#include <gtest/gtest.h>

#include "engine/law/clock.h"

namespace yijian::law {
namespace {

constexpr auto kMs = LimitUnit::milliseconds;

TEST(Limit, WhatIsNoLimitIsRefused) {
  for (const char* text : {"",
                           "5",
                           "wd",
                           "-1wd",
                           "+1wd",
                           "1.5h",
                           " 5wd",
                           "5wd ",
                           "5 wd",
                           "05wd",
                           "5WD",
                           "5w",
                           "5days",
                           "d>",
                           "20d>>",
                           "20>d",
                           "36601wd",
                           "36601d",
                           "36601d>",
                           "1201mo",
                           "101y",
                           "878401h",
                           "3162240000001ms",
                           "9223372036854775808ms",
                           "99999999999999999999999wd"})
    EXPECT_EQ(parse_limit(text).error().code, "invalid_limit") << text;
  EXPECT_FALSE(parse_limit(std::string_view("5wd\0", 4)));
}

struct LimitRow {
  const char* text;
  LimitUnit unit;
  int64_t amount;
  const char* formatted;
};

TEST(Limit, ReadsItsUnitsAndFormatsThemBack) {
  const LimitRow rows[] = {
      {"0wd", LimitUnit::workdays, 0, "0wd"},
      {"5wd", LimitUnit::workdays, 5, "5wd"},
      {"36600wd", LimitUnit::workdays, 36'600, "36600wd"},
      {"3d", LimitUnit::days, 3, "3d"},
      {"20d>", LimitUnit::days_rolling, 20, "20d>"},
      {"2mo", LimitUnit::months, 2, "2mo"},
      {"1200mo", LimitUnit::months, 1'200, "1200mo"},
      {"5y", LimitUnit::years, 5, "5y"},
      {"100y", LimitUnit::years, 100, "100y"},
      {"36h", kMs, 36 * 3'600'000, "36h"},
      {"10m", kMs, 600'000, "10m"},
      {"60m", kMs, 3'600'000, "1h"},
      {"30s", kMs, 30'000, "30s"},
      {"1500ms", kMs, 1'500, "1500ms"},
      {"2000ms", kMs, 2'000, "2s"},
      {"0h", kMs, 0, "0ms"},
      {"878400h", kMs, kMaxLimitDays * kMsPerDay, "878400h"},
  };
  for (const LimitRow& row : rows) {
    const Result<Limit> limit = parse_limit(row.text);
    ASSERT_TRUE(limit.has_value()) << row.text;
    EXPECT_EQ(*limit, (Limit{row.unit, row.amount})) << row.text;
    EXPECT_EQ(format_limit(*limit), row.formatted);
    EXPECT_EQ(*parse_limit(format_limit(*limit)), *limit) << row.text;
  }
}

TEST(Limit, ExceedsOnlyWhereUnitsCompare) {
  struct Pair {
    const char* a;
    const char* b;
    std::optional<bool> verdict;
  };
  const Pair pairs[] = {
      {"5wd", "5d", std::nullopt}, {"5d", "5d>", std::nullopt},  {"1mo", "31d", std::nullopt},
      {"3d", "72h", std::nullopt}, {"1y", "365d", std::nullopt}, {"5wd", "10h", std::nullopt},
      {"5wd", "5wd", false},       {"5wd", "6wd", true},         {"5wd", "4wd", false},
      {"20d>", "21d>", true},      {"1y", "12mo", false},        {"1y", "13mo", true},
      {"25mo", "2y", false},       {"1h", "61m", true},          {"1h", "3600s", false}};
  for (const Pair& pair : pairs)
    EXPECT_EQ(exceeds(*parse_limit(pair.a), *parse_limit(pair.b)), pair.verdict)
        << pair.a << " " << pair.b;
}

}  // namespace
}  // namespace yijian::law
