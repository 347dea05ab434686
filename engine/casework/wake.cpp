// What is due of its own accord: timers of the chart, limits of steps and clocks, deferrals.
#include <algorithm>
#include <tuple>

#include "engine/casework/commands.h"
#include "engine/casework/interpreter.h"
#include "engine/casework/messages.h"
#include "engine/casework/renewals.h"

namespace yijian::casework {
namespace {

Status handled(const Result<chart::Outcome>& outcome) {
  return outcome ? Status{} : Status(outcome.error());
}

Status fire_timer(Working& working, const Wake& wake) {
  const auto found = working.state.timers.find(wake.name);
  if (found == working.state.timers.end())
    return Error{.code = "not_allowed_now", .detail = "no such timer"};
  const TimerState timer = found->second;
  working.cause = Cause::timer;
  working.action = timer.event;
  working.timer = timer.state.empty() ? "" : timer.name;  // a delayed send names itself
  working.emit(TimerFired{.name = timer.name, .id = timer.id});
  Interpreter interpreter(working);
  return handled(
      interpreter.dispatch(timer.event, timer.value.is_map() ? timer.value : Value(Map{})));
}

// 督办: a decision or a task is late, and it is the office's turn (LANGUAGE rule 11). One at a
// time.
void supervise(Working& working) {
  const CaseState& state = working.state;
  const bool applicants_turn =
      std::any_of(state.tasks.begin(), state.tasks.end(),
                  [](const TaskState& task) { return task.role == "applicant"; });
  const bool is_supervision = working.definition.id == definition::kSupervisionDuty;
  if (applicants_turn || is_supervision || state.final) return;
  if (open_duty(working, kSupervision, definition::kSupervisionDuty)) working.cite("R-CLOCK-06");
}

// limit.warned and limit.passed are addressed to their state; those of the case's own clocks are
// noted, unless the chart handles them anywhere.
Status reach_limit(Working& working, const Wake& wake, bool passed) {
  const auto found = working.state.clocks.find(wake.name);
  if (found == working.state.clocks.end())
    return Error{.code = "not_allowed_now", .detail = "no such clock"};
  const std::string state = found->second.state;
  working.cause = Cause::limit;
  working.action = passed ? "limit.passed" : "limit.warned";
  working.emit(LimitReached{.passed = passed, .clock = wake.name, .state = state});
  if (passed) supervise(working);
  if (state.empty()) return {};
  Interpreter interpreter(working);
  return handled(interpreter.dispatch(working.action, Map{{"clock", wake.name}},
                                      working.definition.machine.find_path(state)));
}

Status overdue(Working& working) {
  working.cause = Cause::deferral;
  working.action = "deferral.overdue";
  working.cite("R-DEFER-02");
  working.emit(DeferralOverdue{.materials = deferred_materials(working.state)});
  Interpreter interpreter(working);
  return handled(interpreter.dispatch(working.action, Map{}));
}

// What it is when the clock of that name has run out.
Wake::Kind passing(std::string_view clock) {
  if (clock == kDeferralClock) return Wake::Kind::deferral;
  if (clock == kRenewalClock) return Wake::Kind::renewal;
  return clock == kExpiryClock ? Wake::Kind::expiry : Wake::Kind::passed;
}

}  // namespace

Status wake(Working& working, const Wake& wake) {
  // Due in law when it was due, or when it was set if that is later.
  working.draft.effective = std::min(std::max(wake.due, working.state.effective), working.draft.at);
  switch (wake.kind) {
    case Wake::Kind::timer:
      return fire_timer(working, wake);
    case Wake::Kind::warned:
      return reach_limit(working, wake, false);
    case Wake::Kind::passed:
      return reach_limit(working, wake, true);
    case Wake::Kind::deferral:
      return overdue(working);
    case Wake::Kind::renewal:
      return prepare_renewal(working);
    case Wake::Kind::expiry:
      return deem_renewed(working);
  }
  return {};
}

std::optional<Wake> next_wake(const CaseState& state) {
  std::optional<Wake> next;
  const auto consider = [&](Wake::Kind kind, const std::string& name, Instant due) {
    // At one instant a limit is passed before the timer that leads out of its state.
    const auto rank = [](Wake::Kind k) {
      return k == Wake::Kind::warned   ? 0
             : k == Wake::Kind::passed ? 1
             : k == Wake::Kind::timer  ? 3
                                       : 2;
    };
    if (!next ||
        std::tuple(due, rank(kind), name) < std::tuple(next->due, rank(next->kind), next->name))
      next = Wake{.kind = kind, .name = name, .due = due};
  };
  for (const auto& [id, timer] : state.timers) consider(Wake::Kind::timer, id, timer.clock.due);
  for (const auto& [name, clock] : state.clocks) {
    if (clock.ended || !clock.clock.running) continue;
    const Wake::Kind kind = passing(name);
    const bool warns = kind != Wake::Kind::renewal;
    if (warns && !clock.warned && !clock.passed)
      consider(Wake::Kind::warned, name, clock.clock.yellow);
    if (!clock.passed) consider(kind, name, clock.clock.due);
  }
  return next;
}

}  // namespace yijian::casework
