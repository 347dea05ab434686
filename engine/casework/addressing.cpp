#include "engine/casework/addressing.h"

#include <algorithm>

namespace yijian::casework {
namespace {

std::vector<std::string> actions_of(const std::vector<const definition::Act*>& acts) {
  std::vector<std::string> names;
  for (const definition::Act* act : acts)
    if (std::find(names.begin(), names.end(), act->action) == names.end())
      names.push_back(act->action);
  return names;
}

}  // namespace

bool names_state(const chart::Machine& machine, chart::StateId state, std::string_view written) {
  const chart::State& known = machine.state(state);
  written =
      written.substr(0, written.find('@'));  // 会签: which department's it is, the actor tells
  return known.path == written || known.id == written || known.key == written;
}

std::vector<const definition::Act*> offered_acts(const Reading& reading) {
  const chart::Snapshot snapshot = snapshot_of(reading.definition, reading.state);
  std::vector<const definition::Act*> acts;
  const auto offer = [&](chart::StateId state) {
    for (const definition::Act& act : reading.definition.acts)
      if (act.state == state) acts.push_back(&act);
  };
  for (auto it = snapshot.active.rbegin(); it != snapshot.active.rend(); ++it) offer(*it);
  offer(0);
  return acts;
}

Result<const definition::Act*> find_act(const Reading& reading, std::string_view action,
                                        std::string_view task) {
  const chart::Machine& machine = reading.definition.machine;
  const std::vector<const definition::Act*> offered = offered_acts(reading);
  chart::StateId address = chart::kNoState;
  if (!task.empty())
    for (const chart::StateId state : snapshot_of(reading.definition, reading.state).active)
      if (names_state(machine, state, task)) address = state;
  const definition::Act* found = nullptr;
  for (const definition::Act* act : offered) {
    if (act->action != action) continue;
    const bool reaches = address == chart::kNoState || act->state == address ||
                         machine.is_descendant(address, act->state);
    if (!reaches) continue;
    if (found == nullptr) {
      found = act;
    } else if (!machine.is_descendant(found->state, act->state)) {
      return Error{
          .code = "task_required", .detail = "several tasks offer this action", .pointer = "/task"};
    }
  }
  if (found != nullptr && (task.empty() || address != chart::kNoState)) return found;
  return Error{.code = "not_allowed_now",
               .detail = "nothing handles " + std::string(action) + " now",
               .names = actions_of(offered)};
}

}  // namespace yijian::casework
