// The first files of a new definition: it checks clean, its scenario passes, and an editor that
// reads the settings completes and validates them.
#pragma once

#include <string>
#include <vector>

#include "engine/base/value.h"
#include "engine/definition/definition.h"

namespace yijian::authoring {

struct Wanted {
  std::string id;  // kebab-case
  definition::Kind kind = definition::Kind::item;
  definition::Text title;
  std::string department;
  std::vector<std::string> items;  // of a thing: the definitions it is made of
};

// workflow.json.
Value new_definition(const Wanted& wanted);
// scenarios/granted.json of an item; null for other kinds, whose ways their items decide.
Value new_scenario(const Wanted& wanted);
// .vscode/settings.json of the folder that holds the definitions.
Value editor_settings();

}  // namespace yijian::authoring
