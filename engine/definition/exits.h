// The exits that the engine adds to a machine: withdraw, terminate, void, parent.dismissed, with
// their final states (LANGUAGE rule 12).
#pragma once

#include <string_view>

#include "engine/base/value.h"

namespace yijian::definition {

// The machine with the exits it does not spell itself, on the topmost states all of whose phases
// are pending and may lawfully leave that way; never from decided on. A duty gets `void` alone.
Value add_exits(const Value& machine, bool duty);

// Whether a state, or one below it, handles the event by its very name.
bool spells(const Value& state, std::string_view event);

}  // namespace yijian::definition
