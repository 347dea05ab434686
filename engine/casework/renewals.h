// Licences that end: the application for renewal that the office prepares in time, and the renewal
// that silence grants (延续).
#pragma once

#include "engine/casework/working.h"

namespace yijian::casework {

// The last day on which the licence that the case is about is good; nothing when it has no end, or
// the case is about none.
std::optional<Day> held_until(const CaseState& state);

// From when a licence that the case issues is counted: today, or, where it renews one, that one's
// end, if that is later.
Instant validity_start(const Working& working);

// Sets the day on which the application for renewal is prepared. R-RENEW-02.
void await_renewal(Working& working, Day until);
// That day has come. The licence must still stand as this case issued it, as far as its register
// can tell (fact `licences`).
Status prepare_renewal(Working& working);

// A renewal that was applied for in time runs against the end of the licence. R-RENEW-01.
void watch_expiry(Working& working);
// The licence has ended, and nobody has decided: deemed granted, if the application is accepted.
Status deem_renewed(Working& working);

}  // namespace yijian::casework
