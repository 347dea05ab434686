#include "engine/casework/offers.h"

#include <algorithm>

#include "engine/casework/rules/phases.h"

namespace yijian::casework {

bool is_judged_by_its_data(const Reading& reading, const definition::Act& act) {
  for (const chart::TransitionId id : reading.definition.machine.state(act.state).on) {
    const chart::Transition& transition = reading.definition.machine.transition(id);
    if (transition.event == act.action && transition.guard &&
        (transition.guard->reads("event") || transition.guard->reads("facts")))
      return true;
  }
  return false;
}

Result<chart::Outcome> probe_act(const Reading& reading, const definition::Act& act) {
  const Onlooker onlooker(reading);
  return chart::probe(reading.definition.machine, {act.action, Value(Map{})}, act.state, onlooker);
}

bool carries(const chart::Machine& machine, const definition::Act& act, std::string_view type) {
  for (const chart::TransitionId id : machine.state(act.state).on) {
    const chart::Transition& transition = machine.transition(id);
    if (transition.event != act.action) continue;
    for (const chart::Action& action : transition.actions)
      if (action.type == type) return true;
  }
  return false;
}

Status may_extend(const CaseState& state, std::optional<Instant> now) {
  const auto clock = state.clocks.find(std::string(kStatutoryClock));
  if (clock == state.clocks.end() || clock->second.ended)
    return Error{.code = "not_allowed_now", .detail = "no statutory clock is running"};
  if (clock->second.extensions > 0)
    return Error{.code = "already_extended", .detail = "it was extended once"};
  if (now ? clock->second.clock.due <= *now : clock->second.passed)
    return Error{.code = "not_allowed_now",
                 .detail = "an extension is approved before the statutory due"};
  return {};
}

Status may_commit(const Reading& reading) {
  if (reading.state.commitment == "signed")
    return Error{.code = "already_signed", .detail = "the commitment is signed"};
  if (commitment_word(reading) != "offered")
    return Error{.code = "not_allowed_now", .detail = "no commitment is offered here"};
  return {};
}

std::vector<OnceOnly> given_already(const Reading& reading, const definition::Act& act) {
  std::vector<OnceOnly> spent;
  const auto judge = [&](std::string_view what, const Status& status) {
    if (!status) spent.push_back({what, status.error()});
  };
  const chart::Machine& machine = reading.definition.machine;
  const auto& asked = act.law_fields;
  if (std::find(asked.begin(), asked.end(), "corrections") != asked.end())
    judge("corrections", notice_to_give(reading.state));
  if (carries(machine, act, "extend")) judge("extension", may_extend(reading.state));
  if (carries(machine, act, "commit")) judge("commitment", may_commit(reading));
  return spent;
}

}  // namespace yijian::casework
