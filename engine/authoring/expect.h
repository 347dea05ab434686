// Whether an expectation of a scenario holds. Pure: compares what it names with what was observed.
#pragma once

#include <map>
#include <optional>
#include <string>
#include <vector>

#include "engine/authoring/scenario.h"
#include "engine/casework/state.h"
#include "engine/definition/definition.h"
#include "engine/law/calendar.h"

namespace yijian::authoring {

// A document that was ordered, and what it says; no lines where the library has no text of it.
struct OrderedDocument {
  std::string id;
  std::vector<std::string> lines;
};

// All that a `then` can speak of, at the end of a step. Pointers are never null.
struct Observed {
  const casework::CaseState* subject = nullptr;        // the case spoken of
  const casework::CaseState* thing = nullptr;          // whose items are meant
  const definition::Definition* definition = nullptr;  // the subject's
  const law::WorkCalendar* calendar = nullptr;
  Instant now;
  std::vector<std::string> events;                      // record types of the subject's new steps
  std::vector<OrderedDocument> documents;               // ordered in them
  std::map<std::string, std::string> linked_workflows;  // linked id of the subject -> workflow
  std::map<std::string, std::string> item_phases;       // item of the thing -> its case's own phase
  std::optional<Error> refusal;                         // of the last action
  std::vector<std::string> why = {};                    // codes of "why not?" for that action
  std::string credit;                                   // the applicant's: clean, barred, or ""
};

struct Mismatch {
  std::string got;
  std::string note;  // what explains it, or ""
};

// Nothing when the expectation holds.
std::optional<Mismatch> check(const Expectation& expectation, const Observed& observed);

// What was expected, as a person reads it: a word, or words with blanks between.
std::string expected_text(const Expectation& expectation);

// Paths of the active states that have no active state inside.
std::vector<std::string> leaves(const casework::CaseState& state);

// Whether `word` names the state: its path, its explicit id, or its path's last part when no
// other state of the machine has that.
bool names_state(const chart::Machine& machine, std::string_view path, std::string_view word);

// The clock or timer of that name, or nullptr.
const law::Clock* find_clock(const casework::CaseState& state, std::string_view name);

}  // namespace yijian::authoring
