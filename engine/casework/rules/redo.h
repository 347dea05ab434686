// Done anew after 复议 or judgment (重新办理): a linked case with the old file.
#pragma once

#include "engine/casework/working.h"

namespace yijian::casework {

inline constexpr std::string_view kRedo = "redo";  // the command, and the link

// Whether the case ended against the applicant and no other is being done in its place. R-REDO-01.
bool may_be_redone(const Reading& reading);

// The data: the decision's basis and number, and when it was received; nothing else.
// Errors: invalid_data opinion_required.
Status check_redo(const Working& working, const Act& act);

// Opens the linked case: form, answers, parties and papers as they stand here. Its clock of
// decision runs from the receipt of the decision that was made on review. Precondition:
// check_redo() agreed.
void redo(Working& working, const Act& act);

}  // namespace yijian::casework
