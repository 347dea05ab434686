// The law's own fields of an act: known by the phases and outcomes it reaches, never by its name.
#include <algorithm>

#include "engine/definition/compile.h"
#include "engine/definition/reach.h"

namespace yijian::definition {
namespace {

using law::Phase;

bool has_site_check(const std::vector<chart::Action>& actions) {
  return std::any_of(actions.begin(), actions.end(), [](const chart::Action& action) {
    return action.type == "siteCheck" ||
           std::any_of(action.branches.begin(), action.branches.end(),
                       [](const chart::Branch& branch) { return has_site_check(branch.actions); });
  });
}

void add(Act& act, std::string_view field) {
  if (std::find(act.law_fields.begin(), act.law_fields.end(), field) == act.law_fields.end())
    act.law_fields.emplace_back(field);
}

// What the law asks for when a case comes to the phase of the leaf from another.
void add_for_move(const Definition& definition, chart::TransitionId id, chart::StateId leaf,
                  Act& act) {
  const auto phase = definition.state(leaf).phase;
  const std::set<Phase> before = phases_before(definition, id);
  if (!phase || before == std::set<Phase>{*phase}) return;
  const bool denied = *phase == Phase::decided && outcome_of(definition, leaf) == "denied";
  if (denied || *phase == Phase::refused || *phase == Phase::terminated ||
      *phase == Phase::voided || *phase == Phase::revoked)
    add(act, "ground");
  if (*phase == Phase::suspended) {
    add(act, "procedure");
    add(act, "days");
  }
  if (*phase == Phase::correcting) add(act, "corrections");
  if (*phase == Phase::refused || *phase == Phase::decided ||
      (*phase == Phase::accepted && before.contains(Phase::submitted)))
    act.judges = true;
}

}  // namespace

void add_law_fields(Definition& out) {
  for (size_t i = 0; i < out.transitions.size(); ++i) {
    if (out.transitions[i].act < 0) continue;
    Act& act = out.acts[static_cast<size_t>(out.transitions[i].act)];
    const chart::Transition& one = out.machine.transitions[i];
    for (chart::StateId leaf : landing(out.machine, one))
      add_for_move(out, static_cast<chart::TransitionId>(i), leaf, act);
    if (has_site_check(one.actions)) add(act, "officers");
  }
}

}  // namespace yijian::definition
