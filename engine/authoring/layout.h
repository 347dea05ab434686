// The canonical layout of a file of JSON: keys in the order written, an object or list on one line
// where it fits, else a member a line, two blanks a level. The value is untouched.
#pragma once

#include <string>

#include "engine/base/value.h"

namespace yijian::authoring {

inline constexpr size_t kLayoutColumns = 120;  // a Chinese character takes two

// The text with a line end. Laying it out again gives the same text.
std::string laid_out(const Value& value);

}  // namespace yijian::authoring
