// A case made again from its stored steps alone: the proof that the record says it all.
#pragma once

#include <functional>
#include <string>
#include <string_view>
#include <vector>

#include "engine/base/result.h"
#include "engine/casework/state.h"
#include "engine/casework/step.h"

namespace yijian::authoring {

// Told of every step, in order: the states before and after it, and what it says.
using EachStep =
    std::function<void(const casework::CaseState& before, const casework::CaseState& after,
                       const casework::StepDraft& draft)>;

// The state after the last step.
//
//   steps  from version 1 on, in order.
//
// Errors, each with the step's number in names: empty_log, step_missing (numbers with a gap),
// hash_mismatch (a body that does not give its hash on top of the one before), malformed_record,
// commitment_mismatch.
Result<casework::CaseState> replay(std::string_view case_id,
                                   const std::vector<casework::SealedStep>& steps,
                                   const EachStep& each = nullptr);

// The first member in which the two differ ("phase", "clocks.promised" ...), or "".
std::string first_difference(const casework::CaseState& a, const casework::CaseState& b);

}  // namespace yijian::authoring
