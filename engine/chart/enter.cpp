#include <algorithm>

#include "engine/chart/sets.h"

namespace yijian::chart {
namespace {

// Collects one entry set. Targets go in first, then what lies below them by default, then the
// ancestors up to the transition's domain, with the other regions of parallel ones among these.
class Entering {
 public:
  Entering(const Machine& machine, const History& history) : machine_(machine), history_(history) {}

  void enter(const Transition& transition);
  void enter_root();
  EntrySet take() { return std::move(set_); }

 private:
  const State& at(StateId id) const { return machine_.states[static_cast<size_t>(id)]; }
  void add(StateId state) { insert_state(set_.states, state); }
  void add_by_default(StateId state) {
    add(state);
    insert_state(set_.by_default, state);
  }
  // Whether something below `state` is to be entered already.
  bool entered_below(StateId state) const {
    const auto next = std::upper_bound(set_.states.begin(), set_.states.end(), state);
    return next != set_.states.end() && *next <= at(state).last_descendant;
  }
  void add_target(const Transition& transition, StateId target, StateId domain);
  void add_below(StateId state);
  void add_regions(StateId parallel);
  void add_history(StateId history);
  void add_ancestors(StateId state, StateId domain);

  const Machine& machine_;
  const History& history_;
  EntrySet set_;
};

void Entering::add_regions(StateId parallel) {
  for (StateId region : at(parallel).children) {
    if (at(region).type == StateType::history || entered_below(region)) continue;
    add_by_default(region);
    add_below(region);
  }
}

void Entering::add_history(StateId id) {
  const State& history = at(id);
  const std::vector<StateId>* past = remembered(history_, id);
  const std::vector<StateId>& states = past != nullptr ? *past : history.history_default;
  for (StateId state : states) add(state);
  if (past == nullptr && states == at(history.parent).initial)
    insert_state(set_.by_default, history.parent);
  for (StateId state : states) add_below(state);
  for (StateId state : states) add_ancestors(state, history.parent);
}

void Entering::add_below(StateId id) {
  const State& state = at(id);
  if (state.type == StateType::history) {
    add_history(id);
  } else if (state.type == StateType::parallel) {
    add_regions(id);
  } else if (state.type == StateType::compound) {
    for (StateId initial : state.initial) {
      if (at(initial).type != StateType::history) add_by_default(initial);
      add_below(initial);
      add_ancestors(initial, id);
    }
  }
}

// Those between `state` and `domain`, both excluded; kNoState: up to and with the root.
void Entering::add_ancestors(StateId state, StateId domain) {
  for (StateId above = at(state).parent; above != kNoState && above != domain;
       above = at(above).parent) {
    add(above);
    if (at(above).type == StateType::parallel) add_regions(above);
  }
}

void Entering::add_target(const Transition& transition, StateId target, StateId domain) {
  // The source itself is entered only when it has been left.
  const bool stays = target == transition.source && domain == target && !transition.reenter;
  if (at(target).type != StateType::history && !stays) add_by_default(target);
  add_below(target);
}

void Entering::enter(const Transition& transition) {
  if (transition.targets.empty()) return;
  const StateId domain = domain_of(machine_, history_, transition);
  for (StateId target : transition.targets) add_target(transition, target, domain);
  for (StateId target : transition.targets) {
    // What a history stands for has got its ancestors up to the history's parent already.
    const bool history = at(target).type == StateType::history;
    const StateId from = history ? at(target).parent : target;
    if (history && from != domain && !machine_.is_descendant(domain, from)) {
      add(from);
      if (at(from).type == StateType::parallel) add_regions(from);
    }
    if (from != domain) add_ancestors(from, domain);
  }
  // All regions of a parallel domain have been left.
  if (domain != kNoState && at(domain).type == StateType::parallel) add_regions(domain);
}

void Entering::enter_root() {
  add_by_default(0);
  add_below(0);
}

}  // namespace

EntrySet entry_set(const Machine& machine, const History& history,
                   const std::vector<TransitionId>& transitions) {
  Entering entering(machine, history);
  for (TransitionId id : transitions) entering.enter(machine.transitions[static_cast<size_t>(id)]);
  return entering.take();
}

EntrySet initial_entry_set(const Machine& machine) {
  Entering entering(machine, {});
  entering.enter_root();
  return entering.take();
}

}  // namespace yijian::chart
