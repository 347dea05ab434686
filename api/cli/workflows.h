// A folder of workflows on disk: definitions, calendars, samples and scenarios below one root.
#pragma once

#include <filesystem>
#include <iosfwd>
#include <optional>
#include <string>
#include <vector>

#include "engine/base/result.h"
#include "engine/base/value.h"
#include "engine/definition/load.h"
#include "engine/law/calendar.h"

namespace yijian::cli {

// The root that a path lies in: itself or the nearest folder above that holds "calendars" or
// "templates"; else the folder around a definition's own; else the path itself, or its folder.
std::filesystem::path root_of(const std::filesystem::path& path);

// `given` if there is one, else ./workflows, else the installed ones. Errors: not_readable.
Result<std::filesystem::path> workflows_root(const std::string& given);

// The files of every definition below the root (scenarios, schemas and calendars left out).
// Errors: those of read_tree.
Result<std::vector<definition::SourceFile>> definition_files(const std::filesystem::path& root);

// Those files loaded. Errors: those of read_tree.
Result<definition::Library> load_library(const std::filesystem::path& root);

// The definitions at a path: those of a workflow.json or of its folder, or all below a root;
// `id`, when not empty, picks one. Sound or not, but with a machine.
// Errors: those of read_tree; invalid_definition (faults) when there is none; unknown_workflow.
Result<std::vector<definition::Compiled>> definitions_at(const std::filesystem::path& path,
                                                         const std::string& id);
// The same when exactly one is meant. Errors: also `usage` when there are several (names).
Result<definition::Compiled> definition_at(const std::filesystem::path& path,
                                           const std::string& id);

// A line for each problem: "place: code: zh / en".
void list_problems(const std::vector<definition::Problem>& problems, std::ostream& out);

// Every <year>.json of the folder. Errors: not_readable, invalid_calendar, those of parse_json.
Result<std::vector<law::YearNotice>> load_notices(const std::filesystem::path& folder);

// shared/samples.json of the root, or an empty map. Errors: those of read_file and parse_json.
Result<Value> load_samples(const std::filesystem::path& root);

}  // namespace yijian::cli
