// Many cases of one definition, played by the dice before the first real one: how they end, what
// of the limits they use, where the days go, what is never come to. The same for the same seed.
#pragma once

#include <functional>
#include <map>
#include <string>
#include <vector>

#include "engine/authoring/simulated_case.h"

namespace yijian::authoring {

inline constexpr int64_t kMostSimulatedCases = 100'000;
inline constexpr int64_t kDaysOfFilings = 20;  // working days over which the cases are filed

// Of whole numbers; percentiles by the nearest rank.
struct Spread {
  int64_t count = 0;
  double mean = 0;
  int64_t p50 = 0, p90 = 0, max = 0;
};
Spread spread_of(std::vector<int64_t> values);

struct SimulatedClock {
  std::string limit;  // as declared; "" when it was not the same for all
  Spread used;
  int64_t past = 0;  // cases in which it passed
};
struct Lost {
  int64_t tasks = 0;
  int64_t days = 0;  // working days in all
};

struct Simulation {
  int64_t cases = 0;
  bool complete = true;  // all that were wanted
  std::map<std::string, int64_t> outcomes;
  Spread days;  // from filing to the end, working days
  std::map<std::string, SimulatedClock> clocks;
  std::map<std::pair<std::string, std::string>, Lost> by_state;  // workflow, state
  std::map<std::string, Lost> by_department;                     // or "applicant"
  std::map<std::string, int64_t> refused;
  std::vector<Covered> covered;  // of every definition that was met
};

// `cases` of them, filed over some days from `from`. What `play.may_go_on` ends is told as not
// complete, without the case that it cut short.
// Errors: those of simulate_case; `refused` for what nobody files.
Result<Simulation> simulate(const Play& play, int64_t cases, Instant from, uint64_t seed);

// For --json and HTTP. Means have two decimals.
Value as_value(const Simulation& simulation);
// For people, zh and en.
std::string told(const Simulation& simulation);

}  // namespace yijian::authoring
