// The types of the names that expressions read.
#include <algorithm>

#include "engine/definition/check_types.h"
#include "engine/definition/schema_fields.h"

namespace yijian::definition {
namespace {

using cel::KnownField;
using cel::Record;
using cel::Type;
using cel::TypeKind;

const Type kText{.kind = TypeKind::string};
const Type kTruth{.kind = TypeKind::boolean};
const Type kAnything{};

KnownField optional(std::string name, Type type) {
  return {.name = std::move(name), .type = std::move(type), .may_be_absent = true};
}

Type type_of_field(const Field& field);

Type type_of_properties(const Field& field) {
  Record record;
  for (const auto& [name, property] : field.properties) {
    const bool is_required =
        std::find(field.required.begin(), field.required.end(), name) != field.required.end();
    KnownField known{.name = name, .type = type_of_field(property)};
    known.may_be_absent = !is_required || !property.when.empty();
    if (is_required)
      for (const cel::Program& condition : property.when)
        known.present_when.push_back(condition.source());
    record.fields.push_back(std::move(known));
  }
  return cel::record_of(std::move(record));
}

Type type_of_field(const Field& field) {
  switch (field.type) {
    case FieldType::object:
      return type_of_properties(field);
    case FieldType::array:
      return cel::list_of(field.element ? type_of_field(*field.element) : kAnything);
    case FieldType::string:
      return kText;
    case FieldType::number:
      return {.kind = TypeKind::number};
    case FieldType::integer:
      return {.kind = TypeKind::whole};
    case FieldType::boolean:
      return kTruth;
  }
  return kAnything;
}

// A thing's form has its items' fields; those of an item that does not apply are absent, and so is
// everything when an item is not known.
Type form_of(const Definition& definition, const Units& units) {
  std::optional<Field> all;
  if (definition.form) all = definition.form->root();
  for (const Item& item : definition.items) {
    const Unit* unit = units.find(item.workflow);
    if (unit == nullptr || unit->definition == nullptr) return kAnything;
    if (!unit->definition->form) continue;
    const Field& part = unit->definition->form->root();
    all = all ? merged(*all, part) : part;
  }
  return all ? type_of_field(*all) : cel::record_of({});
}

Type guide_of(const Definition& definition) {
  Record record;
  for (const Question& question : definition.guide) {
    KnownField known{.name = question.id, .type = question.many ? cel::list_of(kText) : kText};
    known.may_be_absent = !question.otherwise;
    const std::string option = question.options.empty() ? "" : question.options.front().first;
    known.remedy = question.many ? "\"default\": []" : "\"default\": \"" + option + "\"";
    record.fields.push_back(std::move(known));
  }
  return cel::record_of(std::move(record));
}

// The ground, procedure, days ... that the law asks for, and the act's own fields.
Record data_of(const Act& act) {
  Record record;
  if (act.fields) record = *type_of_schema(*act.fields).fields;
  for (const std::string& field : act.law_fields) record.fields.push_back({field, kAnything});
  return record;
}

// acts.<action>: by whom, when, with which data; of several acts of one name what all may have.
Type acts_of(const Definition& definition) {
  constexpr std::string_view kKernelActs[] = {"supply", "promise", "defer", "answer", "rate"};
  Record out;
  for (const Act& act : definition.acts) {
    Record record = data_of(act);
    record.fields.push_back({"by", kText});
    record.fields.push_back({"at", {.kind = TypeKind::timestamp}});
    record.fields.push_back({"opinion", kText, !act.opinion_required});
    Type type = cel::record_of(std::move(record));
    const auto known = std::find_if(out.fields.begin(), out.fields.end(),
                                    [&](const auto& field) { return field.name == act.action; });
    if (known == out.fields.end())
      out.fields.push_back({act.action, std::move(type)});
    else
      known->type = cel::joined(known->type, type);
  }
  for (const std::string_view action : kKernelActs)
    out.fields.push_back({std::string(action), kAnything});
  return cel::record_of(std::move(out));
}

Type case_type() {
  static const Type kCase = [] {
    Record record;
    for (const char* name : {"id", "number", "title", "phase", "outcome", "origin", "commitment",
                             "consequence", "region", "department", "channel"})
      record.fields.push_back({name, kText});
    for (const char* name : {"accepted", "together", "answered"})
      record.fields.push_back({name, kTruth});
    record.fields.push_back({"findings", cel::list_of(kAnything)});
    record.fields.push_back({"deferred", cel::list_of(kText)});
    record.fields.push_back({"missing", cel::list_of(kText)});
    record.fields.push_back({"stop", cel::record_of({.fields = {}, .is_open = true})});
    record.fields.push_back(optional("received", kText));
    return cel::record_of(std::move(record));
  }();
  return kCase;
}

// By id, each with its status and what else is known of it.
Type entries(const std::vector<std::string>& ids, std::initializer_list<const char*> others) {
  Record entry{.fields = {{"status", kText}}};
  for (const char* other : others) entry.fields.push_back(optional(other, kText));
  const Type type = cel::record_of(std::move(entry));
  Record record;
  for (const std::string& id : ids) record.fields.push_back({id, type});
  return cel::record_of(std::move(record));
}

template <class Parts>
std::vector<std::string> ids_of(const Parts& parts) {
  std::vector<std::string> ids;
  for (const auto& part : parts) ids.push_back(part.id);
  return ids;
}

Type materials_of(const Definition& definition, const Units& units) {
  std::vector<std::string> ids = ids_of(definition.materials);
  for (const Item& item : definition.items) {
    const Unit* unit = units.find(item.workflow);
    if (unit == nullptr || unit->definition == nullptr) return kAnything;
    for (const std::string& id : ids_of(unit->definition->materials)) ids.push_back(id);
  }
  return entries(ids, {"source", "digest"});
}

// Absent when their source is silent.
Type facts_of(const Definition& definition) {
  Record record;
  for (const Act& act : definition.acts)
    for (const FactRef& fact : act.facts)
      if (record.find(fact.name) == nullptr)
        record.fields.push_back(optional(fact.name, kAnything));
  return cel::record_of(std::move(record));
}

template <class Visit>
void visit_assignments(const std::vector<chart::Action>& actions, const Visit& visit) {
  for (const chart::Action& action : actions) {
    for (const auto& [name, program] : action.assignments) visit(name, program);
    for (const chart::Branch& branch : action.branches) visit_assignments(branch.actions, visit);
  }
}

// The variables that the context declares, and those that only an assignment makes. One to which
// another type is assigned may be anything.
Type variables_of(const chart::Machine& machine, const Record& names) {
  Record record;
  const Type declared = cel::type_of(machine.context);
  if (declared.fields) record = *declared.fields;
  for (KnownField& field : record.fields)
    if (field.type.is(TypeKind::null)) field.type = kAnything;
  const Record first = record;
  const auto note = [&](const std::string& name, const cel::Program& program) {
    const auto known = std::find_if(record.fields.begin(), record.fields.end(),
                                    [&](const KnownField& field) { return field.name == name; });
    if (known == record.fields.end()) {
      record.fields.push_back(optional(name, kAnything));
      return;
    }
    Record env = names;
    env.fields.push_back({"vars", cel::record_of(first)});
    known->type = cel::joined(known->type, cel::check_types(program, env).type);
  };
  for (const chart::Transition& one : machine.transitions) visit_assignments(one.actions, note);
  for (const chart::State& state : machine.states) {
    visit_assignments(state.entry, note);
    visit_assignments(state.exit, note);
    visit_assignments(state.initial_actions, note);
  }
  return cel::record_of(std::move(record));
}

}  // namespace

Type type_of_schema(const Schema& schema) { return type_of_field(schema.root()); }

Type event_of(const Act& act) { return cel::record_of(data_of(act)); }

Record names_of(const Definition& definition, const Units& units) {
  const Type by_day = cel::map_of(kText, kText);
  Record names;
  names.fields = {{"form", form_of(definition, units)},
                  {"guide", guide_of(definition)},
                  {"materials", materials_of(definition, units)},
                  {"items", entries(ids_of(definition.items), {"case", "phase", "outcome"})},
                  {"case", case_type()},
                  {"acts", acts_of(definition)},
                  {"facts", facts_of(definition)},
                  {"clock", cel::record_of({.fields = {{"due", by_day}}})},
                  {"parties", cel::list_of(kAnything)},
                  {"licence", cel::map_of(kText, kAnything)},
                  {"context", cel::type_of(definition.machine.context)}};
  names.fields.push_back({"vars", variables_of(definition.machine, names)});
  return names;
}

}  // namespace yijian::definition
