// What the law decides when nobody has: a renewal that is undecided when its licence ends
// (R-RENEW-01).
#pragma once

#include "engine/base/value.h"

namespace yijian::definition {

// The machine of a renewal, which hears `renewal.deemed` wherever it can arrive, unless it spells
// the event itself: from what is accepted to its first state of a grant, from what is suspended to
// where the announced time leads back. A machine that has no such states stays as it is.
Value add_deemed_grant(const Value& machine);

}  // namespace yijian::definition
