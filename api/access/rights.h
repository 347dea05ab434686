// Who may see what. Deny by default, decided here alone.
#pragma once

#include <optional>
#include <string>

#include "engine/casework/insider.h"
#include "engine/casework/project.h"
#include "engine/casework/state.h"
#include "engine/casework/step.h"

namespace yijian::access {

struct Rights {
  bool see = false;       // that the case exists, and what is not personal
  bool personal = false;  // personal fields, opinions, corrections
};

// Staff of the case's department, or of a department with a task in it, see all; supervisors and
// governors too. Other staff and auditors see it with personal fields masked. An applicant sees
// the cases of its own party, whole, and no others. Integrators and admins see none. Of restricted
// cases whoever does not handle them sees nothing, but for auditors and the party.
Rights rights_over(const casework::CaseState& state, const casework::Actor& actor);

// The same for the rows of a list, which staff see all, but restricted cases that are not theirs.
// Of the others an applicant lists the cases
// of its own party, found by the party's key; nobody else lists any.
bool may_list(const casework::Actor& actor);
std::optional<casework::Insider> listed_as(const casework::Actor& actor);
std::optional<std::string> listed_party(const casework::Actor& actor);

// Works for the office.
bool is_staff(const casework::Actor& actor);

}  // namespace yijian::access
