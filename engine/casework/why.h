// Why not? (为什么办不了) What stands between a person and an action now, and who could clear it.
// Pure, and without rules of its own: it asks those that decide asks, for every objection instead
// of the first.
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "engine/casework/decide.h"

namespace yijian::casework {

inline constexpr size_t kMaxWaySteps = 8;        // of a way that is told
inline constexpr size_t kMaxWayEdges = 100'000;  // looked at for one
inline constexpr size_t kMaxActionBytes = 100;   // of a name that is looked for, or repeated
inline constexpr size_t kMaxReadBytes = 1'000;   // of a value that a guard reads, as JSON

// What a blocker is about.
struct WhySubject {
  std::string kind;  // action state role department party act material field deferral phase
                     // clock commitment guard incident
  std::string id;
  definition::Text title = {};  // empty where it has none
};

// A name that a guard reads, as it stands now.
struct NameRead {
  std::string path;            // "form.place.area"
  std::optional<Value> value;  // none: there is nothing by that name
  bool cut = false;            // the value is too long to be told
  bool personal = false;       // for nobody without the right
};

// A condition that does not hold: of those that && joins, one.
struct FalseGuard {
  std::string source;  // CEL, as written
  std::vector<NameRead> reads;
};

// A step on the way to a state that offers the action.
struct WayStep {
  std::string kind;  // act: somebody's; timer; event: the engine's, another case's or system's
  std::string name;  // of the action, the delay or the event
  definition::Text title = {};
  std::vector<std::string> by = {};  // roles of an act
  std::string department = {};       // whose task it is
  std::string state = {};            // path of what it leads to
  std::optional<Instant> due = {};   // of a timer that is running
};

struct Blocker {
  std::string code;  // as decide would refuse
  definition::Text text = {};
  definition::Text remedy = {};
  std::vector<WhySubject> subjects = {};
  std::vector<FalseGuard> guards = {};
  std::vector<std::string> roles = {};        // who could act
  std::vector<std::string> departments = {};  // of which departments
  std::optional<Instant> until = {};          // till when it is possible, or when it ends of itself
  std::vector<WayStep> way = {};  // shortest by the chart's arrows, guards not considered
};

// Who is spoken to. An applicant is told nothing of conditions and of who works on it.
enum class Audience { staff, applicant };

struct WhyQuestion {
  const definition::Bundle& bundle;  // what the case is pinned to
  const law::WorkCalendar& calendar;
  const CaseState& state;
  const Actor& actor;
  Instant now;
  std::string_view action;
  std::string_view task = {};  // as of an Act
};

// Whether the workflow has such an action at all, or the kernel such a command.
bool knows_action(const definition::Definition& definition, std::string_view action);
// Whether the workflow has such a state: path, id or last part.
bool knows_task(const definition::Definition& definition, std::string_view task);
// The nearest name that was meant, or "".
std::string meant_action(const definition::Definition& definition, std::string_view action);
std::string meant_task(const definition::Definition& definition, std::string_view task);

// Everything that is known to stand against it, what is to be mended first in front; empty when
// it can be done now. The data that the act brings is not judged, nor what depends on it alone:
// guards over `event` and `facts`, a form that comes with the act, the opinion.
// Precondition: the bundle has the case's workflow.
std::vector<Blocker> why(const WhyQuestion& question);

// The same after decide has refused the action so: its own reason in front.
std::vector<Blocker> why_refused(const WhyQuestion& question, const Error& refusal);

// Whether the view may list the action as one that can be taken, though something stands against
// it: what the law asks of the case's contents is only judged when it is done.
bool is_judged_when_done(const Blocker& blocker);

}  // namespace yijian::casework
