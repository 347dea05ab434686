#include "engine/chart/chart.h"

namespace yijian::chart {

StateId Machine::find_path(std::string_view path) const {
  const auto found = by_path.find(std::string(path));
  return found == by_path.end() ? kNoState : found->second;
}

std::string done_state_event(const Machine& machine, StateId state) {
  const State& done = machine.state(state);
  const std::string prefix = "xstate.done.state.";
  if (!done.id.empty()) return prefix + done.id;
  return done.path.empty() ? prefix + machine.id : prefix + machine.id + "." + done.path;
}

std::string done_invoke_event(std::string_view id) {
  return "xstate.done.actor." + std::string(id);
}

std::string error_invoke_event(std::string_view id) {
  return "xstate.error.actor." + std::string(id);
}

}  // namespace yijian::chart
