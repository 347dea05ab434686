#include "engine/authoring/actors.h"

#include <algorithm>

namespace yijian::authoring {
namespace {

bool is_active(const definition::Definition& definition, const casework::CaseState& state,
               chart::StateId id) {
  const std::string& path = definition.machine.state(id).path;
  return path.empty() ||
         std::find(state.active.begin(), state.active.end(), path) != state.active.end();
}

std::string department_for(std::string_view role, const casework::CaseState& state) {
  for (const casework::TaskState& task : state.tasks)
    if (task.role == role && !task.department.empty()) return task.department;
  return state.department;
}

casework::Actor applicant_actor(const Value& applicant, const std::string& person) {
  casework::Actor actor;
  actor.role = "applicant";
  actor.party = applicant.text("id");
  actor.id = person.empty() ? "applicant:" + actor.party : person;
  actor.name = applicant.text("name");
  actor.personal = applicant.text("type") != "enterprise";
  return actor;
}

}  // namespace

std::string default_role(const definition::Definition& definition, const casework::CaseState& state,
                         std::string_view action) {
  const definition::Act* found = nullptr;
  for (const definition::Act& act : definition.acts) {
    if (act.action != action || act.by.empty()) continue;
    if (found == nullptr) found = &act;
    if (is_active(definition, state, act.state)) {
      found = &act;
      break;
    }
  }
  if (found != nullptr) return found->by.front();
  return action == "defer" ? "clerk" : "applicant";
}

casework::Actor actor_from(std::string_view who, const casework::CaseState& state,
                           const Value& applicant) {
  std::string role(who), department, person;
  if (const size_t slash = role.find('/'); slash != std::string::npos) {
    person = role.substr(slash + 1);
    role.resize(slash);
  }
  if (const size_t at = role.find('@'); at != std::string::npos) {
    department = role.substr(at + 1);
    role.resize(at);
  }
  if (role == "applicant") return applicant_actor(applicant, person);
  casework::Actor actor;
  actor.role = role;
  actor.department = department.empty() ? department_for(role, state) : department;
  actor.region = state.region;
  actor.id = person.empty() ? role + "@" + actor.department : person;
  actor.name = actor.id;
  return actor;
}

}  // namespace yijian::authoring
