// How a scenario's first case is filed: parties, form and guide from the samples.
#pragma once

#include "engine/authoring/scenario.h"
#include "engine/base/result.h"
#include "engine/base/value.h"
#include "engine/casework/command.h"
#include "engine/definition/definition.h"

namespace yijian::authoring {

// The applicant of the samples that the scenario names. Errors: unknown_sample.
Result<Value> applicant_of(const Given& given, const Value& samples);

// The command that opens the case. A sample form is cut to what the definition and, of a thing,
// its items' definitions declare; a form written in the scenario stays as it is.
// Errors: unknown_sample.
Result<casework::Open> open_command(const Given& given, const Value& samples,
                                    const definition::Bundle& bundle);

// Entries of both, the second's over the first's; maps in both are joined.
Value joined(const Value& a, const Value& b);

// The registers at the beginning: the scenario's own, and the applicants' credit and licences,
// {"credit": {id: {"status": word}}, "licences": {id: {type: data}}}.
Value registries_of(const Given& given, const Value& samples);

}  // namespace yijian::authoring
