// What a person could do now, and what a command would need to know of the world.
#include <algorithm>

#include "engine/casework/addressing.h"
#include "engine/casework/commands.h"
#include "engine/casework/offers.h"
#include "engine/casework/rules/late.h"
#include "engine/casework/rules/people.h"
#include "engine/casework/rules/redo.h"
#include "engine/casework/rules/retract.h"
#include "engine/casework/scheduled.h"

namespace yijian::casework {
namespace {

// Guards over `event` can only be judged with the event, those over `facts` with what the act asks
// for; any other one that says no is known to.
bool known_to_be_blocked(const Reading& reading, const definition::Act& act) {
  if (is_judged_by_its_data(reading, act)) return false;
  const Result<chart::Outcome> outcome = probe_act(reading, act);
  return !outcome || outcome->handling != chart::Handling::taken;
}

std::vector<std::string> fields_of(const definition::Act& act) {
  std::vector<std::string> fields = act.law_fields;
  if (act.fields)
    for (std::string& name : definition::property_names(*act.fields))
      fields.push_back(std::move(name));
  return fields;
}

std::vector<std::string> kernel_fields(std::string_view action) {
  if (action == "answer") return {"guide"};
  if (action == "rate") return {"score", "service", "text"};
  if (action == "resolve" || action == "retract") return {};
  if (action == "redo") return {"basis", "document", "received"};
  if (action == "confirmLate") return {"action", "effective", "evidence"};
  return {"material"};
}

Result<std::string> key_of(const Reading& reading, const std::string& expression) {
  const Result<cel::Program> program = cel::compile(expression);
  if (!program) return program.error();
  const Result<Value> value = cel::evaluate(*program, CaseScope(reading));
  if (!value) return value.error();
  if (!value->is_string())
    return Error{.code = "guard_error", .detail = "a register's key is a text"};
  return value->string();
}

}  // namespace

const definition::Text& kernel_title(std::string_view action) {
  static const std::vector<std::pair<std::string_view, definition::Text>> titles = {
      {"supply", {"补充材料", "Bring a paper"}},
      {"promise", {"以承诺代替材料", "Promise a paper"}},
      {"defer", {"容缺", "Defer a paper"}},
      {"answer", {"回答引导问题", "Answer the guide"}},
      {"rate", {"评价服务", "Rate the service"}},
      {"resolve", {"处置异常", "Resolve the incident"}},
      {"redo", {"重新办理", "Do it anew"}},
      {"retract", {"撤销本人上一步", "Take back one's own last act"}},
      {"confirmLate", {"确认补录", "Confirm a late entry"}}};
  for (const auto& [name, title] : titles)
    if (name == action) return title;
  return titles.front().second;
}

std::vector<Allowed> allowed_actions(const definition::Bundle& bundle, const CaseState& state,
                                     const Actor& actor, std::optional<Day> today) {
  std::vector<Allowed> allowed;
  const definition::Definition* definition = bundle.find(state.workflow);
  if (definition == nullptr) return allowed;
  const Reading reading{bundle, *definition, state, nullptr};
  for (const definition::Act* act : offered_acts(reading)) {
    if (!may_act(reading, *act, actor, today) || known_to_be_blocked(reading, *act)) continue;
    if (!given_already(reading, *act).empty()) continue;
    allowed.push_back({.action = act->action,
                       .task = definition->machine.state(act->state).path,
                       .title = act->title,
                       .opinion_required = act->opinion_required,
                       .fields = fields_of(*act),
                       .takes_form = act->takes_form});
  }
  for (const std::string_view action : kernel_commands()) {
    if (!may_command(reading, action, actor, today) || !kernel_possible(reading, action)) continue;
    allowed.push_back(
        {.action = std::string(action),
         .task = "",
         .title = kernel_title(action),
         .opinion_required = action == "resolve" || action == kRedo || action == kConfirmLate,
         .fields = kernel_fields(action),
         .takes_form = false});
  }
  return allowed;
}

std::vector<FactRequest> facts_needed(const definition::Bundle& bundle, const CaseState& state,
                                      const Envelope& envelope) {
  const auto* open = std::get_if<Open>(&envelope.command);
  const auto* import = std::get_if<Import>(&envelope.command);
  if (open != nullptr || import != nullptr) {
    for (const Value& party : open != nullptr ? open->parties : import->parties)
      if (party.text("role", "applicant") == "applicant")
        return {{"licences", "licences", party.text("id")}};
    return {};
  }
  if (const auto* start = std::get_if<Start>(&envelope.command)) {
    const definition::Definition* scheduled = bundle.find(start->workflow);
    if (scheduled == nullptr || !scheduled->schedule) return {};
    const Result<Value> party = scheduled_applicant(*scheduled, start->each);
    if (!party || party->is_null()) return {};
    return {{"licences", "licences", party->text("id")}};
  }
  if (const auto* wake = std::get_if<Wake>(&envelope.command);
      wake != nullptr && wake->kind == Wake::Kind::renewal)
    return {{"licences", "licences", applicant_id(state)}};
  const auto* act = std::get_if<Act>(&envelope.command);
  const definition::Definition* definition = bundle.find(state.workflow);
  if (act == nullptr || definition == nullptr) return {};
  const Reading reading{bundle, *definition, state, nullptr};
  const Result<const definition::Act*> found = find_act(reading, act->action, act->task);
  if (!found) return {};
  std::vector<FactRequest> requests;
  if (carries(definition->machine, **found, "commit"))
    requests.push_back({"credit", "credit", applicant_id(state)});
  for (const definition::FactRef& fact : (*found)->facts)
    if (const Result<std::string> key = key_of(reading, fact.key))
      requests.push_back({fact.name, fact.from, *key});
  return requests;
}

}  // namespace yijian::casework
