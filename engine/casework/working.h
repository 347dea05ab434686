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
enum class Cause {
  person,
  opening,
  timer,
  limit,
  deferral,
  renewal,
  child,
  parent,
  commitment,
  reply
};

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
  std::string timer;   // name of the timer that fired, or ""
  Value data = Map{};  // of the act
  std::string opinion;
  // A trial (why.h): what the rules object is put here, every objection; nothing is recorded, and
  // nobody has been asked for the act's data yet. Null in a decision.
  std::vector<Error>* objections = nullptr;

  Instant effective() const { return draft.effective; }
  // The day on which it is done, whatever day it is entered for: authority is judged by it.
  Day today() const { return day_of(draft.at); }
  Reading reading() const { return {bundle, definition, state, &envelope.facts}; }
  // The period of notice is over without one (R-ACCEPT-02). Any other timer is no silence.
  bool is_silence() const { return cause == Cause::timer && timer == kNoticeTimer; }
  bool is_duty() const { return definition.kind == definition::Kind::duty; }
  bool is_thing() const { return definition.kind == definition::Kind::thing; }

  // Records the event and lets it change the state. Values are brought to the order the record
  // gives back, so that what evolve sees now is what a replay will see.
  void emit(Event event, std::vector<std::string> personal = {});
  // Names the rule (and its law) that the step rests on; the first one named stays.
  void cite(std::string_view rule);
};

// Records the merge patch of the form, its personal values marked and its whole numbers integers.
//   personal  pointers into the patch that are personal whatever the schema says of them.
void change_form(Working& working, const Value& patch, std::vector<std::string> personal = {});

// What a person writes into the form, if anything; its types checked; completeness is the phase's
// affair. Errors: invalid_data, every fault with its pointer below `base` (read_only: a field that
// only the office's own data fill in).
Status fill_in_form(Working& working, const Value& patch, const std::string& base);

// invalid_data with every fault, its pointer below `base`. Precondition: there is one.
Error faulty(std::string detail, std::vector<Fault> faults, const std::string& base);

// The form as it stands now. Errors: invalid_data, every fault with its pointer below `base`.
Status check_form(const Working& working, definition::Completeness completeness,
                  const std::string& base);

// Names whose values are personal unless proven otherwise: what is computed from them is committed.
bool computed_from_personal(const std::vector<std::string>& roots);

}  // namespace yijian::casework
