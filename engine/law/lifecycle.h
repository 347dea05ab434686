// The fixed lifecycle of a case as one Boost.MSM machine (the table of DESIGN §5).
#pragma once

#include <optional>

#include "engine/law/phase.h"

namespace yijian::law {

// Whether a case, or a duty (the office's own work), may move from one phase to another.
// Staying is no move: from == to is false.
bool may_move(Phase from, Phase to, bool duty);

// Whether a compensating step may lead back there: accepted to submitted, where a notice of
// corrections or a refusal is proven to have come in time, so that silence did not accept
// (R-LATE-03). No definition and no act of its own makes this move.
bool may_annul(Phase from, Phase to);

// Whether a case, or a duty, may begin in the phase: draft; accepted for a duty.
bool may_begin(Phase phase, bool duty);

}  // namespace yijian::law
