// Steps to seal and open: a typical one, and seeded random ones.
#pragma once

#include <random>
#include <string>

#include "engine/casework/step.h"

namespace yijian::casework {

inline const std::string kEntropy = "0123456789abcdef0123456789abcdef";

// A personal applicant files; two parties, a late reason, facts, an opinion.
StepDraft filing_step();
// The reviewer of an office passes: nothing personal but the opinion.
StepDraft review_step();
// Any step, of any events with free values of every kind, some of them personal.
StepDraft random_step(std::mt19937& random);

}  // namespace yijian::casework
