// Ids of new cases (办件流水号).
#pragma once

#include <string>
#include <string_view>

#include "engine/base/time.h"

namespace yijian::storage {

inline constexpr size_t kCaseIdEntropyBytes = 4;  // 30 bits are used

// "20250428-7ZK3M0QX9D": the Shanghai day, then ten characters of Crockford's base 32: four for the
// time of day, in steps of 82 ms, and six of chance. So ids stand in order of time and lie together
// in an index, and none can be guessed from another. `entropy` has kCaseIdEntropyBytes.
std::string new_case_id(Instant now, std::string_view entropy);

// The id of the case that a schedule begins for an element: always the same for that occasion.
// The day, the time of day, and twelve characters (60 bits) of a digest: "20251009-0000…".
std::string scheduled_case_id(std::string_view workflow, std::string_view element,
                              Instant occasion);

// The id of a case that another system numbered: always the same for workflow and number, so that
// an import is done once. "Y-" and 24 characters (120 bits) of a digest.
std::string imported_case_id(std::string_view workflow, std::string_view number);

}  // namespace yijian::storage
