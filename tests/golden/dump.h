// A case's whole state as text, one line a field: what a golden file is compared with.
#pragma once

#include <string>

#include "engine/casework/state.h"

namespace yijian::casework {

std::string dump(const CaseState& state);

}  // namespace yijian::casework
