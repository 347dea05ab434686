// The events of a step, version 1: outcomes, never requests. What each means can never change;
// another meaning is another version. The comment above each gives its record: JSON type and keys
// (absent when empty, null or false, unless marked "always"). Instants and digests are texts,
// states dotted paths; `clock` is {start, limit, used?, from, running?, yellow, due, provisional?}
// with `from` the day counted from and `running` written only when false. A key without "?" always
// stands; a free Value is absent only when null ({} stands), a null guide of case.opened is {}.
#pragma once

#include <map>
#include <optional>
#include <string>
#include <variant>
#include <vector>

#include "engine/base/time.h"
#include "engine/base/value.h"
#include "engine/casework/state.h"
#include "engine/law/clock.h"
#include "engine/law/phase.h"

namespace yijian::casework {

// --- What arrived: the first event of every step but that of opening. ---

// acted.<action> {task?, data?, opinion?, signs?}
struct Acted {
  std::string action;
  std::string task;  // path of the state it was addressed to; "" for a kernel command
  Value data;        // a map, or null
  std::string opinion;
  std::string signs = {};  // 会签: the department for which it is done, one of the task's; or ""
};
// timer.<name> {id}
struct TimerFired {
  std::string name, id;
};
// child.<phase> {item, case, lane, outcome?, licences?, findings?}
struct ChildReported {
  law::Phase phase = law::Phase::draft;
  std::string item, case_id;
  int64_t lane = 0;
  std::string outcome;
  Value licences;  // {type: data} that it issued and that stand, {type: null} what ended; or null
  // Of one that accepts for itself: what it would have corrected, a list; or null.
  Value findings = {};
};
// parent.<word> {case, lane, data?}; word: delivered dismissed submitted correcting
//   noticed material
struct ParentReported {
  std::string word, case_id;
  int64_t lane = 0;
  Value data;
};
// limit.warned | limit.passed {clock, state?}
struct LimitReached {
  bool passed = false;
  std::string clock, state;
};
// deferral.overdue {materials}
struct DeferralOverdue {
  std::vector<std::string> materials;
};
// commitment.<outcome> {case, lane} of the verification duty; `case` tells it from
// commitment.signed and commitment.withdrawn below
struct CommitmentSettled {
  std::string outcome;  // kept breached, or the duty's word
  std::string case_id;
  int64_t lane = 0;
};
// registry.<word> | connector.<word> {from, invoke, lane, code?, data?, late?}; word: answered
//   failed, and of a connector unmapped: it said what its mapping does not know, and the question
//   stays open
struct Replied {
  bool connector = false;  // else a register
  std::string word;
  std::string from;  // the register's or connector's name
  std::string invoke;
  int64_t lane = 0;   // the question's number
  std::string code;   // of failed: the error's; of a connector: its own
  Value data;         // answered: the output; unmapped: what it said; always committed
  bool late = false;  // the invocation had ended: nothing follows
};

struct NamedClock {  // {name, clock}: of a timer its id
  std::string name;
  law::Clock clock;
};
// calendar.changed {clocks?: [{name, clock}], timers?: [..], earlyClocks?: [..], earlyTimers?:
// [..]}: another calendar (the step names its digest) counts (放假安排公布或更正). `clocks` and
// `timers` that are open have the dues that it gives. `early*` ran out before they were due by it:
// what they set off stands, and `clock` says when they would have.
struct CalendarChanged {
  std::vector<NamedClock> clocks, timers;
  std::vector<NamedClock> early_clocks, early_timers;
};

// --- What it caused. ---

// case.opened {workflow, version, kind, origin, opener{case,n,hash}?, item?, lane?, department,
//   region?, channel?, parties, guide, variables?, declined?, licence?, licences?, received?,
//   accepted?, together?, thingActs?, promisedFrom?, promised?, element?, access?, barred?}
// Form and materials of an opening come as form.changed and material.* behind it.
struct CaseOpened {
  std::string workflow, version, kind, origin;
  std::optional<Opener> opener;
  std::string item;
  int64_t lane = 0;
  std::string department, region, channel;
  List parties;
  Value guide;
  Value variables;
  List declined;
  Value licence, licences;
  Value thing_acts;  // {action: [ids]}, or null
  std::optional<Instant> received, accepted_as, promised_from;
  bool together = false;     // its findings go to its thing, which sends the one notice
  std::string promised;      // a limit's text, or ""
  std::string element = {};  // of a schedule: id of the row that it is for; always committed
  std::string access = {};   // "restricted", or ""
  Value barred = {};  // staff who may not judge it: {helped?: [ids], decided?: [ids]}, or null
};
// form.changed {patch?: RFC 7396 merge patch, guide?: the whole answers}
struct FormChanged {
  Value patch;
  Value guide;
};
// material.<status> {material, source?, digest?}
struct MaterialMarked {
  std::string status, material, source, digest;
};

struct MovedTimer {  // {id, name, event, state?, value?, clock}
  std::string id, name, event, state;
  Value value;
  law::Clock clock;
};
struct OpenedTask {  // {state, role, department, clock?, shared?}
  std::string state, role, department, clock;
  bool shared = false;  // 会签: one of several departments' tasks of the state
};
// moved {event?, exited?, entered?, history?: {state: [states]}, assigned?: {name: value},
//   timers?: [..], cancelled?: [ids], invoked?: [ids], stopped?: [ids], tasks?: [..],
//   closed?: [states], reason?{zh,en}, basis?: [{law, article}], final?}
struct Moved {
  std::string event;
  std::vector<std::string> exited, entered;
  std::map<std::string, std::vector<std::string>> history;
  Value assigned;  // a map, or null
  std::vector<MovedTimer> timers;
  std::vector<std::string> cancelled, invoked, stopped;
  std::vector<OpenedTask> tasks;
  std::vector<std::string> closed;  // states whose tasks are closed
  Value reason, basis;
  bool final = false;
};
// phase.<phase> {since: always, outcome?, stop?{reason, days}, corrections?, ground?, remedies?}
struct PhaseChanged {
  law::Phase phase = law::Phase::draft;
  Instant since;
  std::string outcome;
  Value stop;         // into suspended
  Value corrections;  // into correcting: the list
  Value ground;       // refused, denied, terminated, voided, revoked
  std::string remedies;
};
// clock.started|paused|resumed|ended|extended {name, state?, reason?, clock: always}
enum class ClockChange { started, paused, resumed, ended, extended };
struct ClockChanged {
  ClockChange change = ClockChange::started;
  std::string name, state, reason;
  law::Clock clock;
};
// item.<status> {item, case?, attempt?}
struct ItemChanged {
  std::string status, item, case_id;
  int attempt = 0;
};
// message.sent {to, lane?, kind, data?}: to a case, a register ("registry:credit") or a connector
// ("connector:tax"), where lane counts from 1, or to a role ("role:supervisor")
struct MessageSent {
  std::string to;
  int64_t lane = 0;  // 0 to a role
  std::string kind;  // open child parent commitment register query notify
  Value data;
};
// document.ordered {document}
struct DocumentOrdered {
  std::string document;
};
// licence.<act> {licence, data?, validUntil?}; act: issue change reissue renew cancel revoke
struct LicenceActed {
  std::string act, licence;
  Value data;
  std::string valid_until;  // day, or ""
};
// commitment.signed | commitment.withdrawn {}
struct CommitmentChanged {
  bool is_signed = true;
};
// case.migrated {version, from, plan, active, states?: {old: new}, history?: {state: [states]},
//   tasks?: [{state, role, department, since, clock?, shared?}], timers?: [..], cancelled?: [ids],
//   clocks?: {name: state}, assigned?: {name: value}, dropped?: [names], reason}: the case went
//   over to the bundle that the step names (迁移). `active` `history` `tasks` are whole, as they
//   are afterwards; `states` gives every place that changed; timers that only changed their place
//   are cancelled and set with the clock they had; `reason` is always committed.
struct CaseMigrated {
  std::string version, from, plan;  // the new version; digests of the old bundle and of the plan
  std::vector<std::string> active;
  Value states;  // a map, or null
  std::map<std::string, std::vector<std::string>> history;
  std::vector<TaskState> tasks;
  std::vector<MovedTimer> timers;
  std::vector<std::string> cancelled;
  Value clocks;                      // a map of those whose state has another path, or null
  Value assigned;                    // a map, or null
  std::vector<std::string> dropped;  // variables
  std::string reason;
};
// case.imported {number, reason, hands?: {action: [{id, name, role, department}]}, told?}: the case
//   ran in another system until now (迁入) and has its number there. Behind case.opened, before
//   what the case is made of. `hands` did the actions, `told` what else was said of it
//   (received, used days, stops ...) and is a note alone; `reason` is always committed.
struct CaseImported {
  std::string number;
  Value hands;  // a map, or null
  Value told;   // a map, or null
  std::string reason;
};
// case.restored {to}: the case stands again as it did after step `to`, the one before the step that
// is undone; nothing is deleted. What somebody had a hand in is remembered.
struct CaseRestored {
  int64_t to = 0;
};
// case.linked {id, case}
struct CaseLinked {
  std::string id, case_id;
};
// credit.barred {basis?}: the applicant
struct CreditBarred {
  Value basis;
};
// incident {event, code, detail?}: an engine event that failed
struct Incident {
  std::string event, code, detail;
};

using Event =
    std::variant<Acted, TimerFired, ChildReported, ParentReported, LimitReached, DeferralOverdue,
                 CommitmentSettled, Replied, CalendarChanged, CaseOpened, FormChanged,
                 MaterialMarked, Moved, PhaseChanged, ClockChanged, ItemChanged, MessageSent,
                 DocumentOrdered, LicenceActed, CommitmentChanged, CaseMigrated, CaseImported,
                 CaseRestored, CaseLinked, CreditBarred, Incident>;

// An event with the JSON pointers, into its own record, of the values that are personal: they
// stand in the body as salted commitments. A pointer to nothing is ignored; only texts and free
// values may be personal (the keys in docs/records.md). An opinion always is.
struct Recorded {
  Event event;
  std::vector<std::string> personal;
};

// The record's type ("phase.accepted") and its whole record. Untagged, maps in any order.
std::string type_of(const Event& event);
Value write_event(const Event& event);
// Errors: malformed_record. Unknown types and missing keys are errors; record version 1.
Result<Event> read_event(const Value& record);

}  // namespace yijian::casework
