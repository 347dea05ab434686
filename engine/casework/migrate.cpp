// A case goes over to another version of its workflow (迁移): wholly judged, then one event, and
// what it makes of form and limits.
#include <algorithm>

#include "engine/casework/clocks.h"
#include "engine/casework/commands.h"
#include "engine/casework/items.h"
#include "engine/casework/migrating.h"
#include "engine/casework/placing.h"

namespace yijian::casework {
namespace {

Status may_migrate(const Working& working, const Migrate& migrate) {
  if (!working.envelope.actor) return Error{.code = "unauthorized", .detail = "nobody acts"};
  const std::string& role = working.envelope.actor->role;
  if (role != "admin" && role != "integrator")
    return Error{.code = "role_required",
                 .detail = "cases are migrated by an admin or an integrator",
                 .names = {"admin", "integrator"}};
  if (migrate.reason.empty())
    return Error{.code = "opinion_required", .detail = "a migration needs its reason"};
  ENSURE(migrate.plan != nullptr && migrate.from != nullptr);
  if (working.state.bundle == working.bundle.digest)
    return Error{.code = "already_migrated", .detail = "the case is of that version already"};
  if (working.state.bundle != migrate.from->digest)
    return Error{.code = "cannot_migrate",
                 .detail = "the plan is for another version",
                 .names = {working.state.bundle}};
  // What people could know of is not hidden from them afterwards.
  if (working.definition.restricted && !working.state.restricted)
    return Error{.code = "cannot_migrate",
                 .detail = "the target is restricted, the case is not",
                 .names = {working.state.workflow}};
  return {};
}

// The value in the place of the old one as a merge patch: members that it lacks are taken out.
Value replacing(const Value* old, const Value& value) {
  if (old == nullptr || !old->is_map() || !value.is_map()) return value;
  Map patch;
  for (const Map::Entry& entry : old->map())
    if (value.find(entry.name()) == nullptr) patch.set(entry.name(), Value());
  for (const Map::Entry& entry : value.map())
    patch.set(entry.name(), replacing(old->find(entry.name()), entry.value));
  return patch;
}

// "place.area": the pointer to it.
std::string pointer_to(std::string_view dotted) {
  std::string pointer;
  for (size_t from = 0; from <= dotted.size();) {
    const size_t dot = std::min(dotted.find('.', from), dotted.size());
    pointer += "/" + pointer_token(dotted.substr(from, dot - from));
    from = dot + 1;
  }
  return pointer;
}

// The patch with the value under its dotted path.
Value with_value(const Value& patch, std::string_view dotted, Value value) {
  Map changed = patch.is_map() ? patch.map() : Map{};
  const size_t dot = dotted.find('.');
  const std::string_view key = dotted.substr(0, dot);
  if (dot == std::string_view::npos) {
    changed.set(key, std::move(value));
    return changed;
  }
  const Value* inner = changed.find(key);
  changed.set(key, with_value(inner != nullptr ? *inner : Value(Map{}), dotted.substr(dot + 1),
                              std::move(value)));
  return changed;
}

struct NewForm {
  Value patch;                        // null: it stays as it is
  std::vector<std::string> personal;  // pointers into it
};

// What the plan says of the form, computed over the case as it was.
NewForm new_form(Migrating& migrating) {
  NewForm form;
  const Reading before{migrating.source_bundle, migrating.source, migrating.working.state};
  for (const auto& [name, program] : migrating.part.form) {
    const std::string pointer = pointer_to(name);
    const Value* old = at_pointer(before.state.form, pointer);
    if (!program) {
      if (old != nullptr) form.patch = with_value(form.patch, name, Value());
      continue;
    }
    const Result<Value> value = cel::evaluate(*program, CaseScope(before));
    if (!value) {
      migrating.cannot("form", name, "form_error", value.error().code);
      continue;
    }
    if (old != nullptr && *old == *value) continue;
    form.patch = with_value(form.patch, name, replacing(old, *value));
    if (computed_from_personal(program->roots())) form.personal.push_back(pointer);
  }
  return form;
}

void assign_variables(Migrating& migrating, std::vector<std::string>& personal) {
  const Reading before{migrating.source_bundle, migrating.source, migrating.working.state};
  Map assigned;
  for (const auto& [name, program] : migrating.part.vars) {
    if (!program) {
      if (before.state.variables.find(name) != nullptr) migrating.event.dropped.push_back(name);
      continue;
    }
    Result<Value> value = cel::evaluate(*program, CaseScope(before));
    if (!value) {
      migrating.cannot("vars", name, "vars_error", value.error().code);
      continue;
    }
    assigned.set(name, *std::move(value));
    if (computed_from_personal(program->roots()))
      personal.push_back("/assigned/" + pointer_token(name));
  }
  // What the target's chart reads is there, as if it had begun in it.
  const Value& context = migrating.machine().context;
  if (context.is_map())
    for (const Map::Entry& entry : context.map())
      if (before.state.variables.find(entry.name()) == nullptr && !assigned.contains(entry.name()))
        assigned.set(entry.name(), entry.value);
  if (!assigned.empty()) migrating.event.assigned = std::move(assigned);
}

void fill_in(Working& working, const NewForm& form) {
  if (form.patch.is_map()) change_form(working, form.patch, form.personal);
}

// As complete as it was, and its types those of the target.
void check_new_form(Migrating& migrating, const Reading& before, const Working& filled_in) {
  const bool was_complete =
      before.state.phase != law::Phase::draft &&
      form_faults(before, before.state.form, definition::Completeness::complete).empty();
  const std::vector<Fault> faults = form_faults(
      filled_in.reading(), filled_in.state.form,
      was_complete ? definition::Completeness::complete : definition::Completeness::types_only);
  for (const Fault& fault : faults)
    migrating.cannot("form", fault.pointer.substr(std::min<size_t>(1, fault.pointer.size())),
                     fault.code, "the form does not fit: " + fault.detail);
}

// Limits that the target puts on the states of the case begin now.
Status start_new_limits(Migrating& migrating, Working& working) {
  for (const auto& [state, old] : migrating.from) {
    const std::string& limit = working.definition.state(state).limit;
    const std::string& path = migrating.machine().state(state).path;
    const auto& clocks = working.state.clocks;
    const bool runs = std::any_of(clocks.begin(), clocks.end(), [&](const auto& clock) {
      return !clock.second.ended && clock.second.state == path;
    });
    if (limit.empty() || runs) continue;
    const Result<law::Limit> resolved = resolve_limit(working.reading(), limit);
    if (!resolved) return resolved.error();
    const auto task = std::find_if(working.state.tasks.begin(), working.state.tasks.end(),
                                   [&](const TaskState& one) { return one.state == path; });
    const bool named = task != working.state.tasks.end() && !task->clock.empty();
    start_clock(working, named ? task->clock : limit + "@" + path,
                make_clock(working, working.effective(), *resolved), path);
  }
  return {};
}

// The case must rest where it is put: nothing there may lead on at once.
void check_rest(Migrating& migrating, const Working& working) {
  if (joined_items(working))
    migrating.cannot("children", "", "would_move_on", "the items' join would be met at once");
  if (const Status status = rests(working, "case.migrated"); !status)
    migrating.cannot("states", "", status.error().code, status.error().detail);
}

Error refusal_of(Migrating& migrating) {
  Error error{.code = "cannot_migrate", .detail = "the case cannot follow the plan"};
  for (const Fault& fault : migrating.faults)
    if (std::find(error.names.begin(), error.names.end(), fault.code) == error.names.end())
      error.names.push_back(fault.code);
  error.pointer = migrating.faults.front().pointer;
  error.faults = std::move(migrating.faults);
  return error;
}

// The form first, on a copy: what the target makes of the states may depend on it.
std::vector<std::string> plan_move(Migrating& migrating, const NewForm& form) {
  std::vector<std::string> personal;
  Working filled_in = migrating.working;
  fill_in(filled_in, form);
  check_new_form(migrating, {migrating.source_bundle, migrating.source, migrating.working.state},
                 filled_in);
  assign_variables(migrating, personal);
  place_states(migrating);
  check_past(migrating, filled_in);
  if (!migrating.faults.empty()) return personal;  // the rest would repeat it
  check_standing(migrating);
  check_company(migrating);
  place_timers(migrating);
  place_clocks(migrating);
  place_tasks(migrating, filled_in.state);
  return personal;
}

}  // namespace

Status migrate(Working& working, const Migrate& migrate) {
  if (Status status = may_migrate(working, migrate); !status) return status;
  const definition::Definition* source = migrate.from->find(working.state.workflow);
  if (source == nullptr)
    return Error{.code = "unknown_workflow", .detail = "the old bundle lacks the workflow"};
  working.cause = Cause::person;
  working.action = "migrate";
  working.opinion = migrate.reason;
  Migrating migrating{working, *migrate.from, *source, migrate.plan->part_for(working.state)};
  migrating.event.version = working.definition.version;
  migrating.event.from = working.state.bundle;
  migrating.event.plan = migrate.plan->digest;
  migrating.event.reason = migrate.reason;
  const NewForm form = new_form(migrating);
  const std::vector<std::string> personal = plan_move(migrating, form);
  if (!migrating.faults.empty()) return refusal_of(migrating);
  working.draft.bundle = working.bundle.digest;
  working.emit(migrating.event, personal);
  fill_in(working, form);
  if (Status status = start_new_limits(migrating, working); !status) return status;
  check_rest(migrating, working);
  if (!migrating.faults.empty()) return refusal_of(migrating);
  return {};
}

}  // namespace yijian::casework
