// Scenario files on disk.
#pragma once

#include <filesystem>
#include <string>
#include <vector>

#include "engine/authoring/scenario.h"
#include "engine/base/result.h"
#include "engine/definition/load.h"

namespace yijian::cli {

struct ScenarioFile {
  std::string path;  // as it is shown and opened
  std::string text;
  Result<authoring::Scenario> scenario;
};

// Every scenario at or below the path (a file, or the *.json of every "scenarios" folder), by
// path. Errors: those of read_tree.
Result<std::vector<ScenarioFile>> read_scenarios(const std::filesystem::path& path);

// What is wrong with the file, each with its place; empty when it was read.
std::vector<definition::Problem> problems_of(const ScenarioFile& file);

// The scenario that another one goes on from, its path relative to that one's folder; it must
// lie below `root`. Errors: outside_root, not_readable, those of parse_scenario.
Result<authoring::Scenario> read_scenario_after(const std::filesystem::path& root,
                                                const authoring::Scenario& from,
                                                const std::string& path);

}  // namespace yijian::cli
