// One case of a simulation: whoever has a task does something about it when its service time is
// over, by the dice and what is assumed of them; timers fire between.
#pragma once

#include <functional>
#include <map>
#include <string>
#include <vector>

#include "engine/authoring/assumptions.h"
#include "engine/authoring/coverage.h"
#include "engine/authoring/rehearsal.h"

namespace yijian::authoring {

inline constexpr int kMaxMovesOfACase = 2'000;
inline constexpr int kMaxDaysOfACase = 3 * 366;

// A task that was somebody's for a while.
struct Waited {
  std::string workflow, state;  // path
  std::string role, department;
  int64_t days = 0;  // ends of working days that it lay there
};
struct UsedClock {
  std::string name;  // promised statutory
  std::string limit;
  int64_t used = 0;  // in the limit's unit
  bool past = false;
};

struct SimulatedCase {
  std::string outcome;            // the state's, or the phase in which it ended; "unfinished"
  int64_t days = 0;               // working days from filing to the end
  std::vector<UsedClock> clocks;  // of the first case
  std::vector<Waited> waited;     // of every case
  std::map<std::string, int64_t> refused;  // code -> how often a person was refused
  std::vector<Travelled> travelled;
};

struct Play {
  const definition::Bundle& bundle;
  const Surroundings& surroundings;
  const Assumptions& assumptions;
  std::string applicant;            // of the samples; "" their first
  std::function<bool()> may_go_on;  // asked before every move; null: always
};

// Errors: those of proposed and of Stage. A case that `may_go_on` ends is unfinished.
Result<SimulatedCase> simulate_case(const Play& play, Instant at, uint64_t seed);

}  // namespace yijian::authoring
