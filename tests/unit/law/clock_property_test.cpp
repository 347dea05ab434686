// Random clocks against a simulation that goes through the days, written from the definition:
// a day is used if it lies after the start day and the clock is running at its end.
#include <gtest/gtest.h>

#include <algorithm>
#include <optional>
#include <random>
#include <sstream>
#include <vector>

#include "engine/law/clock.h"
#include "tests/unit/law/calendars.h"

namespace yijian::law {
namespace {

constexpr int kRounds = 30'000;
constexpr int kHorizonDays = 4'000;

struct Turn {
  Instant at;
  bool running;
};

// The whole history of one clock, and the notices by which it counts.
struct History {
  Instant start;
  Limit limit;
  std::vector<Turn> turns;  // ascending
  const std::vector<YearNotice>* notices;

  bool runs_at_end(Day day) const {
    bool running = true;
    for (const Turn& turn : turns)
      if (turn.at < end_of(day)) running = turn.running;
    return running;
  }
  bool working(Day day) const { return naive_working(*notices, day); }
  bool counts(Day day) const { return limit.unit != LimitUnit::workdays || working(day); }
};

int64_t naive_total(const History& history) {
  if (history.limit.unit != LimitUnit::months && history.limit.unit != LimitUnit::years)
    return history.limit.amount;
  const Day start = day_of(history.start);
  Civil civil = civil_from_day(start);
  const int months = static_cast<int>(history.limit.amount);
  for (int i = 0; i < (history.limit.unit == LimitUnit::years ? months * 12 : months); ++i)
    if (++civil.month == 13) {
      civil.month = 1;
      ++civil.year;
    }
  while (civil.day > days_in_month(civil.year, civil.month)) --civil.day;
  return day_from_civil(civil) - start;
}

struct Expected {
  Instant yellow;
  Instant due;
};

Expected naive_days(const History& history) {
  const int64_t total = naive_total(history);
  const int64_t most = static_cast<int64_t>(std::max<int64_t>(total, 0) * 9 + 9) / 10;
  Expected expected{history.start, {}};
  std::optional<Day> last;
  std::optional<Instant> by_share;
  int64_t used = 0;
  const Day start = day_of(history.start);
  for (Day d = start; d < start + kHorizonDays; d = d + 1) {
    if (!history.runs_at_end(d)) continue;
    if (d > start && history.counts(d)) ++used;
    if (used == most && !by_share) by_share = end_of(d);
    if (used >= total && !last) {
      last = d;
      if (total > 0) expected.yellow = std::min(*by_share, start_of(d));
    }
    if (!last || (history.limit.unit == LimitUnit::days_rolling && !history.working(d))) continue;
    expected.due = end_of(d);
    return expected;
  }
  ADD_FAILURE() << "the horizon is too near";
  return expected;
}

// When `amount` milliseconds have run.
Instant naive_instant(const History& history, int64_t amount) {
  Instant since = history.start;
  bool running = true;
  for (const Turn& turn : history.turns) {
    if (running && turn.at.ms - since.ms >= amount) break;
    if (running) amount -= turn.at.ms - since.ms;
    since = turn.at;
    running = turn.running;
  }
  return {since.ms + amount};
}

Expected naive(const History& history) {
  if (history.limit.unit != LimitUnit::milliseconds) return naive_days(history);
  return {naive_instant(history, history.limit.amount * 9 / 10),
          naive_instant(history, history.limit.amount)};
}

int64_t naive_used(const History& history, Instant at) {
  int64_t used = 0;
  for (Day d = day_of(history.start) + 1; end_of(d) <= at; d = d + 1)
    used += history.runs_at_end(d) && history.counts(d);
  return used;
}

std::string describe(const History& history) {
  std::ostringstream out;
  out << format_instant(history.start) << " " << format_limit(history.limit);
  for (const Turn& turn : history.turns)
    out << (turn.running ? " resume " : " pause ") << format_instant(turn.at);
  return out.str();
}

Limit random_limit(std::mt19937_64& random) {
  const auto below = [&random](uint64_t n) { return static_cast<int64_t>(random() % n); };
  switch (random() % 8) {
    case 0:
      return {LimitUnit::days, below(90)};
    case 1:
    case 2:
      return {LimitUnit::days_rolling, below(40)};
    case 3:
      return {LimitUnit::months, below(14)};
    case 4:
      return {LimitUnit::years, below(3)};
    case 5:
      return {LimitUnit::milliseconds, 1 + below(20 * static_cast<uint64_t>(kMsPerDay))};
    default:
      return {LimitUnit::workdays, below(random() % 2 == 0 ? 8 : 60)};
  }
}

Instant after(Instant at, std::mt19937_64& random) {
  const uint64_t days = random() % 3 == 0 ? 1 : random() % 2 == 0 ? 5 : 30;
  const auto ms = static_cast<int64_t>(random() % (days * static_cast<uint64_t>(kMsPerDay)));
  // Often exactly at midnight, where a day is just used or just not.
  return random() % 4 == 0 ? start_of(day_of({at.ms + ms}) + 1) : Instant{at.ms + ms};
}

class ClockProperty : public ::testing::Test {
 protected:
  std::vector<YearNotice> notices = shipped_notices();
  WorkCalendar calendar{notices};
  std::mt19937_64 random{19491231};

  History begin() {
    const Day day = day_from_civil({2025, 1, 1}) + static_cast<int>(random() % 500);
    return {after(start_of(day), random), random_limit(random), {}, &notices};
  }
  // Pauses and resumes as the clock is turned; checks what a pause must keep.
  Clock turn(History& history, Clock clock) {
    const Instant from = history.turns.empty() ? history.start : history.turns.back().at;
    const Instant at = after(from, random);
    history.turns.push_back({at, !clock.running});
    if (!clock.running) return resume_clock(clock, at, calendar);
    const Clock paused = pause_clock(clock, at, calendar);
    EXPECT_EQ(paused.due, clock.due);
    EXPECT_EQ(paused.yellow, clock.yellow);
    EXPECT_EQ(light(paused, at) == Light::red, at >= clock.due) << describe(history);
    return paused;
  }
};

TEST_F(ClockProperty, DueAndYellowAreThoseOfTheSimulation) {
  for (int round = 0; round < kRounds; ++round) {
    History history = begin();
    Clock clock = start_clock(history.start, history.limit, calendar);
    for (uint64_t turns = random() % 4 * 2; turns > 0; --turns) clock = turn(history, clock);
    const Expected expected = naive(history);
    ASSERT_EQ(format_instant(clock.due), format_instant(expected.due)) << describe(history);
    ASSERT_EQ(format_instant(clock.yellow), format_instant(expected.yellow)) << describe(history);
    ASSERT_EQ(recompute_clock(clock, calendar), clock) << describe(history);
  }
}

TEST_F(ClockProperty, DaysUsedAreThoseOfTheSimulation) {
  for (int round = 0; round < kRounds / 3; ++round) {
    History history = begin();
    if (history.limit.unit == LimitUnit::milliseconds) continue;
    Clock clock = start_clock(history.start, history.limit, calendar);
    for (uint64_t turns = random() % 5; turns > 0; --turns) clock = turn(history, clock);
    const Instant from = history.turns.empty() ? history.start : history.turns.back().at;
    const Instant at = after(from, random);
    ASSERT_EQ(used_by(clock, at, calendar), naive_used(history, at)) << describe(history);
    ASSERT_EQ(end_clock(clock, at, calendar).used, naive_used(history, at)) << describe(history);
  }
}

// An extension granted before the due: the same as a longer limit from the beginning, as far as
// anyone can see from then on.
TEST_F(ClockProperty, AnExtensionIsALongerLimit) {
  int extended = 0;
  for (int round = 0; round < kRounds; ++round) {
    History history = begin();
    Clock clock = start_clock(history.start, history.limit, calendar);
    for (uint64_t turns = random() % 4; turns > 0; --turns) clock = turn(history, clock);
    const Instant now = history.turns.empty() ? history.start : history.turns.back().at;
    if (clock.running ? now >= clock.due : light(clock, now) == Light::red) continue;
    const Limit by{
        history.limit.unit,
        static_cast<int64_t>(random() % (history.limit.unit == LimitUnit::years ? 2 : 20))};
    history.limit.amount += by.amount;
    clock = extend_clock(clock, by, calendar);
    if (!clock.running) clock = turn(history, clock);
    const Expected expected = naive(history);
    ++extended;
    ASSERT_EQ(format_instant(clock.due), format_instant(expected.due)) << describe(history);
    const Instant from = history.turns.empty() ? now : history.turns.back().at;
    for (int i = 0; i < 5; ++i) {
      const Instant at = i == 0 ? from : after(from, random);
      ASSERT_EQ(at >= clock.yellow, at >= expected.yellow) << describe(history);
    }
  }
  EXPECT_GT(extended, kRounds / 4);
}

}  // namespace
}  // namespace yijian::law
