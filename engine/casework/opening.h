// What every opening of a case begins with, whoever opens it. Inside casework alone.
#pragma once

#include <string_view>

#include "engine/casework/working.h"

namespace yijian::casework {

// The answers, and where one is not given that which the definition has ready.
Value with_defaults(const Working& working, const Value& guide);
// A licence that the applicant holds, or that an item before this one issued, is not asked for.
void share_licences(Working& working);
// The value of a fact of the envelope; null when it was not brought or its source is silent.
const Value* fact_value(const Working& working, std::string_view name);
// Records case.opened: the definition's own members and what is personal added.
void begin(Working& working, CaseOpened event);
// The licence that the case is about; an empty map when it is about none.
// Errors: no_applicable_item  the applicant does not hold it.
Result<Value> licence_at_issue(const Working& working);

}  // namespace yijian::casework
