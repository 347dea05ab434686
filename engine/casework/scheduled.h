// What a schedule says of the case that it begins for one element. Pure.
#pragma once

#include <string>

#include "engine/base/result.h"
#include "engine/base/value.h"
#include "engine/definition/definition.h"

namespace yijian::casework {

struct Opening {
  List parties;  // the applicant, or nobody (a duty)
  std::string department, region;
  Value form = Map{};
};

// Precondition of both: the definition has a schedule. `each` is null without an element.
// Errors: invalid_data (an expression fails, or gives no party, no text), its pointer below
// /schedule.
Result<Opening> scheduled_opening(const definition::Definition& definition, const Value& each);
// The applicant as a party; null when there is none.
Result<Value> scheduled_applicant(const definition::Definition& definition, const Value& each);

}  // namespace yijian::casework
