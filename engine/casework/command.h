// What is asked of a case, and the envelope that brings all a pure decision needs.
#pragma once

#include <map>
#include <memory>
#include <optional>
#include <string>
#include <variant>
#include <vector>

#include "engine/base/time.h"
#include "engine/base/value.h"
#include "engine/casework/state.h"
#include "engine/casework/step.h"
#include "engine/definition/definition.h"

namespace yijian::casework {

// A case is filed. Keys of POST /v1/cases.
struct Open {
  std::string workflow;
  List parties;  // [{role, type, name, id, acts?, ...}], check digits verified by decide
  Value form = Map{};
  Value guide = Map{};
  std::string channel;
  std::vector<std::string> declined;
};

// A person acts: an action of the chart, or a kernel command
// (supply promise defer answer; withdraw terminate void are the chart's).
struct Act {
  std::string action;
  std::string task;  // state path, id or unambiguous last part; "" when not addressed
  Value data = Map{};
  std::string opinion;
};

// The office begins a case of its own accord (定期发起、免申即享), as the workflow's schedule says.
struct Start {
  std::string workflow;
  std::string element;  // id of the row that it is for, or ""
  Value each;           // the row; null without one
  Instant occasion;     // in law the case begins then
};

// A timer or limit of the case is due.
struct Wake {
  enum class Kind { timer, warned, passed, deferral, renewal, expiry } kind = Kind::timer;
  std::string name;  // timer id, or clock name
  Instant due;
};

// A message from another case, lane and number in it.
struct Message {
  std::string from, to;
  int64_t lane = 0;
  std::string kind;  // open child parent commitment
  Value data;
  Opener sent_by;  // the sender's step
  Instant effective;
};
struct Deliver {
  Message message;
};

// A register or a connector answers a question of the case.
struct Reply {
  std::string from;   // "registry:R" "connector:C"
  int64_t lane = 0;   // the question's number; 0: the last one that this sender still owes
  Value data;         // a register's entry, null where it has none; what a connector says, unmapped
  std::string error;  // why there is no answer: a word; "" where there is one
};
// The open question that the reply is to, or null.
const AskedState* question_of(const CaseState& state, const Reply& reply);

// The case goes over to another version of its workflows, as a plan says (迁移).
struct MigrationPlan;
struct Migrate {
  std::shared_ptr<const MigrationPlan> plan;
  std::shared_ptr<const definition::Bundle> from;  // what the case is pinned to
  std::string to;                                  // digest of the target, which decides
  std::string reason;
};

// An open case that ran in another system is taken over (在办件迁入), as it stands there.
struct ImportedStop {  // 停钟
  std::string reason;  // a word of the law's table of stops
  Instant from;
  std::optional<Instant> until;  // day of resumption; none: it is stopped now
  std::string days;              // the announced time, a limit's text; or ""
};
struct Import {
  std::string workflow;
  std::string number;  // 原编号, of the other system; one case of a workflow has it
  std::string reason;
  List parties;
  Value form = Map{};
  Value guide = Map{};
  std::string channel, department, region;  // "" : none, the definition's, none
  law::Phase phase = law::Phase::draft;
  std::vector<std::string> states;  // paths, ids or last parts; none: where the phase has but one
  Instant received;
  std::optional<Instant> accepted, decided;
  std::optional<Instant> since;      // when the state was entered, where it has a limit of its own
  std::optional<Instant> noticed;    // the one notice of corrections was given
  std::optional<Instant> corrected;  // ... and all that it listed had arrived
  Value corrections;                 // its list, or null
  bool deemed = false;               // accepted by silence: with what was there
  bool extended = false;             // the one extension was approved
  std::map<std::string, int64_t> used;                     // days, by clock: statutory promised
  std::vector<ImportedStop> stops;                         // in order
  std::map<std::string, std::string> materials;            // id -> status
  std::map<std::string, std::optional<Instant>> deferred;  // id -> told due
  std::map<std::string, std::vector<Actor>> hands;         // action -> who did it
};

// The case's dues are computed anew by the calendar in force (recalendar.h).
struct Recalendar {};

using Command = std::variant<Open, Start, Act, Wake, Deliver, Reply, Migrate, Import, Recalendar>;

struct Fact {
  std::string name;  // "credit", "licences", or a transition's
  Value value;       // null: the source is silent; always committed, never in the open
  std::string source;
  Instant as_of;
};

struct Envelope {
  Command command;
  std::string command_id;  // "" none (a person without Idempotency-Key)
  std::string request;     // hex SM3 of the request, or ""
  Instant now;
  std::optional<Instant> effective;  // a person's earlier day, with late
  std::optional<Late> late;
  std::optional<Actor> actor;       // none: the engine
  std::optional<int64_t> expected;  // If-Match
  std::vector<Fact> facts;
  std::string entropy;   // 32 bytes
  std::string new_case;  // id of a case that is opened
};

}  // namespace yijian::casework
