// What a person could do now, and what a command would need to know of the world.
#include <algorithm>

#include "engine/casework/addressing.h"
#include "engine/casework/commands.h"
#include "engine/casework/rules/people.h"
#include "engine/casework/rules/retract.h"
#include "engine/casework/scheduled.h"

namespace yijian::casework {
namespace {

// A host for probing: it answers names and changes nothing.
class Onlooker : public chart::Host {
 public:
  explicit Onlooker(const Reading& reading)
      : reading_(reading), snapshot_(snapshot_of(reading.definition, reading.state)) {}
  const chart::Snapshot& snapshot() const override { return snapshot_; }
  std::optional<Value> find(std::string_view name) const override {
    return CaseScope(reading_).find(name);
  }
  Result<std::vector<chart::Event>> apply(const chart::Microstep&) override {
    return std::vector<chart::Event>{};
  }

 private:
  const Reading& reading_;
  chart::Snapshot snapshot_;
};

// Some alternative has no guard that asks for the act's own data, and its guard says no: the act
// is known to be blocked. Guards over `event` can only be judged with the event, those over `facts`
// with what the act asks for.
bool known_to_be_blocked(const Reading& reading, const definition::Act& act) {
  for (const chart::TransitionId id : reading.definition.machine.state(act.state).on) {
    const chart::Transition& transition = reading.definition.machine.transition(id);
    if (transition.event == act.action && transition.guard &&
        (transition.guard->reads("event") || transition.guard->reads("facts")))
      return false;
  }
  const Onlooker onlooker(reading);
  const Result<chart::Outcome> outcome =
      chart::probe(reading.definition.machine, {act.action, Value(Map{})}, act.state, onlooker);
  return !outcome || outcome->handling != chart::Handling::taken;
}

std::vector<std::string> fields_of(const definition::Act& act) {
  std::vector<std::string> fields = act.law_fields;
  if (act.fields)
    for (std::string& name : definition::property_names(*act.fields))
      fields.push_back(std::move(name));
  return fields;
}

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

std::vector<std::string> kernel_fields(std::string_view action) {
  if (action == "answer") return {"guide"};
  if (action == "rate") return {"score", "service", "text"};
  if (action == "resolve" || action == "retract") return {};
  if (action == "redo") return {"basis", "document", "received"};
  if (action == "confirmLate") return {"action", "effective", "evidence"};
  return {"material"};
}

// Whether an alternative of the act carries the action.
bool carries(const chart::Machine& machine, const definition::Act& act, std::string_view type) {
  for (const chart::TransitionId id : machine.state(act.state).on) {
    const chart::Transition& transition = machine.transition(id);
    if (transition.event != act.action) continue;
    for (const chart::Action& action : transition.actions)
      if (action.type == type) return true;
  }
  return false;
}

// One extension, before the statutory due (R-CLOCK-04): no other is offered.
bool may_be_extended(const CaseState& state) {
  const auto clock = state.clocks.find(std::string(kStatutoryClock));
  return clock != state.clocks.end() && !clock->second.ended && !clock->second.passed &&
         clock->second.extensions == 0;
}

bool asks_for(const definition::Act& act, std::string_view field) {
  return std::find(act.law_fields.begin(), act.law_fields.end(), field) != act.law_fields.end();
}

// What the law gives once and has been given is not offered again: the extension, the one notice
// of corrections (R-CORRECT-01), the commitment.
bool still_to_give(const Reading& reading, const definition::Act& act) {
  const chart::Machine& machine = reading.definition.machine;
  if (carries(machine, act, "extend") && !may_be_extended(reading.state)) return false;
  if (carries(machine, act, "commit") && commitment_word(reading) != "offered") return false;
  return !(asks_for(act, "corrections") && reading.state.correction_given);
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

std::vector<Allowed> allowed_actions(const definition::Bundle& bundle, const CaseState& state,
                                     const Actor& actor, std::optional<Day> today) {
  std::vector<Allowed> allowed;
  const definition::Definition* definition = bundle.find(state.workflow);
  if (definition == nullptr) return allowed;
  const Reading reading{bundle, *definition, state, nullptr};
  for (const definition::Act* act : offered_acts(reading)) {
    if (!may_act(reading, *act, actor, today) || known_to_be_blocked(reading, *act)) continue;
    if (!still_to_give(reading, *act)) continue;
    allowed.push_back({.action = act->action,
                       .task = definition->machine.state(act->state).path,
                       .title = act->title,
                       .opinion_required = act->opinion_required,
                       .fields = fields_of(*act),
                       .takes_form = act->takes_form});
  }
  for (const std::string_view action : {"supply", "promise", "defer", "answer", "rate", "resolve",
                                        "redo", "retract", "confirmLate"}) {
    const std::vector<std::string> roles = kernel_roles(action);
    if (std::find(roles.begin(), roles.end(), actor.role) == roles.end() ||
        !kernel_possible(reading, action))
      continue;
    const bool retracts = action == kRetract;
    if (retracts && !may_retract(state, actor, today)) continue;
    if (!retracts && bound_to_department(actor.role) && actor.department != state.department)
      continue;
    if (!retracts && actor.role == "applicant" &&
        !may_act_for_party(state.parties, actor.party, action, today))
      continue;
    allowed.push_back(
        {.action = std::string(action),
         .task = "",
         .title = kernel_title(action),
         .opinion_required = action == "resolve" || action == "redo" || action == "confirmLate",
         .fields = kernel_fields(action),
         .takes_form = false});
  }
  return allowed;
}

std::vector<FactRequest> facts_needed(const definition::Bundle& bundle, const CaseState& state,
                                      const Envelope& envelope) {
  if (const auto* open = std::get_if<Open>(&envelope.command)) {
    for (const Value& party : open->parties)
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
