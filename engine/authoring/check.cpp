#include "engine/authoring/check.h"

#include <algorithm>
#include <tuple>

#include "engine/authoring/lint.h"
#include "engine/base/json.h"

namespace yijian::authoring {
namespace {

using definition::Compiled;
using definition::Problem;
using definition::Severity;

std::map<std::string, Value> values_of(const std::vector<definition::SourceFile>& files) {
  std::map<std::string, Value> out;
  for (const definition::SourceFile& file : files)
    if (Result<Value> value = parse_json(file.text)) out.emplace(file.path, std::move(*value));
  return out;
}

std::set<std::string> materials_issued(const std::vector<Compiled>& all) {
  std::set<std::string> out;
  for (const Compiled& one : all)
    for (const definition::Act& act : one.definition->acts)
      out.insert(act.materials.begin(), act.materials.end());
  return out;
}

// Of definitions that share a file, a template or a family, each must show the same before the
// file is blamed: what one of them leaves unused another uses. An error of one is enough.
class Gathering {
 public:
  void add(const Compiled& compiled, Lints lints) {
    ++users_[compiled.places->file()];
    const std::string machine = compiled.places->at("/machine").file;
    if (machine != compiled.places->file()) ++users_[machine];
    for (Lint& lint : lints) {
      const auto key = std::make_tuple(lint.code, lint.at.file, lint.at.pointer);
      auto [known, fresh] = found_.try_emplace(key, std::move(lint), 0);
      ++known->second.second;
    }
  }

  void report(definition::Report& report) const {
    for (const auto& [key, found] : found_) {
      const auto& [lint, times] = found;
      const definition::Code* code = definition::find_code(lint.code);
      const auto users = users_.find(lint.at.file);
      const size_t all = users == users_.end() ? 1 : users->second;
      // Whether somebody is there differs from row to row of a family.
      if (code->severity == Severity::warning && lint.code != "nobody_holds" && times < all)
        continue;
      definition::Finding& finding = report.add(lint.code, lint.at, lint.words).along(lint.path);
      if (!lint.suggestion.empty()) finding.propose(lint.suggestion);
      for (const auto& [place, note] : lint.related) finding.relate(place, note);
    }
  }

 private:
  std::map<std::string, size_t> users_;
  std::map<std::tuple<std::string, std::string, std::string>, std::pair<Lint, size_t>> found_;
};

// The way to an unlawful move that loading has found, when exploring finds it too.
void add_paths(const Compiled& compiled, const Exploration& exploration,
               std::vector<Problem>& problems) {
  for (const Violation& violation : exploration.violations) {
    if (violation.code != "unlawful_move") continue;
    const definition::Origin at = compiled.places->at("/machine" + violation.pointer);
    for (Problem& problem : problems)
      if (problem.code == violation.code && problem.file == at.file &&
          problem.pointer == at.pointer)
        problem.path = violation.path;
  }
}

}  // namespace

bool Subject::is_written(std::string_view pointer) const {
  const definition::Origin origin = places.at(pointer);
  const auto file = written.find(origin.file);
  return file != written.end() && at_pointer(file->second, origin.pointer) != nullptr;
}

Checked check(const std::vector<definition::SourceFile>& files, const Staff* staff) {
  Checked out{definition::load(files), {}};
  const std::map<std::string, Value> written = values_of(files);
  const std::set<std::string> issued = materials_issued(out.library.compiled);
  Gathering gathering;
  size_t left = kMaxCheckWork;
  for (const Compiled& compiled : out.library.compiled) {
    Bounds bounds;
    bounds.work = std::min(bounds.work, left);
    const bool spelled = compiled.places->at("/machine").file == compiled.places->file();
    const Exploration exploration =
        explore(*compiled.definition, spelled ? Engine::as_declared : Engine::whatever, bounds);
    left -= std::min(left, exploration.work);
    add_paths(compiled, exploration, out.library.problems);
    if (!compiled.is_sound) continue;
    const Subject subject{*compiled.definition, *compiled.places, compiled.value, written, issued,
                          out.library};
    Lints lints;
    lint_law(subject, lints);
    lint_contents(subject, lints);
    lint_paths(subject, exploration, lints);
    if (staff != nullptr) lint_staffing(subject, *staff, lints);
    gathering.add(compiled, std::move(lints));
  }
  definition::Report report;
  gathering.report(report);
  definition::Texts texts;
  for (const definition::SourceFile& file : files) texts.emplace(file.path, file.text);
  out.problems = out.library.problems;
  for (Problem& problem : report.problems(texts)) out.problems.push_back(std::move(problem));
  std::stable_sort(out.problems.begin(), out.problems.end(),
                   [](const Problem& a, const Problem& b) {
                     return std::tie(a.file, a.begin.line, a.begin.column) <
                            std::tie(b.file, b.begin.line, b.begin.column);
                   });
  return out;
}

}  // namespace yijian::authoring
