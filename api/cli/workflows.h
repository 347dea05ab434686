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
// "templates"; else the path itself, or its folder.
std::filesystem::path root_of(const std::filesystem::path& path);

// `given` if there is one, else ./workflows, else the installed ones. Errors: not_readable.
Result<std::filesystem::path> workflows_root(const std::string& given);

// The files of every definition below the root (scenarios, schemas and calendars left out).
// Errors: those of read_tree.
Result<std::vector<definition::SourceFile>> definition_files(const std::filesystem::path& root);

// Those files loaded. Errors: those of read_tree.
Result<definition::Library> load_library(const std::filesystem::path& root);

// A line for each problem: "place: code: zh / en".
void list_problems(const std::vector<definition::Problem>& problems, std::ostream& out);

// Every <year>.json of the folder. Errors: not_readable, invalid_calendar, those of parse_json.
Result<std::vector<law::YearNotice>> load_notices(const std::filesystem::path& folder);

// The notices of the years; all of them when `years` is absent. Errors: unknown_year.
Result<law::WorkCalendar> calendar_of(const std::vector<law::YearNotice>& notices,
                                      const std::optional<std::vector<int>>& years);

// shared/samples.json of the root, or an empty map. Errors: those of read_file and parse_json.
Result<Value> load_samples(const std::filesystem::path& root);

}  // namespace yijian::cli
