#include "engine/authoring/staffing.h"

#include <algorithm>

#include "engine/casework/reading.h"

namespace yijian::authoring {
namespace {

bool holds(const Staff& staff, const std::string& role, const std::string& department) {
  if (role == "applicant" || role == "system") return true;
  return std::any_of(staff.begin(), staff.end(), [&](const auto& post) {
    const bool there =
        department.empty() || !casework::bound_to_department(role) || post.second == department;
    return post.first == role && there;
  });
}

// The department that acts in the state, or "" where the case says which.
std::string department_of(const definition::Definition& definition, chart::StateId state) {
  const definition::StateInfo& info = definition.state(state);
  if (info.task_departments) return "";
  return info.task_department.empty() ? definition.department : info.task_department;
}

}  // namespace

Result<Staff> staff_of(const Value& users) {
  const Value* list = users.find("users");
  if (list == nullptr || !list->is_list())
    return Error{.code = "invalid_users", .detail = "users is a list", .pointer = "/users"};
  Staff staff;
  for (const Value& user : list->list()) staff.emplace(user.text("role"), user.text("department"));
  return staff;
}

void lint_staffing(const Subject& subject, const Staff& staff, Lints& out) {
  std::set<std::string> told;  // one missing post is one finding
  for (const definition::Act& act : subject.definition.acts) {
    const std::string department = department_of(subject.definition, act.state);
    if (std::any_of(act.by.begin(), act.by.end(),
                    [&](const std::string& role) { return holds(staff, role, department); }))
      continue;
    std::string post;
    for (const std::string& role : act.by) post += (post.empty() ? "" : " ") + role;
    if (!department.empty()) post += "@" + department;
    if (!told.insert(post).second) continue;
    const chart::State& state = subject.definition.machine.state(act.state);
    out.push_back({"nobody_holds", subject.place(state), {post, act.action, state.path}});
  }
}

}  // namespace yijian::authoring
