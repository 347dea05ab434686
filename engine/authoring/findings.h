// Problems of definitions and scenarios as text: for people, for programs, for code hosts.
#pragma once

#include <map>
#include <string>
#include <vector>

#include "engine/authoring/scenario.h"
#include "engine/base/value.h"
#include "engine/definition/load.h"

namespace yijian::authoring {

// Texts of the files that problems stand in, by Problem::file.
using FileTexts = std::map<std::string, std::string, std::less<>>;

// For people: "file:line:col: severity: code: zh / en", the line with the place underlined, what
// was probably meant, other places, the way there.
std::string told(const definition::Problem& problem, const FileTexts& texts);
// The problems one after another, and the count of each severity.
std::string told(const std::vector<definition::Problem>& problems, const FileTexts& texts);

// {place, pointer, code, severity, zh, en, span, suggestion?, related?, path?, fix?}.
Value as_value(const definition::Problem& problem);

// A SARIF 2.1.0 log of one run. `version`: of the program.
Value as_sarif(const std::vector<definition::Problem>& problems, std::string_view version);

// What is wrong with a scenario file that could not be read.
std::vector<definition::Problem> scenario_problems(const std::string& file, const std::string& text,
                                                   const Error& error);

// The texts with every fix applied that overlaps none before it; how many were applied.
size_t apply_fixes(const std::vector<definition::Problem>& problems, FileTexts& texts);

}  // namespace yijian::authoring
