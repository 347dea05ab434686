// A migration, as the chart has it: active states, history, timers, invocations and items.
#include <algorithm>
#include <set>

#include "engine/casework/clocks.h"
#include "engine/casework/migrating.h"
#include "engine/casework/placing.h"

namespace yijian::casework {

const chart::State* Migrating::source_state(chart::StateId now) const {
  const auto found = from.find(now);
  if (found == from.end() || found->second.empty()) return nullptr;
  const chart::StateId old = source.machine.find_path(found->second);
  return old == chart::kNoState ? nullptr : &source.machine.state(old);
}

TimerWish Migrating::wish(const std::string& timer) const {
  const auto found = part.timers.find(timer);
  return found == part.timers.end() ? TimerWish::keep : found->second;
}

void Migrating::cannot(std::string_view where, std::string_view what, std::string code,
                       std::string detail) {
  std::string pointer = where.empty() ? "" : "/" + std::string(where);
  if (!what.empty()) pointer += "/" + pointer_token(what);
  faults.push_back({std::move(pointer), std::move(code), std::move(detail)});
}

namespace {

bool is_active_leaf(const chart::Machine& machine, const std::vector<std::string>& active,
                    chart::StateId state) {
  return std::none_of(active.begin(), active.end(), [&](const std::string& path) {
    return machine.is_descendant(machine.find_path(path), state);
  });
}

void place_leaf(Migrating& migrating, const std::string& path, chart::StateId old) {
  const chart::Machine& machine = migrating.machine();
  const std::string place = migrating.part.place(path);
  const chart::StateId now = machine.find_path(place);
  if (now == chart::kNoState)
    return migrating.cannot("states", path, "state_unmapped",
                            "the new version has no state " + place);
  const chart::State& state = machine.state(now);
  const bool ends = migrating.source.machine.state(old).type == chart::StateType::final;
  if (!state.children.empty() || state.type == chart::StateType::history)
    return migrating.cannot("states", path, "state_not_leaf", place + " holds other states");
  if (ends != (state.type == chart::StateType::final))
    return migrating.cannot("states", path, "state_ends", "only one of the two is a final state");
  if (migrating.from.contains(now))
    return migrating.cannot("states", path, "states_conflict", place + " is taken already");
  for (const chart::StateId one : with_surroundings(machine, now))
    migrating.from.try_emplace(one, "");
}

// New places of what is active, and whether what is around them is active in both.
void place_active(Migrating& migrating) {
  const chart::Machine& before = migrating.source.machine;
  const std::vector<std::string>& active = migrating.working.state.active;
  for (const std::string& path : active) {
    const chart::StateId old = before.find_path(path);
    ENSURE(old != chart::kNoState);
    if (is_active_leaf(before, active, old)) place_leaf(migrating, path, old);
  }
  if (!migrating.faults.empty()) return;
  for (const std::string& path : active) {
    const std::string place = migrating.part.place(path);
    const auto now = migrating.from.find(migrating.machine().find_path(place));
    if (now == migrating.from.end()) continue;  // a state that only held others
    migrating.placed[path] = place;
    // Entered before: a state around it, of which the new version has but one.
    if (!now->second.empty() &&
        !before.is_descendant(before.find_path(path), before.find_path(now->second)))
      return migrating.cannot("states", path, "states_conflict", place + " is taken already");
    now->second = path;
  }
  std::set<chart::StateId> places;
  for (const auto& [state, old] : migrating.from) places.insert(state);
  if (!is_whole(migrating.machine(), places))
    migrating.cannot("states", "", "states_conflict",
                     "the states cannot be active together in the new version");
}

// A history state that the target alone has would wait for a memory that is not there.
bool has_new_history(const Migrating& migrating) {
  const auto& states = migrating.machine().states;
  return std::any_of(states.begin(), states.end(), [&](const chart::State& state) {
    return state.type == chart::StateType::history &&
           migrating.source.machine.find_path(state.path) == chart::kNoState;
  });
}

void place_history(Migrating& migrating) {
  const chart::Machine& machine = migrating.machine();
  for (const auto& [path, remembered] : migrating.working.state.history) {
    const std::string place = migrating.part.place(path);
    const chart::StateId now = machine.find_path(place);
    const bool is_history =
        now != chart::kNoState && machine.state(now).type == chart::StateType::history;
    if (!is_history && !has_new_history(migrating)) continue;  // nothing leads back there any more
    if (!is_history) {
      migrating.cannot("states", path, "history_unmapped", "what it remembers has no place");
      continue;
    }
    std::vector<std::string>& places = migrating.event.history[place];
    for (const std::string& one : remembered) {
      places.push_back(migrating.part.place(one));
      const chart::StateId state = machine.find_path(places.back());
      if (state == chart::kNoState || !machine.is_descendant(state, machine.state(now).parent))
        migrating.cannot("states", one, "history_unmapped",
                         places.back() + " cannot be remembered by " + place);
    }
  }
}

// The delay of the timer among those that a state sets on entry, or null.
const chart::Transition* timer_of(const chart::Machine& machine, const chart::State& state,
                                  std::string_view delay) {
  for (const chart::TransitionId id : state.after)
    if (machine.transition(id).delay == delay) return &machine.transition(id);
  return nullptr;
}

void set_timer(Migrating& migrating, const TimerState& old, const chart::Transition& timer,
               law::Clock clock) {
  const std::string& path = migrating.machine().state(timer.source).path;
  if (!old.id.empty()) migrating.event.cancelled.push_back(old.id);
  migrating.event.timers.push_back({.id = timer.event,
                                    .name = timer.delay,
                                    .event = timer.event,
                                    .state = path,
                                    .value = Value(),
                                    .clock = std::move(clock)});
}

// Anew from now, by the target's limit.
void restart_timer(Migrating& migrating, const TimerState& old, const chart::Transition& timer) {
  const auto phase = migrating.working.state.phase;
  const bool announced = phase == law::Phase::correcting || phase == law::Phase::suspended;
  if (announced && !old.id.empty())
    return migrating.cannot("timers", timer.delay, "timer_announced",
                            "a period that the applicant was told runs on as it is");
  const Result<law::Limit> limit = resolve_limit(migrating.working.reading(), timer.delay);
  if (!limit) return migrating.cannot("timers", timer.delay, "timer_error", limit.error().detail);
  set_timer(migrating, old, timer,
            make_clock(migrating.working, migrating.working.effective(), *limit));
}

void place_send(Migrating& migrating, const TimerState& timer) {
  if (migrating.wish(timer.name) == TimerWish::drop) {
    migrating.event.cancelled.push_back(timer.id);
    return;
  }
  const auto& all = migrating.machine().transitions;
  const bool heard = std::any_of(all.begin(), all.end(), [&](const chart::Transition& one) {
    return one.event == timer.event;
  });
  if (migrating.wish(timer.name) == TimerWish::restart)
    migrating.cannot("timers", timer.name, "timer_unmapped", "what was sent cannot be sent anew");
  else if (!heard && !migrating.wishes(timer.name))
    migrating.cannot("timers", timer.name, "timer_unmapped",
                     "nothing in the new version hears it: keep or drop it");
}

// The target's timer that the case's one becomes; null when it has none.
const chart::Transition* place_timer(Migrating& migrating, const TimerState& timer) {
  const auto place = migrating.placed.find(timer.state);
  const chart::Machine& machine = migrating.machine();
  const chart::Transition* now =
      place == migrating.placed.end()
          ? nullptr
          : timer_of(machine, machine.state(machine.find_path(place->second)), timer.name);
  const TimerWish wish = migrating.wish(timer.name);
  if (now == nullptr && wish == TimerWish::drop) {
    migrating.event.cancelled.push_back(timer.id);
  } else if (now == nullptr) {
    migrating.cannot("timers", timer.name, "timer_unmapped",
                     "the state in the new version has no such timer: drop it");
  } else if (wish == TimerWish::drop) {
    migrating.cannot("timers", timer.name, "timer_would_not_run",
                     "the new version has it: keep or restart it");
  } else if (wish == TimerWish::restart) {
    restart_timer(migrating, timer, *now);
  } else if (now->event != timer.id || place->second != timer.state) {
    set_timer(migrating, timer, *now, timer.clock);
  }
  return now;
}

// Timers of the target's states that the case has never had.
void start_timers(Migrating& migrating, std::set<std::string> running) {
  const chart::Machine& machine = migrating.machine();
  for (const auto& [state, old] : migrating.from) {
    const chart::State* before = migrating.source_state(state);
    for (const chart::TransitionId id : machine.state(state).after) {
      const chart::Transition& timer = machine.transition(id);
      if (!running.insert(timer.event).second) continue;
      const bool fired =
          before != nullptr && timer_of(migrating.source.machine, *before, timer.delay) != nullptr;
      if (fired) continue;  // and the case stayed where it was
      if (migrating.wish(timer.delay) == TimerWish::restart)
        restart_timer(migrating, TimerState{}, timer);
      else
        migrating.cannot("timers", timer.delay, "timer_would_not_run",
                         "the new version waits for it: restart it");
    }
  }
}

const chart::Invoke* invoke_of(const chart::State& state, std::string_view id) {
  for (const chart::Invoke& invoke : state.invokes)
    if (invoke.id == id) return &invoke;
  return nullptr;
}

// The source of a running invocation in the old version, or "".
std::string invoke_source(const Migrating& migrating, const std::string& id) {
  for (const std::string& path : migrating.working.state.active) {
    const chart::Machine& machine = migrating.source.machine;
    if (const auto* invoke = invoke_of(machine.state(machine.find_path(path)), id))
      return invoke->src;
  }
  return "";
}

void check_invokes(Migrating& migrating) {
  const std::vector<std::string>& running = migrating.working.state.invokes;
  std::set<std::string> kept;
  for (const auto& [state, old] : migrating.from) {
    const chart::State* before = migrating.source_state(state);
    for (const chart::Invoke& invoke : migrating.machine().state(state).invokes) {
      const bool runs = std::find(running.begin(), running.end(), invoke.id) != running.end();
      const bool ended = !runs && before != nullptr && invoke_of(*before, invoke.id) != nullptr;
      if (runs && invoke_source(migrating, invoke.id) == invoke.src)
        kept.insert(invoke.id);
      else if (!ended)
        migrating.cannot("states", old, "invoke_would_not_run",
                         "the new version waits for " + invoke.id);
    }
  }
  for (const std::string& id : running)
    if (!kept.contains(id))
      migrating.cannot("states", "", "invoke_unmapped", "nothing would wait for " + id);
}

// The items that a thing has begun are those of the target, and run the same workflows.
void check_items(Migrating& migrating) {
  const CaseState& state = migrating.working.state;
  const definition::Definition& target = migrating.target();
  if (state.items.empty()) return;
  for (const auto& [id, item] : state.items) {
    const definition::Item* now = target.item(id);
    const definition::Item* before = migrating.source.item(id);
    if (now == nullptr && target.group(id) == nullptr)
      migrating.cannot("children", id, "item_gone", "the new version has no such item");
    else if ((now == nullptr) != (before == nullptr) ||
             (now != nullptr && now->workflow != before->workflow))
      migrating.cannot("children", id, "item_differs", "it is another one in the new version");
  }
  const auto added = [&](const std::string& id) {
    if (!state.items.contains(id))
      migrating.cannot("children", id, "item_would_not_run", "the new version waits for it");
  };
  for (const definition::Item& item : target.items) added(item.id);
  for (const definition::Group& group : target.groups) added(group.id);
}

}  // namespace

void place_states(Migrating& migrating) {
  place_active(migrating);
  place_history(migrating);
  Map moved;
  for (const auto& [state, old] : migrating.from)
    migrating.event.active.push_back(migrating.machine().state(state).path);
  for (const auto& [old, now] : migrating.placed)
    if (old != now) moved.set(old, now);
  if (!moved.empty()) migrating.event.states = std::move(moved);
}

void place_timers(Migrating& migrating) {
  std::set<std::string> running;
  for (const auto& [id, timer] : migrating.working.state.timers) {
    if (timer.state.empty())
      place_send(migrating, timer);
    else if (const chart::Transition* now = place_timer(migrating, timer))
      running.insert(now->event);
  }
  start_timers(migrating, std::move(running));
}

void check_company(Migrating& migrating) {
  check_invokes(migrating);
  check_items(migrating);
}

}  // namespace yijian::casework
