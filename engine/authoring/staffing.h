// Whether somebody is there for what a definition asks people to do (岗位有没有人).
#pragma once

#include <set>
#include <string>
#include <utility>

#include "engine/authoring/lint.h"

namespace yijian::authoring {

// Posts that somebody holds: role and department ("" of whoever has none).
using Staff = std::set<std::pair<std::string, std::string>>;

// The staff of a file of users, {"users": [{role, department?}]}. Errors: invalid_users.
Result<Staff> staff_of(const Value& users);

// A task that nobody of the staff could do, as far as the definition tells its department: where
// the case decides who acts, any holder of the role will do. Applicants and the engine are always
// there.
void lint_staffing(const Subject& subject, const Staff& staff, Lints& out);

}  // namespace yijian::authoring
