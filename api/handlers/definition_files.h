// The files of definitions that a request brings, and the problems that are found in them.
#pragma once

#include <vector>

#include "engine/base/result.h"
#include "engine/base/value.h"
#include "engine/definition/load.h"

namespace yijian::handlers {

inline constexpr size_t kMaxProblems = 1'000;  // of an answer

// The `files` of a body, [{path, text}]. Errors: invalid_data, with a pointer into the body.
Result<std::vector<definition::SourceFile>> files_of(const Value& body);

// As `yijian check --json` tells them; of very many, the first.
List problems_view(const std::vector<definition::Problem>& problems);

}  // namespace yijian::handlers
