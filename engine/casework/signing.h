// A task of several departments (会签): each acts once, and the chart hears of it when the task's
// join is met.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "engine/casework/working.h"

namespace yijian::casework {

// The departments a task is opened for. Errors: action_error when they are no list of texts, none,
// or one of them comes twice.
Result<std::vector<std::string>> departments_of(const Reading& reading,
                                                const cel::Program& departments);

// Whether the act is one of those that the departments of its state's task do.
bool is_signed_by_departments(const definition::Definition& definition, const definition::Act& act);

// What the chart hears now that the departments have done so, or nothing while the join is not met.
//   all            when each has acted: of what was done, what stands last in the document, for an
//                  objection stands behind the consent
//   quorum:n       what n of them have done; when each has acted without that, as `all`
//   firstRefusal   at once whatever is not the first action of the state; that one, when each has
//                  done it
std::optional<std::string> joined_action(const definition::Definition& definition,
                                         chart::StateId state, const CaseState& now);

}  // namespace yijian::casework
