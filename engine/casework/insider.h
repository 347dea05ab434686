// Whose business a restricted case (access: restricted) is. Its parties know of it by another way:
// their own identifier.
#pragma once

#include <algorithm>
#include <string>
#include <string_view>
#include <vector>

#include "engine/casework/command.h"

namespace yijian::casework {

struct CaseState;

// Somebody of the office, as far as that question goes. "" stands for none.
struct Insider {
  std::string department{};
  std::string role{};  // of whoever acts for no department alone: a supervisor, a governor
  bool operator==(const Insider&) const = default;
};
Insider insider_of(const Actor& actor);

// A case is handled by its own department, by those that have a task in it, and by the roles above
// departments that have one. `tasks` have `department` and `role`.
template <class Tasks>
bool handles(const Insider& insider, std::string_view department, const Tasks& tasks) {
  const auto mine = [](const std::string& own, std::string_view other) {
    return !own.empty() && own == other;
  };
  return mine(insider.department, department) ||
         std::any_of(tasks.begin(), tasks.end(), [&](const auto& task) {
           return mine(insider.department, task.department) || mine(insider.role, task.role);
         });
}

// Whether the actor, who is of the office, may know that the case exists.
bool may_know(const CaseState& state, const Actor& actor);

}  // namespace yijian::casework
