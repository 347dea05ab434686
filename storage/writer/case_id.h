// Ids of new cases (办件流水号).
#pragma once

#include <string>
#include <string_view>

#include "engine/base/time.h"

namespace yijian::storage {

inline constexpr size_t kCaseIdEntropyBytes = 7;  // 50 bits are used

// "20250428-7ZK3M0QX9D": the Shanghai day, then ten characters of Crockford's base 32, so that ids
// of a day lie together and none can be guessed from another. `entropy` has kCaseIdEntropyBytes.
std::string new_case_id(Instant now, std::string_view entropy);

}  // namespace yijian::storage
