#include "engine/casework/signing.h"

#include <algorithm>
#include <set>

namespace yijian::casework {
namespace {

// The departments' actions of a state, as the document has them.
std::vector<std::string> actions_in_order(const definition::Definition& definition,
                                          chart::StateId state) {
  std::vector<std::string> actions;
  for (const definition::Act& act : definition.acts)
    if (act.state == state && is_signed_by_departments(definition, act))
      actions.push_back(act.action);
  return actions;
}

}  // namespace

Result<std::vector<std::string>> departments_of(const Reading& reading,
                                                const cel::Program& departments) {
  const Result<Value> value = cel::evaluate(departments, CaseScope(reading));
  if (!value)
    return Error{.code = "action_error", .detail = "departments: " + value.error().detail};
  std::vector<std::string> all;
  if (value->is_list())
    for (const Value& one : value->list())
      if (one.is_string() && !one.string().empty()) all.push_back(one.string());
  const bool good = value->is_list() && !all.empty() && all.size() == value->list().size() &&
                    std::set(all.begin(), all.end()).size() == all.size();
  if (!good)
    return Error{.code = "action_error",
                 .detail = "departments of a task are a list of different texts"};
  return all;
}

bool is_signed_by_departments(const definition::Definition& definition,
                              const definition::Act& act) {
  const definition::StateInfo& state = definition.state(act.state);
  return state.task_departments &&
         std::find(act.by.begin(), act.by.end(), state.task_role) != act.by.end();
}

std::optional<std::string> joined_action(const definition::Definition& definition,
                                         chart::StateId state, const CaseState& now) {
  const std::string& path = definition.machine.state(state).path;
  const auto found = now.signatures.find(path);
  if (found == now.signatures.end()) return std::nullopt;
  const definition::Join& join = definition.state(state).task_join;
  const bool everyone = std::none_of(now.tasks.begin(), now.tasks.end(),
                                     [&](const TaskState& task) { return task.state == path; });
  const auto times = [&](const std::string& action) {
    return std::count_if(found->second.begin(), found->second.end(),
                         [&](const auto& signature) { return signature.second == action; });
  };
  const std::vector<std::string> actions = actions_in_order(definition, state);
  std::optional<std::string> last;
  for (const std::string& action : actions) {
    const auto count = times(action);
    if (join.kind == definition::JoinKind::quorum && count >= join.quorum) return action;
    const bool refusal = count > 0 && action != actions.front();
    if (join.kind == definition::JoinKind::first_refusal && refusal) return action;
    if (count > 0) last = action;
  }
  return everyone ? last : std::nullopt;
}

}  // namespace yijian::casework
