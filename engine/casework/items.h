// A thing and its items (联办与办件): which apply, when each opens, and when their join is met.
// Parent and child meet only through messages, also on one machine.
#pragma once

#include <optional>
#include <string>

#include "engine/casework/working.h"

namespace yijian::casework {

// The invocation `items` begins: each item applies and waits, or does not apply.
// Errors: no_applicable_item, guard_error.
Status start_items(Working& working);

// Opens every waiting item whose needs are met, and skips those whose needs never will be.
void advance_items(Working& working);

// The invocation ends before its join: open items are dismissed, waiting ones skipped.
void dismiss_items(Working& working);

// The output of the invocation when its join is met: {"outcome": ...}; nothing while it is not.
// Until the thing is accepted only refused and withdrawn end it.
std::optional<Value> joined_items(const Working& working);

// Sends `word` to every item whose case is in the phase given (delivered results reach the items).
void tell_items(Working& working, std::string_view word, law::Phase in_phase);

}  // namespace yijian::casework
