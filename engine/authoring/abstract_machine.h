// A machine whose guards answer both ways: what an explorer steps instead of the real one.
#pragma once

#include <string>
#include <vector>

#include "engine/definition/definition.h"

namespace yijian::authoring {

// The chart of a definition without its data: every guard, and every condition of an action, that
// reads a case is a name that the host answers ("choice_<n>", equal texts sharing a number);
// assignments and outputs are gone. What asks for states alone, and what asks a finished
// invocation for its outcome, stays as it is; so does what asks for case.origin alone, which never
// changes: the host answers it.
struct AbstractMachine {
  chart::Machine machine;
  bool asks_origin = false;
  std::vector<std::string> choices;  // the guards by number, as written
};
AbstractMachine abstracted(const definition::Definition& definition);

// The number in "choice_<n>", or -1.
int choice_number(std::string_view name);

}  // namespace yijian::authoring
