// yijian check: what is wrong with definitions and scenarios, each with its place.
#include <algorithm>
#include <ostream>
#include <set>

#include "api/cli/commands.h"
#include "api/cli/exit.h"
#include "api/cli/scenarios.h"
#include "api/cli/workflows.h"
#include "engine/base/json.h"

namespace yijian::cli {
namespace {

namespace fs = std::filesystem;
using definition::Problem;

// Problems of one root, places relative to it made relative to where we are.
struct Found {
  std::vector<Problem> problems;
  size_t definitions = 0, scenarios = 0;
};

bool concerns(const std::string& path, const std::string& below) {
  return below.empty() || below == "." || path == below || path.starts_with(below + "/") ||
         path.starts_with(below + ":");
}

// `below`: the part of the root that was asked about, "" for all of it.
Status check_root(const fs::path& root, const std::string& below, Found& found) {
  const Result<definition::Library> library = load_library(root);
  if (!library) return library.error();
  found.definitions += library->bundles.size();
  for (Problem problem : library->problems) {
    if (!concerns(problem.place, below)) continue;
    problem.place = (root / problem.place).string();
    found.problems.push_back(std::move(problem));
  }
  const Result<std::vector<ScenarioFile>> scenarios = read_scenarios(root / below);
  if (!scenarios) return scenarios.error();
  found.scenarios += scenarios->size();
  for (const ScenarioFile& file : *scenarios)
    for (Problem& problem : problems_of(file)) found.problems.push_back(std::move(problem));
  return {};
}

Value as_json(const Problem& problem) {
  return Map{{"place", problem.place},
             {"pointer", problem.pointer},
             {"code", problem.code},
             {"zh", problem.message.zh},
             {"en", problem.message.en}};
}

void print(const Found& found, bool json, const Io& io) {
  if (!json) {
    list_problems(found.problems, io.out);
    io.err << found.definitions << " definitions, " << found.scenarios << " scenarios, "
           << found.problems.size() << " problems\n";
    return;
  }
  List list;
  for (const Problem& problem : found.problems) list.push_back(as_json(problem));
  io.out << to_json(Map{{"problems", list},
                        {"definitions", static_cast<int64_t>(found.definitions)},
                        {"scenarios", static_cast<int64_t>(found.scenarios)}})
         << "\n";
}

int run_check(const Arguments& arguments, const Io& io) {
  std::vector<std::string> paths = arguments.all("PATH");
  if (paths.empty()) {
    const Result<fs::path> root = workflows_root("");
    if (!root) return report(root.error(), io);
    paths.push_back(root->string());
  }
  Found found;
  for (const std::string& path : paths) {
    std::error_code ec;
    if (!fs::exists(path, ec)) return report({"not_readable", "there is no " + path, "", path}, io);
    const fs::path root = root_of(path);
    const std::string below =
        fs::weakly_canonical(path, ec).lexically_relative(root).generic_string();
    const fs::path shown = below == "." ? fs::path(path) : root;
    const Status status = check_root(shown, below == "." ? "" : below, found);
    if (!status) return report(status.error(), io);
  }
  print(found, arguments.json(), io);
  return found.problems.empty() ? kOk : kFindings;
}

}  // namespace

const CommandSpec& check_command() {
  static const CommandSpec spec{"check",
                                "检查定义 / check definitions and scenarios",
                                {{"PATH", Takes::many, false, "目录或文件 / folders or files"}},
                                {},
                                run_check};
  return spec;
}

}  // namespace yijian::cli
