// Steps undone by a step (撤销上一步): what was done last, the same day, while nobody relies on it.
// Nothing is deleted.
#pragma once

#include <optional>

#include "engine/casework/working.h"

namespace yijian::casework {

inline constexpr std::string_view kRetract = "retract";

// Whether the actor may take back what was last done.
//   today  on which; without it, any day passes.
// Errors: not_allowed_now (nothing can be undone, another day, another's) already_acted_upon (what
// went out, in names). R-RETRACT-01.
Status may_retract(const CaseState& state, const Actor& actor, std::optional<Day> today);

// Records that the case stands again as before the step that can be undone.
// Errors: not_allowed_now already_acted_upon unlawful_move (of a change of phase that no
// compensation makes).
Status undo(Working& working);

}  // namespace yijian::casework
