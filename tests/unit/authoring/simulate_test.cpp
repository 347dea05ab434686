// What a simulation counts with: percentiles, service times, what is assumed.
#include <gtest/gtest.h>

#include "engine/authoring/simulate.h"
#include "engine/base/json.h"

namespace yijian::authoring {
namespace {

TEST(Simulate, PercentilesAreOfTheNearestRank) {
  const Spread none = spread_of({});
  EXPECT_EQ(none.count, 0);
  const Spread one = spread_of({7});
  EXPECT_EQ(one.p50, 7);
  EXPECT_EQ(one.p90, 7);
  std::vector<int64_t> ten;
  for (int64_t i = 10; i > 0; --i) ten.push_back(i);
  const Spread spread = spread_of(ten);
  EXPECT_EQ(spread.p50, 5);
  EXPECT_EQ(spread.p90, 9);
  EXPECT_EQ(spread.max, 10);
  EXPECT_DOUBLE_EQ(spread.mean, 5.5);
  EXPECT_EQ(spread_of({1, 2, 3}).p50, 2);
}

std::string done(const char* from, double days) {
  const law::WorkCalendar weekends;
  Random random(1);
  return format_instant(done_after(*parse_instant(from), {days, days}, weekends, random))
      .substr(0, sizeof("2025-06-09T09:00") - 1);
}

TEST(Simulate, WorkIsDoneInTheHoursOfWorkingDays) {
  EXPECT_EQ(done("2025-06-09 09:00", 0), "2025-06-09T09:01");
  EXPECT_EQ(done("2025-06-09 09:00", 0.5), "2025-06-09T13:01");
  EXPECT_EQ(done("2025-06-09 09:00", 1), "2025-06-10T09:01");
  EXPECT_EQ(done("2025-06-13 16:00", 0.5), "2025-06-16T12:01");   // over the weekend
  EXPECT_EQ(done("2025-06-14 12:00", 0), "2025-06-16T09:01");     // begun on a Saturday
  EXPECT_EQ(done("2025-06-13 23:30", 0.25), "2025-06-16T11:01");  // begun at night
  EXPECT_EQ(done("2025-06-09 06:00", 0), "2025-06-09T09:01");     // and before the office opens
}

Result<Assumptions> parsed(const char* json) { return parse_assumptions(*parse_json(json)); }

TEST(Simulate, TheMostExactAssumptionCounts) {
  const Assumptions all = *parsed(
      R"({"service": {"reviewer": 1, "tax": [2, 3], "reviewer@tax": 4.5}, "actions": {"deny": 0}})");
  EXPECT_EQ(all.service_of("reviewer", "tax").least, 4.5);
  EXPECT_EQ(all.service_of("clerk", "tax").most, 3);
  EXPECT_EQ(all.service_of("reviewer", "bank").most, 1);
  EXPECT_EQ(all.service_of("head", "bank").most, ServiceTime{}.most);
  EXPECT_EQ(all.actions.at("deny"), 0);
}

TEST(Simulate, WhatCannotBeAssumedIsRefusedWithItsPlace) {
  for (const char* json : {R"({"service": {"a": -1}})", R"({"service": {"a": [3, 2]}})",
                           R"({"service": {"a": [1, 2, 3]}})", R"({"service": {"a": 1e9}})",
                           R"({"service": {"a": "1"}})", R"({"service": []})"})
    EXPECT_EQ(parsed(json).error().pointer, "/service") << json;
  EXPECT_EQ(parsed(R"({"actions": {"a": -0.1}})").error().pointer, "/actions");
  EXPECT_EQ(parsed(R"({"missing": 1.5})").error().pointer, "/missing");
  EXPECT_EQ(parsed(R"({"mising": 1})").error().faults.front().code, "unknown_key");
  EXPECT_FALSE(parsed("[]"));
}

}  // namespace
}  // namespace yijian::authoring
