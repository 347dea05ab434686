// The statechart: compiled to flat arrays, stepped by the SCXML algorithm as XState v5 runs it.
// Knows no law, no case, no clock, and the name of no state, template or phase. Keys of a state or
// transition that are not XState's are left to whoever owns them (State::pointer tells where).
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <unordered_map>
#include <utility>
#include <vector>

#include "engine/base/result.h"
#include "engine/base/value.h"
#include "engine/cel/cel.h"

namespace yijian::chart {

using StateId = int;       // index into Machine::states, which is document order; 0 is the root
using TransitionId = int;  // index into Machine::transitions
inline constexpr StateId kNoState = -1;
inline constexpr int kMaxMicrosteps = 1'000;  // in one macrostep
inline constexpr int kMaxStates = 10'000;

enum class StateType { atomic, compound, parallel, final, history };

enum class ActionKind { assign, raise, send, cancel, choose, host };

struct Action;
struct Branch {
  std::optional<cel::Program> guard;
  std::vector<Action> actions;
};
struct Action {
  std::string type;
  ActionKind kind = ActionKind::host;
  Value params;  // as written; null when absent
  std::optional<cel::Program> when;
  std::vector<std::pair<std::string, cel::Program>> assignments;  // of assign
  std::vector<Branch> branches;                                   // of choose
  std::string pointer;  // JSON pointer into the machine's text
};

struct Transition {
  StateId source = kNoState;
  std::string event;  // descriptor: "a", "a.*", "*"; "" of an always; a timer's id of an after
  std::string delay;  // of an after: the key as written
  std::vector<StateId> targets;
  bool has_targets = false;
  bool reenter = false;
  bool forbidden = false;  // {}: takes the event and does nothing
  std::optional<cel::Program> guard;
  std::vector<Action> actions;
  std::string pointer;  // JSON pointer to the transition (object or string)
  int alternative = 0;  // position within its array of alternatives
  // The innermost state that it does not leave (kNoState: it leaves even the root); known unless
  // a target is a history.
  std::optional<StateId> domain;
};

struct Invoke {
  std::string id;
  std::string src;
  Value input;                               // as written; strings are CEL
  std::vector<cel::Program> input_programs;  // those strings, depth first
  std::string pointer;
};

struct State {
  StateId parent = kNoState;
  std::string key;   // the last part of path
  std::string path;  // dotted keys without the machine's id; "" for the root
  std::string id;    // explicit id, or ""
  StateType type = StateType::atomic;
  bool deep_history = false;
  std::vector<StateId> children;
  std::vector<StateId> initial;          // of compound: targets of the initial transition
  std::vector<Action> initial_actions;   // run after `entry` when entered by default
  std::vector<StateId> history_default;  // of history: where it leads without a past
  bool default_is_initial = false;       // which is its parent's initial, with its actions
  std::vector<TransitionId> on;          // document order, alternatives in order
  std::vector<TransitionId> wildcards;   // those of `on` that end in a star, longest first
  std::vector<TransitionId> always;
  std::vector<TransitionId> after;
  std::vector<Action> entry, exit;
  std::vector<Invoke> invokes;
  Value output;  // of final and of the root: as written; strings are CEL
  std::vector<cel::Program> output_programs;  // those strings, depth first
  std::string pointer;                        // JSON pointer to the state in the machine's text
  StateId last_descendant = 0;  // descendants of s are the indices (s, last_descendant]
};

// Immutable once compiled; shared freely between threads.
struct Machine {
  std::string id;
  std::vector<State> states;
  std::vector<Transition> transitions;
  Value context;               // initial variables, a map
  bool has_eventless = false;  // some state has an always
  std::unordered_map<std::string, StateId> by_path;
  std::unordered_map<std::string, StateId> by_id;

  StateId find_path(std::string_view path) const;  // or kNoState
  const State& state(StateId which) const { return states[static_cast<size_t>(which)]; }
  State& state(StateId which) { return states[static_cast<size_t>(which)]; }
  const Transition& transition(TransitionId which) const {
    return transitions[static_cast<size_t>(which)];
  }
  Transition& transition(TransitionId which) { return transitions[static_cast<size_t>(which)]; }
  bool is_descendant(StateId which, StateId ancestor) const {  // proper
    return which > ancestor && which <= state(ancestor).last_descendant;
  }
  // The explicit id, or the dotted path.
  const std::string& name(StateId which) const {
    const State& named = state(which);
    return named.id.empty() ? named.path : named.id;
  }
};

// The keys beyond XState's that the owner of the definition allows on states and transitions;
// any other unknown key is an error.
struct ExtraKeys {
  std::vector<std::string> machine, state, transition, action;
};

// Compiles a machine. All faults found are in Error::faults, with JSON pointers into `machine`.
// Errors: invalid_machine; the faults' codes are unknown_key, wrong_type, unknown_target,
// duplicate_id, missing_initial, null_transition (on: {E: null}), cel_* and too_many_states.
Result<Machine> compile(const Value& machine, const ExtraKeys& extra);

// What is active, and what is remembered.
struct Snapshot {
  std::vector<StateId> active;  // every active state but the root, ascending
  std::vector<std::pair<StateId, std::vector<StateId>>>
      history;                       // history state -> leaves or children
  Value variables;                   // a map
  std::vector<std::string> invokes;  // ids of running invocations
};

struct Event {
  std::string name;
  Value value;  // what expressions see as `event`; a map
};

struct TimerSet {
  std::string id;     // of an after "path:delay key"; of a send its id, or "send:event:delay"
  std::string event;  // the name that arrives when it fires
  std::string delay;  // as written
  StateId state = kNoState;  // of an after: its state; it is cancelled when that is left
  Value value;               // of a send: what the event carries
};
struct InvokeChange {
  std::string id;
  std::string src;
  Value input;  // evaluated as its state is entered, behind the entry actions
  StateId state = kNoState;
  std::vector<std::string> input_roots = {};  // free names that the input reads
};
struct Executed {  // an action that is the host's, with the event it happened in
  std::string type;
  Value params;
  TransitionId transition = -1;  // -1 of entry and exit actions
};

// One microstep: an outcome, complete, to be applied as it stands. Timers and invocations are
// first cancelled and stopped, then set and started; a timer set anew replaces that of its id.
struct Microstep {
  // The name is "" of an eventless one (its value is that of the event before) and "init" of the
  // first.
  Event event;
  std::vector<TransitionId> transitions;                          // taken; empty for the first
  std::vector<StateId> exited;                                    // in exit order
  std::vector<StateId> entered;                                   // in entry order
  std::vector<std::pair<StateId, std::vector<StateId>>> history;  // recorded before exit
  std::vector<std::pair<std::string, Value>> assigned;  // last value of each variable changed
  std::vector<std::string> assigned_roots;              // free names that those assignments read
  Value variables;  // all of them afterwards when any was assigned, for advance(); else null
  std::vector<TimerSet> timers_set;
  std::vector<std::string> timers_cancelled;
  std::vector<InvokeChange> invokes_started;
  std::vector<std::string> invokes_stopped;
  std::vector<Executed> actions;  // custom actions in order
  // A top-level final state has been reached: the exit actions of all that is active have run,
  // the timers of its states are cancelled (those of sends are the host's to drop), its
  // invocations stopped. The states stay active, and nothing is handled any more.
  bool done = false;
  Value output;  // of a machine that is done: what its own `output` comes to, or null
};

// What the interpreter asks of its surroundings.
class Host {
 public:
  virtual ~Host() = default;
  // The state of the chart now. After apply() it is what the microstep made of it.
  virtual const Snapshot& snapshot() const = 0;
  // Free names of expressions other than vars, context and event, which the chart answers.
  virtual std::optional<Value> find(std::string_view name) const = 0;
  // Takes a microstep; an error ends the macrostep (the host rolls back). Returns events for the
  // internal queue, behind those that the microstep itself raised.
  virtual Result<std::vector<Event>> apply(const Microstep& step) = 0;
};

// What every host does with a microstep: makes of the snapshot the one after it.
void advance(const Machine& machine, Snapshot& snapshot, const Microstep& step);
Snapshot after(const Machine& machine, Snapshot before, const Microstep& step);

enum class Handling { taken, forbidden, none };
struct Outcome {
  Handling handling = Handling::none;
  std::vector<TransitionId> blocked;  // candidates for the event whose guard said no
};

// Enters the initial configuration and runs to quiescence. Precondition: nothing is active.
// The first microstep assigns every variable of Machine::context that the snapshot lacks; those
// that it has stay. Errors: as of dispatch.
Result<Outcome> start(const Machine& machine, Host& host);

// Handles one external event and runs to quiescence: eventless transitions, internal queue,
// then undelayed sends.
//
//   address  when given, only transitions of that active state and its ancestors are candidates
//            for the event itself (a person's act addressed to a task).
//
// Eventless transitions are looked for even when nothing took the event, as XState does: what
// their guards read may have changed. Whoever refuses an event on Handling::none rolls them back.
// A machine that is done takes nothing. The result of an invocation that does not run (any more)
// is nothing at all: it is ignored, also when it waited in the internal queue.
//
// Errors: guard_error and action_error (an expression failed; detail says which), endless_loop
// (more than kMaxMicrosteps; names holds the cycle), whatever Host::apply returned.
Result<Outcome> dispatch(const Machine& machine, const Event& event, StateId address, Host& host);

// Whether some transition of the active configuration would take the event, guards evaluated,
// nothing executed. `address` as above (kNoState: none). For "which acts are possible now".
Result<Outcome> probe(const Machine& machine, const Event& event, StateId address,
                      const Host& host);

// Names of engine events as XState spells them.
std::string done_state_event(const Machine& machine, StateId state);  // xstate.done.state.<id>
std::string done_invoke_event(std::string_view id);                   // xstate.done.actor.<id>
std::string error_invoke_event(std::string_view id);                  // xstate.error.actor.<id>

}  // namespace yijian::chart
