// Acts entered for an earlier day (补录): who may, for which day, and when a second person must
// have looked at the evidence.
#pragma once

#include <string_view>

#include "engine/casework/working.h"

namespace yijian::casework {

// The second person's own act: what was done, when, and the evidence that was looked at.
inline constexpr std::string_view kConfirmLate = "confirmLate";

// Whether the envelope's earlier day is one that may be entered; true of one without.
// Errors: invalid_data  reason or evidence is missing or too long; the day lies behind now, or
// before the last move of the case. R-LATE-01.
Status admissible_late(const CaseState& state, const Envelope& envelope);

// Whether the actor may enter the act for that day: staff alone, and where a limit of the case lies
// between that day and now, only what a second person has confirmed; who is noted in the step.
// Errors: role_required second_person_required (the limits in names) four_eyes. R-LATE-01,
// R-LATE-02.
Status may_enter_late(Working& working, std::string_view action);

// The deemed acceptance (视为受理) that an act of an earlier day could still undo, because nothing
// has followed it; null where there is none. It may be bound by what it sent out. R-LATE-03.
const Undoable* deemed_acceptance(const CaseState& state);

// Whether the act is entered for a day before the deemed acceptance.
bool undoes_acceptance(const CaseState& state, const Envelope& envelope);

// The state that such an act is judged in: as it was before silence accepted.
CaseState before_acceptance(const CaseState& state);

// What the act leads to: a notice of corrections or a refusal, and nothing else, would have kept
// silence from accepting. Errors: unlawful_move.
Status undone_rightly(const Working& working);

// Names the rule, where the act itself rests on none of the law.
void cite_late(Working& working);

// The data of a confirmation: the action, its instant, the evidence; and nothing else.
// Errors: invalid_data opinion_required forbidden (on another's behalf).
Status check_confirmation(const Working& working, const Act& act);

// Whether a limit has passed that an earlier day could still have kept.
bool may_be_confirmed(const CaseState& state);

}  // namespace yijian::casework
