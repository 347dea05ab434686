// Machine templates applied: {"use", "with", "states"} becomes a machine, parameters filled in,
// slots replaced, guards that are constant decided.
#pragma once

#include "engine/definition/draft.h"
#include "engine/definition/sources.h"

namespace yijian::definition {

// Puts the machine together in draft.value.machine, the template's limits under the definition's
// in draft.value.limits, and the template's constants beside the family's in
// draft.constants.with. A machine spelled out only has its constant guards decided.
void apply_template(Draft& draft, const Environment& environment);

// The id of the template that a definition uses, or "".
std::string template_used(const Value& definition);

}  // namespace yijian::definition
