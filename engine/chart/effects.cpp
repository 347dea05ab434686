#include "engine/chart/effects.h"

#include <algorithm>

#include "engine/chart/actions.h"

namespace yijian::chart {

Effects::Effects(const Machine& machine, const Host& host, const Event& event, Built& built)
    : machine_(machine),
      host_(host),
      event_(event),
      built_(built),
      variables_(host.snapshot().variables.is_map() ? host.snapshot().variables : Value(Map{})),
      scope_(machine, host, event_.value, variables_) {}

Error Effects::failed(const std::string& what, StateId state, const Error& cause,
                      std::string pointer) const {
  return expression_error("action_error", what + " of \"" + machine_.name(state) + "\"",
                          event_.name, cause, std::move(pointer));
}

Status Effects::run(const std::vector<Action>& actions, StateId state, TransitionId transition) {
  for (const Action& action : actions)
    if (Status status = run_one(action, {state, transition}); !status) return status;
  return {};
}

Status Effects::run_one(const Action& action, Origin origin) {
  if (action.when) {
    const Result<bool> applies = cel::evaluate_bool(*action.when, scope_);
    if (!applies)
      return failed("the condition of an action", origin.state, applies.error(),
                    action.pointer + "/when");
    if (!*applies) return {};
  }
  switch (action.kind) {
    case ActionKind::assign:
      return assign(action, origin);
    case ActionKind::choose:
      return choose(action, origin);
    case ActionKind::raise:
      built_.raised.push_back(sent_event(action.params));
      break;
    case ActionKind::send:
      send(action);
      break;
    case ActionKind::cancel:
      cancel_timer(action.params.text("id"));
      break;
    case ActionKind::host:
      built_.step.actions.push_back({action.type, action.params, origin.transition});
      break;
  }
  return {};
}

// The expressions of one assign see the variables as they were before it, as in XState.
Status Effects::assign(const Action& action, Origin origin) {
  Map changed = variables_.map();
  for (const auto& [name, program] : action.assignments) {
    Result<Value> value = cel::evaluate(program, scope_);
    if (!value)
      return failed("assigning \"" + name + "\"", origin.state, value.error(), action.pointer);
    note_assigned(name, *value);
    changed.set(name, *std::move(value));
    for (const std::string& root : program.roots()) {
      auto& roots = built_.step.assigned_roots;
      if (std::find(roots.begin(), roots.end(), root) == roots.end()) roots.push_back(root);
    }
  }
  variables_ = std::move(changed);
  return {};
}

void Effects::set_variable(std::string_view name, const Value& value) {
  note_assigned(name, value);
  Map changed = variables_.map();
  changed.set(name, value);
  variables_ = std::move(changed);
}

void Effects::note_assigned(std::string_view name, const Value& value) {
  for (auto& [assigned, last] : built_.step.assigned)
    if (assigned == name) {
      last = value;
      return;
    }
  built_.step.assigned.emplace_back(name, value);
}

Status Effects::choose(const Action& action, Origin origin) {
  for (size_t i = 0; i < action.branches.size(); ++i) {
    const Branch& branch = action.branches[i];
    if (branch.guard) {
      const Result<bool> holds = cel::evaluate_bool(*branch.guard, scope_);
      if (!holds)
        return failed("the guard of a branch", origin.state, holds.error(),
                      action.pointer + "/params/branches/" + std::to_string(i) + "/guard");
      if (!*holds) continue;
    }
    return run(branch.actions, origin.state, origin.transition);
  }
  return {};
}

void Effects::send(const Action& action) {
  if (auto timer = sent_timer(action.params))
    set_timer(std::move(*timer));
  else
    built_.sent.push_back(sent_event(action.params));
}

// A timer set again under the same id takes the place of the first.
void Effects::set_timer(TimerSet timer) {
  auto& set = built_.step.timers_set;
  set.erase(std::remove_if(set.begin(), set.end(),
                           [&](const TimerSet& other) { return other.id == timer.id; }),
            set.end());
  set.push_back(std::move(timer));
}

void Effects::cancel_timer(const std::string& id) {
  auto& set = built_.step.timers_set;
  set.erase(
      std::remove_if(set.begin(), set.end(), [&](const TimerSet& timer) { return timer.id == id; }),
      set.end());
  auto& cancelled = built_.step.timers_cancelled;
  if (std::find(cancelled.begin(), cancelled.end(), id) == cancelled.end()) cancelled.push_back(id);
}

// Alternatives under one delay stand side by side and share one timer.
void Effects::set_timers(StateId id) {
  const std::string* last = nullptr;
  for (TransitionId after : machine_.state(id).after) {
    const Transition& transition = machine_.transition(after);
    if (last == nullptr || *last != transition.event)
      set_timer({transition.event, transition.event, transition.delay, id, Map{}});
    last = &transition.event;
  }
}

void Effects::cancel_timers(StateId id) {
  for (TransitionId after : machine_.state(id).after)
    cancel_timer(machine_.transition(after).event);
}

namespace {

// The value as written, its strings evaluated in the order in which they were compiled.
Result<Value> evaluated(const Value& written, const std::vector<cel::Program>& programs,
                        const cel::Scope& scope, size_t& next) {
  if (written.is_string()) return cel::evaluate(programs[next++], scope);
  if (written.is_list()) {
    List list;
    for (const Value& item : written.list()) {
      Result<Value> value = evaluated(item, programs, scope, next);
      if (!value) return value.error();
      list.push_back(std::move(*value));
    }
    return Value(std::move(list));
  }
  if (!written.is_map()) return written;
  Map map;
  for (const Map::Entry& entry : written.map()) {
    Result<Value> value = evaluated(entry.value, programs, scope, next);
    if (!value) return value.error();
    map.append(entry.key, std::move(*value));
  }
  return Value(std::move(map));
}

}  // namespace

Status Effects::start_invokes(StateId id) {
  for (const Invoke& invoke : machine_.state(id).invokes) {
    size_t next = 0;
    Result<Value> input = evaluated(invoke.input, invoke.input_programs, scope_, next);
    if (!input)
      return failed("the input of \"" + invoke.id + "\"", id, input.error(),
                    invoke.pointer + "/input");
    InvokeChange change{invoke.id, invoke.src, *std::move(input), id};
    for (const cel::Program& program : invoke.input_programs)
      change.input_roots.insert(change.input_roots.end(), program.roots().begin(),
                                program.roots().end());
    built_.step.invokes_started.push_back(std::move(change));
  }
  return {};
}

// One that this very microstep would start is not started; one that runs is stopped.
void Effects::stop_invokes(StateId id) {
  const std::vector<std::string>& running = host_.snapshot().invokes;
  for (const Invoke& invoke : machine_.state(id).invokes) {
    auto& started = built_.step.invokes_started;
    started.erase(
        std::remove_if(started.begin(), started.end(),
                       [&](const InvokeChange& change) { return change.id == invoke.id; }),
        started.end());
    auto& stopped = built_.step.invokes_stopped;
    if (std::find(running.begin(), running.end(), invoke.id) == running.end()) continue;
    if (std::find(stopped.begin(), stopped.end(), invoke.id) == stopped.end())
      stopped.push_back(invoke.id);
  }
}

Result<Value> Effects::output_of(StateId id, const cel::Scope& scope) const {
  const State& state = machine_.state(id);
  size_t next = 0;
  Result<Value> output = evaluated(state.output, state.output_programs, scope, next);
  if (!output) return failed("the output", id, output.error(), state.pointer + "/output");
  return output;
}

Status Effects::raise_done(StateId done, StateId final_child) {
  Event event{done_state_event(machine_, done), Map{}};
  if (final_child != kNoState) {
    Result<Value> output = output_of(final_child, scope_);
    if (!output) return output.error();
    if (!output->is_null()) event.value = Map{{"output", *output}};
  }
  built_.raised.push_back(std::move(event));
  return {};
}

Status Effects::end(StateId final_child) {
  built_.step.done = true;
  Value event = Map{};
  if (final_child != kNoState) {
    Result<Value> output = output_of(final_child, scope_);
    if (!output) return output.error();
    if (!output->is_null()) event = Map{{"output", *output}};
  }
  Result<Value> output = output_of(0, ChartScope(machine_, host_, event, variables_));
  if (!output) return output.error();
  built_.step.output = std::move(*output);
  return {};
}

}  // namespace yijian::chart
