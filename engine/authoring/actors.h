// Who acts in a scenario: "role[@department][/person]", or whom the definition lets act.
#pragma once

#include <string>
#include <string_view>

#include "engine/base/value.h"
#include "engine/casework/state.h"
#include "engine/casework/step.h"
#include "engine/definition/definition.h"

namespace yijian::authoring {

// The role that an action falls to when nobody is named: the first that its act permits, the act
// of an active state before another; of the kernel's commands clerk for defer, applicant else.
std::string default_role(const definition::Definition& definition, const casework::CaseState& state,
                         std::string_view action);

// The actor.
//
//   who        "role[@department][/person]". Without a department the open task's of that role,
//              else the case's. Without a person, one stable person per role and department, so
//              that four eyes hold by default; a person named keeps its id in every role.
//   applicant  party of the samples: {type, name, id, ...}.
casework::Actor actor_from(std::string_view who, const casework::CaseState& state,
                           const Value& applicant);

}  // namespace yijian::authoring
