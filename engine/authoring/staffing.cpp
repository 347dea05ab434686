#include "engine/authoring/staffing.h"

#include <algorithm>
#include <map>

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

std::string post_of(const std::string& role, const std::string& department) {
  const bool bound = casework::bound_to_department(role) && !department.empty();
  return bound ? role + "@" + department : role;
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
  std::map<std::string, Lint> found;  // by place: one finding names every post that lacks there
  for (const definition::Act& act : subject.definition.acts) {
    const std::string department = department_of(subject.definition, act.state);
    if (std::any_of(act.by.begin(), act.by.end(),
                    [&](const std::string& role) { return holds(staff, role, department); }))
      continue;
    const chart::State& state = subject.definition.machine.state(act.state);
    // A state of a template has its people from whoever uses the template.
    const definition::Origin here = subject.place(state);
    const bool own = here.file == subject.places.file();
    const definition::Origin at = own ? here : subject.places.at("/department");
    Lint& lint =
        found.try_emplace(at.pointer, Lint{"nobody_holds", at, {"", act.action, state.path}})
            .first->second;
    std::string& posts = lint.words.front();
    for (const std::string& role : act.by) {
      const std::string post = post_of(role, department);
      if ((", " + posts + ", ").find(", " + post + ", ") == std::string::npos)
        posts += (posts.empty() ? "" : ", ") + post;
    }
  }
  for (auto& [pointer, lint] : found) out.push_back(std::move(lint));
}

}  // namespace yijian::authoring
