// JSON Merge Patch (RFC 7396) over Values.
#pragma once

#include "engine/base/value.h"

namespace yijian::casework {

// The target with the patch applied: null removes a member, a map is merged, all else replaces.
inline Value merge_patch(const Value& target, const Value& patch) {
  if (!patch.is_map()) return patch;
  Map merged = target.is_map() ? target.map() : Map{};
  for (const Map::Entry& entry : patch.map()) {
    if (entry.value.is_null()) {
      merged.erase(entry.name());
      continue;
    }
    const Value* old = merged.find(entry.name());
    merged.set(entry.name(), merge_patch(old != nullptr ? *old : Value(), entry.value));
  }
  return merged;
}

}  // namespace yijian::casework
