#include "engine/chart/sets.h"

#include <algorithm>

namespace yijian::chart {
namespace {

// Targets with histories replaced by what they stand for.
std::vector<StateId> effective_targets(const Machine& machine, const History& history,
                                       const Transition& transition) {
  std::vector<StateId> targets;
  for (StateId target : transition.targets) {
    const State& state = machine.state(target);
    if (state.type != StateType::history) {
      targets.push_back(target);
      continue;
    }
    const std::vector<StateId>* past = remembered(history, target);
    const std::vector<StateId>& stands_for = past != nullptr ? *past : state.history_default;
    targets.insert(targets.end(), stands_for.begin(), stands_for.end());
  }
  return targets;
}

// The nearest proper ancestor of the first that is one of all others and of `source` too.
StateId common_ancestor(const Machine& machine, const std::vector<StateId>& states,
                        StateId source) {
  StateId ancestor = machine.state(states.front()).parent;
  for (; ancestor != kNoState; ancestor = machine.state(ancestor).parent) {
    const bool of_all = std::all_of(states.begin(), states.end(), [&](StateId state) {
      return machine.is_descendant(state, ancestor);
    });
    if (of_all && machine.is_descendant(source, ancestor)) return ancestor;
  }
  return kNoState;
}

}  // namespace

bool is_active(const std::vector<StateId>& active, StateId state) {
  return std::binary_search(active.begin(), active.end(), state);
}

void insert_state(std::vector<StateId>& states, StateId state) {
  const auto place = std::lower_bound(states.begin(), states.end(), state);
  if (place == states.end() || *place != state) states.insert(place, state);
}

void erase_state(std::vector<StateId>& states, StateId state) {
  const auto place = std::lower_bound(states.begin(), states.end(), state);
  if (place != states.end() && *place == state) states.erase(place);
}

const std::vector<StateId>* remembered(const History& history, StateId state) {
  for (const auto& [id, states] : history)
    if (id == state) return states.empty() ? nullptr : &states;
  return nullptr;
}

void remember(History& history, StateId state, std::vector<StateId> states) {
  const auto place =
      std::lower_bound(history.begin(), history.end(), state,
                       [](const auto& entry, StateId id) { return entry.first < id; });
  if (place != history.end() && place->first == state)
    place->second = std::move(states);
  else
    history.insert(place, {state, std::move(states)});
}

StateId domain_of(const Machine& machine, const History& history, const Transition& transition) {
  if (transition.domain) return *transition.domain;
  ENSURE(!transition.targets.empty());
  const std::vector<StateId> targets = effective_targets(machine, history, transition);
  const StateId source = transition.source;
  const bool inside = std::all_of(targets.begin(), targets.end(), [&](StateId target) {
    return target == source || machine.is_descendant(target, source);
  });
  if (inside && !transition.reenter) return source;
  const StateId common = common_ancestor(machine, targets, source);
  if (common != kNoState) return common;
  return transition.reenter ? kNoState : 0;
}

Span exit_span(const Machine& machine, const History& history, const Transition& transition) {
  if (transition.targets.empty()) return {};
  const StateId domain = domain_of(machine, history, transition);
  if (domain == kNoState) return {0, machine.state(0).last_descendant};
  return {domain + 1, machine.state(domain).last_descendant};
}

bool is_complete(const Machine& machine, const std::vector<StateId>& active, StateId id) {
  const State& state = machine.state(id);
  if (state.type == StateType::compound)
    return std::any_of(state.children.begin(), state.children.end(), [&](StateId child) {
      return machine.state(child).type == StateType::final && is_active(active, child);
    });
  if (state.type == StateType::parallel)
    return std::all_of(state.children.begin(), state.children.end(), [&](StateId child) {
      return machine.state(child).type == StateType::history || is_complete(machine, active, child);
    });
  return state.type == StateType::final && (id == 0 || is_active(active, id));
}

}  // namespace yijian::chart
