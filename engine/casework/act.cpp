// A person acts on a case: found, permitted, checked, recorded, then run by the chart.
#include "engine/casework/addressing.h"
#include "engine/casework/commands.h"
#include "engine/casework/findings.h"
#include "engine/casework/interpreter.h"
#include "engine/casework/rules/late.h"
#include "engine/casework/rules/people.h"
#include "engine/casework/rules/retract.h"
#include "engine/casework/signing.h"

namespace yijian::casework {
namespace {

// What of an act's data is personal, as pointers into the event.
std::vector<std::string> personal_of(const definition::Act& found, const Value& data) {
  std::vector<std::string> pointers = {"/opinion", "/data/ground"};
  if (found.fields)
    for (const std::string& pointer : definition::personal_pointers(*found.fields, data))
      pointers.push_back("/data" + pointer);
  if (const Value* corrections = data.find("corrections"))
    for (std::string& pointer : personal_in_corrections(*corrections, "/data/corrections"))
      pointers.push_back(std::move(pointer));
  return pointers;
}

Status refusal(const definition::Act& found, const chart::Outcome& outcome) {
  if (outcome.handling == chart::Handling::taken) return {};
  if (outcome.handling == chart::Handling::forbidden || outcome.blocked.empty())
    return Error{.code = "not_allowed_now", .detail = "the state forbids " + found.action};
  Error error{.code = "guard_false", .detail = "no condition of " + found.action + " holds"};
  if (found.blocked) error.names = {found.blocked->zh, found.blocked->en};
  return error;
}

}  // namespace

Status act(Working& working, const Act& act) {
  if (!working.envelope.actor) return Error{.code = "unauthorized", .detail = "nobody acts"};
  working.cause = Cause::person;
  working.action = act.action;
  working.data = act.data;
  working.opinion = act.opinion;
  if (is_kernel_command(act.action)) return kernel_command(working, act);
  // What proves that silence did not accept is judged as things stood before.
  const bool undoes = undoes_acceptance(working.state, working.envelope);
  std::optional<CaseState> judged;
  if (undoes) judged = before_acceptance(working.state);
  const Reading reading{working.bundle, working.definition, judged ? *judged : working.state,
                        &working.envelope.facts};
  const Result<const definition::Act*> found = find_act(reading, act.action, act.task);
  if (!found) return found.error();
  const definition::Act& known = **found;
  const Actor& actor = *working.envelope.actor;
  if (Status status = may_act(reading, known, actor, working.today()); !status) return status;
  if (Status status = may_enter_late(working, act.action); !status) return status;
  if (working.objections == nullptr)
    if (Status status = check_act_data(reading, known, act.data, act.opinion); !status)
      return status;

  Map data = act.data.map();
  const Value* form = act.data.find("form");
  const Value patch = form != nullptr && known.takes_form ? *form : Value();
  if (known.takes_form) data.erase("form");
  if (known.fields) data = definition::with_whole_numbers(*known.fields, data).map();
  const std::string& path = working.definition.machine.state(known.state).path;
  const bool shared = is_signed_by_departments(working.definition, known);
  working.emit(Acted{.action = act.action,
                     .task = path,
                     .data = data.empty() ? Value() : Value(data),
                     .opinion = act.opinion,
                     .signs = shared ? actor.department : ""},
               personal_of(known, data));
  if (undoes)
    if (Status status = undo(working); !status) return status;
  if (Status status = fill_in_form(working, patch, "/data/form"); !status) return status;
  for (const std::string& material : known.materials)
    working.emit(MaterialMarked{
        .status = "written", .material = material, .source = "act:" + act.action, .digest = ""});
  if (shared) {
    const auto joined = joined_action(working.definition, known.state, working.state);
    if (!joined) return {};  // the others have not acted yet
    working.action = *joined;
  }
  Interpreter interpreter(working);
  const Result<chart::Outcome> outcome =
      interpreter.dispatch(working.action, Value(data), known.state);
  if (!outcome) return outcome.error();
  if (Status status = refusal(known, *outcome); !status) return status;
  return undoes ? undone_rightly(working) : Status{};
}

}  // namespace yijian::casework
