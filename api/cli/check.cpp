// yijian check: what is wrong with definitions and scenarios, each with its place.
#include <algorithm>
#include <ostream>

#include "api/cli/commands.h"
#include "api/cli/exit.h"
#include "api/cli/files.h"
#include "api/cli/scenarios.h"
#include "api/cli/workflows.h"
#include "engine/authoring/check.h"
#include "engine/authoring/findings.h"
#include "engine/base/json.h"

namespace yijian::cli {
namespace {

namespace fs = std::filesystem;
using definition::Problem;

constexpr int kMaxRounds = 8;  // of --fix: what one mends may lay bare another

// Problems of one root, places relative to it made relative to where we are.
struct Found {
  std::vector<Problem> problems;
  authoring::FileTexts texts;  // by path as shown
  size_t definitions = 0, scenarios = 0;
};

bool concerns(const std::string& path, const std::string& below) {
  return below.empty() || below == "." || path == below || path.starts_with(below + "/") ||
         path.starts_with(below + ":");
}

std::string shown(const fs::path& root, const std::string& path) {
  return (root / path).lexically_normal().generic_string();
}

Problem below_root(Problem problem, const fs::path& root) {
  problem.place = shown(root, problem.place);
  problem.file = shown(root, problem.file);
  for (definition::Related& one : problem.related) one.place = shown(root, one.place);
  for (definition::Edit& edit : problem.fix) edit.file = shown(root, edit.file);
  return problem;
}

// `below`: the part of the root that was asked about, "" for all of it.
Status check_root(const fs::path& root, const std::string& below, const authoring::Staff* staff,
                  Found& found) {
  const Result<std::vector<definition::SourceFile>> files = definition_files(root);
  if (!files) return files.error();
  const authoring::Checked checked = authoring::check(*files, staff);
  found.definitions += checked.library.bundles.size();
  for (const definition::SourceFile& file : *files)
    found.texts.emplace(shown(root, file.path), file.text);
  for (const Problem& problem : checked.problems)
    if (concerns(problem.place, below)) found.problems.push_back(below_root(problem, root));
  const Result<std::vector<ScenarioFile>> scenarios = read_scenarios(root / below);
  if (!scenarios) return scenarios.error();
  found.scenarios += scenarios->size();
  for (const ScenarioFile& file : *scenarios) {
    found.texts.emplace(file.path, file.text);
    for (Problem& problem : problems_of(file)) found.problems.push_back(std::move(problem));
  }
  return {};
}

Status check_all(const std::vector<std::string>& paths, const authoring::Staff* staff,
                 Found& found) {
  for (const std::string& path : paths) {
    std::error_code ec;
    if (!fs::exists(path, ec)) return Error{"not_readable", "there is no " + path, "", path};
    const fs::path root = root_of(path);
    const std::string below =
        fs::weakly_canonical(path, ec).lexically_relative(root).generic_string();
    const fs::path from = below == "." ? fs::path(path) : root;
    const Status status = check_root(from, below == "." ? "" : below, staff, found);
    if (!status) return status;
  }
  return {};
}

void print(const Found& found, const std::string& format, const Io& io) {
  if (format == "sarif") {
    io.out << to_pretty_json(authoring::as_sarif(found.problems, YIJIAN_VERSION)) << "\n";
  } else if (format == "json") {
    List list;
    for (const Problem& problem : found.problems) list.push_back(authoring::as_value(problem));
    io.out << to_json(Map{{"problems", list},
                          {"definitions", static_cast<int64_t>(found.definitions)},
                          {"scenarios", static_cast<int64_t>(found.scenarios)}})
           << "\n";
  } else {
    io.out << authoring::told(found.problems, found.texts);
    io.err << found.definitions << " definitions, " << found.scenarios << " scenarios, "
           << found.problems.size() << " problems\n";
  }
}

// Mends what is certain, round after round, and leaves in `found` what remains.
Status mend(const std::vector<std::string>& paths, const authoring::Staff* staff, Found& found,
            const Io& io) {
  size_t mended = 0;
  for (int round = 0; round < kMaxRounds; ++round) {
    authoring::FileTexts texts = found.texts;
    const size_t applied = authoring::apply_fixes(found.problems, texts);
    if (applied == 0) break;
    mended += applied;
    for (const auto& [path, text] : texts)
      if (text != found.texts[path])
        if (const Status status = replace_file(path, text); !status) return status;
    found = Found{};
    if (const Status status = check_all(paths, staff, found); !status) return status;
  }
  io.err << "修正 / mended: " << mended << "\n";
  return {};
}

// The accounts of a node, when they are named.
Result<std::optional<authoring::Staff>> read_staff(const std::string& path) {
  if (path.empty()) return std::optional<authoring::Staff>();
  const Result<Value> users = read_json(path);
  if (!users) return users.error();
  Result<authoring::Staff> staff = authoring::staff_of(*users);
  if (!staff) return staff.error();
  return std::optional(*std::move(staff));
}

int run_check(const Arguments& arguments, const Io& io) {
  std::vector<std::string> paths = arguments.all("PATH");
  if (paths.empty()) {
    const Result<fs::path> root = workflows_root("");
    if (!root) return report(root.error(), io);
    paths.push_back(root->string());
  }
  const std::string format = arguments.text("format", arguments.json() ? "json" : "human");
  if (format != "human" && format != "json" && format != "sarif")
    return report({"usage", "--format is human, json or sarif"}, io);
  const Result<std::optional<authoring::Staff>> known = read_staff(arguments.text("users"));
  if (!known) return report(known.error(), io);
  const authoring::Staff* staff = *known ? &**known : nullptr;
  Found found;
  Status status = check_all(paths, staff, found);
  if (status && arguments.has("fix")) status = mend(paths, staff, found, io);
  if (!status) return report(status.error(), io);
  print(found, format, io);
  return definition::has_findings(found.problems) ? kFindings : kOk;
}

}  // namespace

const CommandSpec& check_command() {
  static const CommandSpec spec{
      "check",
      "检查定义 / check definitions and scenarios",
      {{"PATH", Takes::many, false, "目录或文件 / folders or files"}},
      {{"--format", Takes::one, false, "human、json 或 sarif / human, json or sarif"},
       {"--users", Takes::one, false,
        "账号文件：看各岗位有没有人 / a file of accounts: is somebody there to act?"},
       {"--fix", Takes::nothing, false, "改正确有把握的 / mend what is certain"}},
      run_check};
  return spec;
}

}  // namespace yijian::cli
