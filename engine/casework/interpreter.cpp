#include "engine/casework/interpreter.h"

#include <algorithm>

#include "engine/casework/clocks.h"
#include "engine/casework/effects.h"
#include "engine/casework/items.h"
#include "engine/casework/messages.h"
#include "engine/casework/questions.h"
#include "engine/casework/signing.h"
#include "engine/definition/reach.h"

namespace yijian::casework {
namespace {

const definition::StateInfo& info(const Working& working, chart::StateId state) {
  return working.definition.state(state);
}
const std::string& path(const Working& working, chart::StateId state) {
  return working.definition.machine.state(state).path;
}
std::vector<std::string> paths(const Working& working, const std::vector<chart::StateId>& states) {
  std::vector<std::string> out;
  out.reserve(states.size());
  for (const chart::StateId state : states)
    if (state != 0) out.push_back(path(working, state));  // the root is always there
  return out;
}

bool is_leaf(const chart::Snapshot& snapshot, const chart::Machine& machine, chart::StateId state) {
  return std::none_of(snapshot.active.begin(), snapshot.active.end(),
                      [&](chart::StateId other) { return machine.is_descendant(other, state); });
}

// The phase of a configuration: that of any leaf, the loader saw that they agree.
std::optional<law::Phase> phase_of(const Working& working, const chart::Snapshot& snapshot) {
  for (auto it = snapshot.active.rbegin(); it != snapshot.active.rend(); ++it)
    if (is_leaf(snapshot, working.definition.machine, *it) && info(working, *it).phase)
      return info(working, *it).phase;
  return std::nullopt;
}

// The outcome that the states just entered bear.
std::string outcome_of(const Working& working, const chart::Microstep& step) {
  std::string outcome;
  for (const chart::StateId state : step.entered)
    if (!info(working, state).outcome.empty()) outcome = info(working, state).outcome;
  return outcome;
}

Value basis_value(const std::vector<definition::Basis>& basis) {
  if (basis.empty()) return Value();
  List list;
  for (const definition::Basis& one : basis)
    list.push_back(Map{{"article", one.article}, {"law", one.law}});
  return list;
}

// The invocation whose end this step hears of. It is over even where its state stays.
std::optional<std::string> ended_invocation(const CaseState& state, const chart::Microstep& step) {
  for (const std::string& id : state.invokes) {
    const bool left = std::find(step.invokes_stopped.begin(), step.invokes_stopped.end(), id) !=
                      step.invokes_stopped.end();
    if (!left && (step.event.name == chart::done_invoke_event(id) ||
                  step.event.name == chart::error_invoke_event(id)))
      return id;
  }
  return std::nullopt;
}

// Name of the clock of a state's limit: the limit's, made unique among open clocks.
std::string clock_name(const Working& working, chart::StateId state) {
  const std::string& limit = info(working, state).limit;
  const auto found = working.state.clocks.find(limit);
  const bool taken = found != working.state.clocks.end() && !found->second.ended &&
                     found->second.state != path(working, state);
  return taken ? limit + "@" + path(working, state) : limit;
}

}  // namespace

Interpreter::Interpreter(Working& working)
    : working_(working), snapshot_(snapshot_of(working.definition, working.state)) {}

Status Interpreter::start() {
  event_ = Map{};
  const Result<chart::Outcome> outcome = chart::start(working_.definition.machine, *this);
  return outcome ? Status{} : Status(outcome.error());
}

Result<chart::Outcome> Interpreter::dispatch(std::string_view event, Value value,
                                             chart::StateId address) {
  event_ = std::move(value);
  return chart::dispatch(working_.definition.machine, {std::string(event), event_}, address, *this);
}

Status Interpreter::place(const std::vector<chart::StateId>& states, Instant since) {
  const chart::Machine& machine = working_.definition.machine;
  chart::Microstep step;
  step.event.name = "case.imported";
  step.entered = states;
  for (const chart::StateId state : states)
    for (const chart::TransitionId id : machine.state(state).after) {
      const chart::Transition& timer = machine.transition(id);
      const bool set = std::any_of(step.timers_set.begin(), step.timers_set.end(),
                                   [&](const auto& one) { return one.id == timer.event; });
      if (set) continue;  // an alternative of the same delay
      step.timers_set.push_back({.id = timer.event,
                                 .event = timer.event,
                                 .delay = timer.delay,
                                 .state = state,
                                 .value = {}});
    }
  placed_since_ = since;
  if (Status status = record_move(step, nullptr); !status) return status;
  snapshot_ = snapshot_of(working_.definition, working_.state);
  Status status = start_limits(step);
  placed_since_.reset();
  return status;
}

Status Interpreter::settle_items() {
  const std::optional<Value> output = joined_items(working_);
  if (!output) return {};
  const Result<chart::Outcome> outcome = dispatch(chart::done_invoke_event(kItemsInvoke), *output);
  return outcome ? Status{} : Status(outcome.error());
}

std::optional<Value> Interpreter::find(std::string_view name) const {
  const Reading reading = working_.reading();
  return CaseScope(reading).find(name);
}

Result<std::vector<chart::Event>> Interpreter::apply(const chart::Microstep& step) {
  const chart::Snapshot next = chart::after(working_.definition.machine, snapshot_, step);
  const std::optional<law::Phase> to = phase_of(working_, next);
  PhaseMove move{.from = working_.state.phase,
                 .to = to.value_or(law::Phase::draft),
                 .outcome = outcome_of(working_, step)};
  const bool changes = to.has_value() && to != move.from;
  move.direct = working_.cause == Cause::person && step.event.name == working_.action;
  move.joined = step.event.name == chart::done_invoke_event(kItemsInvoke);
  move.acted = working_.cause == Cause::person && !step.event.name.empty() &&
               !definition::is_engine_event(step.event.name);
  for (const chart::TransitionId id : step.transitions)
    move.has_basis = move.has_basis || !working_.definition.transition(id).basis.empty();
  if (!to) return Error{.code = "unlawful_move", .detail = "a configuration without a phase"};
  if (changes)
    if (Status status = judge(working_, move); !status) return status.error();

  if (Status status = record_move(step, changes ? &move : nullptr); !status) return status.error();
  snapshot_ = snapshot_of(working_.definition, working_.state);
  end_limits(step);
  if (changes)
    if (Status status = enter_phase(working_, move); !status) return status.error();
  if (Status status = start_limits(step); !status) return status.error();
  if (Status status = run_actions(step); !status) return status.error();
  if (Status status = order_documents(step); !status) return status.error();
  if (Status status = run_invokes(step); !status) return status.error();

  std::vector<chart::Event> internal;
  if (std::optional<Value> output = joined_items(working_))
    internal.push_back({chart::done_invoke_event(kItemsInvoke), *std::move(output)});
  return internal;
}

Status Interpreter::record_move(const chart::Microstep& step, const PhaseMove* change) {
  Moved moved;
  std::vector<std::string> personal;
  moved.event = step.event.name;
  moved.exited = paths(working_, step.exited);
  moved.entered = paths(working_, step.entered);
  for (const auto& [state, remembered] : step.history)
    moved.history[path(working_, state)] = paths(working_, remembered);
  moved.cancelled = step.timers_cancelled;
  for (const chart::InvokeChange& invoke : step.invokes_started) moved.invoked.push_back(invoke.id);
  moved.stopped = step.invokes_stopped;
  if (const auto done = ended_invocation(working_.state, step)) moved.stopped.push_back(*done);
  moved.final = step.done;
  add_assignments(step, moved, personal);
  if (Status status = add_timers(step, change, moved, personal); !status) return status;
  if (Status status = add_tasks(step, moved); !status) return status;
  add_grounds(step, moved);
  working_.emit(std::move(moved), std::move(personal));
  return {};
}

void Interpreter::add_assignments(const chart::Microstep& step, Moved& moved,
                                  std::vector<std::string>& personal) const {
  if (step.assigned.empty()) return;
  Map assigned;
  for (const auto& [name, value] : step.assigned) {
    assigned.set(name, value);
    if (computed_from_personal(step.assigned_roots))
      personal.push_back("/assigned/" + pointer_token(name));
  }
  moved.assigned = std::move(assigned);
}

Status Interpreter::add_timers(const chart::Microstep& step, const PhaseMove* change, Moved& moved,
                               std::vector<std::string>& personal) {
  // The phase is recorded behind the move, but the delays of the states entered may ask for what
  // it announces (case.stop.days): they are read in the state as it will be.
  std::optional<CaseState> ahead;
  if (change != nullptr && change->to == law::Phase::suspended && !step.timers_set.empty())
    ahead = suspended_state(working_);
  const Reading reading{working_.bundle, working_.definition, ahead ? *ahead : working_.state,
                        &working_.envelope.facts};
  for (const chart::TimerSet& timer : step.timers_set) {
    const Result<law::Limit> limit = resolve_limit(reading, timer.delay);
    if (!limit) return limit.error();
    const bool of_state = timer.state != chart::kNoState;
    const bool carries = timer.value.is_map() && !timer.value.map().empty();
    if (carries) personal.push_back("/timers/" + std::to_string(moved.timers.size()) + "/value");
    moved.timers.push_back({.id = timer.id,
                            .name = of_state ? timer.delay : timer.event,
                            .event = timer.event,
                            .state = of_state ? path(working_, timer.state) : "",
                            .value = carries ? timer.value : Value(),
                            .clock = make_clock(working_, entered_at(), *limit)});
  }
  return {};
}

Status Interpreter::add_tasks(const chart::Microstep& step, Moved& moved) const {
  for (const chart::StateId state : step.exited)
    if (!info(working_, state).task_role.empty()) moved.closed.push_back(path(working_, state));
  for (const chart::StateId state : step.entered) {
    const definition::StateInfo& entered = info(working_, state);
    if (entered.task_role.empty()) continue;
    OpenedTask task{.state = path(working_, state),
                    .role = entered.task_role,
                    .department = entered.task_department,
                    .clock = entered.limit.empty() ? "" : clock_name(working_, state),
                    .shared = entered.task_departments.has_value()};
    if (task.department.empty()) task.department = working_.state.department;
    if (!task.shared) {
      moved.tasks.push_back(std::move(task));
      continue;
    }
    const Result<std::vector<std::string>> departments =
        departments_of(working_.reading(), *entered.task_departments);
    if (!departments) return departments.error();
    for (const std::string& department : *departments) {
      task.department = department;
      moved.tasks.push_back(task);
    }
  }
  return {};
}

void Interpreter::add_grounds(const chart::Microstep& step, Moved& moved) const {
  for (const chart::TransitionId id : step.transitions) {
    const auto& transition = working_.definition.transition(id);
    if (!transition.basis.empty()) moved.basis = basis_value(transition.basis);
    if (transition.reason)
      moved.reason = Map{{"en", transition.reason->en}, {"zh", transition.reason->zh}};
  }
}

void Interpreter::end_limits(const chart::Microstep& step) {
  for (const chart::StateId state : step.exited) {
    if (info(working_, state).limit.empty()) continue;
    for (const auto& [name, clock] : std::map(working_.state.clocks))
      if (clock.state == path(working_, state)) end_clock(working_, name);
  }
}

Status Interpreter::start_limits(const chart::Microstep& step) {
  for (const chart::StateId state : step.entered) {
    const std::string& limit = info(working_, state).limit;
    if (limit.empty()) continue;
    const Result<law::Limit> resolved = resolve_limit(working_.reading(), limit);
    if (!resolved) return resolved.error();
    start_clock(working_, clock_name(working_, state),
                make_clock(working_, entered_at(), *resolved), path(working_, state));
  }
  return {};
}

Status Interpreter::run_actions(const chart::Microstep& step) {
  for (const chart::Executed& action : step.actions)
    if (Status status = run_effect(working_, action, event_); !status) return status;
  return {};
}

Status Interpreter::order_documents(const chart::Microstep& step) {
  for (const chart::TransitionId id : step.transitions)
    for (const definition::DocumentRef& document : working_.definition.transition(id).documents) {
      if (document.when) {
        const Reading reading = working_.reading();
        const Result<bool> wanted = cel::evaluate_bool(*document.when, CaseScope(reading, event_));
        if (!wanted)
          return Error{.code = "action_error",
                       .detail = "document " + document.id + ": " + wanted.error().detail};
        if (!*wanted) continue;
      }
      working_.emit(DocumentOrdered{.document = document.id});
    }
  return {};
}

// A thing's items; a question to a register or connector; or a case beside this one, whose form is
// the invocation's input.
Status Interpreter::start_invoke(const chart::InvokeChange& invoke) {
  constexpr std::string_view kCase = "case:";
  if (invoke.src == kItemsInvoke) return start_items(working_);
  if (is_question(invoke.src)) return ask(working_, invoke);
  if (!invoke.src.starts_with(kCase))
    return Error{.code = "action_error", .detail = "nothing serves invoke " + invoke.src};
  const bool input = invoke.input.is_map() && !invoke.input.map().empty();
  open_linked(working_, invoke.id, invoke.src.substr(kCase.size()),
              input ? Map{{"form", invoke.input}} : Map{});
  return {};
}

Status Interpreter::run_invokes(const chart::Microstep& step) {
  for (const std::string& id : step.invokes_stopped)
    if (id == kItemsInvoke) dismiss_items(working_);
  for (const chart::InvokeChange& invoke : step.invokes_started)
    if (Status status = start_invoke(invoke); !status) return status;
  return {};
}

}  // namespace yijian::casework
