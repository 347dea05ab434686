// Whether a value can be read back once it is written: the limits of the JSON reader, kept when
// writing, so that no step is ever sealed that cannot be opened.
#pragma once

#include "engine/base/json.h"
#include "engine/base/result.h"
#include "engine/base/value.h"

namespace yijian::casework {

// Tags add one level, and in the private column a value stands at most two deeper than in a body.
inline constexpr size_t kMaxRecordDepth = kMaxJsonDepth - 3;

// Errors: not_recordable  nested deeper than kMaxRecordDepth, an object with more than
//   kMaxJsonMembers members or a member twice, a key that is no string, a text that is no UTF-8,
//   a type.
Status check_recordable(const Value& value);

Error not_recordable(std::string detail, std::string pointer = "");

}  // namespace yijian::casework
