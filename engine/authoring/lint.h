// One definition under the checker, and the list that its findings go to.
#pragma once

#include <map>
#include <set>
#include <string>
#include <vector>

#include "engine/authoring/explore.h"
#include "engine/definition/load.h"
#include "engine/definition/problems.h"

namespace yijian::authoring {

// A finding with what it is about still told by a pointer into the definition as put together.
struct Lint {
  std::string code;
  definition::Origin at;
  std::vector<std::string> words;
  std::vector<std::pair<definition::Origin, definition::Note>> related = {};
  std::vector<std::string> path = {};
  std::string suggestion = {};
};

// What lints read of one definition.
struct Subject {
  const definition::Definition& definition;
  const definition::Places& places;
  const Value& value;                           // as expanded
  const std::map<std::string, Value>& written;  // the files' values, by path
  const std::set<std::string>& issued;          // materials that an act of any definition writes
  const definition::Library& library;

  // Whether the author wrote what stands at the pointer: exits are the engine's.
  bool is_written(std::string_view pointer) const;
  definition::Origin place(const chart::State& state) const {
    return places.at("/machine" + state.pointer);
  }
};

using Lints = std::vector<Lint>;

// Limits, timers, roles.
void lint_law(const Subject& subject, Lints& out);
// Materials, form, guards that are constant.
void lint_contents(const Subject& subject, Lints& out);
// What exploring shows.
void lint_paths(const Subject& subject, const Exploration& exploration, Lints& out);

}  // namespace yijian::authoring
