// What the actions, timers and invocations of one microstep come to, in the order they happen.
#pragma once

#include "engine/chart/microstep.h"
#include "engine/chart/scope.h"

namespace yijian::chart {

class Effects {
 public:
  // `event` must outlive this.
  Effects(const Machine& machine, const Host& host, const Event& event, Built& built);

  // Runs a list of actions of `state`. `transition` is -1 for entry and exit actions.
  // Errors: action_error.
  Status run(const std::vector<Action>& actions, StateId state, TransitionId transition);

  void set_variable(std::string_view name, const Value& value);
  void set_timers(StateId state);
  void cancel_timers(StateId state);
  // Errors: action_error, when an input cannot be evaluated.
  Status start_invokes(StateId state);
  void stop_invokes(StateId state);
  // Queues the done event of a state; `final_child` is the state whose output it carries, or
  // kNoState.
  // Errors: action_error.
  Status raise_done(StateId done, StateId final_child);
  // Marks the machine as done and computes its output, in which `event.output` is that of
  // `final_child`, the root's own, or nothing when that is kNoState.
  // Errors: action_error.
  Status end(StateId final_child);

  const Value& variables() const { return variables_; }

 private:
  struct Origin {
    StateId state;
    TransitionId transition;
  };
  Status run_one(const Action& action, Origin origin);
  Status assign(const Action& action, Origin origin);
  void note_assigned(std::string_view name, const Value& value);
  Status choose(const Action& action, Origin origin);
  void send(const Action& action);
  void cancel_timer(const std::string& id);
  void set_timer(TimerSet timer);
  Error failed(const std::string& what, StateId state, const Error& cause,
               std::string pointer) const;
  Result<Value> output_of(StateId state, const cel::Scope& scope) const;

  const Machine& machine_;
  const Host& host_;
  const Event& event_;
  Built& built_;
  Value variables_;
  ChartScope scope_;
};

}  // namespace yijian::chart
