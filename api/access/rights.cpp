#include "api/access/rights.h"

#include <algorithm>

namespace yijian::access {

bool is_staff(const casework::Actor& actor) {
  constexpr std::string_view kStaff[] = {"clerk",    "reviewer",   "approver", "head",
                                         "governor", "supervisor", "auditor",  "system"};
  return std::find(std::begin(kStaff), std::end(kStaff), actor.role) != std::end(kStaff);
}

bool may_list(const casework::Actor& actor) { return is_staff(actor); }

std::optional<casework::Insider> listed_as(const casework::Actor& actor) {
  if (actor.role == "auditor") return std::nullopt;
  return casework::insider_of(actor);
}

std::optional<std::string> listed_party(const casework::Actor& actor) {
  if (actor.role != "applicant" || actor.party.empty()) return std::nullopt;
  return casework::party_key(actor.party);
}

Rights rights_over(const casework::CaseState& state, const casework::Actor& actor) {
  if (actor.role == "applicant") {
    const bool own =
        std::any_of(state.parties.begin(), state.parties.end(), [&](const Value& party) {
          return !actor.party.empty() && party.text("id") == actor.party;
        });
    return {.see = own, .personal = own};
  }
  if (!is_staff(actor) || !casework::may_know(state, actor)) return {};
  const bool above = actor.role == "supervisor" || actor.role == "governor";
  // Whoever belongs to no department owns nothing, not even what has none.
  const auto owns = [&](const std::string& department) {
    return !department.empty() && department == actor.department;
  };
  const bool own = owns(state.department) || std::any_of(state.tasks.begin(), state.tasks.end(),
                                                         [&](const casework::TaskState& task) {
                                                           return owns(task.department);
                                                         });
  return {.see = true, .personal = above || (own && actor.role != "auditor")};
}

}  // namespace yijian::access
