// The state of one case (办件): all that decide reads and evolve writes, nothing that is derived
// from the clock. Values only; equality is what replay is tested by.
#pragma once

#include <deque>
#include <map>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "engine/base/digest.h"
#include "engine/base/time.h"
#include "engine/base/value.h"
#include "engine/definition/definition.h"
#include "engine/law/clock.h"
#include "engine/law/phase.h"

namespace yijian::casework {

// Who opened the case, when a case did: the step whose message it was.
struct Opener {
  std::string case_id;
  int64_t n = 0;
  std::string hash;  // lowercase hex
  bool operator==(const Opener&) const = default;
};

struct MaterialState {
  std::string status;  // submitted verified shared promised deferred written
  std::string source;  // where it came from: a licence, a register, an act; "" from the applicant
  std::string digest;  // of the file, or ""
  Instant since;
  bool operator==(const MaterialState&) const = default;
};

// Of an item, or of a group of items, which has no case.
struct ItemState {
  std::string status;  // waiting notApplicable skipped failed opened; of a group that has joined,
                       // its outcome
  std::string case_id;
  int attempt = 0;
  std::string phase;    // the child's last report, or ""
  std::string outcome;  // granted partial denied ..., or ""
  Value findings = {};  // reported, and not yet told to the applicant: a list; or null
  bool operator==(const ItemState&) const = default;
};

// A task (待办) is an active state that is somebody's; of one that several departments share, each
// has its own.
struct TaskState {
  std::string state;  // path
  std::string role;
  std::string department;
  Instant since;
  std::string clock;    // name of its limit's clock, or ""
  bool shared = false;  // 会签: other departments have tasks of the same state
  // By which it is told from the case's others: the state, and of a shared one the department.
  std::string name() const { return shared ? state + "@" + department : state; }
  bool operator==(const TaskState&) const = default;
};

struct ClockState {
  law::Clock clock;
  std::string state;  // of a step's limit: the state's path; "" for the case's own
  bool ended = false;
  bool warned = false;
  bool passed = false;
  int extensions = 0;
  bool operator==(const ClockState&) const = default;
};

struct TimerState {
  std::string id;     // the chart's: "pending.submitted:notice"
  std::string name;   // "notice": the delay's name, or the event of a delayed send
  std::string event;  // what the chart is told when it fires
  std::string state;  // path of the state it belongs to; "" of a send
  Value value;        // what a delayed send carries
  law::Clock clock;
  bool operator==(const TimerState&) const = default;
};

// A question to a register or a connector that has no answer yet.
struct AskedState {
  std::string to;      // "registry:R" "connector:C"
  int64_t lane = 0;    // its number there
  std::string invoke;  // the invocation that asks
  bool over = false;   // which has ended: an answer comes too late
  bool operator==(const AskedState&) const = default;
};
// Of the questions whose answers would come too late, the last are remembered.
inline constexpr size_t kRememberedQuestions = 64;

// A command already done: its id, the digest of its request and the version it made.
struct DoneCommand {
  std::string id;
  std::string request;  // lowercase hex, or "" of the engine's
  int64_t n = 0;
  bool operator==(const DoneCommand&) const = default;
};
inline constexpr size_t kRememberedCommands = 16;

// Names the kernel gives: clocks of the case, the task that an incident is, linked cases.
inline constexpr std::string_view kStatutoryClock = "statutory";
inline constexpr std::string_view kRestricted = "restricted";
inline constexpr std::string_view kPromisedClock = "promised";
inline constexpr std::string_view kDeferralClock = "deferral";
inline constexpr std::string_view kRenewalClock = "renewal";  // until its application is prepared
inline constexpr std::string_view kExpiryClock = "expiry";    // until the licence to renew ends
inline constexpr std::string_view kRenewalLimit =
    "renewal";  // of a definition: applied for so early
inline constexpr std::string_view kIncidentTask = "incident";
inline constexpr std::string_view kVerification = "verification";
inline constexpr std::string_view kSupervision = "supervision";
inline constexpr std::string_view kRectification = "rectification";
inline constexpr std::string_view kRenewal = "renewal";
inline constexpr std::string_view kItemsInvoke = "items";
inline constexpr std::string_view kNoticeTimer = "notice";

// What a compensating step gives back as it was: the chart, the law's dates and clocks, what was
// filled in and brought.
struct Restorable {
  Instant firm;  // the last step that moved the case: nothing is entered for a day before it

  // What was said.
  Value form = Map{};
  Value guide = Map{};
  std::map<std::string, MaterialState> materials;

  // The chart.
  std::vector<std::string> active;  // paths, in order of entry
  std::map<std::string, std::vector<std::string>> history;
  std::vector<std::string> invokes;
  Value variables = Map{};
  bool final = false;
  std::map<std::string, TimerState> timers;  // by id
  std::vector<TaskState> tasks;
  std::map<std::string, std::map<std::string, std::string>>
      signatures;  // 会签: open task's state -> department -> the action it did

  // The law.
  std::optional<law::Phase> phase;
  std::map<law::Phase, Instant> since;  // when each phase was last entered, in law
  std::string outcome;
  std::optional<Instant> received;  // 收件
  std::map<std::string, ClockState> clocks;
  // Of what has run out the clock by which it did, where a calendar tells its due: by name, of
  // timers by id. As many as the definition has.
  std::map<std::string, law::Clock> passed_clocks, fired_timers;
  Value stop;  // {reason, days} of the present suspension, or null
  bool correction_given = false;
  Value corrections;       // the notice's list, or null
  std::string commitment;  // "" signed kept breached

  bool operator==(const Restorable&) const = default;
};

// The step that could be undone (R-RETRACT-01, R-LATE-03), and what it found.
struct Undoable {
  int64_t n = 0;       // that step
  std::string by;      // actor's id; "" of a deemed acceptance
  Instant at;          // when it was recorded
  std::string action;  // and what acts said of it before, or null
  Value act;
  std::string bound;  // why it cannot be undone after all: what it sent out; or ""
  Restorable before;
  bool operator==(const Undoable&) const = default;
};
// Shared by the states that follow, so that keeping it costs no copy; equal by what it holds.
class UndoableRef {
 public:
  UndoableRef() = default;
  explicit UndoableRef(Undoable undoable)
      : held_(std::make_shared<const Undoable>(std::move(undoable))) {}
  const Undoable* get() const { return held_.get(); }
  const Undoable* operator->() const { return held_.get(); }
  explicit operator bool() const { return held_ != nullptr; }
  bool operator==(const UndoableRef& other) const {
    return held_ == other.held_ ||
           (held_ != nullptr && other.held_ != nullptr && *held_ == *other.held_);
  }

 private:
  std::shared_ptr<const Undoable> held_;
};

struct CaseState : Restorable {
  // The chain.
  std::string id;
  int64_t n = 0;                          // 0: nothing has happened yet
  Digest head{};                          // hash of step n
  Instant at;                             // when step n was recorded
  Instant effective;                      // when it happened in law
  std::deque<DoneCommand> done_commands;  // the last kRememberedCommands

  // As opened.
  std::string workflow, version, bundle;
  std::map<int64_t, std::string> earlier_bundles;  // last step -> what it was pinned to until then
  std::string kind;                                // item thing duty
  std::string origin;                              // applicant parent schedule engine import
  std::string number;  // 原编号: of the system it ran in before, or ""
  std::optional<Opener> opener;
  std::string item;     // as whose item it was opened, or ""
  std::string element;  // of a schedule: id of the row that it is for, or ""
  std::string department, region, channel;
  bool restricted = false;  // for those alone who handle it, its parties and auditors
  Instant opened;
  List parties;
  List declined;
  Value licence;   // the licence it is about; an empty map without one
  Value licences;  // {type: data} the applicant held at opening, or got from items before this one
  // Of a thing: licence type -> {case, data?, since: day}, the last that one of its items revoked
  // or cancelled, and which `licences` has no more.
  std::map<std::string, Value> ended_licences;
  bool together = false;                 // its thing sends the one notice of corrections
  Value thing_acts = Map{};              // of an item: {action: [ids of who did it in its thing]}
  std::optional<Instant> promised_from;  // a verification's clock starts here ...
  std::string promised;                  // ... and has this limit; "" the definition's

  UndoableRef undoable;         // while nothing has moved since
  bool late_confirmed = false;  // acts.confirmLate holds: nothing has moved since

  // What was said.
  Value acts = Map{};                                     // {action: {by, at, opinion, ...data}}
  std::map<std::string, std::vector<std::string>> hands;  // action -> ids of all who ever did it,
                                                          // and of those for whom they did
  // Ids of staff, and of those for whom they acted.
  std::vector<std::string> assistants;  // 帮办: who filed for the party, here or in the thing
  std::vector<std::string> decided_against;  // who refused, denied, terminated or revoked it
  std::vector<std::string> decided_before;   // of a case done anew: who did so with the old one

  // The chart.
  std::vector<AskedState> asked;  // in order of asking

  // The law.
  std::optional<Instant> accepted_as;  // the day acceptance is to be dated, told by the parent
  bool credit_barred = false;
  std::map<std::string, int64_t> ratings;  // 好差评: service (window online result) -> 1 to 5

  // The thing and its items.
  std::map<std::string, ItemState> items;
  std::map<std::string, std::string> linked;        // id in openCase, "verification" ... -> case id
  std::map<std::string, std::string> linked_ended;  // of those: id -> outcome, once it is settled

  // Lanes.
  std::map<std::string, int64_t> lanes_out;  // destination -> last number sent
  std::map<std::string, int64_t> lanes_in;   // sender -> last number taken

  // What it produced.
  std::vector<std::string> documents;   // ids, in order of being ordered
  std::map<std::string, Value> issued;  // licence type -> {act, data, validUntil}

  // The bundle that step n was decided by.
  const std::string& bundle_at(int64_t step) const {
    const auto earlier = earlier_bundles.lower_bound(step);
    return earlier == earlier_bundles.end() ? bundle : earlier->second;
  }
  bool operator==(const CaseState&) const = default;
};

}  // namespace yijian::casework
