// What of a case leaves the house: the one function that makes every outgoing case, and its kin
// for timelines. Personal values are masked for whoever lacks the right.
#pragma once

#include "api/access/rights.h"
#include "engine/base/value.h"
#include "engine/casework/reading.h"
#include "engine/casework/step.h"
#include "engine/casework/why.h"
#include "engine/law/calendar.h"

namespace yijian::access {

inline constexpr std::string_view kMasked = "***";

// What a view is made with beside the state.
struct Eyes {
  const definition::Bundle& bundle;
  const law::WorkCalendar& calendar;
  const casework::Actor& actor;
  Instant now;
};

// The case as JSON (schema Case of the OpenAPI file). Precondition: rights.see.
Value view(const casework::CaseState& state, const Rights& rights, const Eyes& eyes);

// One step of its timeline (schema Step): personal values masked without the right.
Value step_view(const casework::SealedStep& sealed, const casework::StepDraft& step,
                const Rights& rights);

// What stands against an act (schema Blocker): what a guard reads is masked as the view masks it.
// Precondition: rights.see.
Value why_view(const std::vector<casework::Blocker>& blockers, const Rights& rights);

Value text_of(const definition::Text& text);  // {zh, en}

}  // namespace yijian::access
