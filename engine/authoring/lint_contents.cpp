// Materials and forms that are never collected, or twice; guards that never hold.
#include <algorithm>
#include <functional>

#include "engine/authoring/lint.h"
#include "engine/base/json.h"
#include "engine/base/nearest.h"

namespace yijian::authoring {
namespace {

using definition::Material;
using definition::Note;

// The pointer of the material's entry as written; "" when it is an item's.
std::string entry_of(const Value& value, std::string_view list, const std::string& id) {
  const Value* entries = value.find(list);
  if (entries == nullptr || !entries->is_list()) return "";
  for (size_t i = 0; i < entries->list().size(); ++i)
    if (entries->list()[i].text("id") == id)
      return "/" + std::string(list) + "/" + std::to_string(i);
  return "";
}

void lint_materials(const Subject& subject, Lints& out) {
  const auto& materials = subject.definition.materials;
  for (size_t i = 0; i < materials.size(); ++i) {
    const Material& material = materials[i];
    const std::string pointer = entry_of(subject.value, "materials", material.id);
    if (pointer.empty()) continue;
    // What one item of a thing writes another may lack: any definition's act will do.
    if (material.source == definition::Source::office && !subject.issued.contains(material.id))
      out.push_back({"material_never_written", subject.places.at(pointer + "/id"), {material.id}});
    for (size_t k = 0; k < i; ++k) {
      const Material& other = materials[k];
      const std::string first = entry_of(subject.value, "materials", other.id);
      if (other.title.zh != material.title.zh || first.empty()) continue;
      out.push_back(
          {"collected_twice", subject.places.at(pointer + "/id"), {other.id, material.id}});
      out.back().related.emplace_back(subject.places.at(first + "/id"), Note::first_here);
      break;
    }
  }
}

// Whether a thing's item, whose form is a copy, or a form that nobody is asked for.
void lint_form(const Subject& subject, Lints& out) {
  const definition::Definition& definition = subject.definition;
  if (definition.form == nullptr || definition.kind == definition::Kind::duty) return;
  const bool taken = std::any_of(definition.acts.begin(), definition.acts.end(),
                                 [](const definition::Act& act) { return act.takes_form; });
  if (!taken && subject.is_written("/form"))
    out.push_back({"form_never_collected", subject.places.at("/form"), {}});
}

// Fields of one object that refer to the same entry of the dictionary under two names.
void lint_fields(const Subject& subject, const Value& field, const std::string& pointer,
                 Lints& out) {
  const Value* properties = field.find("properties");
  if (properties == nullptr || !properties->is_map()) return;
  std::map<std::string, std::string> first;
  for (const Map::Entry& entry : properties->map()) {
    const std::string here = pointer + "/properties/" + pointer_token(entry.name());
    const std::string ref = entry.value.text("$ref");
    const auto [known, fresh] = first.try_emplace(ref, entry.name());
    if (!ref.empty() && !fresh) {
      out.push_back({"collected_twice", subject.places.at(here), {known->second, entry.name()}});
      out.back().related.emplace_back(
          subject.places.at(pointer + "/properties/" + pointer_token(known->second)),
          Note::first_here);
    }
    lint_fields(subject, entry.value, here, out);
  }
}

// Every guard below a machine as written that no data can make true.
void lint_guards(const Subject& subject, const Value& value, const std::string& pointer,
                 Lints& out) {
  if (value.is_list())
    for (size_t i = 0; i < value.list().size(); ++i)
      lint_guards(subject, value.list()[i], pointer + "/" + std::to_string(i), out);
  if (!value.is_map()) return;
  for (const Map::Entry& entry : value.map()) {
    const std::string here = pointer + "/" + pointer_token(entry.name());
    if (entry.name() != "guard") {
      lint_guards(subject, entry.value, here, out);
      continue;
    }
    if (!entry.value.is_string()) continue;
    const Result<cel::Program> program = cel::compile(entry.value.string());
    const Value* constant = program ? program->constant() : nullptr;
    if (constant != nullptr && constant->is_bool() && !constant->boolean())
      out.push_back({"guard_never_true", {subject.places.file(), here}, {entry.value.string()}});
  }
}

// Facts about the cases of a workflow that there is not.
void lint_facts(const Subject& subject, Lints& out) {
  constexpr std::string_view kCases = "cases:";
  for (const definition::Act& act : subject.definition.acts)
    for (const definition::FactRef& fact : act.facts) {
      if (!fact.from.starts_with(kCases)) continue;
      const std::string workflow = fact.from.substr(kCases.size());
      if (subject.library.find(workflow) != nullptr) continue;
      out.push_back({"unknown_workflow", subject.places.at(fact.pointer), {workflow}});
      std::vector<std::string> known;
      for (const definition::Compiled& one : subject.library.compiled)
        known.push_back(one.definition->id);
      if (const auto meant = nearest(workflow, known))
        out.back().suggestion = std::string(kCases) + meant->name;
    }
}

}  // namespace

void lint_contents(const Subject& subject, Lints& out) {
  lint_materials(subject, out);
  lint_form(subject, out);
  lint_facts(subject, out);
  if (const Value* form = subject.value.find("form")) lint_fields(subject, *form, "/form", out);
  const Value* machine = subject.value.find("machine");
  if (machine != nullptr) lint_guards(subject, *machine, "/machine", out);
}

}  // namespace yijian::authoring
