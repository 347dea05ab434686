// Two passes over a parsed tree: what its free names are, and what is constant in it.
#pragma once

#include <string>
#include <vector>

#include "engine/cel/ast.h"

namespace yijian::cel {

// Puts the members of `constants` (a map) in place of the free names that they have, gives every
// other free name its slot, and returns those names in order of appearance, each once.
// Errors: cel_too_large  the constants put in are too large together.
Result<std::vector<std::string>> resolve_names(Node& tree, const Value& constants);

// Replaces subtrees that no name takes part in by their value, && and || with an operand that
// decides them, and ?: with a constant condition. A subtree that fails stays, and fails when it is
// evaluated.
void fold_constants(Node& tree);

}  // namespace yijian::cel
