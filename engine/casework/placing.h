// A case put at a place of its chart otherwise than by a step: migration and import.
#pragma once

#include <set>
#include <vector>

#include "engine/casework/working.h"

namespace yijian::casework {

// The state and all around it, the root excepted; itself first.
std::vector<chart::StateId> with_surroundings(const chart::Machine& machine, chart::StateId state);

// The states, the root not among them, can be active together and need no other: of a compound one
// a single child is, of a parallel one every child, of a leaf none.
bool is_whole(const chart::Machine& machine, const std::set<chart::StateId>& active);

// Whether the case rests where it stands. A copy is tried.
// Errors: would_move_on  eventless transitions lead on at once, or fail.
Status rests(Working probe, std::string_view event);

}  // namespace yijian::casework
