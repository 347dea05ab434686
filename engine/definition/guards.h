// Guards that are constant, decided at load: false removes the transition, true the guard.
#pragma once

#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "engine/base/value.h"

namespace yijian::definition {

// An alternative that moved up in its list: pointer now, pointer as written.
using Moves = std::vector<std::pair<std::string, std::string>>;

// What a condition is worth if it reads constants alone; nothing otherwise.
// `condition` is a truth or CEL.
std::optional<bool> constant_truth(const Value& condition, const Value& constants);

// The state (or machine) with the constant guards of it and its descendants decided. When the
// first of some alternatives goes, the keys of the act move to the next.
Value decide_guards(const Value& state, const Value& constants, Moves& moves);

}  // namespace yijian::definition
