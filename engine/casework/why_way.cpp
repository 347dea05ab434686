// Which way leads to where an action is offered: a search by the chart's arrows alone.
#include <algorithm>
#include <functional>
#include <limits>
#include <queue>
#include <utility>

#include "engine/casework/why_parts.h"

namespace yijian::casework {
namespace {

using chart::StateId;

constexpr chart::TransitionId kBegun = -1;  // it is active already
constexpr chart::TransitionId kUnseen = -2;

// What a step weighs: people's acts before what happens of itself, and what is bound to a
// condition last, for whether that will hold nobody knows yet.
constexpr int kOfItself = 1, kOfAPerson = 2, kOfATimer = 6, kOfAnEvent = 8, kConditional = 5;

bool is_done_event(const std::string& event) { return event.starts_with("xstate.done.state."); }

class Pathfinder {
 public:
  Pathfinder(const Reading& reading, const std::vector<StateId>& goals)
      : reading_(reading),
        machine_(reading.definition.machine),
        goals_(goals),
        arrived_by_(machine_.states.size(), kUnseen),
        came_from_(machine_.states.size(), chart::kNoState),
        weights_(machine_.states.size(), std::numeric_limits<int>::max()) {}

  std::vector<WayStep> find() {
    const chart::Snapshot snapshot = snapshot_of(reading_.definition, reading_.state);
    for (const StateId active : snapshot.active) reach(active, kBegun, chart::kNoState, 0);
    while (!queue_.empty() && edges_ < kMaxWayEdges) {
      const auto [weight, at] = queue_.top();
      queue_.pop();
      if (weight > weights_[static_cast<size_t>(at)]) continue;  // a lighter way was found since
      if (is_goal(at)) return way_of(at);
      for (StateId from = at; from != chart::kNoState; from = machine_.state(from).parent)
        follow(from, at);
    }
    return {};
  }

 private:
  bool is_goal(StateId at) const {
    return std::any_of(goals_.begin(), goals_.end(), [&](StateId goal) {
      return at == goal || machine_.is_descendant(at, goal);
    });
  }

  // Whether that is a lighter way to the state than any before.
  bool reach(StateId to, chart::TransitionId by, StateId from, int weight) {
    const auto index = static_cast<size_t>(to);
    if (weights_[index] <= weight) return false;
    weights_[index] = weight;
    arrived_by_[index] = by;
    came_from_[index] = from;
    queue_.push({weight, to});
    return true;
  }

  // What is entered with the state by default.
  void enter(StateId to, chart::TransitionId by, StateId from, int weight) {
    if (!reach(to, by, from, weight)) return;
    const chart::State& state = machine_.state(to);
    if (state.type == chart::StateType::compound)
      for (const StateId inner : state.initial) enter(inner, by, from, weight);
    if (state.type == chart::StateType::parallel)
      for (const StateId region : state.children) enter(region, by, from, weight);
    if (state.type == chart::StateType::history)
      for (const StateId past : state.history_default) enter(past, by, from, weight);
  }

  int weight_of(chart::TransitionId id) const {
    const chart::Transition& transition = machine_.transition(id);
    const int conditional = transition.guard ? kConditional : 0;
    if (reading_.definition.transition(id).act >= 0) return kOfAPerson + conditional;
    if (transition.event.empty() || is_done_event(transition.event)) return kOfItself + conditional;
    return (transition.delay.empty() ? kOfAnEvent : kOfATimer) + conditional;
  }

  // The arrows of `from`, an ancestor of `at` or itself.
  void follow(StateId from, StateId at) {
    const chart::State& state = machine_.state(from);
    const int weight = weights_[static_cast<size_t>(at)];
    for (const auto* list : {&state.on, &state.always, &state.after})
      for (const chart::TransitionId id : *list) {
        if (++edges_ > kMaxWayEdges) return;
        const chart::Transition& transition = machine_.transition(id);
        const bool ended = machine_.state(at).type == chart::StateType::final;
        if (transition.forbidden || (is_done_event(transition.event) && !ended)) continue;
        for (const StateId target : transition.targets)
          enter(target, id, at, weight + weight_of(id));
      }
  }

  std::vector<WayStep> way_of(StateId at) const {
    std::vector<WayStep> way;
    for (; arrived_by_[static_cast<size_t>(at)] >= 0; at = came_from_[static_cast<size_t>(at)]) {
      const chart::TransitionId by = arrived_by_[static_cast<size_t>(at)];
      const std::string& event = machine_.transition(by).event;
      if (!event.empty() && !is_done_event(event)) way.push_back(step_of(by, at));
    }
    std::reverse(way.begin(), way.end());
    if (way.size() > kMaxWaySteps) way.resize(kMaxWaySteps);
    return way;
  }

  WayStep step_of(chart::TransitionId id, StateId to) const {
    const chart::Transition& transition = machine_.transition(id);
    const int act = reading_.definition.transition(id).act;
    WayStep step{.kind = "event", .name = transition.event};
    step.state = machine_.state(to).path;
    if (act >= 0) {
      const definition::Act& known = reading_.definition.acts[static_cast<size_t>(act)];
      step.kind = "act";
      step.title = known.title;
      step.by = known.by;
      const std::string& own = reading_.definition.state(known.state).task_department;
      step.department = own.empty() ? reading_.state.department : own;
    } else if (!transition.delay.empty()) {
      step.kind = "timer";
      step.name = transition.delay;
      const auto timer = reading_.state.timers.find(transition.event);
      if (timer != reading_.state.timers.end()) step.due = timer->second.clock.due;
    }
    return step;
  }

  const Reading& reading_;
  const chart::Machine& machine_;
  const std::vector<StateId>& goals_;
  std::vector<chart::TransitionId> arrived_by_;  // by state
  std::vector<StateId> came_from_;
  std::vector<int> weights_;
  using Arrival = std::pair<int, StateId>;  // weight, state
  std::priority_queue<Arrival, std::vector<Arrival>, std::greater<>> queue_;
  size_t edges_ = 0;
};

}  // namespace

std::vector<WayStep> way_to(const Reading& reading, const std::vector<StateId>& goals) {
  return Pathfinder(reading, goals).find();
}

}  // namespace yijian::casework
