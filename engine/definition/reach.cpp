#include "engine/definition/reach.h"

#include <algorithm>

namespace yijian::definition {
namespace {

using chart::StateId;
using chart::StateType;
using law::Phase;

void append(std::vector<StateId>& out, const std::vector<StateId>& more) {
  for (StateId id : more)
    if (std::find(out.begin(), out.end(), id) == out.end()) out.push_back(id);
}

std::vector<StateId> remembered(const chart::Machine& machine, const chart::State& history) {
  std::vector<StateId> out;
  for (StateId state : history.history_default) append(out, entered(machine, state));
  if (history.deep_history) {
    append(out, leaves(machine, history.parent));
    return out;
  }
  for (StateId child : machine.state(history.parent).children)
    if (machine.state(child).type != StateType::history) append(out, entered(machine, child));
  return out;
}

// Whether the state takes the event whatever the case is.
bool takes_always(const chart::Machine& machine, StateId state, const std::string& event) {
  const chart::State& inner = machine.state(state);
  const auto takes = [&](chart::TransitionId id) {
    const chart::Transition& one = machine.transition(id);
    return one.event == event && !one.guard;
  };
  const auto& list = event.empty() ? inner.always : inner.on;
  return std::any_of(list.begin(), list.end(), takes);
}

bool is_shadowed(const chart::Machine& machine, const chart::Transition& one, StateId leaf) {
  if (!one.delay.empty()) return false;
  for (StateId state = leaf; state != one.source; state = machine.state(state).parent)
    if (takes_always(machine, state, one.event)) return true;
  return false;
}

// Whether the engine can send the event to a case in this phase (LANGUAGE rule 12).
bool can_arrive(std::string_view event, Phase phase) {
  if (event == "deferral.overdue" || event == "renewal.deemed")
    return phase == Phase::accepted || phase == Phase::suspended;
  if (event.starts_with("commitment."))
    return phase == Phase::decided || phase == Phase::delivered || phase == Phase::closed;
  return true;
}

}  // namespace

std::vector<StateId> leaves(const chart::Machine& machine, StateId state) {
  std::vector<StateId> out;
  for (StateId id = state; id <= machine.state(state).last_descendant; ++id)
    if (machine.state(id).type == StateType::atomic || machine.state(id).type == StateType::final)
      out.push_back(id);
  return out;
}

std::vector<StateId> entered(const chart::Machine& machine, StateId state) {
  const chart::State& target = machine.state(state);
  std::vector<StateId> out;
  switch (target.type) {
    case StateType::atomic:
    case StateType::final:
      return {state};
    case StateType::history:
      return remembered(machine, target);
    case StateType::compound:
      for (StateId child : target.initial) append(out, entered(machine, child));
      return out;
    case StateType::parallel:
      for (StateId child : target.children)
        if (machine.state(child).type != StateType::history) append(out, entered(machine, child));
      return out;
  }
  return out;
}

std::vector<StateId> landing(const chart::Machine& machine, const chart::Transition& taken) {
  std::vector<StateId> out;
  for (StateId target : taken.targets) append(out, entered(machine, target));
  return out;
}

std::set<Phase> phases_before(const Definition& definition, chart::TransitionId id) {
  const chart::Machine& machine = definition.machine;
  const chart::Transition& one = machine.transition(id);
  std::set<Phase> out;
  for (StateId leaf : leaves(machine, one.source)) {
    const auto phase = definition.state(leaf).phase;
    if (!phase || !can_arrive(one.event, *phase) || is_shadowed(machine, one, leaf)) continue;
    out.insert(*phase);
  }
  return out;
}

std::string_view outcome_of(const Definition& definition, StateId state) {
  for (StateId id = state; id != chart::kNoState; id = definition.machine.state(id).parent) {
    const std::string& outcome = definition.state(id).outcome;
    if (!outcome.empty()) return outcome;
  }
  return "";
}

bool is_engine_event(std::string_view event) {
  return event.empty() || event == "*" || event.find('.') != std::string_view::npos;
}

}  // namespace yijian::definition
