// Which states a set of transitions leaves and enters. Pure: no expressions, no actions.
// States are numbered in document order, so that a state with all below it is one interval.
#pragma once

#include <utility>
#include <vector>

#include "engine/chart/chart.h"

namespace yijian::chart {

using History = std::vector<std::pair<StateId, std::vector<StateId>>>;

// First and last state of an interval, both included; empty when first > last.
struct Span {
  StateId first = 0;
  StateId last = -1;
};

bool is_active(const std::vector<StateId>& active, StateId state);
// Adds to, or takes from, an ascending list; nothing happens when it is (not) there already.
void insert_state(std::vector<StateId>& states, StateId state);
void erase_state(std::vector<StateId>& states, StateId state);

// The states remembered for a history, or nullptr.
const std::vector<StateId>* remembered(const History& history, StateId state);
void remember(History& history, StateId state, std::vector<StateId> states);

// The innermost state that a transition with targets does not leave; kNoState when it leaves even
// the root.
StateId domain_of(const Machine& machine, const History& history, const Transition& transition);
// The interval of states that are left if they are active.
Span exit_span(const Machine& machine, const History& history, const Transition& transition);

// Active states that the transitions leave, in exit order: reverse document order. The root is
// among them when one of the transitions re-enters it.
std::vector<StateId> exit_set(const Machine& machine, const Snapshot& before,
                              const std::vector<TransitionId>& transitions);
// What the histories of the states about to be left remember.
History record_history(const Machine& machine, const Snapshot& before,
                       const std::vector<StateId>& exited);

struct EntrySet {
  std::vector<StateId> states;      // ascending: entry order
  std::vector<StateId> by_default;  // ascending: those that have initial actions, which run
};
// What `transitions` enter, given what they left. `before` is what was remembered when they were
// selected, and says how far each reaches; `now` has this microstep's own exits recorded, too, and
// says what a history stands for.
EntrySet entry_set(const Machine& machine, const History& before, const History& now,
                   const std::vector<TransitionId>& transitions,
                   const std::vector<StateId>& exited);
EntrySet initial_entry_set(const Machine& machine);

// Whether a state is complete in this configuration: a compound with an active final child, a
// parallel whose regions all are.
bool is_complete(const Machine& machine, const std::vector<StateId>& active, StateId state);

}  // namespace yijian::chart
