// What changes between two versions of a definition, by meaning, and what of it stands in the way
// of cases that run in the older one when they are moved to the newer.
#pragma once

#include <string>
#include <vector>

#include "engine/definition/definition.h"

namespace yijian::authoring {

struct Difference {
  std::string code;  // state_removed, limit_changed ...
  definition::Text text;
  bool breaks = false;  // a running case may be where it cannot be carried over
};

// In the order: kind, states, transitions, acts, limits, fields, materials, items.
std::vector<Difference> differences(const definition::Definition& before,
                                    const definition::Definition& after);

}  // namespace yijian::authoring
