// A case is taken over from another system (迁入): wholly judged, then one step that makes it what
// it is there. R-IMPORT-01.
#include "engine/casework/import.h"

#include <algorithm>

#include "engine/casework/commands.h"
#include "engine/casework/importing.h"
#include "engine/casework/interpreter.h"
#include "engine/casework/opening.h"
#include "engine/casework/placing.h"
#include "engine/casework/rules/people.h"

namespace yijian::casework {
namespace {

using law::Phase;

Status may_import(const Working& working) {
  if (!working.envelope.actor) return Error{.code = "unauthorized", .detail = "nobody acts"};
  if (working.envelope.actor->role == "admin") return {};
  return Error{
      .code = "role_required", .detail = "cases are imported by an admin", .names = {"admin"}};
}

void check_filing(Importing& importing) {
  const auto& [working, import, faults, states] = importing;
  const definition::Definition& definition = working.definition;
  if (!working.is_duty() || !import.parties.empty())
    if (Status status = check_parties(import.parties); !status)
      importing.cannot(status.error(), "/parties");
  if (!import.corrections.is_null())
    if (Status status = check_corrections(working.reading(), import.corrections); !status)
      importing.cannot("/corrections", status.error().code, status.error().detail);
  const auto& channels = definition.channels;
  if (!import.channel.empty() &&
      std::find(channels.begin(), channels.end(), import.channel) == channels.end())
    importing.cannot("/channel", "unknown_word", "the workflow is not filed through this channel");
  for (const auto& [action, people] : import.hands) {
    const bool known =
        is_kernel_command(action) ||
        std::any_of(definition.acts.begin(), definition.acts.end(),
                    [&named = action](const definition::Act& act) { return act.action == named; });
    if (!known)
      importing.cannot("/hands/" + pointer_token(action), "unknown_word",
                       "the workflow has no such action");
  }
}

Value hands_of(const Import& import) {
  Map hands;
  for (const auto& [action, people] : import.hands) {
    List list;
    for (const Actor& person : people) {
      Map one{{"id", person.id}};
      if (!person.name.empty()) one.set("name", person.name);
      if (!person.role.empty()) one.set("role", person.role);
      if (!person.department.empty()) one.set("department", person.department);
      list.emplace_back(std::move(one));
    }
    hands.set(action, std::move(list));
  }
  return hands.empty() ? Value() : Value(std::move(hands));
}

List stops_of(const Import& import) {
  List stops;
  for (const ImportedStop& stop : import.stops) {
    Map one{{"reason", stop.reason}, {"from", format_instant(stop.from)}};
    if (stop.until) one.set("until", format_instant(*stop.until));
    if (!stop.days.empty()) one.set("days", stop.days);
    stops.emplace_back(std::move(one));
  }
  return stops;
}

// What was told and stands nowhere else in the step.
Value told_of(const Import& import) {
  Map told;
  if (import.deemed) told.set("deemed", true);
  if (import.since) told.set("since", format_instant(*import.since));
  if (!import.stops.empty()) told.set("stops", stops_of(import));
  Map used;
  for (const auto& [clock, days] : import.used) used.set(clock, days);
  if (!used.empty()) told.set("used", std::move(used));
  Map dues;
  for (const auto& [material, due] : import.deferred)
    if (due) dues.set(material, format_instant(*due));
  if (!dues.empty()) told.set("deferred", std::move(dues));
  return told.empty() ? Value() : Value(std::move(told));
}

void record_opening(Importing& importing) {
  Working& working = importing.working;
  const Import& import = importing.import;
  CaseOpened event;
  event.origin = "import";
  event.department = import.department.empty() ? working.definition.department : import.department;
  event.region = import.region;
  event.channel = import.channel;
  event.parties = import.parties;
  event.received = import.received;
  const Status answers = check_answers(working.bundle, working.definition, import.guide);
  if (!answers) importing.cannot(answers.error(), "/guide");
  event.guide = with_defaults(working, answers ? import.guide : Value(Map{}));
  const Result<Value> about = licence_at_issue(working);
  if (!about) importing.cannot(about.error(), "/workflow");
  event.licence = about ? *about : Value(Map{});
  if (const Value* licences = fact_value(working, "licences")) event.licences = *licences;
  begin(working, std::move(event));
  working.emit(CaseImported{.number = import.number,
                            .hands = hands_of(import),
                            .told = told_of(import),
                            .reason = import.reason},
               {"/reason"});
}

// R-PHASE-01, rule 2: what has been received is complete.
void record_form(Importing& importing) {
  Working& working = importing.working;
  const Value& form = importing.import.form;
  if (!form.map().empty()) change_form(working, form);
  for (Fault& fault :
       form_faults(working.reading(), working.state.form, definition::Completeness::complete))
    importing.cannot("/form" + fault.pointer, fault.code, fault.detail);
}

void check_material(Importing& importing, const std::string& id, const std::string& status,
                    const std::string& at) {
  const Working& working = importing.working;
  const definition::Material* material = working.definition.material(id);
  if (material == nullptr || material->source == definition::Source::office)
    return importing.cannot(at, "unknown_word", "the workflow asks for no such material");
  if (status == "deferred" && !may_be_deferred(working.reading(), *material))
    return importing.cannot(at, "not_deferrable", "the material cannot be deferred");
  if (status == "promised" && !(working.definition.commitment && material->promisable))
    importing.cannot(at, "not_promisable", "the material cannot be promised");
}

void record_materials(Importing& importing) {
  const Import& import = importing.import;
  std::map<std::string, std::string> statuses = import.materials;
  for (const auto& [id, due] : import.deferred) {
    const std::string& status = statuses.emplace(id, "deferred").first->second;
    if (status != "deferred")
      importing.cannot("/materials/" + pointer_token(id), "conflict", "it is deferred as well");
  }
  for (const auto& [id, status] : statuses)
    check_material(importing, id, status,
                   import.materials.contains(id) ? "/materials/" + pointer_token(id) : "/deferred");
  for (const auto& [id, status] : statuses)
    importing.working.emit(
        MaterialMarked{.status = status, .material = id, .source = "", .digest = ""});
  share_licences(importing.working);
  // The letter was signed there; R-COMMIT-03 follows from it here.
  const bool promised = std::any_of(statuses.begin(), statuses.end(),
                                    [](const auto& one) { return one.second == "promised"; });
  if (promised && importing.is_accepted())
    importing.working.emit(CommitmentChanged{.is_signed = true});
}

std::string outcome_of(const Importing& importing) {
  std::string outcome;
  for (const chart::StateId state : importing.states)
    if (const std::string& own = importing.working.definition.state(state).outcome; !own.empty())
      outcome = own;
  return outcome;
}

// R-ACCEPT-03, and R-GRANT-01 of what was granted there.
void check_complete(Importing& importing) {
  const std::string outcome = outcome_of(importing);
  const bool granted = outcome == "granted" || outcome == "partial";
  const bool decided = importing.import.phase == Phase::decided;
  if (importing.working.is_duty() || !importing.is_accepted() || (decided && !granted)) return;
  if (!decided && importing.import.deemed) return;  // R-ACCEPT-02
  for (const std::string& id :
       missing_materials(importing.working.reading(), /*deferred_counts=*/!decided))
    importing.cannot("/materials/" + pointer_token(id), "materials_missing",
                     "required, and neither there nor deferred nor promised");
}

void place(Importing& importing) {
  Working& working = importing.working;
  const std::vector<chart::StateId> states(importing.states.begin(), importing.states.end());
  if (Status status = Interpreter(working).place(states, entered_since(importing)); !status)
    return importing.cannot(status.error(), "/state");
  if (Status status = rests(working, "case.imported"); !status)
    importing.cannot(status.error(), "/state");
}

Status refusal_of(Importing& importing) {
  if (importing.faults.empty()) return {};
  Error error{.code = "cannot_import", .detail = "the case cannot be taken over as it is told"};
  for (const Fault& fault : importing.faults)
    if (std::find(error.names.begin(), error.names.end(), fault.code) == error.names.end())
      error.names.push_back(fault.code);
  error.pointer = importing.faults.front().pointer;
  error.faults = std::move(importing.faults);
  return error;
}

}  // namespace

bool Importing::is_accepted() const {
  return import.phase == Phase::accepted || import.phase == Phase::suspended ||
         import.phase == Phase::decided;
}

void Importing::cannot(std::string pointer, std::string code, std::string detail) {
  faults.push_back({std::move(pointer), std::move(code), std::move(detail)});
}

void Importing::cannot(const Error& why, const std::string& otherwise_at) {
  for (const Fault& fault : why.faults) faults.push_back(fault);
  if (why.faults.empty())
    cannot(why.pointer.empty() ? otherwise_at : why.pointer, why.code, why.detail);
}

Status open_by_import(Working& working, const Import& import) {
  working.cause = Cause::opening;
  working.action = "import";
  working.opinion = import.reason;
  if (Status status = may_import(working); !status) return status;
  working.cite("R-IMPORT-01");
  Importing importing{working, import};
  check_course(importing);
  const bool sound = importing.faults.empty();
  if (working.is_thing())
    importing.cannot("/workflow", "import_thing",
                     "a thing with items is not taken over; each of its items can be");
  find_states(importing);
  check_filing(importing);
  record_opening(importing);
  record_form(importing);
  record_materials(importing);
  check_complete(importing);
  if (sound) record_course(importing);
  if (importing.faults.empty()) place(importing);
  return refusal_of(importing);
}

}  // namespace yijian::casework
