// The one that writes: takes everything waiting, decides and appends it in one transaction, commits
// once, and only then answers (DESIGN §7). The same for every store.
#pragma once

#include <chrono>
#include <functional>
#include <future>
#include <memory>
#include <optional>
#include <string>
#include <thread>
#include <variant>
#include <vector>

#include "engine/casework/ports.h"
#include "storage/writer/hot_cases.h"
#include "storage/writer/queue.h"
#include "storage/writer/scheduler.h"
#include "storage/writer/setup.h"
#include "storage/writer/transaction.h"

namespace yijian::storage {

class ManualClock;

// Threaded: any thread submits, completions are called on the writing thread and must not wait for
// it. Not threaded: one thread uses it; submit() returns when the command is answered and every
// delivery and due timer that follows from it is done; a completion may submit again.
class Writer : public casework::Desk {
 public:
  explicit Writer(Setup setup);
  // Answers what is waiting, then stops. What the engine still owes is done after the next start.
  ~Writer() override;
  Writer(const Writer&) = delete;
  Writer& operator=(const Writer&) = delete;

  // Envelope: now, entropy and new_case are filled in when empty. Besides those of decide, errors:
  // busy (at once, when the queue is full), not_found, timer_failed, out_of_order, store_*.
  void submit(std::string case_id, casework::Envelope envelope, casework::Completion done) override;
  // Errors: clock_not_manual, invalid_time (before now), endless_loop, store_*.
  Status advance(Instant to) override;
  Instant now() override { return setup_.clock.now(); }
  // Any thread. Errors: store_corrupt, those of the queries.
  Result<StateRef> view(std::string_view case_id) override;

  // Runs `work` on the writing thread between two batches, and returns what it returned: for what
  // must not meet a transaction, as publishing a workflow. Not from a completion. Errors: busy when
  // the writer has stopped, and then `work` was not run.
  Status exclusively(const std::function<Status()>& work) { return between_batches(work).get(); }
  // Runs `work` so, in a transaction of its own, and after its COMMIT `then`. Errors: also those of
  // `work` and of the store, and then nothing of it stands.
  Status transact(const std::function<Status(casework::Store&)>& work,
                  const std::function<void()>& then);
  // exclusively() without waiting: the answer comes in any case, also from a writer that stops.
  std::future<Status> between_batches(std::function<Status()> work);

 private:
  using Unit = std::variant<Job, DueCase, StartCase, NoteSchedule, RecomputeCase, NoteRecomputed,
                            casework::Pending>;
  struct Outcome {
    casework::Completion done;
    Result<casework::Answer> answer;
  };

  void run();
  void refuse_errands();
  void pump();
  std::vector<Unit> with_engine_work(std::vector<Job> jobs);
  std::chrono::milliseconds patience();
  Status work(std::vector<Unit> units);
  Status work_singly(Unit& unit);
  Status attempt(std::vector<Unit*> units, std::vector<Outcome>& outcomes);
  void run_unit(Transaction& transaction, Unit& unit, std::vector<Outcome>& outcomes);
  void run_due(Transaction& transaction, const DueCase& due);
  void run_start(Transaction& transaction, const StartCase& start);
  void run_note(Transaction& transaction, const NoteSchedule& note);
  void run_recompute(Transaction& transaction, const RecomputeCase& one);
  void run_note(Transaction& transaction, const NoteRecomputed& note);
  void run_delivery(Transaction& transaction, const casework::Pending& pending);
  Result<Transaction::Delivery> consult(Transaction& transaction, const casework::Pending& pending);
  Result<Transaction::Delivery> hand_over(Transaction& transaction,
                                          const casework::Pending& pending);
  Status commit(Transaction& transaction);
  Status commit_or_end();
  void forget_old_creations();
  void forget_states(const std::vector<Unit*>& units);
  void broken(const Error& error);
  Status advance_here(Instant to);
  Status settle(size_t& budget);

  Setup setup_;
  ManualClock* manual_;
  HotCases hot_;
  Queue queue_;
  Scheduler scheduler_;
  // Found or done in the present transaction, of which the scheduler hears after COMMIT.
  std::vector<DueCase> stuck_;
  std::vector<std::pair<StartCase, std::optional<Error>>> started_;
  std::vector<NoteSchedule> noted_;
  std::vector<std::pair<RecomputeCase, bool>> recomputed_;
  std::optional<NoteRecomputed> recomputed_page_;
  Instant last_forgotten_{};
  bool more_to_forget_ = false;
  std::chrono::steady_clock::time_point engine_rests_until_{};
  bool delivered_any_ = false;
  bool pumping_ = false;
  bool dead_ = false;
  std::thread thread_;
};

}  // namespace yijian::storage
