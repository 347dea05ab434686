#include "engine/authoring/coverage.h"

#include <algorithm>

namespace yijian::authoring {
namespace {

using chart::StateId;
using definition::Definition;

// Whether the record's name of an event is this transition's: a timer is recorded by its id or by
// the delay that it was set for.
bool answers(const chart::Transition& one, const std::string& event) {
  if (one.event == event) return true;
  if (!one.delay.empty()) return event == one.delay;
  if (one.event == "*") return !event.empty();
  return one.event.ends_with(".*") && event.starts_with(one.event.substr(0, one.event.size() - 1));
}

bool entered_all(const chart::Machine& machine, const chart::Transition& one,
                 const std::vector<StateId>& entered) {
  return std::all_of(one.targets.begin(), one.targets.end(), [&](StateId target) {
    const chart::State& state = machine.state(target);
    const StateId expected = state.type == chart::StateType::history ? state.parent : target;
    return std::any_of(entered.begin(), entered.end(), [&](StateId id) {
      return id == expected || machine.is_descendant(id, expected);
    });
  });
}

std::string key_of(const Definition& definition, const chart::Transition& one) {
  const std::string event = !one.delay.empty()  ? "after " + one.delay
                            : one.event.empty() ? "always"
                                                : one.event;
  const std::string& path = definition.machine.state(one.source).path;
  return (path.empty() ? definition.machine.id : path) + ": " + event;
}

}  // namespace

void Coverage::add(const Definition& definition, const Travelled& travelled) {
  Seen& seen = seen_[definition.id];
  const chart::Machine& machine = definition.machine;
  if (seen.definition == nullptr) {
    seen.definition = &definition;
    seen.states.resize(machine.states.size());
    seen.transitions.resize(machine.transitions.size());
    seen.states[0] = true;
  }
  std::set<StateId>& active = active_[travelled.case_id];
  std::vector<StateId> entered;
  for (const std::string& path : travelled.entered)
    if (const StateId id = machine.find_path(path); id != chart::kNoState) {
      entered.push_back(id);
      seen.states[static_cast<size_t>(id)] = true;
    }
  for (size_t i = 0; i < machine.transitions.size(); ++i) {
    const chart::Transition& one = machine.transitions[i];
    const bool from_here = one.source == 0 || active.contains(one.source);
    const bool eventless = one.event.empty() && one.delay.empty();
    const bool moved = !travelled.exited.empty() || !travelled.entered.empty();
    if (!from_here || !(eventless ? moved && !one.targets.empty() : answers(one, travelled.event)))
      continue;
    if (one.targets.empty() ? !moved || !eventless : entered_all(machine, one, entered))
      seen.transitions[i] = true;
  }
  for (const std::string& path : travelled.exited)
    if (const StateId id = machine.find_path(path); id != chart::kNoState) active.erase(id);
  active.insert(entered.begin(), entered.end());
}

std::vector<Covered> Coverage::covered() const {
  std::vector<Covered> out;
  for (const auto& [workflow, seen] : seen_) {
    Covered one{workflow, {}, {}, {}, {}};
    const chart::Machine& machine = seen.definition->machine;
    for (size_t i = 1; i < machine.states.size(); ++i) {
      if (machine.states[i].type == chart::StateType::history) continue;
      (seen.states[i] ? one.states : one.states_missed).push_back(machine.states[i].path);
    }
    std::map<std::string, bool> taken;
    for (size_t i = 0; i < machine.transitions.size(); ++i) {
      bool& hit = taken[key_of(*seen.definition, machine.transitions[i])];
      hit = hit || seen.transitions[i];
    }
    for (const auto& [key, hit] : taken)
      (hit ? one.transitions : one.transitions_missed).push_back(key);
    out.push_back(std::move(one));
  }
  return out;
}

}  // namespace yijian::authoring
