#include <algorithm>

#include "engine/chart/sets.h"

namespace yijian::chart {
namespace {

void change_invokes(std::vector<std::string>& invokes, const Microstep& step) {
  const auto stopped = [&](const std::string& id) {
    return std::find(step.invokes_stopped.begin(), step.invokes_stopped.end(), id) !=
           step.invokes_stopped.end();
  };
  invokes.erase(std::remove_if(invokes.begin(), invokes.end(), stopped), invokes.end());
  for (const InvokeChange& started : step.invokes_started)
    if (std::find(invokes.begin(), invokes.end(), started.id) == invokes.end())
      invokes.push_back(started.id);
}

}  // namespace

void advance(const Machine& machine, Snapshot& next, const Microstep& step) {
  const auto count = static_cast<StateId>(machine.states.size());
  for (StateId id : step.exited) erase_state(next.active, id);
  for (StateId id : step.entered) {
    ENSURE(id >= 0 && id < count);
    if (id != 0) insert_state(next.active, id);
  }
  for (const auto& [id, states] : step.history) remember(next.history, id, states);
  if (step.variables.is_map()) {
    next.variables = step.variables;
  } else if (!step.assigned.empty() || !next.variables.is_map()) {
    Map variables = next.variables.is_map() ? next.variables.map() : Map{};
    for (const auto& [name, value] : step.assigned) variables.set(name, value);
    next.variables = std::move(variables);
  }
  change_invokes(next.invokes, step);
}

Snapshot after(const Machine& machine, Snapshot before, const Microstep& step) {
  advance(machine, before, step);
  return before;
}

}  // namespace yijian::chart
