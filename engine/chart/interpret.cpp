#include <algorithm>
#include <iterator>

#include "engine/chart/microstep.h"
#include "engine/chart/select.h"
#include "engine/chart/sets.h"

namespace yijian::chart {
namespace {

constexpr int kBeforeTrail = 50;  // microsteps; hardly any macrostep has as many

// First in, first out; costs nothing while it is empty.
class EventQueue {
 public:
  bool empty() const { return next_ == events_.size(); }
  void append(std::vector<Event> more) {
    std::move(more.begin(), more.end(), std::back_inserter(events_));
  }
  Event take() {
    Event first = std::move(events_[next_]);
    if (++next_ == events_.size()) {
      events_.clear();
      next_ = 0;
    }
    return first;
  }

 private:
  std::vector<Event> events_;
  size_t next_ = 0;
};

// One call from outside, run to quiescence.
class Macrostep {
 public:
  Macrostep(const Machine& machine, Host& host) : machine_(machine), host_(host) {}

  Result<Outcome> start();
  Result<Outcome> dispatch(const Event& event, StateId address);

 private:
  Status settle();
  Status take(std::vector<TransitionId> transitions, bool eventless);
  Status handle(Event event);
  Status accept(Built& built);
  Error endless() const;

  const Machine& machine_;
  Host& host_;
  const Event* event_ = nullptr;  // the last one handled: what eventless transitions see
  Event internal_event_;          // which is the caller's, or this
  EventQueue internal_;
  EventQueue sent_;
  int microsteps_ = 0;
  std::vector<TransitionId> trail_;  // the first transition of each microstep but the first ones
  bool changed_ = true;              // the last microstep changed what guards may read
  bool done_ = false;
};

// Whether eventless transitions may find something new: what is left and entered again alone,
// without a history, an assignment or an invocation, leaves all as it was.
bool changes(const Microstep& step) {
  if (!step.assigned.empty() || !step.history.empty() || !step.invokes_started.empty()) return true;
  return !std::equal(step.exited.rbegin(), step.exited.rend(), step.entered.begin(),
                     step.entered.end());
}

Status Macrostep::accept(Built& built) {
  changed_ = changes(built.step);
  Result<std::vector<Event>> more = host_.apply(built.step);
  if (!more) return more.error();
  done_ = built.step.done;
  internal_.append(std::move(built.raised));
  internal_.append(*std::move(more));
  sent_.append(std::move(built.sent));
  return {};
}

Status Macrostep::take(std::vector<TransitionId> transitions, bool eventless) {
  if (microsteps_ >= kMaxMicrosteps) return endless();
  if (++microsteps_ > kBeforeTrail) trail_.push_back(transitions.front());
  Built built;
  built.step.transitions = std::move(transitions);
  Status status = build_microstep(machine_, host_, *event_, eventless, built);
  return status ? accept(built) : status;
}

// Names the states whose transitions repeat at the end of the trail, in the order of the cycle.
Error Macrostep::endless() const {
  const size_t size = trail_.size();
  size_t period = 1;
  const auto repeats = [&](size_t p) {
    return std::equal(trail_.end() - static_cast<std::ptrdiff_t>(p), trail_.end(),
                      trail_.end() - static_cast<std::ptrdiff_t>(2 * p));
  };
  while (period * 2 <= size && !repeats(period)) ++period;
  Error error{.code = "endless_loop",
              .detail = "no rest after " + std::to_string(kMaxMicrosteps) + " microsteps"};
  for (size_t i = size - period; i < size; ++i) {
    const Transition& taken = machine_.transition(trail_[i]);
    const std::string& name = machine_.name(taken.source);
    if (error.pointer.empty()) error.pointer = taken.pointer;
    if (std::find(error.names.begin(), error.names.end(), name) == error.names.end())
      error.names.push_back(name);
  }
  return error;
}

// An event of the internal queue or an undelayed send; one that nothing takes is forgotten.
Status Macrostep::handle(Event event) {
  if (is_late_result(machine_, host_.snapshot(), event.name)) return {};
  internal_event_ = std::move(event);
  event_ = &internal_event_;
  changed_ = true;
  Result<Selection> selected = select_for(machine_, *event_, kNoState, host_);
  if (!selected) return selected.error();
  if (selected->transitions.empty()) return {};
  Status status = take(std::move(selected->transitions), false);
  changed_ = true;
  return status;
}

// After an eventless microstep that changed nothing the same transitions would be enabled again
// for ever; they are looked for once more when another event has been handled, as in XState.
Status Macrostep::settle() {
  while (!done_) {
    if (changed_) {
      Result<Selection> eventless = select_eventless(machine_, *event_, host_);
      if (!eventless) return eventless.error();
      if (!eventless->transitions.empty()) {
        if (Status status = take(std::move(eventless->transitions), true); !status) return status;
        continue;
      }
    }
    EventQueue& queue = internal_.empty() ? sent_ : internal_;
    if (queue.empty()) break;
    if (Status status = handle(queue.take()); !status) return status;
  }
  return {};
}

Result<Outcome> Macrostep::start() {
  internal_event_ = {"init", Map{}};
  event_ = &internal_event_;
  Built built;
  if (Status status = build_initial(machine_, host_, *event_, built); !status)
    return status.error();
  if (Status status = accept(built); !status) return status.error();
  changed_ = true;
  if (Status status = settle(); !status) return status.error();
  return Outcome{Handling::taken, {}};
}

Outcome outcome_of(Selection& selection) {
  if (!selection.transitions.empty()) return {Handling::taken, {}};
  if (selection.forbidden) return {Handling::forbidden, {}};
  return {Handling::none, std::move(selection.blocked)};
}

Result<Outcome> Macrostep::dispatch(const Event& event, StateId address) {
  event_ = &event;
  Result<Selection> selected = select_for(machine_, event, address, host_);
  if (!selected) return selected.error();
  Outcome outcome = outcome_of(*selected);
  if (!selected->transitions.empty())
    if (Status status = take(std::move(selected->transitions), false); !status)
      return status.error();
  changed_ = true;
  if (Status status = settle(); !status) return status.error();
  return outcome;
}

bool takes_nothing(const Machine& machine, const Snapshot& now, const Event& event) {
  return is_complete(machine, now.active, 0) || is_late_result(machine, now, event.name);
}

}  // namespace

Result<Outcome> start(const Machine& machine, Host& host) {
  ENSURE(host.snapshot().active.empty());
  return Macrostep(machine, host).start();
}

Result<Outcome> dispatch(const Machine& machine, const Event& event, StateId address, Host& host) {
  if (takes_nothing(machine, host.snapshot(), event)) return Outcome{};
  return Macrostep(machine, host).dispatch(event, address);
}

Result<Outcome> probe(const Machine& machine, const Event& event, StateId address,
                      const Host& host) {
  if (takes_nothing(machine, host.snapshot(), event)) return Outcome{};
  Result<Selection> selected = select_for(machine, event, address, host);
  if (!selected) return selected.error();
  return outcome_of(*selected);
}

}  // namespace yijian::chart
