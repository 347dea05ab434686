// From stored steps to the state of a case, believing no step that does not fit the chain.
#pragma once

#include <memory>
#include <string_view>
#include <vector>

#include "engine/base/result.h"
#include "engine/casework/state.h"
#include "engine/casework/step.h"

namespace yijian::storage {

using StateRef = std::shared_ptr<const casework::CaseState>;

// The state after the last step; of no steps at all one with n == 0. `drafts`, when given, gets the
// steps as they were read.
// Errors: store_corrupt  a step is missing, of another case, does not continue the chain, or
//                        cannot be read. `verify` tells more.
Result<StateRef> fold_case(std::string_view case_id, const std::vector<casework::SealedStep>& steps,
                           std::vector<casework::StepDraft>* drafts = nullptr);

// Who opened the case, as its first step says.
std::optional<casework::Opener> opener_of(const casework::StepDraft& first);

}  // namespace yijian::storage
