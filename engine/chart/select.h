// Which transitions an event enables. Evaluates guards, executes nothing.
#pragma once

#include <string>
#include <vector>

#include "engine/chart/chart.h"

namespace yijian::chart {

struct Selection {
  std::vector<TransitionId> transitions;  // without conflicts, in document order of their regions
  bool forbidden = false;                 // a {} took the event somewhere
  std::vector<TransitionId> blocked;      // candidates whose guard said no
};

// The transitions that take `event`: from the inside outwards in every region, or of one active
// state and its ancestors alone when `address` is not kNoState. A state that forbids the event
// ends the search in its region.
//
// Errors: guard_error.
Result<Selection> select_for(const Machine& machine, const Event& event, StateId address,
                             const Host& host);

// The eventless transitions enabled now; guards see what `event` carries.
// Errors: guard_error.
Result<Selection> select_eventless(const Machine& machine, const Event& event, const Host& host);

// Of transitions that would leave the same active state only one stays: the inner one's, else the
// first in order.
std::vector<TransitionId> without_conflicts(const Machine& machine, const Snapshot& now,
                                            std::vector<TransitionId> enabled);

// Whether the event is the result or error of an invocation of this machine that does not run:
// late, or never asked for.
bool is_late_result(const Machine& machine, const Snapshot& now, std::string_view event);

// Whether the descriptor names the event exactly, or as "*" or "a.*" ("a.*" takes "a" too).
bool descriptor_matches(std::string_view descriptor, std::string_view event);

}  // namespace yijian::chart
