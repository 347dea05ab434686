// Personal values hidden from whoever lacks the right.
#pragma once

#include <string>
#include <vector>

#include "engine/base/value.h"

namespace yijian::access {

// The value with what stands at each pointer replaced by kMasked; pointers to nothing are ignored.
Value mask(const Value& value, const std::vector<std::string>& pointers);

// Parties: a person's name, id and phone, an enterprise's phone.
Value mask_parties(const List& parties);

}  // namespace yijian::access
