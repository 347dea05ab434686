// Builds one microstep: what is left, done, entered. Changes nothing; the host applies it.
#pragma once

#include <vector>

#include "engine/chart/chart.h"

namespace yijian::chart {

struct Built {
  Microstep step;
  std::vector<Event> raised;  // for the internal queue, in order; done events among them
  std::vector<Event> sent;    // undelayed sends, for after the internal queue
};

// Fills `built`, of which only the transitions (without conflicts) are set, with the microstep
// that they make of the host's snapshot.
//
//   event  what expressions see; its name stands in the microstep, too, unless `eventless`.
//
// Errors: action_error; `built` is then of no use.
Status build_microstep(const Machine& machine, const Host& host, const Event& event, bool eventless,
                       Built& built);

// The first microstep: enters the initial configuration; variables of the context that the
// snapshot lacks are assigned.
// Errors: action_error.
Status build_initial(const Machine& machine, const Host& host, const Event& event, Built& built);

}  // namespace yijian::chart
