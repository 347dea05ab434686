// Runs scenarios against a desk, and proves after every step that the record alone gives the
// state back.
#pragma once

#include <string>
#include <vector>

#include "engine/authoring/coverage.h"
#include "engine/authoring/scenario.h"
#include "engine/authoring/stage.h"
#include "engine/base/result.h"
#include "engine/base/value.h"

namespace yijian::authoring {

struct Failure {
  std::string place;    // file:line:col
  std::string pointer;  // into the scenario
  std::string what;     // "due.notice", "refused", "replay" ...
  std::string got, expected;
  std::string note;  // how it came to that, or ""
};

struct Report {
  std::string file, rule;
  definition::Text title;
  size_t steps_run = 0;
  size_t expectations = 0;  // compared
  std::vector<Failure> failures;
  std::vector<Travelled> travelled;  // every move of every case that a step looked at
  bool passed() const { return failures.empty(); }
};

inline constexpr int kMaxAfterDepth = 8;

// What happened. An action that is refused without being expected to be, or the other way round,
// ends the scenario; expectations that do not hold are all told.
Report run(const Scenario& scenario, const Surroundings& surroundings);

}  // namespace yijian::authoring
