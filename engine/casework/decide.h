// The pure decision: may the command happen, and what does it cause?
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "engine/casework/command.h"
#include "engine/casework/state.h"
#include "engine/casework/step.h"
#include "engine/definition/definition.h"
#include "engine/law/calendar.h"

namespace yijian::casework {

struct Decided {
  SealedStep step;
  StepDraft draft;
  CaseState after;
};

// The step, sealed, and the state behind it; or why not, and then nothing has happened.
//
//   bundle  what the case is pinned to; for an opening, the workflow's current one, or the
//           opener's for a message.
//   state   of the case; state.n == 0 for one that is to be opened.
//
// Errors: not_found unknown_workflow not_allowed_now role_required department_required forbidden
// four_eyes opinion_required invalid_data guard_false stale_version materials_missing
// not_deferrable deferred_open correction_already_given already_extended already_signed
// credit_barred no_applicable_item unlawful_move guard_error action_error endless_loop
// idempotency_mismatch; of a migration: already_migrated cannot_migrate (every reason in faults);
// of an import: cannot_import (every reason in faults); of dues computed anew: calendar_unchanged.
// names tells the allowed actions, the missing materials, the fields.
//
// Engine events never fail: what would is recorded as an incident.
Result<Decided> decide(const definition::Bundle& bundle, const law::WorkCalendar& calendar,
                       const CaseState& state, const Envelope& envelope);

// The command was done before (same id): the version it made. Errors: idempotency_mismatch when
// its request was another one.
Result<std::optional<int64_t>> done_before(const CaseState& state, const Envelope& envelope);

// The facts that a command would need, to be gathered before it is decided.
struct FactRequest {
  std::string name;  // "credit" "licences" or a transition's
  std::string from;  // "credit" "licences" "registry:R"
  std::string key;   // applicant's id, or the key's value
};
std::vector<FactRequest> facts_needed(const definition::Bundle& bundle, const CaseState& state,
                                      const Envelope& envelope);

// An action that the actor could take now, as a person is shown it.
struct Allowed {
  std::string action;
  std::string task;  // path of the state, "" for a kernel command
  definition::Text title;
  bool opinion_required = false;
  std::vector<std::string> fields;  // names of data that it takes
  bool takes_form = false;
};
//   today  on which an agent's authority is judged; without it, one that has run out passes.
std::vector<Allowed> allowed_actions(const definition::Bundle& bundle, const CaseState& state,
                                     const Actor& actor, std::optional<Day> today = std::nullopt);

// The next thing that is due of its own accord, or nothing: what the `wake` row tells.
std::optional<Wake> next_wake(const CaseState& state);

}  // namespace yijian::casework
