#include "engine/chart/microstep.h"

#include <algorithm>

#include "engine/chart/effects.h"
#include "engine/chart/sets.h"

namespace yijian::chart {
namespace {

class Builder {
 public:
  Builder(const Machine& machine, const Host& host, const Event& event, Built& built)
      : machine_(machine),
        before_(host.snapshot()),
        built_(built),
        effects_(machine, host, event, built) {}

  Status take();
  Status begin();

 private:
  Status leave(StateId id);
  Status enter(EntrySet set);
  Status enter_state(StateId id, bool by_default);
  Status complete(StateId final_state);
  std::vector<StateId> active_up_to(StateId last) const;
  Status end();

  const Machine& machine_;
  const Snapshot& before_;
  std::vector<StateId> complete_;  // parallel states whose done event is queued
  Built& built_;
  Effects effects_;
};

Status Builder::leave(StateId id) {
  const State& state = machine_.state(id);
  if (Status status = effects_.run(state.exit, id, -1); !status) return status;
  effects_.cancel_timers(id);
  effects_.stop_invokes(id);
  return {};
}

Status Builder::take() {
  Microstep& step = built_.step;
  const std::vector<TransitionId>& transitions = step.transitions;
  step.exited = exit_set(machine_, before_, transitions);
  step.history = record_history(machine_, before_, step.exited);
  for (StateId id : step.exited)
    if (Status status = leave(id); !status) return status;
  for (TransitionId id : transitions) {
    const Transition& transition = machine_.transition(id);
    if (Status status = effects_.run(transition.actions, transition.source, id); !status)
      return status;
  }
  if (step.history.empty())
    return enter(entry_set(machine_, before_.history, before_.history, transitions, step.exited));
  History history = before_.history;
  for (const auto& [id, states] : step.history) remember(history, id, states);
  return enter(entry_set(machine_, before_.history, history, transitions, step.exited));
}

Status Builder::begin() {
  if (machine_.context.is_map())
    for (const Map::Entry& entry : machine_.context.map())
      if (effects_.variables().find(entry.name()) == nullptr)
        effects_.set_variable(entry.name(), entry.value);
  return enter(initial_entry_set(machine_));
}

Status Builder::enter(EntrySet set) {
  built_.step.entered = std::move(set.states);
  for (StateId id : built_.step.entered) {
    const bool by_default = std::binary_search(set.by_default.begin(), set.by_default.end(), id);
    if (Status status = enter_state(id, by_default); !status) return status;
  }
  if (built_.step.done)
    if (Status status = end(); !status) return status;
  if (!built_.step.assigned.empty()) built_.step.variables = effects_.variables();
  return {};
}

Status Builder::enter_state(StateId id, bool by_default) {
  const State& state = machine_.state(id);
  if (Status status = effects_.run(state.entry, id, -1); !status) return status;
  effects_.set_timers(id);
  if (Status status = effects_.start_invokes(id); !status) return status;
  if (by_default)
    if (Status status = effects_.run(state.initial_actions, id, -1); !status) return status;
  return state.type == StateType::final ? complete(id) : Status{};
}

// What is active, without the root, once `last` has been entered and nothing behind it.
std::vector<StateId> Builder::active_up_to(StateId last) const {
  std::vector<StateId> active = before_.active;
  for (StateId id : built_.step.exited) erase_state(active, id);
  for (StateId id : built_.step.entered)
    if (id != 0 && id <= last) insert_state(active, id);
  return active;
}

// A final state completes its compound parent, and perhaps the parallel states right above, from
// the inside out; where nothing remains above, the machine is done.
Status Builder::complete(StateId final_state) {
  const StateId parent = machine_.state(final_state).parent;
  if (parent == kNoState) return effects_.end(kNoState);
  StateId above = parent;
  if (machine_.state(parent).type == StateType::compound) {
    if (Status status = effects_.raise_done(parent, final_state); !status) return status;
    above = machine_.state(parent).parent;
    if (above == kNoState) return effects_.end(final_state);
  }
  while (above != kNoState && machine_.state(above).type == StateType::parallel &&
         !is_active(complete_, above) && is_complete(machine_, active_up_to(final_state), above)) {
    insert_state(complete_, above);
    if (Status status = effects_.raise_done(above, kNoState); !status) return status;
    above = machine_.state(above).parent;
  }
  return above == kNoState ? effects_.end(kNoState) : Status{};
}

// Of a machine that is done every active state, though it stays so, runs its exit actions; its
// timers and invocations end.
Status Builder::end() {
  const std::vector<StateId> active = active_up_to(machine_.state(0).last_descendant);
  for (auto id = active.rbegin(); id != active.rend(); ++id)
    if (Status status = leave(*id); !status) return status;
  return leave(0);
}

}  // namespace

Status build_microstep(const Machine& machine, const Host& host, const Event& event, bool eventless,
                       Built& built) {
  ENSURE(!built.step.transitions.empty());
  built.step.event = {eventless ? "" : event.name, event.value};
  return Builder(machine, host, event, built).take();
}

Status build_initial(const Machine& machine, const Host& host, const Event& event, Built& built) {
  built.step.event = event;
  return Builder(machine, host, event, built).begin();
}

}  // namespace yijian::chart
