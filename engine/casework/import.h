// An import (迁入) read from the line of a file. What it means, and whether it may be: decide.
#pragma once

#include <cstddef>
#include <string>
#include <vector>

#include "engine/base/result.h"
#include "engine/base/value.h"
#include "engine/casework/command.h"

namespace yijian::casework {

inline constexpr size_t kMaxImportEntries = 200;  // of one member: materials, stops, hands ...
inline constexpr size_t kMaxImportTextBytes = 200;
inline constexpr size_t kMaxImportReasonBytes = 2'000;

// Errors: invalid_import, every fault with its pointer: wrong_type missing_key unknown_key
// unknown_word too_many too_long invalid_time.
Result<Import> parse_import(const Value& json);

}  // namespace yijian::casework
