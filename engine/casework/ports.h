// The ports through which the casework meets the world. How they are served is storage's affair.
#pragma once

#include <cstdint>
#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "engine/base/result.h"
#include "engine/base/time.h"
#include "engine/casework/command.h"
#include "engine/casework/decide.h"
#include "engine/casework/insider.h"
#include "engine/casework/project.h"
#include "engine/casework/state.h"
#include "engine/casework/step.h"

namespace yijian::casework {

// What is written for one step, all or nothing.
struct Append {
  std::string case_id;
  bool creates = false;
  SealedStep step;
  Rows rows;
  std::string creation_key;  // actor + Idempotency-Key of a creation, or ""
  std::string request;       // its request digest
};

struct StoredStep {
  int64_t pos = 0;  // order in the log, over all cases
  std::string case_id;
  SealedStep step;
};

// An outbox row waiting to be delivered.
struct Pending {
  OutboxRow row;
  std::string from;
  int64_t n = 0;  // the sender's step
  Digest hash{};  // of that step
  int tries = 0;
};

// A delivery that failed as often is a dead letter (死信): it stays in the outbox and stops its
// lane, until somebody revives it.
inline constexpr int kMaxDeliveryTries = 5;

struct Creation {
  std::string case_id;
  std::string request;
};

// The write side. One thread uses it. Errors: store_failed, store_full (disk), store_busy,
// store_corrupt. An I/O error at commit is store_broken: nobody may be answered any more.
// Reads between begin and commit see what the transaction has written.
class Store {
 public:
  virtual ~Store() = default;
  // Every stored step of the case from version 1 on; empty when there is no such case.
  virtual Result<std::vector<SealedStep>> load(std::string_view case_id) = 0;
  virtual Status begin() = 0;
  // Appends on top of version step.n - 1. Errors: version_conflict; creation_exists when the
  // creation key has made a case already. The batch is then rolled back.
  virtual Status append(const Append& append) = 0;
  // The message is taken: its outbox row goes. None there is no error (it was delivered twice).
  virtual Status mark_delivered(std::string_view from, std::string_view to, int64_t lane) = 0;
  // One more try has failed.
  virtual Status mark_tried(std::string_view from, std::string_view to, int64_t lane) = 0;
  virtual Status commit() = 0;
  virtual void rollback() = 0;

  // Cases whose wake is at or before `now`, earliest first, at most `limit`.
  struct Due {
    std::string case_id;
    Instant due;
  };
  virtual Result<std::vector<Due>> due(Instant now, size_t limit) = 0;
  virtual Result<std::optional<Instant>> next_due() = 0;
  // The first undelivered message of each lane, oldest first, at most `limit`; none of a lane that
  // a dead letter stops, nor of a connector's: those wait for whoever carries them out of the
  // house.
  virtual Result<std::vector<Pending>> pending(size_t limit) = 0;
  // The dead letters of a case (to one receiver; "": to any) are to be tried anew, as if never
  // tried: how many. The order of each lane stays. Outside of a transaction.
  virtual Result<size_t> revive(std::string_view from, std::string_view to) = 0;
  virtual Result<std::optional<Creation>> creation(std::string_view key) = 0;
  // Forgets creations made before the instant, the oldest first, at most `most`; how many it were.
  // Outside of a transaction.
  virtual Result<size_t> forget_creations(Instant before, size_t most) = 0;

  // An entry of a register (licences, credit), as JSON text: part of the transaction.
  virtual Status put_entry(std::string_view name, std::string_view key, std::string_view text) = 0;
  struct StoredEntry {
    std::string name, key, text;
  };
  // Every entry, by register and key.
  virtual Result<std::vector<StoredEntry>> entries() = 0;

  virtual Status put_bundle(std::string_view digest, std::string_view text) = 0;
  struct StoredBundle {
    std::string digest, text;
  };
  virtual Result<std::vector<StoredBundle>> bundles() = 0;

  // A folder of definitions that was published while the node ran; `text` is JSON.
  struct Publication {
    std::string folder, version;  // of its definitions
    Instant at;
    std::string by;  // the actor's id
    std::string text;
    bool operator==(const Publication&) const = default;
  };
  // Part of the transaction. Errors: publication_exists, when that version of the folder is there.
  virtual Status put_publication(const Publication& publication) = 0;
  virtual Result<std::vector<Publication>> publications() = 0;  // in order of publishing
  // The newest `at` of the store, for a manual clock; nothing when it is empty.
  virtual Result<std::optional<Instant>> newest() = 0;
};

// The read side: any thread, its own connection; sees what is committed. A page that is not the
// last tells its cursor in `next`. Errors: invalid_cursor store_failed store_busy.
// Cases come newest first; open_only leaves out those closed or ended.
struct CaseFilter {
  std::string workflow{}, phase{}, department{}, opener{};
  std::string party{};  // a party_key: its own cases alone
  std::string after{};  // cursor: case id of the last seen, or ""
  bool open_only = false;
  size_t limit = 50;                 // 1 to 500
  std::optional<Insider> insider{};  // who asks: of restricted cases those that they handle alone
};
// Tasks come by due, those without one last.
struct TaskFilter {
  std::vector<std::string> roles{};  // none: any
  std::string department{};          // "" any
  std::string party{};               // a party_key: of its own cases alone
  std::string after{};               // cursor
  size_t limit = 50;
  std::optional<Insider> insider{};  // as of cases
};
// Undelivered messages come in the order of sending.
struct OutboxFilter {
  std::string from{}, to{};  // "" any
  bool dead_only = false;
  std::string after{};  // cursor
  size_t limit = 50;
};
struct TaskHit {
  HeadRow head;
  TaskRow task;
};
template <class T>
struct Page {
  std::vector<T> rows;
  std::string next;  // cursor of the following page, or ""
};

class Queries {
 public:
  virtual ~Queries() = default;
  virtual Result<std::vector<StoredStep>> steps(std::string_view case_id) = 0;
  virtual Result<std::optional<HeadRow>> head(std::string_view case_id) = 0;
  virtual Result<Page<HeadRow>> cases(const CaseFilter& filter) = 0;
  virtual Result<Page<TaskHit>> tasks(const TaskFilter& filter) = 0;
  virtual Result<Page<Pending>> outbox(const OutboxFilter& filter) = 0;
  virtual Result<int64_t> dead_letters() = 0;  // how many there are
  // For verify: every projected row of the case as stored.
  struct StoredRows {
    HeadRow head;
    std::vector<TaskRow> tasks;
    std::optional<Instant> wake;
    std::vector<Pending> outbox;       // not yet delivered
    std::vector<std::string> parties;  // keys, sorted
  };
  virtual Result<std::optional<StoredRows>> rows(std::string_view case_id) = 0;
  // Case ids in order, after the given one, at most `limit`.
  virtual Result<std::vector<std::string>> case_ids(std::string_view after, size_t limit) = 0;
  // For verify: the first step of each case that has no head row, at most `limit`. No other query
  // can reach these; case_id is what the body says, which nobody has proved.
  virtual Result<std::vector<StoredStep>> headless(size_t limit) = 0;
};

// What the scenario runner and the HTTP handlers know: submit, and be answered once.
struct Answer {
  std::string case_id;
  int64_t n = 0;
  Digest hash{};
  bool replayed = false;  // the command had been done before
  std::shared_ptr<const CaseState> state;
};
using Completion = std::function<void(Result<Answer>)>;

class Desk {
 public:
  virtual ~Desk() = default;
  // `case_id` is empty for Open. The completion is called exactly once, on any thread.
  virtual void submit(std::string case_id, Envelope envelope, Completion done) = 0;
  // Manual clock: sets the time forward to `to`, stepping through each due instant in order, and
  // returns when neither a due timer nor a local delivery is left.
  virtual Status advance(Instant to) = 0;
  virtual Instant now() = 0;
  // The state of a case after its last committed step, or null.
  virtual Result<std::shared_ptr<const CaseState>> view(std::string_view case_id) = 0;
};

class Clock {
 public:
  virtual ~Clock() = default;
  virtual Instant now() = 0;
};

// Answers of registers, credit and licences among them.
class Registries {
 public:
  virtual ~Registries() = default;
  virtual Fact ask(const FactRequest& request, Instant now) = 0;
  // Every entry of the register by its key, in order of keys; none when there is no such register.
  virtual std::vector<std::pair<std::string, Value>> rows(std::string_view name) = 0;
  // What the register says to a question of a case: under `key` of the input. None: it is silent
  // and may be answered for later. Errors: unknown_register (it is not connected here), no_key.
  struct Said {
    Value data = {};         // the entry, or null where it has none
    std::string error = {};  // or why there is no answer
  };
  virtual std::optional<Said> consult(std::string_view name, const Value& input) = 0;
  // A case's message to a register: the entry under `key` is merged with `patch` (RFC 7396). The
  // entry as it then is, for the writer to store. May be told twice. Any thread may ask meanwhile.
  virtual Value tell(std::string_view name, std::string_view key, const Value& patch) = 0;
};

}  // namespace yijian::casework
