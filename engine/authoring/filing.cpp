#include "engine/authoring/filing.h"

#include "engine/base/json.h"

namespace yijian::authoring {
namespace {

Value cut_to_declared(const Value& form, const definition::Bundle& bundle,
                      const definition::Definition& definition) {
  Value declared = Map{};
  if (definition.form != nullptr) declared = definition::cut(*definition.form, form);
  for (const definition::Item& item : definition.items) {
    const definition::Definition* child = bundle.find(item.workflow);
    if (child != nullptr && child->form != nullptr)
      declared = joined(declared, definition::cut(*child->form, form));
  }
  return declared;
}

Result<Value> sample(const Value& samples, std::string_view kind, const std::string& name,
                     std::string_view pointer) {
  const Value* found = at_pointer(samples, "/" + std::string(kind) + "/" + pointer_token(name));
  if (found != nullptr) return *found;
  return Error{"unknown_sample",
               "the samples have no \"" + name + "\" among their " + std::string(kind),
               std::string(pointer)};
}

}  // namespace

Value joined(const Value& a, const Value& b) {
  if (!a.is_map() || !b.is_map()) return b;
  Map result = a.map();
  for (const Map::Entry& entry : b.map()) {
    const Value* present = result.find(entry.name());
    result.set(entry.name(), present != nullptr ? joined(*present, entry.value) : entry.value);
  }
  return result;
}

Result<Value> applicant_of(const Given& given, const Value& samples) {
  return sample(samples, "applicants", given.applicant, "/given/applicant");
}

Result<casework::Open> open_command(const Given& given, const Value& samples,
                                    const definition::Bundle& bundle) {
  const Result<Value> applicant = applicant_of(given, samples);
  if (!applicant) return applicant.error();
  const definition::Definition& definition = *bundle.find(bundle.main);
  casework::Open open;
  open.workflow = definition.id;
  open.parties = {Map{{"role", "applicant"},
                      {"type", applicant->text("type")},
                      {"name", applicant->text("name")},
                      {"id", applicant->text("id")}}};
  open.guide = given.guide;
  open.channel = definition.channels.empty() ? "window" : definition.channels.front();
  open.declined = given.declined;
  if (given.form.is_map()) open.form = given.form;
  if (!given.form.is_string()) return open;
  const Result<Value> form = sample(samples, "forms", given.form.string(), "/given/form");
  if (!form) return form.error();
  open.form = cut_to_declared(*form, bundle, definition);
  return open;
}

Value registries_of(const Given& given, const Value& samples) {
  Map credit, licences;
  if (const Value* applicants = samples.find("applicants"); applicants && applicants->is_map())
    for (const Map::Entry& entry : applicants->map()) {
      const std::string id = entry.value.text("id");
      const Value* held = entry.value.find("licences");
      Value all = held != nullptr && held->is_map() ? *held : Value(Map{});
      if (entry.name() == given.applicant) all = joined(all, given.licences);
      credit.set(id, Map{{"status", entry.value.text("credit", "clean")}});
      licences.set(id, all);
    }
  return joined(Map{{"credit", credit}, {"licences", licences}}, given.registries);
}

}  // namespace yijian::authoring
