#include "engine/casework/insider.h"

#include "engine/casework/reading.h"
#include "engine/casework/state.h"

namespace yijian::casework {

Insider insider_of(const Actor& actor) {
  return {.department = actor.department,
          .role = bound_to_department(actor.role) ? "" : actor.role};
}

bool may_know(const CaseState& state, const Actor& actor) {
  return !state.restricted || actor.role == "auditor" ||
         handles(insider_of(actor), state.department, state.tasks);
}

}  // namespace yijian::casework
