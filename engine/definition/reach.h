// Where transitions lead and whence they start, by phase: what the load checks and the law's own
// fields are read off. Over-approximates: guards that read the case are taken for possible.
#pragma once

#include <set>
#include <string_view>
#include <vector>

#include "engine/definition/definition.h"

namespace yijian::definition {

// Leaves (no history) at or below a state.
std::vector<chart::StateId> leaves(const chart::Machine& machine, chart::StateId state);

// The leaves that are active after the transition's targets have been entered; of a history all
// that it can bring back. Empty for a transition without targets.
std::vector<chart::StateId> landing(const chart::Machine& machine, const chart::Transition& taken);
// The same of entering a state.
std::vector<chart::StateId> entered(const chart::Machine& machine, chart::StateId state);

// The phases in which the transition can be taken: those of the leaves below its source where no
// inner state takes the event first, less those in which the engine never sends the event.
std::set<law::Phase> phases_before(const Definition& definition, chart::TransitionId id);

// The outcome of the nearest state bearing one, itself included; "" none.
std::string_view outcome_of(const Definition& definition, chart::StateId state);

// Whether an event name, or descriptor, is the engine's: no person can send it.
bool is_engine_event(std::string_view event);

}  // namespace yijian::definition
