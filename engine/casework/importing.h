// One case on its way in from another system: what was told of it, and every reason why it cannot
// be taken over so. Inside open_by_import() alone.
#pragma once

#include <set>
#include <string>
#include <vector>

#include "engine/casework/working.h"

namespace yijian::casework {

struct Importing {
  Working& working;
  const Import& import;
  std::vector<Fault> faults{};
  std::set<chart::StateId> states{};  // active ones, in order of entry

  const chart::Machine& machine() const { return working.definition.machine; }
  // Its decision clocks have begun.
  bool is_accepted() const;
  // Pointers lead into the line.
  void cannot(std::string pointer, std::string code, std::string detail);
  // Why something in the line is refused by the rule that any opening obeys.
  void cannot(const Error& why, const std::string& otherwise_at);
};

// The phase is one that can be gone on from, and all that was told of dates, stops and clocks fits
// it and the order of time.
void check_course(Importing& importing);
// Which states are active. The named ones are leaves of the phase.
void find_states(Importing& importing);
// Records the phases with their dates, and the clocks as far as they have run. Precondition: the
// course and the states have no fault.
void record_course(Importing& importing);
// When the states that are entered were.
Instant entered_since(const Importing& importing);

}  // namespace yijian::casework
