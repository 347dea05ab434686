// From files to bundles: families and tables expanded, templates applied, references resolved,
// compiled and checked. Reads no file itself: the caller brings texts.
#pragma once

#include <memory>
#include <string>
#include <vector>

#include "engine/base/result.h"
#include "engine/definition/definition.h"

namespace yijian::definition {

// One file of a workflows directory: its path below it ("permit/workflow.json",
// "templates/standard-approval.json", "shared/dictionary.json", "permit/permits.json") and its
// text.
struct SourceFile {
  std::string path;
  std::string text;
};

struct Problem {
  std::string code;     // stable
  std::string place;    // file:line:col
  std::string pointer;  // JSON pointer within the file, when it stands in one
  Text message;         // zh, en
};

// Everything that was loaded. Definitions with problems are not in it.
struct Library {
  std::vector<std::shared_ptr<const Bundle>> bundles;  // by id of the main definition, ascending
  std::vector<Problem> problems;                       // in order of file and line
  const Bundle* find(std::string_view workflow) const;
};

// Loads every `*/workflow.json`; one cause, one problem; never throws.
Library load(const std::vector<SourceFile>& files);

// A bundle from its stored source again. Errors: invalid_definition.
Result<std::shared_ptr<const Bundle>> compile_bundle(const Value& source);

}  // namespace yijian::definition
