// What holds between definitions: a thing's items and their materials, forms and questions; the
// duty that verifies a commitment.
#pragma once

#include <map>
#include <memory>
#include <string>
#include <vector>

#include "engine/definition/draft.h"
#include "engine/definition/families.h"

namespace yijian::definition {

// A compiled definition with what it was compiled from.
struct Unit {
  Expanded expanded;
  std::shared_ptr<Definition> definition;             // null: it has problems
  std::shared_ptr<const Definition> drawn = nullptr;  // its chart at least is sound; or null
  std::shared_ptr<const Places> places = nullptr;     // where the parts of `drawn` stand
  std::vector<Expression> expressions{};              // of it, where their types are checked
};
struct Units {
  std::map<std::string, Unit, std::less<>> by_id;
  bool complete = true;  // no file failed to give its definitions
  const Unit* find(std::string_view id) const;
};

// Ids of the definitions that a case of this one may open itself.
std::vector<std::string> opens(const Definition& definition);

// Checks the cross-references of all units and merges items' materials into things. What fails
// loses its definition.
void link(Units& units, Report& report);

}  // namespace yijian::definition
