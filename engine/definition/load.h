// From files to bundles: families and tables expanded, templates applied, references resolved,
// compiled and checked. Reads no file itself: the caller brings texts.
#pragma once

#include <memory>
#include <string>
#include <vector>

#include "engine/base/result.h"
#include "engine/definition/definition.h"
#include "engine/definition/problem.h"

namespace yijian::definition {

// One file of a workflows directory: its path below it ("permit/workflow.json",
// "templates/standard-approval.json", "shared/dictionary.json", "permit/permits.json") and its
// text.
struct SourceFile {
  std::string path;
  std::string text;
};

class Places;

// A definition that was compiled, and where its parts stand: what a checker needs beyond the
// bundles. One whose checks found problems is here too; only its chart must be sound.
struct Compiled {
  std::shared_ptr<const Definition> definition;
  std::shared_ptr<const Places> places;
  Value value;            // as expanded, before its template was applied
  bool is_sound = false;  // no problem was found in it, or in what it opens
};

// Everything that was loaded. Definitions with problems are not in its bundles.
struct Library {
  std::vector<std::shared_ptr<const Bundle>> bundles;  // by id of the main definition, ascending
  std::vector<Problem> problems;                       // in order of file and line
  std::vector<Compiled> compiled;                      // by id
  const Bundle* find(std::string_view workflow) const;
};

// Loads every `*/workflow.json`; one cause, one problem; never throws.
Library load(const std::vector<SourceFile>& files);

// A bundle from its stored source again. Errors: invalid_definition.
Result<std::shared_ptr<const Bundle>> compile_bundle(const Value& source);

}  // namespace yijian::definition
