#include "engine/casework/placing.h"

#include <algorithm>

#include "engine/casework/interpreter.h"

namespace yijian::casework {
namespace {

bool is_whole_at(const chart::Machine& machine, const std::set<chart::StateId>& active,
                 chart::StateId state) {
  const chart::State& one = machine.state(state);
  size_t found = 0, all = 0;
  for (const chart::StateId child : one.children) {
    if (machine.state(child).type == chart::StateType::history) continue;
    ++all;
    found += active.contains(child) ? 1 : 0;
  }
  if (one.type == chart::StateType::compound) return found == 1;
  if (one.type == chart::StateType::parallel) return found == all;
  return found == 0;
}

}  // namespace

std::vector<chart::StateId> with_surroundings(const chart::Machine& machine, chart::StateId state) {
  std::vector<chart::StateId> states;
  for (; state > 0; state = machine.state(state).parent) states.push_back(state);
  return states;
}

bool is_whole(const chart::Machine& machine, const std::set<chart::StateId>& active) {
  return is_whole_at(machine, active, 0) &&
         std::all_of(active.begin(), active.end(),
                     [&](chart::StateId state) { return is_whole_at(machine, active, state); });
}

Status rests(Working probe, std::string_view event) {
  if (!probe.definition.machine.has_eventless) return {};
  const size_t events = probe.draft.events.size();
  Interpreter interpreter(probe);
  const Result<chart::Outcome> outcome = interpreter.dispatch(event, Map{});
  if (!outcome) return Error{.code = "would_move_on", .detail = outcome.error().code};
  if (probe.draft.events.size() == events) return {};
  return Error{.code = "would_move_on", .detail = "the chart would leave the state at once"};
}

}  // namespace yijian::casework
