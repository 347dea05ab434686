// What the law says of a change of phase: who may make it, with what, and what follows from it.
#pragma once

#include <optional>
#include <string>

#include "engine/casework/working.h"
#include "engine/law/phase.h"

namespace yijian::casework {

// One microstep's change, as the rules look at it.
struct PhaseMove {
  std::optional<law::Phase> from;
  law::Phase to = law::Phase::draft;
  std::string outcome;     // of the states reached
  bool direct = false;     // a person's own act takes this very transition
  bool acted = false;      // it, or an event that it raises: neither a rule nor the engine
  bool joined = false;     // a thing's items have joined: what they decided is their own
  bool has_basis = false;  // the transition names its legal basis
};

// Refuses an unlawful or premature move: the first objection, and every one into
// Working::objections where a trial wants them. Nothing is recorded.
// Errors: unlawful_move invalid_data materials_missing deferred_open correction_already_given
//         opinion_required helped_to_file decided_before.
Status judge(const Working& working, const PhaseMove& move);

// The one notice of corrections is still to be given (R-CORRECT-01).
// Errors: correction_already_given.
Status notice_to_give(const CaseState& state);

// The state as phase.suspended will make it: a copy, for what is read before it is recorded.
CaseState suspended_state(const Working& working);

// Records the phase and its consequences: clocks, licences, letters to items, the linked cases.
// Precondition: judge() agreed.
Status enter_phase(Working& working, const PhaseMove& move);

}  // namespace yijian::casework
