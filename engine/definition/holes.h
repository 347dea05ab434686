// ${CEL} in definitions and templates, filled at load from constants.
#pragma once

#include <string>
#include <vector>

#include "engine/base/result.h"
#include "engine/base/value.h"

namespace yijian::definition {

inline constexpr size_t kMaxSplicedValues = 200'000;

// The value with every hole filled. A string that is one hole becomes the hole's value, and a null
// removes the member; within text a hole is a string, a number or a truth. Where CEL stands
// (guard, when, what is assigned ...) a hole is whole and brings the expression's source. The
// elements of lists that repeat themselves (`each`) are left as they are.
//
//   constants  the names the holes may read, a map: {"with": ..., "tables": ...}
//   faults     bad_hole, hole_in_cel, too_many, with pointers into `value`.
Value fill_holes(const Value& value, const Value& constants, std::vector<Fault>& faults);

}  // namespace yijian::definition
