#include "engine/chart/select.h"

#include <algorithm>

#include "engine/chart/scope.h"
#include "engine/chart/sets.h"

namespace yijian::chart {
namespace {

class Selector {
 public:
  Selector(const Machine& machine, const Event& event, const Host& host)
      : machine_(machine),
        event_(event),
        active_(host.snapshot().active),
        scope_(machine, host, event.value, host.snapshot().variables),
        timer_(names_timer(event.name)) {}

  // The subtree of an active state, innermost first.
  Status visit(StateId id);
  // The state and its ancestors, nothing below.
  Status climb(StateId id);
  // Eventless transitions of every leaf and its ancestors.
  Status visit_eventless();
  Status climb_eventless(StateId leaf);
  Selection take() { return std::move(selection_); }

 private:
  bool names_timer(std::string_view name) const;
  Result<bool> try_one(TransitionId id);
  template <class Matches>
  Result<bool> take_first(const std::vector<TransitionId>& ordered, const Matches& matches);
  Result<bool> take_own(StateId id);

  const Machine& machine_;
  const Event& event_;
  const std::vector<StateId>& active_;
  const ChartScope scope_;
  const bool timer_;  // the event is an after's, which no "a.*" means
  Selection selection_;
  size_t found_ = 0;  // transitions taken or forbidden so far
};

bool Selector::names_timer(std::string_view name) const {
  if (name.find(':') == std::string_view::npos) return false;
  return std::any_of(machine_.transitions.begin(), machine_.transitions.end(),
                     [&](const Transition& t) { return !t.delay.empty() && t.event == name; });
}

// Takes the candidate if its guard holds; says whether it does.
Result<bool> Selector::try_one(TransitionId id) {
  const Transition& candidate = machine_.transition(id);
  if (candidate.guard) {
    const Result<bool> holds = cel::evaluate_bool(*candidate.guard, scope_);
    if (!holds)
      return expression_error("guard_error",
                              "the guard of \"" + machine_.name(candidate.source) + "\"",
                              event_.name, holds.error(), candidate.pointer + "/guard");
    if (!*holds) {
      selection_.blocked.push_back(id);
      return false;
    }
  }
  ++found_;
  auto& taken = selection_.transitions;
  if (candidate.forbidden)
    selection_.forbidden = true;
  else if (std::find(taken.begin(), taken.end(), id) == taken.end())
    taken.push_back(id);
  return true;
}

// Takes the first of those that `matches` whose guard holds; says whether there is one.
template <class Matches>
Result<bool> Selector::take_first(const std::vector<TransitionId>& ordered,
                                  const Matches& matches) {
  for (TransitionId id : ordered) {
    if (!matches(machine_.transition(id).event)) continue;
    Result<bool> taken = try_one(id);
    if (!taken || *taken) return taken;
  }
  return false;
}

// Those of the event's very name, then wildcards, longer ones first: "a.b.*", "a.*", "*".
Result<bool> Selector::take_own(StateId id) {
  const State& state = machine_.state(id);
  const auto exact = [&](const std::string& descriptor) { return descriptor == event_.name; };
  for (const auto* from : {&state.on, &state.after}) {
    Result<bool> taken = take_first(*from, exact);
    if (!taken || *taken) return taken;
  }
  return take_first(state.wildcards, [&](const std::string& descriptor) {
    if (timer_ && descriptor != "*") return false;
    return descriptor != event_.name && descriptor_matches(descriptor, event_.name);
  });
}

Status Selector::visit(StateId id) {
  const State& state = machine_.state(id);
  const size_t before = found_;
  if (state.type == StateType::parallel) {
    for (StateId region : state.children)
      if (is_active(active_, region))
        if (Status status = visit(region); !status) return status;
  } else if (state.type == StateType::compound) {
    // The next active state after a compound one is its active child.
    const auto child = std::upper_bound(active_.begin(), active_.end(), id);
    if (child != active_.end() && *child <= state.last_descendant)
      if (Status status = visit(*child); !status) return status;
  }
  if (found_ > before) return {};
  const Result<bool> own = take_own(id);
  return own ? Status{} : Status{own.error()};
}

Status Selector::climb(StateId id) {
  for (; id != kNoState; id = machine_.state(id).parent) {
    const Result<bool> taken = take_own(id);
    if (!taken) return taken.error();
    if (*taken) break;
  }
  return {};
}

Status Selector::climb_eventless(StateId leaf) {
  for (StateId id = leaf; id != kNoState; id = machine_.state(id).parent) {
    if (machine_.state(id).always.empty()) continue;
    const Result<bool> taken =
        take_first(machine_.state(id).always, [](const std::string&) { return true; });
    if (!taken) return taken.error();
    if (*taken) break;
  }
  return {};
}

Status Selector::visit_eventless() {
  if (machine_.state(0).children.empty()) return climb_eventless(0);
  for (StateId leaf : active_)
    if (machine_.state(leaf).children.empty())
      if (Status status = climb_eventless(leaf); !status) return status;
  return {};
}

bool overlap(const std::vector<StateId>& active, Span a, Span b) {
  const StateId first = std::max(a.first, b.first);
  const StateId last = std::min(a.last, b.last);
  if (first > last) return false;
  if (first == 0) return true;  // both leave the root
  const auto next = std::lower_bound(active.begin(), active.end(), first);
  return next != active.end() && *next <= last;
}

Result<Selection> settled(const Machine& machine, const Host& host, Selection selection) {
  if (selection.transitions.size() > 1)
    selection.transitions =
        without_conflicts(machine, host.snapshot(), std::move(selection.transitions));
  return selection;
}

}  // namespace

bool is_late_result(const Machine& machine, const Snapshot& now, std::string_view event) {
  if (!event.starts_with("xstate.")) return false;
  const auto of_one = [&](std::string_view id) {
    return event == done_invoke_event(id) || event == error_invoke_event(id);
  };
  if (std::any_of(now.invokes.begin(), now.invokes.end(), of_one)) return false;
  return std::any_of(machine.states.begin(), machine.states.end(), [&](const State& state) {
    return std::any_of(state.invokes.begin(), state.invokes.end(),
                       [&](const Invoke& invoke) { return of_one(invoke.id); });
  });
}

bool descriptor_matches(std::string_view descriptor, std::string_view event) {
  if (descriptor == event || descriptor == "*") return true;
  if (descriptor.size() < 3 || descriptor.substr(descriptor.size() - 2) != ".*") return false;
  const std::string_view prefix = descriptor.substr(0, descriptor.size() - 2);
  if (event.substr(0, prefix.size()) != prefix) return false;
  return event.size() == prefix.size() || event[prefix.size()] == '.';
}

std::vector<TransitionId> without_conflicts(const Machine& machine, const Snapshot& now,
                                            std::vector<TransitionId> enabled) {
  if (enabled.size() < 2) return enabled;
  std::vector<TransitionId> kept;
  for (TransitionId candidate : enabled) {
    const Span span = exit_span(machine, now.history, machine.transition(candidate));
    const auto conflicts = [&](TransitionId other) {
      return overlap(now.active, span, exit_span(machine, now.history, machine.transition(other)));
    };
    const bool preempted = std::any_of(kept.begin(), kept.end(), [&](TransitionId other) {
      return conflicts(other) && !machine.is_descendant(machine.transition(candidate).source,
                                                        machine.transition(other).source);
    });
    if (preempted) continue;
    kept.erase(std::remove_if(kept.begin(), kept.end(), conflicts), kept.end());
    kept.push_back(candidate);
  }
  return kept;
}

Result<Selection> select_for(const Machine& machine, const Event& event, StateId address,
                             const Host& host) {
  const std::vector<StateId>& active = host.snapshot().active;
  if (address != kNoState && address != 0 && !is_active(active, address)) return Selection{};
  Selector selector(machine, event, host);
  const Status status = address == kNoState ? selector.visit(0) : selector.climb(address);
  if (!status) return status.error();
  return settled(machine, host, selector.take());
}

Result<Selection> select_eventless(const Machine& machine, const Event& event, const Host& host) {
  if (!machine.has_eventless) return Selection{};
  Selector selector(machine, event, host);
  if (Status status = selector.visit_eventless(); !status) return status.error();
  return settled(machine, host, selector.take());
}

}  // namespace yijian::chart
