#include "engine/definition/load.h"

#include "engine/definition/bundle.h"
#include "engine/definition/compile.h"

namespace yijian::definition {
namespace {

Units compile_all(const Sources& sources, Report& report) {
  Units units;
  for (const ParsedFile& file : sources.workflows)
    for (Expanded& one : expand(file, sources.environment, report)) {
      const std::string id = one.value.text("id");
      if (units.contains(id)) {
        report.add("duplicate_definition", {file.path, "/id"}, {id});
        continue;
      }
      Unit unit{std::move(one), nullptr};
      unit.definition = compile_definition(unit.expanded, sources.environment, report);
      if (!id.empty()) units.emplace(id, std::move(unit));
    }
  return units;
}

}  // namespace

const Bundle* Library::find(std::string_view workflow) const {
  for (const auto& bundle : bundles)
    if (bundle->main == workflow) return bundle.get();
  return nullptr;
}

Library load(const std::vector<SourceFile>& files) {
  Report report;
  const Sources sources = read_sources(files, report);
  Units units = compile_all(sources, report);
  link(units, report);
  Library library;
  for (const auto& [id, unit] : units)
    if (auto bundle = make_bundle(id, units, sources.environment))
      library.bundles.push_back(std::move(bundle));
  library.problems = report.problems(sources.texts);
  return library;
}

}  // namespace yijian::definition
