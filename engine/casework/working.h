// The working copy of one decision: a state that only evolve changes, and the step that grows with
// it.
#pragma once

#include <string>
#include <vector>

#include "engine/casework/decide.h"
#include "engine/casework/evolve.h"
#include "engine/casework/reading.h"

namespace yijian::casework {

// What set the step off, as the rules look at it.
enum class Cause { person, opening, timer, limit, deferral, child, parent, commitment };

class Working {
 public:
  // `definition` is the case's; for an opening the one to be opened.
  Working(const definition::Bundle& bundle_of_case,
          const definition::Definition& definition_of_case,
          const law::WorkCalendar& calendar_in_force, const CaseState& before,
          const Envelope& brought);

  const definition::Bundle& bundle;
  const definition::Definition& definition;
  const law::WorkCalendar& calendar;
  const Envelope& envelope;
  CaseState state;
  StepDraft draft;

  Cause cause = Cause::person;
  std::string action;  // of a person, or the engine event's name
  Value data = Map{};  // of the act
  std::string opinion;

  Instant effective() const { return draft.effective; }
  Reading reading() const { return {bundle, definition, state, &envelope.facts}; }
  bool is_duty() const { return definition.kind == definition::Kind::duty; }
  bool is_thing() const { return definition.kind == definition::Kind::thing; }

  // Records the event and lets it change the state. Values are brought to the order the record
  // gives back, so that what evolve sees now is what a replay will see.
  void emit(Event event, std::vector<std::string> personal = {});
  // Names the rule (and its law) that the step rests on; the first one named stays.
  void cite(std::string_view rule);

 private:
  bool is_personal(const Fact& fact) const;
};

// Names whose values are personal unless proven otherwise: what is computed from them is committed.
bool computed_from_personal(const std::vector<std::string>& roots);

}  // namespace yijian::casework
