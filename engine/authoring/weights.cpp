#include "engine/authoring/weights.h"

#include <algorithm>

#include "engine/authoring/stimuli.h"

namespace yijian::authoring {
namespace {

constexpr double kUsual = 1;
constexpr double kBack = 0.1;
constexpr double kAgainst = 0.05;
constexpr double kPaperDeferred = 0.5;

bool asks_for(const definition::Act& act, std::string_view field) {
  return std::find(act.law_fields.begin(), act.law_fields.end(), field) != act.law_fields.end();
}

enum class Leads { nowhere, back, on };

// Back: to a state that stands before its own in the document.
Leads where(const definition::Definition& definition, const definition::Act& act) {
  Leads leads = Leads::nowhere;
  for (const chart::TransitionId id : definition.machine.state(act.state).on) {
    const chart::Transition& transition = definition.machine.transition(id);
    if (transition.event != act.action || transition.targets.empty()) continue;
    if (transition.targets.front() > act.state) return Leads::on;
    leads = Leads::back;
  }
  return leads;
}

}  // namespace

double weight_of(const Offer& offer, const Assumptions& assumptions, bool papers_missing) {
  const std::string& action = offer.allowed.action;
  if (const auto assumed = assumptions.actions.find(action); assumed != assumptions.actions.end())
    return assumed->second;
  if (offer.allowed.task.empty())  // the kernel's commands
    return action == "defer" && papers_missing ? kPaperDeferred : 0;
  const definition::Definition& definition = *offer.played.definition;
  const definition::Act* act =
      definition.act(definition.machine.find_path(offer.allowed.task), action);
  if (act == nullptr || is_exit(action)) return 0;
  if (asks_for(*act, "corrections")) return papers_missing ? kUsual : kAgainst;
  if (asks_for(*act, "ground") || asks_for(*act, "procedure")) return kAgainst;
  switch (where(definition, *act)) {
    case Leads::nowhere:
      return 0;
    case Leads::back:
      return kBack;
    case Leads::on:
      return kUsual;
  }
  return 0;
}

}  // namespace yijian::authoring
