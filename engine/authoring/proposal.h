// A filing that is in order, proposed for any workflow: answers, form and applicant.
#pragma once

#include <string>

#include "engine/authoring/random.h"
#include "engine/authoring/scenario.h"

namespace yijian::authoring {

struct Wish {
  std::string applicant;  // of the samples; "" their first
  Instant at;
};

// What a scenario would be given. The answers, and what of the form the guide asks for, are the
// dice's; where a sample form of the applicant's name declares the same, the sample is taken when
// `by_sample`. The licence that the workflow is about is given to the applicant.
// Errors: refused for what nobody files; unknown_sample when there is no applicant at all.
Result<Given> proposed(const definition::Bundle& bundle, const Value& samples, const Wish& wish,
                       Random& random, bool by_sample = false);

// `given` as a scenario says it.
Value as_value(const Given& given);

}  // namespace yijian::authoring
