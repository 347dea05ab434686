// Regular expressions, RE2's.
#pragma once

#include <string_view>

#include "engine/cel/ast.h"

namespace yijian::cel {

inline constexpr size_t kMaxPatternBytes = 1024;
inline constexpr int64_t kMaxPatternMemory = 1 << 20;  // of one compiled pattern and its automata
inline constexpr size_t kStepsPerPattern = 1000;       // the price of compiling one

// Compiles the constant patterns of matches() in the tree.
// Errors: cel_syntax     one of them is no regular expression,
//         cel_too_large  one of them is too long or too large.
Status compile_patterns(Node& tree, std::string_view source);

}  // namespace yijian::cel
