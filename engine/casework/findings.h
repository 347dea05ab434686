// One notice for all (R-CORRECT-03): what items that accept for themselves (收受分离) would have
// corrected goes to their thing, which gathers it, sends the one notice of corrections and passes
// on what comes back.
#pragma once

#include "engine/casework/working.h"

namespace yijian::casework {

// What the items have reported and the one notice is still to tell: {item, material?, field?,
// reason} each. Nothing once it has been given.
List gathered_findings(const CaseState& state);

// Whether every item that accepts for itself has accepted, ended or reported. One that still waits
// for others does not count.
bool items_answered(const Reading& reading);

// The action `report` of an item: the act's corrections go to its thing.
// Errors: not_allowed_now when no thing gathers them, correction_already_given, invalid_data.
Status report_findings(Working& working);

// The thing has sent the notice: those whose findings it told hear of it, the others that there
// will be no other (`parent.noticed`).
void tell_correcting(Working& working);

// The applicant has brought the corrections: the items get the form as it stands now.
void tell_submitted(Working& working);

// Pointers of the reasons in a list of corrections, below `base`.
std::vector<std::string> personal_in_corrections(const Value& corrections, const std::string& base);

}  // namespace yijian::casework
