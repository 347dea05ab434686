#include <algorithm>

#include "engine/chart/sets.h"

namespace yijian::chart {
namespace {

// What one history of a state that is left will bring back: leaves when deep, else children.
std::vector<StateId> now_below(const Machine& machine, const std::vector<StateId>& active,
                               StateId parent, bool deep) {
  std::vector<StateId> found;
  for (StateId state : active) {
    if (!machine.is_descendant(state, parent)) continue;
    const bool leaf = machine.state(state).children.empty();
    if (deep ? leaf : machine.state(state).parent == parent) found.push_back(state);
  }
  return found;
}

}  // namespace

std::vector<StateId> exit_set(const Machine& machine, const Snapshot& before,
                              const std::vector<TransitionId>& transitions) {
  std::vector<StateId> exited;
  exited.reserve(8);  // more are rare
  for (TransitionId id : transitions) {
    const Span span = exit_span(machine, before.history, machine.transition(id));
    auto from = std::lower_bound(before.active.begin(), before.active.end(), span.first);
    for (; from != before.active.end() && *from <= span.last; ++from) insert_state(exited, *from);
    if (span.first == 0 && span.last >= 0) insert_state(exited, 0);
  }
  std::reverse(exited.begin(), exited.end());
  return exited;
}

History record_history(const Machine& machine, const Snapshot& before,
                       const std::vector<StateId>& exited) {
  History recorded;
  for (StateId state : exited)
    for (StateId child : machine.state(state).children)
      if (machine.state(child).type == StateType::history)
        remember(recorded, child,
                 now_below(machine, before.active, state, machine.state(child).deep_history));
  return recorded;
}

}  // namespace yijian::chart
