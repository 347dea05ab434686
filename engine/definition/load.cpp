#include "engine/definition/load.h"

#include "engine/definition/bundle.h"
#include "engine/definition/check_documents.h"
#include "engine/definition/check_types.h"
#include "engine/definition/compile.h"
#include "engine/definition/handlers.h"

namespace yijian::definition {
namespace {

void add_unit(Units& units, Expanded expanded, const Sources& sources, Report& report) {
  const std::string id = expanded.value.text("id");
  if (const Unit* first = units.find(id); first != nullptr) {
    report.add("duplicate_definition", {expanded.file, "/id"}, {id})
        .relate({first->expanded.file, "/id"}, Note::first_here);
    return;
  }
  Unit unit{std::move(expanded), nullptr};
  unit.definition = compile_definition(unit, sources.environment, report);
  if (id.empty())
    units.complete = false;
  else
    units.by_id.emplace(id, std::move(unit));
}

Units compile_all(const Sources& sources, Report& report) {
  Units units;
  units.complete = sources.complete;
  for (const ParsedFile& file : sources.workflows) {
    const size_t before = report.size();
    std::vector<Expanded> expanded = expand(file, sources.environment, report);
    if (report.size() != before) units.complete = false;
    for (Expanded& one : expanded) add_unit(units, std::move(one), sources, report);
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
  check_types(units, report);
  add_handled(units, sources.environment, report);
  check_documents(units, sources.environment, report);
  link(units, report);
  Library library;
  for (const auto& [id, unit] : units.by_id) {
    if (!handler_of(id).empty()) continue;  // runs within its thing alone
    if (auto bundle = make_bundle(id, units, sources.environment))
      library.bundles.push_back(std::move(bundle));
  }
  for (const auto& [id, unit] : units.by_id)
    if (unit.drawn != nullptr && handler_of(id).empty())
      library.compiled.push_back(
          {unit.drawn, unit.places, unit.expanded.value, unit.definition != nullptr});
  library.problems = report.problems(sources.texts);
  return library;
}

}  // namespace yijian::definition
