// What a scenario calls a state, and which clock it means.
#include <algorithm>

#include "engine/authoring/expect.h"

namespace yijian::authoring {
namespace {

std::string_view last_part(std::string_view path) {
  const size_t dot = path.rfind('.');
  return dot == std::string_view::npos ? path : path.substr(dot + 1);
}

// The root's path is empty, and everything else is inside it.
bool inside(std::string_view path, std::string_view outer) {
  if (outer.empty()) return !path.empty();
  return path.size() > outer.size() && path[outer.size()] == '.' && path.starts_with(outer);
}

}  // namespace

std::vector<std::string> leaves(const casework::CaseState& state) {
  std::vector<std::string> found;
  for (const std::string& path : state.active)
    if (std::none_of(state.active.begin(), state.active.end(),
                     [&](const std::string& other) { return inside(other, path); }))
      found.push_back(path);
  return found;
}

bool names_state(const chart::Machine& machine, std::string_view path, std::string_view word) {
  if (path == word) return true;
  if (machine.by_path.contains(std::string(word))) return false;  // it is another state's path
  const auto id = machine.by_id.find(std::string(word));
  if (id != machine.by_id.end()) return machine.find_path(path) == id->second;
  if (last_part(path) != word) return false;
  const auto same = std::count_if(machine.states.begin(), machine.states.end(),
                                  [&](const chart::State& s) { return s.key == word; });
  return same <= 1;
}

const law::Clock* find_clock(const casework::CaseState& state, std::string_view name) {
  const auto clock = state.clocks.find(std::string(name));
  if (clock != state.clocks.end()) return &clock->second.clock;
  for (const auto& [id, timer] : state.timers)
    if (timer.name == name || id == name) return &timer.clock;
  return nullptr;
}

}  // namespace yijian::authoring
