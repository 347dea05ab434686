// Items that are decided in another system: their definitions run the template `decided-elsewhere`
// in place of their own machine.
#pragma once

#include "engine/definition/link.h"

namespace yijian::definition {

// Adds to the units, for every item that names a handler, the definition that runs there
// ("bank@relay"), with its machine replaced.
void add_handled(Units& units, const Environment& environment, Report& report);

}  // namespace yijian::definition
