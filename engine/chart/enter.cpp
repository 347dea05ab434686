#include <algorithm>

#include "engine/chart/sets.h"

namespace yijian::chart {
namespace {

// Collects one entry set. Targets go in first, then what lies below them by default, then the
// ancestors up to the transition's domain, with the other regions of parallel ones among these.
class Entering {
 public:
  Entering(const Machine& machine, const History& history) : machine_(machine), history_(history) {
    set_.states.reserve(8);  // more are rare
  }

  void enter(const Transition& transition, StateId domain);
  void enter_root();
  EntrySet take() { return std::move(set_); }

 private:
  // The domain and what lies above it are not left, and so never entered.
  bool stays(StateId state) const {
    return domain_ != kNoState && (state == domain_ || machine_.is_descendant(domain_, state));
  }
  void add(StateId state) {
    if (!stays(state)) insert_state(set_.states, state);
  }
  void add_by_default(StateId state) {
    add(state);
    run_initial_actions(state);
  }
  void run_initial_actions(StateId state) {
    if (!machine_.state(state).initial_actions.empty()) insert_state(set_.by_default, state);
  }
  // Whether something below `state` is to be entered already.
  bool entered_below(StateId state) const {
    const auto next = std::upper_bound(set_.states.begin(), set_.states.end(), state);
    return next != set_.states.end() && *next <= machine_.state(state).last_descendant;
  }
  void add_below(StateId state);
  void add_regions(StateId parallel);
  void add_history(StateId history);
  void add_ancestors(StateId state, StateId top);

  const Machine& machine_;
  const History& history_;
  StateId domain_ = kNoState;  // of the transition at hand
  EntrySet set_;
};

void Entering::add_regions(StateId parallel) {
  for (StateId region : machine_.state(parallel).children) {
    if (machine_.state(region).type == StateType::history || entered_below(region)) continue;
    add_by_default(region);
    add_below(region);
  }
}

void Entering::add_history(StateId id) {
  const State& history = machine_.state(id);
  const std::vector<StateId>* past = remembered(history_, id);
  const std::vector<StateId>& states = past != nullptr ? *past : history.history_default;
  for (StateId state : states) add(state);
  if (past == nullptr && history.default_is_initial) run_initial_actions(history.parent);
  for (StateId state : states) add_below(state);
  for (StateId state : states)
    if (state != history.parent) add_ancestors(state, history.parent);
}

void Entering::add_below(StateId id) {
  const State& state = machine_.state(id);
  if (state.type == StateType::history) {
    add_history(id);
  } else if (state.type == StateType::parallel) {
    add_regions(id);
  } else if (state.type == StateType::compound) {
    for (StateId initial : state.initial)
      if (machine_.state(initial).type != StateType::history) add_by_default(initial);
    for (StateId initial : state.initial) add_below(initial);
    for (StateId initial : state.initial) add_ancestors(initial, id);
  }
}

// Those above `state` up to `top`, excluded, or to the domain.
void Entering::add_ancestors(StateId state, StateId top) {
  for (StateId above = machine_.state(state).parent;
       above != kNoState && above != top && !stays(above); above = machine_.state(above).parent) {
    add(above);
    if (machine_.state(above).type == StateType::parallel) add_regions(above);
  }
}

void Entering::enter(const Transition& transition, StateId domain) {
  domain_ = domain;
  for (StateId target : transition.targets) {
    if (machine_.state(target).type != StateType::history) add_by_default(target);
    add_below(target);
  }
  for (StateId target : transition.targets) add_ancestors(target, kNoState);
  // All regions of a parallel domain have been left.
  if (domain != kNoState && machine_.state(domain).type == StateType::parallel) add_regions(domain);
}

void Entering::enter_root() {
  add_by_default(0);
  add_below(0);
}

}  // namespace

EntrySet entry_set(const Machine& machine, const History& before, const History& now,
                   const std::vector<TransitionId>& transitions,
                   const std::vector<StateId>& exited) {
  Entering entering(machine, now);
  for (TransitionId id : transitions) {
    const Transition& transition = machine.transition(id);
    if (transition.targets.empty()) continue;
    // A transition that stays where it is leaves nothing and so conflicts with none; when
    // another one leaves that very state, it has nowhere to stay.
    const StateId domain = domain_of(machine, before, transition);
    if (std::find(exited.begin(), exited.end(), domain) == exited.end())
      entering.enter(transition, domain);
  }
  return entering.take();
}

EntrySet initial_entry_set(const Machine& machine) {
  Entering entering(machine, {});
  entering.enter_root();
  return entering.take();
}

}  // namespace yijian::chart
