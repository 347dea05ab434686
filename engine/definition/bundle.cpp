#include "engine/definition/bundle.h"

#include <algorithm>
#include <set>
#include <tuple>

#include "engine/base/canonical.h"
#include "engine/base/digest.h"
#include "engine/definition/compile.h"
#include "engine/definition/schema_fields.h"
#include "engine/definition/templates.h"

namespace yijian::definition {
namespace {

// Adds the definition and all that is opened from it, transitively. False: one is missing.
bool add_closure(std::string_view id, const Units& units, std::set<std::string>& seen) {
  std::vector<std::string> todo = {std::string(id)};
  while (!todo.empty()) {
    const std::string next = std::move(todo.back());
    todo.pop_back();
    if (!seen.insert(next).second) continue;
    const Unit* unit = units.find(next);
    if (unit == nullptr || unit->definition == nullptr) return false;
    for (std::string& opened : opens(*unit->definition)) todo.push_back(std::move(opened));
  }
  return true;
}

// What the engine opens of itself beside a case is there where the library has it: a duty has
// nobody who rates it, and the supervision is not supervised.
std::optional<std::set<std::string>> closure(const std::string& id, const Units& units) {
  std::set<std::string> seen;
  if (!add_closure(id, units, seen)) return std::nullopt;
  const auto add_known = [&](std::string_view duty) {
    const Unit* unit = units.find(duty);
    const bool known = unit != nullptr && unit->definition != nullptr;
    return !known || add_closure(duty, units, seen);
  };
  const bool rated = std::any_of(seen.begin(), seen.end(), [&](const std::string& one) {
    return units.find(one)->definition->kind != Kind::duty;
  });
  if (rated && !add_known(kNegativeRating)) return std::nullopt;
  if (id != kSupervisionDuty && !add_known(kSupervisionDuty)) return std::nullopt;
  return seen;
}

// Only where there are some: the digests of all other bundles stay.
template <class Files>
void add_files(Map& source, std::string_view key, const std::set<std::string>& ids,
               const Files& files) {
  if (ids.empty()) return;
  Map values;
  for (const std::string& id : ids) values.append(id, files.find(id)->second.file.value);
  source.set(key, std::move(values));
}

Value gather(const std::string& main, const std::set<std::string>& ids, const Units& units,
             const Environment& environment) {
  Map definitions;
  std::set<std::string> templates, tables, connectors, documents;
  for (const std::string& id : ids) {
    const Value& value = units.find(id)->expanded.value;
    definitions.append(id, value);
    if (const std::string used = template_used(value); !used.empty()) templates.insert(used);
    if (const Value* named = value.find("tables"); named != nullptr && named->is_map())
      for (const Map::Entry& entry : named->map()) tables.insert(entry.value.string());
    for (const auto& [name, connector] : units.find(id)->definition->connectors)
      connectors.insert(name);
    for (const auto& [name, document] : units.find(id)->definition->documents)
      documents.insert(name);
  }
  Map template_values, table_values;
  for (const std::string& id : templates)
    template_values.append(id, environment.templates.find(id)->second.value);
  for (const std::string& path : tables)
    table_values.append(path, environment.tables.find(path)->second);
  Map source{{"main", main},
             {"definitions", std::move(definitions)},
             {"templates", std::move(template_values)},
             {"dictionary", environment.dictionary.value},
             {"tables", std::move(table_values)}};
  add_files(source, "connectors", connectors, environment.connectors);
  add_files(source, "documents", documents, environment.documents);
  return source;
}

std::string digest_of(const Value& value) {
  const Result<Value> tagged = tag(value);
  ENSURE(tagged.has_value());  // parsed JSON has string keys alone
  return hex(sm3(canonical_text(*tagged)));
}

// A dictionary, a table and a document have no version of their own: 1 stands there, and the digest
// alone tells one from another.
List line(std::string_view kind, std::string_view id, const Value& value) {
  return {kind, id, value.text("version", "1"), digest_of(value)};
}

// Of the sorted [kind, id, version, digest] of every part.
std::string bundle_digest(const Value& source) {
  std::vector<List> lines;
  for (const auto& [key, kind] :
       {std::pair<std::string_view, std::string_view>{"definitions", "definition"},
        {"templates", "template"},
        {"tables", "table"},
        {"connectors", "connector"},
        {"documents", "document"}})
    if (const Value* parts = source.find(key); parts != nullptr)
      for (const Map::Entry& entry : parts->map())
        lines.push_back(line(kind, entry.name(), entry.value));
  if (const Value* dictionary = source.find("dictionary"); !dictionary->is_null())
    lines.push_back(line("dictionary", "dictionary", *dictionary));
  const auto text = [](const List& one, size_t i) -> const std::string& { return one[i].string(); };
  std::sort(lines.begin(), lines.end(), [&](const List& a, const List& b) {
    return std::tie(text(a, 0), text(a, 1), text(a, 2)) <
           std::tie(text(b, 0), text(b, 1), text(b, 2));
  });
  List all;
  for (List& one : lines) all.push_back(std::move(one));
  return hex(sm3(canonical_text(Value(std::move(all)))));
}

// The form's constants under the caller's names.
class WithConstants : public cel::Scope {
 public:
  WithConstants(const Value& constants, const cel::Scope& inner)
      : constants_(constants), inner_(inner) {}
  std::optional<Value> find(std::string_view name) const override {
    if (auto found = inner_.find(name)) return found;
    const Value* constant = constants_.find(name);
    return constant == nullptr ? std::nullopt : std::optional<Value>(*constant);
  }
  bool in_state(std::string_view id) const override { return inner_.in_state(id); }

 private:
  const Value& constants_;
  const cel::Scope& inner_;
};

Error invalid(const Report& report) {
  Error error{.code = "invalid_definition", .detail = "the bundle does not compile"};
  for (const Problem& problem : report.problems({})) {
    error.faults.push_back(
        {problem.pointer, problem.code, problem.place + ": " + problem.message.en});
    error.detail = problem.place + problem.pointer + ": " + problem.message.en;
  }
  return error;
}

// Whether the source has the shape that gather() gives it.
bool is_source(const Value& source) {
  for (const char* key : {"definitions", "templates", "tables"})
    if (source.find(key) == nullptr || !source.find(key)->is_map()) return false;
  for (const char* key : {"definitions", "templates", "tables"})
    for (const Map::Entry& entry : source.find(key)->map())
      if (!entry.value.is_map()) return false;
  for (const char* key : {"connectors", "documents"}) {
    const Value* parts = source.find(key);
    if (parts == nullptr) continue;
    if (!parts->is_map()) return false;
    for (const Map::Entry& entry : parts->map())
      if (!entry.value.is_map()) return false;
  }
  const Value* dictionary = source.find("dictionary");
  return dictionary != nullptr && (dictionary->is_null() || dictionary->is_map()) &&
         !source.text("main").empty();
}

Environment environment_of(const Value& source, Report& report) {
  Environment out;
  if (const Value* connectors = source.find("connectors"); connectors != nullptr)
    for (const Map::Entry& entry : connectors->map()) {
      ParsedFile file{"connectors/" + entry.name(), entry.value};
      auto compiled = compile_connector(file.value, file.path, report);
      out.connectors.emplace(entry.name(), ConnectorFile{std::move(file), std::move(compiled)});
    }
  if (const Value* documents = source.find("documents"); documents != nullptr)
    for (const Map::Entry& entry : documents->map()) {
      ParsedFile file{"documents/" + entry.name(), entry.value};
      auto compiled = compile_document(file.value, file.path, report);
      out.documents.emplace(entry.name(), DocumentFile{std::move(file), std::move(compiled)});
    }
  for (const Map::Entry& entry : source.find("templates")->map())
    out.templates.emplace(entry.name(), ParsedFile{"templates/" + entry.name(), entry.value});
  for (const Map::Entry& entry : source.find("tables")->map())
    out.tables.emplace(entry.name(), entry.value);
  out.dictionary = {"dictionary", *source.find("dictionary")};
  return out;
}

}  // namespace

std::shared_ptr<const Bundle> make_bundle(const std::string& id, const Units& units,
                                          const Environment& environment) {
  const auto ids = closure(id, units);
  if (!ids) return nullptr;
  auto bundle = std::make_shared<Bundle>();
  bundle->main = id;
  for (const std::string& one : *ids) bundle->definitions.emplace(one, units.find(one)->definition);
  bundle->source = gather(id, *ids, units, environment);
  bundle->digest = bundle_digest(bundle->source);
  return bundle;
}

Result<std::shared_ptr<const Bundle>> compile_bundle(const Value& source) {
  Report report;
  if (!is_source(source))
    return Error{.code = "invalid_definition", .detail = "this is no source of a bundle"};
  const Environment environment = environment_of(source, report);
  Units units;
  for (const Map::Entry& entry : source.find("definitions")->map()) {
    Unit unit{{entry.name(), entry.value}, nullptr};
    unit.definition = compile_definition(unit, environment, report);
    if (unit.definition != nullptr && unit.definition->id == written_id(entry.name()))
      unit.definition->id = entry.name();
    const bool renamed = unit.definition != nullptr && unit.definition->id != entry.name();
    if (renamed)
      report.add("invalid_value", {entry.name(), "/id"}, {unit.definition->id, entry.name()});
    units.by_id.emplace(entry.name(), std::move(unit));
  }
  link(units, report);
  if (report.size() != 0) return invalid(report);
  auto bundle = make_bundle(source.text("main"), units, environment);
  if (bundle == nullptr)
    return Error{.code = "invalid_definition", .detail = "the main definition is missing"};
  return bundle;
}

const Definition* Bundle::find(std::string_view id) const {
  const auto found = definitions.find(id);
  return found == definitions.end() ? nullptr : found->second.get();
}

std::shared_ptr<const Schema> merged_form(const Bundle& bundle, const Definition& definition,
                                          const std::vector<std::string>& applicable_items) {
  std::optional<Field> all;
  const auto take = [&](const Definition* part) {
    if (part == nullptr || part->form == nullptr) return;
    all = all ? merged(*all, part->form->root()) : part->form->root();
  };
  take(&definition);
  for (const Item& item : definition.items)
    if (std::find(applicable_items.begin(), applicable_items.end(), item.id) !=
        applicable_items.end())
      take(bundle.find(item.workflow));
  return all ? std::make_shared<const Schema>(std::move(*all)) : nullptr;
}

Value form_for_people(const Bundle& bundle, const Definition& definition,
                      const std::vector<std::string>& applicable_items, const cel::Scope& scope) {
  const auto form = merged_form(bundle, definition, applicable_items);
  if (form == nullptr) return Map{{"type", "object"}, {"properties", Map{}}};
  return schema_for_people(*form, WithConstants(definition.constants, scope));
}

}  // namespace yijian::definition
