#include "storage/writer/writer.h"

#include <pthread.h>

#include <algorithm>
#include <cstdlib>

#include "engine/base/json.h"
#include "engine/casework/questions.h"
#include "engine/casework/register_messages.h"
#include "storage/writer/clock.h"
#include "storage/writer/log.h"

namespace yijian::storage {

using casework::Answer;
using casework::Completion;
using casework::Envelope;
using casework::Pending;

namespace {

using std::chrono::milliseconds;

constexpr milliseconds kLongestWait{1'000};  // so that a jump of the machine's clock is noticed
constexpr milliseconds kRestAfterFailure{1'000};
constexpr int kMaxConflicts = 3;
constexpr int64_t kCreationsKeptMs = 7 * kMsPerDay;
constexpr int64_t kForgetEveryMs = 60'000;
// In one transaction, so that no commit waits long; more than a batch creates, so that what is old
// is caught up with.
constexpr size_t kForgottenAtOnce = 256;
constexpr size_t kMaxAdvanceUnits = 10'000'000;

Status has_stopped() { return Error{.code = "busy", .detail = "the writer has stopped"}; }

}  // namespace

Writer::Writer(Setup setup)
    : setup_(std::move(setup)),
      manual_(dynamic_cast<ManualClock*>(&setup_.clock)),
      hot_(setup_.options.cache_cases),
      queue_(setup_.options.max_queue, setup_.options.max_queue_bytes),
      scheduler_(setup_) {
  ENSURE(setup_.entropy);
  ENSURE(setup_.options.max_batch > 0);
  if (setup_.options.threaded) thread_ = std::thread([this] { run(); });
}

Writer::~Writer() {
  queue_.close();
  if (thread_.joinable()) thread_.join();
}

void Writer::submit(std::string case_id, Envelope envelope, Completion done) {
  Job job{std::move(case_id), std::move(envelope), std::move(done), nullptr, 0};
  job.bytes = size_of(job.envelope);
  if (!queue_.push(job)) {
    job.done(Error{.code = "busy", .detail = "too many commands are waiting"});
    return;
  }
  if (!setup_.options.threaded) pump();
}

Result<StateRef> Writer::view(std::string_view case_id) {
  if (StateRef hot = hot_.get(case_id)) return hot;
  Result<std::vector<casework::StoredStep>> stored = setup_.queries.steps(case_id);
  if (!stored) return stored.error();
  if (stored->empty()) return StateRef();
  std::vector<casework::SealedStep> steps;
  for (casework::StoredStep& step : *stored) steps.push_back(std::move(step.step));
  return fold_case(case_id, steps);
}

std::future<Status> Writer::between_batches(std::function<Status()> work) {
  const auto promise = std::make_shared<std::promise<Status>>();
  std::future<Status> answer = promise->get_future();
  if (!setup_.options.threaded) {
    promise->set_value(dead_ ? has_stopped() : work());
    return answer;
  }
  Job job;
  job.errand = [promise, work = std::move(work)](const Status& writer) {
    promise->set_value(writer ? work() : writer);
  };
  if (!queue_.push(job)) promise->set_value(has_stopped());
  return answer;
}

Status Writer::transact(const std::function<Status(casework::Store&)>& work,
                        const std::function<void()>& then) {
  return exclusively([&]() -> Status {
    if (Status begun = setup_.store.begin(); !begun) return begun;
    Status done = work(setup_.store);
    if (done)
      done = commit_or_end();
    else
      setup_.store.rollback();
    if (done) then();
    return done;
  });
}

Status Writer::advance(Instant to) {
  return exclusively([&] { return advance_here(to); });
}

// The writing thread.
void Writer::run() {
  pthread_setname_np(pthread_self(), "yj-writer");
  while (!dead_) {
    std::vector<Job> jobs = queue_.take(setup_.options.max_batch, patience());
    if (jobs.empty() && queue_.closed()) return;
    if (!jobs.empty() && jobs[0].errand) {
      jobs[0].errand({});
      continue;
    }
    const Status done = work(with_engine_work(std::move(jobs)));
    if (!done) engine_rests_until_ = std::chrono::steady_clock::now() + kRestAfterFailure;
  }
  refuse_errands();
}

// The store broke. People are not answered, for nobody knows what stands; whoever waits for an
// errand is, for it was not begun. The queue is closed: no further one can come.
void Writer::refuse_errands() {
  while (!queue_.empty())
    for (const Job& job : queue_.take(setup_.options.max_batch, milliseconds(0)))
      if (job.errand) job.errand(has_stopped());
}

// Without a thread: commands and what follows from them, until nothing is left.
void Writer::pump() {
  if (pumping_) return;
  pumping_ = true;
  while (!dead_) {
    std::vector<Job> jobs = queue_.take(setup_.options.max_batch, milliseconds(0));
    std::vector<Unit> units = with_engine_work(std::move(jobs));
    if (units.empty()) break;
    if (const Status done = work(std::move(units)); !done && queue_.empty()) break;
  }
  pumping_ = false;
}

// How long the thread may sleep: not at all when messages wait, else until the next due.
milliseconds Writer::patience() {
  const auto now = std::chrono::steady_clock::now();
  if (now < engine_rests_until_) return std::chrono::ceil<milliseconds>(engine_rests_until_ - now);
  if (scheduler_.work_waiting()) return milliseconds(0);
  const Result<std::optional<Instant>> due = scheduler_.next_due(setup_.clock.now());
  if (!due || !*due) return kLongestWait;
  const int64_t left = (*due)->ms - setup_.clock.now().ms;
  return milliseconds(std::clamp<int64_t>(left, 0, kLongestWait.count()));
}

// The engine's own work comes first, at most a quarter of a batch while people wait.
std::vector<Writer::Unit> Writer::with_engine_work(std::vector<Job> jobs) {
  std::vector<Unit> units;
  const size_t most = setup_.options.max_batch;
  if (std::chrono::steady_clock::now() >= engine_rests_until_) {
    const size_t share = jobs.empty() ? most : std::max<size_t>(most / 4, 1);
    Result<std::vector<EngineWork>> owed = scheduler_.take(setup_.clock.now(), share);
    if (!owed) {
      log_error("what is due cannot be read: " + owed.error().detail);
      engine_rests_until_ = std::chrono::steady_clock::now() + kRestAfterFailure;
    } else {
      for (EngineWork& one : *owed)
        std::visit([&](auto& unit) { units.emplace_back(std::move(unit)); }, one);
    }
  }
  for (Job& job : jobs) units.emplace_back(std::move(job));
  return units;
}

// Everything in one transaction; when a write of it fails, each in its own. The error of the
// engine's work alone is returned: people get theirs in their answers.
Status Writer::work(std::vector<Unit> units) {
  if (units.empty()) return {};
  delivered_any_ = false;
  Status status;
  std::vector<Outcome> outcomes;
  std::vector<Unit*> all;
  for (Unit& unit : units) all.push_back(&unit);
  const bool grouped = setup_.options.group && units.size() > 1;
  const bool done = grouped && attempt(all, outcomes);
  if (!done)
    for (Unit& unit : units) {
      if (dead_) return {};
      if (Status one = work_singly(unit); !one) status = one;
    }
  for (Outcome& outcome : outcomes) outcome.done(std::move(outcome.answer));
  const bool any_delivery = std::any_of(units.begin(), units.end(), [](const Unit& unit) {
    return std::holds_alternative<Pending>(unit);
  });
  // Messages that the store itself held up are looked for again, after the engine's rest.
  if (status && any_delivery && !delivered_any_) scheduler_.no_progress();
  return status;
}

Status Writer::work_singly(Unit& unit) {
  Status status;
  for (int i = 0; i < kMaxConflicts; ++i) {
    std::vector<Outcome> outcomes;
    status = attempt({&unit}, outcomes);
    if (dead_) return {};
    if (status) {
      for (Outcome& outcome : outcomes) outcome.done(std::move(outcome.answer));
      return {};
    }
    // What was decided on was out of date: once more, on what there is now.
    if (status.error().code != "version_conflict" && status.error().code != "creation_exists")
      break;
  }
  if (auto* job = std::get_if<Job>(&unit)) {
    job->done(status.error());
    return {};
  }
  log_error("the engine's own work failed: " + status.error().code + ": " + status.error().detail);
  return status;
}

// One transaction. On an error nothing of it stands and nobody was answered.
Status Writer::attempt(std::vector<Unit*> units, std::vector<Outcome>& outcomes) {
  outcomes.clear();
  stuck_.clear();
  started_.clear();
  noted_.clear();
  recomputed_.clear();
  recomputed_page_.reset();
  if (Status begun = setup_.store.begin(); !begun) return begun;
  Transaction transaction(setup_, hot_, !scheduler_.recomputing().finished());
  for (Unit* unit : units) {
    run_unit(transaction, *unit, outcomes);
    if (!transaction.failed()) continue;
    setup_.store.rollback();
    outcomes.clear();
    forget_states(units);
    return *transaction.failed();
  }
  Status done = commit(transaction);
  if (!done) outcomes.clear();
  return done;
}

Status Writer::commit_or_end() {
  Status done = setup_.store.commit();
  if (done) return done;
  if (done.error().code == "store_broken")
    broken(done.error());
  else
    setup_.store.rollback();
  return done;
}

Status Writer::commit(Transaction& transaction) {
  if (Status done = commit_or_end(); !done) return done;
  transaction.publish();
  if (transaction.has_sent()) scheduler_.sent();
  for (const auto& [id, state] : transaction.changed()) scheduler_.changed(id);
  for (const DueCase& due : stuck_) scheduler_.stuck(due);
  for (const auto& [start, refusal] : started_) scheduler_.schedules().done(start, refusal);
  for (const NoteSchedule& note : noted_) scheduler_.schedules().done(note);
  for (const auto& [one, changed] : recomputed_) scheduler_.recomputing().done(one, changed);
  if (recomputed_page_) scheduler_.recomputing().done(*recomputed_page_);
  if (!transaction.changed().empty()) forget_old_creations();
  return {};
}

// What was decided on may be out of date: it is read anew.
void Writer::forget_states(const std::vector<Unit*>& units) {
  for (const Unit* unit : units) {
    if (const auto* job = std::get_if<Job>(unit)) hot_.erase(job->case_id);
    if (const auto* due = std::get_if<DueCase>(unit)) hot_.erase(due->case_id);
    if (const auto* one = std::get_if<RecomputeCase>(unit)) hot_.erase(one->case_id);
    if (const auto* pending = std::get_if<Pending>(unit)) {
      hot_.erase(pending->row.to);
      hot_.erase(pending->from);
    }
  }
}

void Writer::run_unit(Transaction& transaction, Unit& unit, std::vector<Outcome>& outcomes) {
  if (auto* job = std::get_if<Job>(&unit))
    outcomes.push_back({job->done, transaction.command(job->case_id, job->envelope)});
  if (const auto* due = std::get_if<DueCase>(&unit)) run_due(transaction, *due);
  if (const auto* start = std::get_if<StartCase>(&unit)) run_start(transaction, *start);
  if (const auto* note = std::get_if<NoteSchedule>(&unit)) run_note(transaction, *note);
  if (const auto* one = std::get_if<RecomputeCase>(&unit)) run_recompute(transaction, *one);
  if (const auto* note = std::get_if<NoteRecomputed>(&unit)) run_note(transaction, *note);
  if (const auto* pending = std::get_if<Pending>(&unit)) run_delivery(transaction, *pending);
}

// A row of which no case can be made is told in the schedule's entry, and not tried again.
void Writer::run_start(Transaction& transaction, const StartCase& start) {
  const Result<casework::Answer> answer = transaction.start(start);
  if (transaction.failed()) return;
  std::optional<Error> refusal;
  if (!answer) {
    refusal = answer.error();
    log_error("no case is begun for row " + std::to_string(start.row + 1) + " of " + start.source +
              " (" + start.workflow + ", " + format_day(day_of(start.occasion)) +
              "): " + refusal->code + " " + refusal->pointer);
  }
  started_.emplace_back(start, std::move(refusal));
}

void Writer::run_note(Transaction& transaction, const NoteSchedule& note) {
  const Status kept = transaction.keep(
      setup_.store.put_entry(kScheduleRegister, note.workflow, to_json(note.entry)));
  if (kept) noted_.push_back(note);
}

// A case that cannot be read or decided is told in the log, and stops no other.
void Writer::run_recompute(Transaction& transaction, const RecomputeCase& one) {
  const Result<bool> changed = transaction.wake(one.case_id);
  if (transaction.failed()) return;
  if (!changed)
    log_error("the dues of case " + one.case_id +
              " are not computed anew: " + changed.error().code + ": " + changed.error().detail);
  recomputed_.emplace_back(one, changed && *changed);
}

void Writer::run_note(Transaction& transaction, const NoteRecomputed& note) {
  const Status kept =
      transaction.keep(setup_.store.put_entry(kCalendarRegister, kRecomputed, to_json(note.entry)));
  if (kept) recomputed_page_ = note;
}

void Writer::run_due(Transaction& transaction, const DueCase& due) {
  const Result<bool> fired = transaction.wake(due.case_id);
  if (transaction.failed() || (fired && *fired)) return;
  // A command before it in this batch may have fired it already.
  if (fired && transaction.changed().contains(due.case_id)) return;
  log_error(
      "case " + due.case_id + " cannot be woken: " +
      (fired ? "nothing is due by its state" : fired.error().code + ": " + fired.error().detail));
  stuck_.push_back(due);
}

// A register is asked; when it answers at once, the case hears of it in the transaction that takes
// the question. A question told twice has no answer left to give.
Result<Transaction::Delivery> Writer::consult(Transaction& transaction, const Pending& pending) {
  const casework::OutboxRow& row = pending.row;
  const std::string_view name = *casework::register_of(row.to);
  const Value* input = row.data.find("input");
  std::optional<casework::Registries::Said> said =
      setup_.registries.consult(name, input != nullptr ? *input : Value(Map{}));
  if (!said) return Transaction::Delivery::taken;
  Envelope envelope;
  envelope.command = casework::Reply{.from = row.to,
                                     .lane = row.lane,
                                     .data = std::move(said->data),
                                     .error = std::move(said->error)};
  const Result<Answer> answer = transaction.reply(pending.from, envelope);
  if (answer || answer.error().code == "no_open_question") return Transaction::Delivery::taken;
  return answer.error();
}

// A register is told, and its entry stored with the delivery.
Result<Transaction::Delivery> Writer::hand_over(Transaction& transaction, const Pending& pending) {
  const casework::OutboxRow& row = pending.row;
  if (const auto name = casework::register_of(row.to)) {
    if (row.kind == casework::kQuery) return consult(transaction, pending);
    const Value* patch = row.data.find("patch");
    if (patch == nullptr)
      return Error{.code = "malformed_record", .detail = "no patch for a register"};
    const std::string key = row.data.text("key");
    const Value entry = setup_.registries.tell(*name, key, *patch);
    if (Status kept = transaction.keep(setup_.store.put_entry(*name, key, to_json(entry))); !kept)
      return kept.error();
    return Transaction::Delivery::taken;
  }
  return transaction.deliver(
      {.from = pending.from,
       .to = row.to,
       .lane = row.lane,
       .kind = row.kind,
       .data = row.data,
       .sent_by = {.case_id = pending.from, .n = pending.n, .hash = hex(pending.hash)},
       .effective = row.effective});
}

void Writer::run_delivery(Transaction& transaction, const Pending& pending) {
  const casework::OutboxRow& row = pending.row;
  const Result<Transaction::Delivery> delivery = hand_over(transaction, pending);
  if (transaction.failed()) return;
  if (delivery && *delivery == Transaction::Delivery::ahead) return;
  delivered_any_ = true;
  if (delivery) {
    (void)transaction.keep(setup_.store.mark_delivered(pending.from, row.to, row.lane));
    return;
  }
  const bool dead = pending.tries + 1 >= casework::kMaxDeliveryTries;
  log_error(std::string(dead ? "dead letter" : "delivery failed") + ": " + pending.from + " to " +
            row.to + ", message " + std::to_string(row.lane) + " (" + row.kind +
            "): " + delivery.error().code + ": " + delivery.error().detail +
            (dead ? "; yijian outbox --revive tries it anew" : ""));
  (void)transaction.keep(setup_.store.mark_tried(pending.from, row.to, row.lane));
}

void Writer::forget_old_creations() {
  const Instant now = setup_.clock.now();
  if (!more_to_forget_ && now.ms - last_forgotten_.ms < kForgetEveryMs) return;
  last_forgotten_ = now;
  const Result<size_t> forgotten =
      setup_.store.forget_creations(Instant{now.ms - kCreationsKeptMs}, kForgottenAtOnce);
  more_to_forget_ = forgotten && *forgotten == kForgottenAtOnce;
  if (!forgotten) log_warning("old creation keys were not forgotten: " + forgotten.error().detail);
}

void Writer::broken(const Error& error) {
  dead_ = true;
  queue_.close();
  if (setup_.fatal) return setup_.fatal(error);
  log_error("the store broke at COMMIT, nobody is answered: " + error.detail);
  std::abort();
}

// Does everything that is due at the present instant, and every delivery.
Status Writer::settle(size_t& budget) {
  while (!dead_) {
    Result<std::vector<EngineWork>> owed =
        scheduler_.take(setup_.clock.now(), setup_.options.max_batch);
    if (!owed) return owed.error();
    if (owed->empty()) return {};
    if (owed->size() > budget)
      return Error{.code = "endless_loop", .detail = "what is due never comes to an end"};
    budget -= owed->size();
    std::vector<Unit> units;
    for (EngineWork& one : *owed)
      std::visit([&](auto& unit) { units.emplace_back(std::move(unit)); }, one);
    if (Status done = work(std::move(units)); !done) return done;
  }
  return {};
}

Status Writer::advance_here(Instant to) {
  if (manual_ == nullptr)
    return Error{.code = "clock_not_manual", .detail = "time goes by itself here"};
  if (to < manual_->now())
    return Error{.code = "invalid_time", .detail = "time does not run backwards"};
  size_t budget = kMaxAdvanceUnits;
  while (true) {
    if (Status done = settle(budget); !done) return done;
    const Result<std::optional<Instant>> next = scheduler_.next_due(setup_.clock.now());
    if (!next) return next.error();
    if (!*next || **next > to) break;
    manual_->set(std::max(**next, manual_->now()));
  }
  manual_->set(to);
  return settle(budget);
}

}  // namespace yijian::storage
