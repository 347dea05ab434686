// Which act of the chart a person means: an action addressed to a task, or offered by one state
// alone.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "engine/casework/reading.h"

namespace yijian::casework {

// Acts that the active states (and the root) offer, innermost states first.
std::vector<const definition::Act*> offered_acts(const Reading& reading);

// The act. Errors: not_allowed_now (names: what is offered), task_required (several states offer
// it).
Result<const definition::Act*> find_act(const Reading& reading, std::string_view action,
                                        std::string_view task);

// Whether a state's path, id or last part is what a person wrote.
bool names_state(const chart::Machine& machine, chart::StateId state, std::string_view written);

}  // namespace yijian::casework
