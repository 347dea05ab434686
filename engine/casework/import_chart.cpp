// An import, as the chart has it: the states that are active.
#include <algorithm>

#include "engine/casework/importing.h"
#include "engine/casework/placing.h"

namespace yijian::casework {
namespace {

// A case can stand there in that phase, and something leads on.
bool is_candidate(const Importing& importing, chart::StateId state) {
  const chart::State& one = importing.machine().state(state);
  const bool leaf = one.children.empty() && one.type != chart::StateType::history &&
                    one.type != chart::StateType::final;
  return leaf && importing.working.definition.state(state).phase == importing.import.phase;
}

std::vector<chart::StateId> candidates(const Importing& importing) {
  std::vector<chart::StateId> all;
  for (chart::StateId state = 1; state < static_cast<int>(importing.machine().states.size());
       ++state)
    if (is_candidate(importing, state)) all.push_back(state);
  return all;
}

std::string listed(const Importing& importing, const std::vector<chart::StateId>& states) {
  std::string text;
  for (const chart::StateId state : states)
    text += (text.empty() ? "" : ", ") + importing.machine().state(state).path;
  return text.empty() ? "none" : text;
}

bool is_called(const chart::State& state, const std::string& name) {
  return state.path == name || state.id == name || state.path.ends_with("." + name);
}

void find_named(Importing& importing, const std::vector<chart::StateId>& all, size_t index) {
  const std::string& name = importing.import.states[index];
  std::vector<chart::StateId> found;
  for (const chart::StateId state : all)
    if (is_called(importing.machine().state(state), name)) found.push_back(state);
  if (found.size() != 1)
    return importing.cannot("/state", "import_state",
                            "no single state of the phase; there are: " + listed(importing, all));
  const auto around = with_surroundings(importing.machine(), found.front());
  importing.states.insert(around.begin(), around.end());
}

void find_only(Importing& importing, const std::vector<chart::StateId>& all) {
  if (all.size() != 1)
    return importing.cannot("/state", "import_state",
                            "the phase alone does not tell; there are: " + listed(importing, all));
  const auto around = with_surroundings(importing.machine(), all.front());
  importing.states.insert(around.begin(), around.end());
}

// What would have to be asked or opened anew cannot be gone on with.
void check_invokes(Importing& importing) {
  for (const chart::StateId state : importing.states)
    for (const chart::Invoke& invoke : importing.machine().state(state).invokes)
      importing.cannot("/state", "import_state",
                       importing.machine().state(state).path + " waits for " + invoke.id +
                           ", which does not run");
}

}  // namespace

void find_states(Importing& importing) {
  const std::vector<chart::StateId> all = candidates(importing);
  if (importing.import.states.empty()) find_only(importing, all);
  for (size_t i = 0; i < importing.import.states.size(); ++i) find_named(importing, all, i);
  if (importing.states.empty()) return;
  if (!is_whole(importing.machine(), importing.states))
    importing.cannot(
        "/state", "import_state",
        "the states cannot be active together, or lack one; there are: " + listed(importing, all));
  check_invokes(importing);
}

}  // namespace yijian::casework
