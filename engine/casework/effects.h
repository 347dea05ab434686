// The actions of definitions that act on the case: commit uncommit extend notify openCase log
// siteCheck.
#pragma once

#include "engine/casework/working.h"
#include "engine/chart/chart.h"

namespace yijian::casework {

// Errors: already_extended already_signed credit_barred not_allowed_now action_error.
Status run_effect(Working& working, const chart::Executed& action, const Value& event);

}  // namespace yijian::casework
