// Every configuration has one phase, every decision an outcome, every engine event a name.
#include <algorithm>
#include <array>

#include "engine/definition/compile.h"
#include "engine/definition/reach.h"
#include "engine/law/lifecycle.h"

namespace yijian::definition {
namespace {

using chart::StateId;
using chart::StateType;
using law::Phase;

constexpr std::array<std::string_view, 16> kEngineEvents = {
    "parent.delivered",    "parent.dismissed", "parent.submitted",
    "parent.correcting",   "parent.*",         "items.answered",
    "limit.warned",        "limit.passed",     "limit.*",
    "deferral.overdue",    "child.*",          "commitment.kept",
    "commitment.breached", "child.decided",    "child.delivered",
    "renewal.deemed"};

std::string place(const chart::State& state) { return "/machine" + state.pointer; }

bool is_in_region(const chart::Machine& machine, StateId id) {
  for (StateId above = machine.state(id).parent; above != chart::kNoState;
       above = machine.state(above).parent)
    if (machine.state(above).type == StateType::parallel) return true;
  return false;
}

// readable: no phase was misspelt, so that a missing one is missing.
void check_state(Draft& draft, const Definition& definition, StateId id, bool readable) {
  const chart::State& state = definition.machine.state(id);
  const StateInfo& info = definition.state(id);
  const bool leaf = state.type == StateType::atomic || state.type == StateType::final;
  const bool duty = definition.kind == Kind::duty;
  if (info.own_phase && is_in_region(definition.machine, id))
    draft.fault("phase_in_region", place(state) + "/phase", {state.path});
  if (leaf && !info.phase && readable) draft.fault("phase_missing", place(state), {state.path});
  if (!info.outcome.empty()) {
    const bool misplaced = duty ? info.phase != Phase::closed : info.phase != Phase::decided;
    if (misplaced) draft.fault("outcome_misplaced", place(state) + "/outcome");
    if (!duty && info.outcome != "granted" && info.outcome != "partial" &&
        info.outcome != "denied" && info.outcome != "forwarded")
      draft.fault("invalid_value", place(state) + "/outcome",
                  {info.outcome, "granted partial denied forwarded"});
  }
  if (!duty && leaf && info.phase == Phase::decided && outcome_of(definition, id).empty())
    draft.fault("outcome_missing", place(state), {state.path});
}

void collect_sent(const std::vector<chart::Action>& actions, std::vector<std::string>& out) {
  for (const chart::Action& action : actions) {
    if (action.type == "raise" || action.type == "send") {
      const Value* event = action.params.find("event");
      if (event != nullptr)
        out.push_back(event->is_string() ? event->string() : event->text("type"));
    }
    for (const chart::Branch& branch : action.branches) collect_sent(branch.actions, out);
  }
}

// Events that the chart sends itself.
std::vector<std::string> own_events(const chart::Machine& machine) {
  std::vector<std::string> out;
  for (const chart::Transition& one : machine.transitions) collect_sent(one.actions, out);
  for (const chart::State& state : machine.states) {
    collect_sent(state.entry, out);
    collect_sent(state.exit, out);
  }
  return out;
}

// Of the engine's events of LANGUAGE rule 12; nothing is sent by any other dotted name.
bool is_known_event(std::string_view event) {
  if (std::find(kEngineEvents.begin(), kEngineEvents.end(), event) != kEngineEvents.end())
    return true;
  if (event.starts_with("child.")) return law::phase_from(event.substr(6)).has_value();
  return event.starts_with("commitment.") || event.starts_with("xstate.");
}

void check_events(Draft& draft, const Definition& definition) {
  const std::vector<std::string> own = own_events(definition.machine);
  for (const chart::Transition& one : definition.machine.transitions) {
    if (!one.delay.empty() || one.event.find('.') == std::string::npos) continue;
    if (is_known_event(one.event) || std::find(own.begin(), own.end(), one.event) != own.end())
      continue;
    draft.fault("unknown_event", "/machine" + one.pointer, {one.event})
        .suggest(one.event, {kEngineEvents.begin(), kEngineEvents.end()});
  }
}

}  // namespace

void check_phases(Draft& draft, const Definition& definition) {
  const bool readable = draft.is_clean();
  for (StateId id = 0; id < static_cast<StateId>(definition.states.size()); ++id)
    check_state(draft, definition, id, readable);
  for (StateId leaf : entered(definition.machine, 0)) {
    const auto phase = definition.state(leaf).phase;
    if (phase && !law::may_begin(*phase, definition.kind == Kind::duty))
      draft.fault("unlawful_start", "/machine/initial", {std::string(law::name(*phase))});
  }
  check_events(draft, definition);
}

}  // namespace yijian::definition
