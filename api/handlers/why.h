// Why an act was refused, as a member of its problem document.
#pragma once

#include "api/handlers/exchange.h"

namespace yijian::handlers {

// {"why": [...]}: what GET /v1/cases/{id}/why answers for the act, the refusal's own reason in
// front. Empty when the refusal is none of the case's (a full queue, a repeated key), or when the
// asker may not see the case.
Map why_members(const Service& service, const casework::CaseState& state, const casework::Act& act,
                const Error& error, const Asked& asked);

}  // namespace yijian::handlers
