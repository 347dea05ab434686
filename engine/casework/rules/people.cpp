#include "engine/casework/rules/people.h"

#include <algorithm>

#include "engine/casework/rules/objections.h"
#include "engine/casework/signing.h"

namespace yijian::casework {
namespace {

constexpr size_t kMaxOfficers = 10;
constexpr size_t kMaxCorrections = 100;
constexpr size_t kMaxFieldBytes = 200;

bool contains(const std::vector<std::string>& all, std::string_view one) {
  return std::find(all.begin(), all.end(), one) != all.end();
}

// Whether the actor, or the person it acts for, is one of them.
bool is_among(const std::vector<std::string>& people, const Actor& actor) {
  return std::any_of(people.begin(), people.end(), [&](const std::string& id) {
    return !id.empty() && (id == actor.id || id == actor.on_behalf_of);
  });
}

// Whether the actor, or the person it acts for, ever did the act in this case or its thing, for
// itself or for another. R-PEOPLE-01.
bool had_a_hand(const CaseState& state, const std::string& done, const Actor& actor) {
  const auto here = state.hands.find(done);
  if (here != state.hands.end() && is_among(here->second, actor)) return true;
  const Value* in_thing = state.thing_acts.find(done);
  return in_thing != nullptr && in_thing->is_list() &&
         std::any_of(in_thing->list().begin(), in_thing->list().end(), [&](const Value& id) {
           return id.is_string() && is_among({id.string()}, actor);
         });
}

Error invalid(std::string name, std::string code, std::string detail) {
  return {.code = "invalid_data",
          .detail = detail,
          .pointer = "/data/" + name,
          .names = {name},
          .faults = {{.pointer = "/data/" + name, .code = std::move(code), .detail = detail}}};
}

// R-PEOPLE-02: at least two officers, each named, no one twice. 行政许可法 第三十四条.
Status check_officers(const Value& officers) {
  if (!officers.is_list() || officers.list().size() > kMaxOfficers)
    return invalid("officers", "type", "a list of names");
  for (const Value& name : officers.list())
    if (!name.is_string() || name.string().empty() ||
        std::count(officers.list().begin(), officers.list().end(), name) != 1)
      return invalid("officers", "type", "each officer is named once");
  if (officers.list().size() < 2)
    return invalid("officers", "min_items", "a site check needs two named officers");
  return {};
}

// Names a place, and can hide no words: what is said goes into the reason.
bool is_field_path(std::string_view text) {
  return text.size() <= kMaxFieldBytes && std::all_of(text.begin(), text.end(), [](char c) {
           return (c >= '0' && c <= '9') || (c >= 'A' && c <= 'Z') || (c >= 'a' && c <= 'z') ||
                  std::string_view("._-/").find(c) != std::string_view::npos;
         });
}

Status check_law_field(const Reading& reading, const std::string& name, const Value& value) {
  if (name == "officers") return check_officers(value);
  if (name == "corrections") return check_corrections(reading, value);
  if (!value.is_string()) return invalid(name, "type", "is a text");
  return {};
}

}  // namespace

bool bound_to_department(std::string_view role) {
  return role == "clerk" || role == "reviewer" || role == "approver" || role == "head";
}

std::string department_of(const Reading& reading, const definition::Act& act) {
  const std::string& own = reading.definition.state(act.state).task_department;
  return own.empty() ? reading.state.department : own;
}

Status check_corrections(const Reading& reading, const Value& corrections) {
  if (!corrections.is_list() || corrections.list().empty() ||
      corrections.list().size() > kMaxCorrections)
    return invalid("corrections", "type", "a list of what is to be corrected");
  for (const Value& one : corrections.list()) {
    const std::string material = one.text("material");
    const std::string field = one.text("field");
    if (!one.is_map() || (material.empty() && field.empty()) || one.text("reason").empty())
      return invalid("corrections", "required", "each names a material or field, and the reason");
    if (!material.empty() && reading.definition.material(material) == nullptr)
      return invalid("corrections", "invalid_data", "the case knows no material " + material);
    if (!is_field_path(field))
      return invalid("corrections", "invalid_data", "a field is named by its path in the form");
    for (const Map::Entry& entry : one.map())
      if ((entry.name() != "material" && entry.name() != "field" && entry.name() != "reason") ||
          !entry.value.is_string())
        return invalid("corrections", "unknown_property", "material, field and reason are texts");
  }
  return {};
}

// Whether the department may do it: the task's, or one of those that have not yet acted (会签).
static Status of_department(const Reading& reading, const definition::Act& act,
                            const Actor& actor) {
  std::vector<std::string> departments;
  if (is_signed_by_departments(reading.definition, act)) {
    const std::string& path = reading.definition.machine.state(act.state).path;
    const auto done = reading.state.signatures.find(path);
    if (done != reading.state.signatures.end() && done->second.contains(actor.department))
      return Error{.code = "already_signed", .detail = "the department has acted"};
    for (const TaskState& task : reading.state.tasks)
      if (task.state == path) departments.push_back(task.department);
  } else {
    departments.push_back(department_of(reading, act));
  }
  if (contains(departments, actor.department)) return {};
  return Error{.code = "department_required",
               .detail = "the act is another department's",
               .names = std::move(departments)};
}

Status may_judge(const CaseState& state, const Actor& actor, std::vector<Error>* all) {
  Objections objections(all);
  if (is_among(state.assistants, actor) &&
      objections.end_with(
          Error{.code = "helped_to_file", .detail = "who helped to file does not judge the case"}))
    return objections.first();
  if (is_among(state.decided_before, actor))
    objections.end_with(Error{.code = "decided_before",
                              .detail = "who decided the case before does not judge it anew"});
  return objections.first();
}

Status may_act(const Reading& reading, const definition::Act& act, const Actor& actor,
               std::optional<Day> today, std::vector<Error>* all) {
  Objections objections(all);
  if (!contains(act.by, actor.role) &&
      objections.end_with(
          Error{.code = "role_required", .detail = "the act is another role's", .names = act.by}))
    return objections.first();
  if (actor.role == "applicant") {
    if (contains(act.by, actor.role))
      objections.end_with(may_act_for_party(reading.state.parties, actor.party, act.action, today));
    return objections.first();
  }
  if (bound_to_department(actor.role) && objections.end_with(of_department(reading, act, actor)))
    return objections.first();
  for (const std::string& done : act.four_eyes)
    if (had_a_hand(reading.state, done, actor) &&
        objections.end_with(
            Error{.code = "four_eyes", .detail = "the same person did " + done, .names = {done}}))
      return objections.first();
  if (!act.judges) return objections.first();
  std::vector<Error> biased;
  (void)may_judge(reading.state, actor, &biased).has_value();
  for (const Error& error : biased)
    if (objections.end_with(error)) return objections.first();
  return objections.first();
}

Status check_act_data(const Reading& reading, const definition::Act& act, const Value& data,
                      const std::string& opinion) {
  if (act.opinion_required && opinion.empty())
    return Error{
        .code = "opinion_required", .detail = "the act needs an opinion", .pointer = "/opinion"};
  if (!data.is_map())
    return Error{.code = "invalid_data", .detail = "data is an object", .pointer = "/data"};
  Map own;
  for (const Map::Entry& entry : data.map()) {
    if (entry.name() == "form" && act.takes_form) {
      if (!entry.value.is_map()) return invalid("form", "type", "is an object");
    } else if (contains(act.law_fields, entry.name())) {
      if (Status status = check_law_field(reading, entry.name(), entry.value); !status)
        return status;
    } else if (act.fields != nullptr) {
      own.append(entry.key, entry.value);
    } else {
      return invalid(entry.name(), "unknown_property", "the act takes no such data");
    }
  }
  if (contains(act.law_fields, "officers") && !data.map().contains("officers"))
    return invalid("officers", "required", "a site check needs two named officers");
  if (act.fields == nullptr) return {};
  std::vector<Fault> faults = definition::validate(*act.fields, own, CaseScope(reading),
                                                   definition::Completeness::complete);
  if (faults.empty()) return {};
  return faulty("the data of the act has faults", std::move(faults), "/data");
}

}  // namespace yijian::casework
