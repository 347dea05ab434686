#include "api/cli/scenarios.h"

#include <algorithm>
#include <system_error>

#include "api/cli/files.h"
#include "engine/authoring/findings.h"

namespace yijian::cli {
namespace {

namespace fs = std::filesystem;

// Absolute, so that the folder's name is found however the file was named.
Result<authoring::Scenario> parsed(const fs::path& path, const std::string& text) {
  std::error_code ec;
  const std::string shown = path.lexically_normal().generic_string();
  Result<authoring::Scenario> scenario = authoring::parse_scenario(text, shown);
  if (scenario && scenario->folder.empty())
    scenario->folder = fs::absolute(path, ec).parent_path().parent_path().filename().string();
  return scenario;
}

}  // namespace

Result<std::vector<ScenarioFile>> read_scenarios(const fs::path& path) {
  std::error_code ec;
  std::vector<fs::path> paths;
  if (fs::is_regular_file(path, ec)) {
    if (fs::absolute(path, ec).parent_path().filename() == "scenarios") paths.push_back(path);
  } else {
    const Result<std::vector<std::string>> found = list_tree(path, ".json");
    if (!found) return found.error();
    for (const std::string& one : *found)
      if (fs::weakly_canonical(path / one, ec).parent_path().filename() == "scenarios")
        paths.push_back(path / one);
  }
  std::vector<ScenarioFile> files;
  for (const fs::path& one : paths) {
    Result<std::string> text = read_file(one);
    if (!text) return text.error();
    Result<authoring::Scenario> scenario = parsed(one, *text);
    files.push_back(
        {one.lexically_normal().generic_string(), std::move(*text), std::move(scenario)});
  }
  return files;
}

std::vector<definition::Problem> problems_of(const ScenarioFile& file) {
  if (file.scenario) return {};
  return authoring::scenario_problems(file.path, file.text, file.scenario.error());
}

Result<authoring::Scenario> read_scenario_after(const fs::path& root,
                                                const authoring::Scenario& from,
                                                const std::string& path) {
  std::error_code ec;
  const fs::path whole = fs::weakly_canonical(fs::path(from.file).parent_path() / path, ec);
  const fs::path inside = whole.lexically_relative(fs::weakly_canonical(root, ec));
  if (inside.empty() || inside.begin()->string() == "..")
    return Error{"outside_root", "the scenario before lies outside the workflows"};
  const Result<std::string> text = read_file(whole);
  if (!text) return text.error();
  return parsed(whole, *text);
}

}  // namespace yijian::cli
