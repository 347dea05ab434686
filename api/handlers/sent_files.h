// Definitions that a request brings with it: files, who may send them, and what is wrong with them.
#pragma once

#include <vector>

#include "api/handlers/exchange.h"
#include "engine/definition/load.h"

namespace yijian::handlers {

// Errors: role_required for whoever is neither integrator nor admin.
Status may_send_definitions(const Asked& asked);

// The body's `files: [{path, text}]`. Errors: invalid_data, with a pointer into the body.
Result<std::vector<definition::SourceFile>> files_of(const Value& body);

inline constexpr size_t kMaxProblems = 1'000;  // of an answer

// As `yijian check --json` tells them; of very many, the first.
List problems_view(const std::vector<definition::Problem>& problems);

}  // namespace yijian::handlers
