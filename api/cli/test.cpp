// yijian test: runs scenarios and explains what does not hold.
#include <algorithm>
#include <map>
#include <ostream>

#include "api/cli/commands.h"
#include "api/cli/exit.h"
#include "api/cli/laboratory.h"
#include "api/cli/scenarios.h"
#include "api/cli/workflows.h"
#include "engine/authoring/coverage.h"
#include "engine/authoring/run.h"
#include "engine/base/json.h"

namespace yijian::cli {
namespace {

namespace fs = std::filesystem;

struct Tally {
  int64_t passed = 0, failed = 0;
  List lines;  // of --json
  authoring::Coverage coverage;
};

void print(const authoring::Report& report, const Io& io) {
  io.out << (report.passed() ? "ok    " : "FAIL  ") << report.file << "  " << report.rule << "  "
         << report.title.zh << " / " << report.title.en << "\n";
  for (const authoring::Failure& failure : report.failures) {
    io.out << "      " << failure.place << ": " << failure.what << " " << failure.got;
    if (!failure.expected.empty()) io.out << ", expected " << failure.expected;
    if (!failure.note.empty()) io.out << ": " << failure.note;
    io.out << "\n";
  }
}

Value as_json(const authoring::Report& report) {
  List failures;
  for (const authoring::Failure& failure : report.failures)
    failures.push_back(Map{{"place", failure.place},
                           {"pointer", failure.pointer},
                           {"what", failure.what},
                           {"got", failure.got},
                           {"expected", failure.expected},
                           {"note", failure.note}});
  return Map{{"file", report.file},
             {"rule", report.rule},
             {"passed", report.passed()},
             {"steps", static_cast<int64_t>(report.steps_run)},
             {"failures", failures}};
}

authoring::Report unreadable(const ScenarioFile& file) {
  authoring::Report report;
  report.file = file.path;
  for (const definition::Problem& problem : problems_of(file))
    report.failures.push_back(
        {problem.place, problem.pointer, problem.code, problem.message.en, "", ""});
  return report;
}

void count(const authoring::Report& report, bool json, const Io& io, Tally& tally) {
  (report.passed() ? tally.passed : tally.failed) += 1;
  if (json)
    tally.lines.push_back(as_json(report));
  else
    print(report, io);
}

void print_coverage(const authoring::Coverage& coverage, const Io& io) {
  for (const authoring::Covered& one : coverage.covered()) {
    io.out << one.workflow << "  状态 / states " << one.states.size() << "/"
           << one.states.size() + one.states_missed.size() << "  转移 / transitions "
           << one.transitions.size() << "/"
           << one.transitions.size() + one.transitions_missed.size() << "\n";
    for (const std::string& state : one.states_missed) io.out << "      - " << state << "\n";
    for (const std::string& missed : one.transitions_missed) io.out << "      - " << missed << "\n";
  }
}

List texts_as_json(const std::vector<std::string>& texts) {
  return List(texts.begin(), texts.end());
}

Value coverage_as_json(const authoring::Coverage& coverage) {
  List out;
  for (const authoring::Covered& one : coverage.covered())
    out.push_back(Map{{"workflow", one.workflow},
                      {"states", texts_as_json(one.states)},
                      {"statesMissed", texts_as_json(one.states_missed)},
                      {"transitions", texts_as_json(one.transitions)},
                      {"transitionsMissed", texts_as_json(one.transitions_missed)}});
  return out;
}

// Laboratories by root: definitions are loaded once.
using Laboratories = std::map<std::string, std::unique_ptr<Laboratory>>;

Result<const Laboratory*> laboratory(const fs::path& path, const Io& io, Laboratories& known) {
  const fs::path root = root_of(path);
  std::unique_ptr<Laboratory>& place = known[root.string()];
  if (place == nullptr) {
    Result<std::unique_ptr<Laboratory>> opened = Laboratory::open(root);
    if (!opened) return opened.error();
    place = std::move(*opened);
    list_problems(place->problems(), io.err);
  }
  return place.get();
}

Status run_below(const std::string& path, bool json, const Io& io, Laboratories& known,
                 Tally& tally) {
  const Result<std::vector<ScenarioFile>> files = read_scenarios(path);
  if (!files) return files.error();
  const Result<const Laboratory*> laboratory_here = laboratory(path, io, known);
  if (!laboratory_here) return laboratory_here.error();
  for (const ScenarioFile& file : *files) {
    const authoring::Report one =
        file.scenario ? authoring::run(*file.scenario, (*laboratory_here)->surroundings())
                      : unreadable(file);
    count(one, json, io, tally);
    for (authoring::Travelled moved : one.travelled) {
      moved.case_id = file.path + " " + moved.case_id;  // ids are the same in every scenario
      if (const auto definition = (*laboratory_here)->definition(moved.workflow))
        tally.coverage.add(*definition, moved);
    }
  }
  return {};
}

int run_test(const Arguments& arguments, const Io& io) {
  std::vector<std::string> paths = arguments.all("PATH");
  if (paths.empty()) {
    const Result<fs::path> root = workflows_root("");
    if (!root) return report(root.error(), io);
    paths.push_back(root->string());
  }
  Laboratories known;
  Tally tally;
  for (const std::string& path : paths) {
    const Status status = run_below(path, arguments.json(), io, known, tally);
    if (!status) return report(status.error(), io);
  }
  const bool covers = arguments.has("coverage");
  if (arguments.json()) {
    Map result{{"scenarios", tally.lines}, {"passed", tally.passed}, {"failed", tally.failed}};
    if (covers) result.set("coverage", coverage_as_json(tally.coverage));
    io.out << to_json(result) << "\n";
  } else {
    if (covers) print_coverage(tally.coverage, io);
    io.out << tally.passed << " passed, " << tally.failed << " failed\n";
  }
  return tally.failed == 0 ? kOk : kFindings;
}

}  // namespace

const CommandSpec& test_command() {
  static const CommandSpec spec{"test",
                                "跑情景 / run scenarios",
                                {{"PATH", Takes::many, false, "目录或文件 / folders or files"}},
                                {{"--coverage", Takes::nothing, false,
                                  "走过的状态和转移 / states and transitions come through"}},
                                run_test};
  return spec;
}

}  // namespace yijian::cli
