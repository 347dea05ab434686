// What an event makes of a state. Never refuses; knows neither definition, calendar nor clock.
#pragma once

#include "engine/casework/events.h"
#include "engine/casework/state.h"
#include "engine/casework/step.h"

namespace yijian::casework {

// What the step tells beside its events, and evolve needs of it.
struct StepContext {
  Instant at;
  Instant effective;
  std::string actor;      // id, or "" of the engine
  std::string principal;  // on whose behalf, or ""
  bool late = false;      // entered for an earlier day
  std::string role = {};  // the actor's, or "" of the engine
};

StepContext context_of(const StepDraft& step);

void evolve(CaseState& state, const Event& event, const StepContext& context);

// The whole step: every event, then what close_step sets.
void fold(CaseState& state, const StepDraft& step, const Digest& hash);

// n, head, at, effective, bundle and the remembered command: what the step is beside its events.
void close_step(CaseState& state, const StepDraft& step, const Digest& hash);

}  // namespace yijian::casework
