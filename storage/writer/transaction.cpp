#include "storage/writer/transaction.h"

#include <algorithm>

#include "engine/casework/decide.h"
#include "engine/casework/recalendar.h"
#include "storage/writer/case_id.h"
#include "storage/writer/imported.h"

namespace yijian::storage {

using casework::Answer;
using casework::CaseState;
using casework::Decided;
using casework::Deliver;
using casework::Envelope;
using casework::Message;
using casework::Open;
using casework::Reply;
using casework::SealedStep;
using casework::Wake;

namespace {

constexpr size_t kEntropyBytes = 32;
constexpr std::string_view kCases = "cases:";
constexpr size_t kMostOtherCases = 20;

Answer answer_of(const StateRef& state) {
  return {.case_id = state->id, .n = state->n, .hash = state->head, .state = state};
}

std::string_view word_of(Wake::Kind kind) {
  switch (kind) {
    case Wake::Kind::timer:
      return "timer";
    case Wake::Kind::warned:
      return "warned";
    case Wake::Kind::passed:
      return "passed";
    case Wake::Kind::renewal:
      return "renewal";
    case Wake::Kind::expiry:
      return "expiry";
    case Wake::Kind::deferral:
      return "deferral";
  }
  return "";
}

// Timer id and due: the same firing has the same id, whoever finds it due.
std::string id_of(const Wake& wake) {
  return std::string(word_of(wake.kind)) + ":" + wake.name + "@" + format_instant(wake.due);
}

std::string id_of(const Message& message) {
  return "outbox:" + message.from + ":" + message.to + ":" + std::to_string(message.lane);
}

std::string creation_key_of(const Envelope& envelope) {
  if (envelope.command_id.empty()) return "";
  return (envelope.actor ? envelope.actor->id : "") + " " + envelope.command_id;
}

}  // namespace

Status Transaction::keep(const Status& written) {
  if (!written && !failed_) failed_ = written.error();
  return written;
}

Error Transaction::keep_read(const Error& error) {
  if (error.code != "store_corrupt" && !failed_) failed_ = error;
  return error;
}

void Transaction::publish() {
  for (const auto& [id, state] : loaded_)
    if (state->n > 0 && !changed_.contains(id)) hot_.put(state);
  for (const auto& [id, state] : changed_) hot_.put(state);
}

Result<Answer> Transaction::command(const std::string& case_id, const Envelope& given) {
  if (std::holds_alternative<Open>(given.command)) return open(given);
  if (std::holds_alternative<casework::Import>(given.command)) return import(given);
  if (const auto* sent = std::get_if<Deliver>(&given.command)) {
    const Result<Delivery> delivery = deliver(sent->message);
    if (!delivery) return delivery.error();
    if (*delivery == Delivery::ahead)
      return Error{.code = "out_of_order", .detail = "a message before it has not arrived"};
    const Result<StateRef> state = current(sent->message.to);
    if (!state) return state.error();
    Answer answer = answer_of(*state);
    answer.replayed = *delivery == Delivery::ignored;
    return answer;
  }
  if (std::holds_alternative<Wake>(given.command)) {
    const Result<bool> fired = wake(case_id);
    if (!fired) return fired.error();
    const Result<StateRef> state = current(case_id);
    if (!state) return state.error();
    return answer_of(*state);
  }
  if (std::holds_alternative<Reply>(given.command)) return reply(case_id, given);
  return act(case_id, given);
}

Result<Answer> Transaction::open(const Envelope& given) {
  const std::string key = creation_key_of(given);
  if (!key.empty()) {
    const auto made = setup_.store.creation(key);
    if (!made) return keep_read(made.error());
    if (*made) {
      if ((*made)->request != given.request)
        return Error{.code = "idempotency_mismatch",
                     .detail = "the key was used for another request"};
      const Result<StateRef> state = current((*made)->case_id);
      if (!state) return state.error();
      return replay(*state, 1);
    }
  }
  Envelope envelope = given;
  const auto unborn = std::make_shared<const CaseState>();
  envelope.now = now_for(*unborn, given.now);
  if (envelope.new_case.empty())
    envelope.new_case = new_case_id(envelope.now, setup_.entropy(kCaseIdEntropyBytes));
  const Result<StateRef> after = step(unborn, std::move(envelope), key);
  if (!after) return after.error();
  return answer_of(*after);
}

// Workflow and number are the case: the same line a second time is answered as the first was,
// whenever it comes. Errors: already_imported (the line was another one), those of decide, of the
// store.
Result<Answer> Transaction::import(const Envelope& given) {
  const auto& import = std::get<casework::Import>(given.command);
  const std::string id = imported_case_id(import.workflow, import.number);
  const Result<StateRef> before = current(id);
  if (!before) return before.error();
  if ((*before)->n > 0) {
    const Result<std::vector<SealedStep>> steps = setup_.store.load(id);
    if (!steps) return keep_read(steps.error());
    if (Status same = same_import(steps->front(), given.request); !same) return same.error();
    return replay(*before, 1);
  }
  Envelope envelope = given;
  envelope.now = now_for(**before, given.now);
  envelope.new_case = id;
  const Result<StateRef> after = step(*before, std::move(envelope));
  if (!after) return after.error();
  return answer_of(*after);
}

Result<Answer> Transaction::start(const StartCase& due) {
  const std::string id = scheduled_case_id(due.workflow, due.element, due.occasion);
  const Result<StateRef> before = current(id);
  if (!before) return before.error();
  if ((*before)->n > 0) return replay(*before, 1);
  Envelope envelope;
  envelope.command = casework::Start{due.workflow, due.element, due.each, due.occasion};
  envelope.command_id = "schedule:" + due.workflow + "@" + format_day(day_of(due.occasion));
  envelope.now = now_for(**before, Instant{});
  envelope.new_case = id;
  if (!due.source.empty())
    envelope.facts.push_back(
        {.name = "each", .value = due.each, .source = due.source, .as_of = envelope.now});
  const Result<StateRef> after = step(*before, std::move(envelope));
  if (!after) return after.error();
  return answer_of(*after);
}

Result<Transaction::Ready> Transaction::prepare(const std::string& case_id, const Envelope& given) {
  Result<StateRef> state = current(case_id);
  if (!state) return state.error();
  if ((*state)->n == 0) return Error{.code = "not_found", .detail = "no such case"};
  const Result<std::optional<int64_t>> done = casework::done_before(**state, given);
  if (!done) return done.error();
  if (*done) {
    Result<Answer> again = replay(*state, **done);
    if (!again) return again.error();
    return Ready{.answered = *std::move(again)};
  }
  Ready ready{.envelope = given};
  ready.envelope.now = now_for(**state, given.now);
  state = fire_due(*state, ready.envelope.now);
  if (!state) return state.error();
  ready.state = *std::move(state);
  return ready;
}

Result<Answer> Transaction::act(const std::string& case_id, const Envelope& given) {
  Result<Ready> ready = prepare(case_id, given);
  if (!ready) return ready.error();
  if (ready->answered) return std::move(*ready->answered);
  const Result<StateRef> after = step(ready->state, std::move(ready->envelope));
  if (!after) return after.error();
  return answer_of(*after);
}

// With the answer the question has surely arrived, whoever carried it there.
Result<Answer> Transaction::reply(const std::string& case_id, const Envelope& given) {
  Result<Ready> ready = prepare(case_id, given);
  if (!ready) return ready.error();
  if (ready->answered) return std::move(*ready->answered);
  Reply& said = std::get<Reply>(ready->envelope.command);
  const casework::AskedState* asked = casework::question_of(*ready->state, said);
  if (asked == nullptr)
    return Error{.code = "no_open_question", .detail = "nothing was asked that has no answer yet"};
  said.lane = asked->lane;
  const std::string from = said.from;
  const int64_t lane = asked->lane;
  const Result<StateRef> after = step(ready->state, std::move(ready->envelope));
  if (!after) return after.error();
  if (Status taken = keep(setup_.store.mark_delivered(case_id, from, lane)); !taken)
    return taken.error();
  return answer_of(*after);
}

// What was answered the first time: the case as it stood after the step that the command made.
Result<Answer> Transaction::replay(const StateRef& state, int64_t n) {
  StateRef then = state;
  if (n != state->n) {
    Result<std::vector<SealedStep>> steps = setup_.store.load(state->id);
    if (!steps) return keep_read(steps.error());
    if (n < 1 || static_cast<size_t>(n) > steps->size())
      return Error{.code = "store_corrupt", .detail = "a remembered step is not in the log"};
    steps->resize(static_cast<size_t>(n));
    Result<StateRef> folded = fold_case(state->id, *steps);
    if (!folded) return folded.error();
    then = *std::move(folded);
  }
  Answer answer = answer_of(then);
  answer.replayed = true;
  return answer;
}

Result<bool> Transaction::wake(const std::string& case_id) {
  const Result<StateRef> state = current(case_id);
  if (!state) return state.error();
  const Result<StateRef> after = fire_due(*state, now_for(**state, Instant{}));
  if (!after) return after.error();
  return (*after)->n != (*state)->n;
}

Result<Transaction::Delivery> Transaction::deliver(const Message& message) {
  Result<StateRef> state = current(message.to);
  if (!state) return state.error();
  const auto lane = (*state)->lanes_in.find(message.from);
  const int64_t last = lane == (*state)->lanes_in.end() ? 0 : lane->second;
  if (message.lane <= last) return Delivery::ignored;
  if (message.lane > last + 1) return Delivery::ahead;
  Envelope envelope;
  envelope.command = Deliver{message};
  envelope.command_id = id_of(message);
  envelope.now = now_for(**state, Instant{});
  if ((*state)->n == 0) envelope.new_case = message.to;
  state = fire_due(*state, envelope.now);
  if (!state) return state.error();
  const Result<StateRef> after = step(*state, std::move(envelope));
  if (!after) return after.error();
  return Delivery::taken;
}

// Time never runs backwards within a case, whatever the machine's clock does.
Instant Transaction::now_for(const CaseState& state, Instant given) const {
  const Instant now = given == Instant{} ? setup_.clock.now() : given;
  return std::max(now, state.at);
}

Result<StateRef> Transaction::current(std::string_view case_id) {
  if (const auto own = changed_.find(case_id); own != changed_.end()) return own->second;
  if (const auto own = loaded_.find(case_id); own != loaded_.end()) return own->second;
  if (StateRef hot = hot_.get(case_id)) return hot;
  const Result<std::vector<SealedStep>> steps = setup_.store.load(case_id);
  if (!steps) return keep_read(steps.error());
  Result<StateRef> state = fold_case(case_id, *steps);
  if (state) loaded_.emplace(case_id, *state);
  return state;
}

// What the case owes of its own accord by `now`.
std::optional<Envelope> Transaction::owed(const CaseState& state, Instant now) const {
  if (state.n == 0) return std::nullopt;
  std::optional<casework::Command> command =
      casework::owed(state, now, setup_.calendar, recomputing_);
  if (!command) return std::nullopt;
  Envelope envelope;
  const auto* due = std::get_if<Wake>(&*command);
  envelope.command_id = due != nullptr ? id_of(*due) : "calendar:" + setup_.calendar.digest();
  envelope.command = *std::move(command);
  envelope.now = now;
  return envelope;
}

// A timer that decide refuses is a defect of the engine, and no command may overtake it: a click
// after it must not be judged as if it had not been due.
Result<StateRef> Transaction::fire_due(StateRef state, Instant now) {
  for (int fired = 0; fired < kMaxWakesAtOnce; ++fired) {
    const std::optional<Envelope> envelope = owed(*state, now);
    if (!envelope) return state;
    Result<StateRef> after = step(state, *envelope);
    if (!after) {
      if (failed_) return after.error();
      return Error{.code = "timer_failed",
                   .detail = envelope->command_id + " of " + state->id + ": " + after.error().code +
                             ": " + after.error().detail};
    }
    state = *std::move(after);
  }
  return Error{.code = "timer_failed", .detail = state->id + ": its timers never come to rest"};
}

Result<const definition::Bundle*> Transaction::bundle_for(const CaseState& state,
                                                          const Envelope& envelope) {
  std::string digest = state.bundle;
  const auto* open = std::get_if<Open>(&envelope.command);
  const auto* scheduled = std::get_if<casework::Start>(&envelope.command);
  const auto* import = std::get_if<casework::Import>(&envelope.command);
  if (open != nullptr || scheduled != nullptr || import != nullptr) {
    const definition::Bundle* current =
        bundles_->for_workflow(open != nullptr        ? open->workflow
                               : scheduled != nullptr ? scheduled->workflow
                                                      : import->workflow);
    if (current != nullptr) return current;
    return Error{.code = "unknown_workflow", .detail = "no such workflow", .pointer = "/workflow"};
  }
  if (state.n == 0) {
    const auto* deliver = std::get_if<Deliver>(&envelope.command);
    if (deliver == nullptr) return Error{.code = "not_found", .detail = "no such case"};
    const Result<StateRef> sender = current(deliver->message.from);
    if (!sender) return sender.error();
    digest = (*sender)->bundle_at(deliver->message.sent_by.n);
  }
  if (const auto* migrate = std::get_if<casework::Migrate>(&envelope.command)) digest = migrate->to;
  const definition::Bundle* pinned = bundles_->for_digest(digest);
  if (pinned != nullptr) return pinned;
  return Error{.code = "unknown_workflow", .detail = "no bundle " + digest};
}

// The open cases of a workflow in which the party takes part, the newest first, but for the one
// that asks and those restricted to other departments: as committed. Silent when they cannot be
// read.
casework::Fact Transaction::other_cases(const casework::FactRequest& request,
                                        const CaseState& asking, Instant now) {
  casework::Fact fact{.name = request.name, .value = {}, .source = request.from, .as_of = now};
  const auto page = setup_.queries.cases({.workflow = request.from.substr(kCases.size()),
                                          .party = casework::party_key(request.key),
                                          .open_only = true,
                                          .limit = kMostOtherCases + 1,
                                          .insider = casework::Insider{asking.department, ""}});
  if (!page) return fact;
  List list;
  for (const casework::HeadRow& head : page->rows) {
    if (head.id == asking.id || list.size() == kMostOtherCases) continue;
    const Result<StateRef> other = current(head.id);
    if (!other) return fact;
    list.emplace_back(Map{{"case", head.id},
                          {"phase", head.phase},
                          {"department", head.department},
                          {"opened", format_day(day_of(head.opened))},
                          {"guide", (*other)->guide}});
  }
  fact.value = std::move(list);
  return fact;
}

Result<StateRef> Transaction::step(const StateRef& state, Envelope envelope,
                                   const std::string& creation_key) {
  const Result<const definition::Bundle*> bundle = bundle_for(*state, envelope);
  if (!bundle) return bundle.error();
  if (envelope.entropy.empty()) envelope.entropy = setup_.entropy(kEntropyBytes);
  for (const casework::FactRequest& request : casework::facts_needed(**bundle, *state, envelope))
    envelope.facts.push_back(request.from.starts_with(kCases)
                                 ? other_cases(request, *state, envelope.now)
                                 : setup_.registries.ask(request, envelope.now));
  Result<Decided> decided = casework::decide(**bundle, setup_.calendar, *state, envelope);
  if (!decided) return decided.error();
  casework::Append append;
  append.case_id = decided->after.id;
  append.creates = state->n == 0;
  append.rows = casework::project(*state, decided->after, decided->draft);
  append.step = std::move(decided->step);
  append.creation_key = creation_key;
  append.request = envelope.request;
  if (Status written = keep(setup_.store.append(append)); !written) return written.error();
  has_sent_ = has_sent_ || !append.rows.outbox.empty();
  auto after = std::make_shared<const CaseState>(std::move(decided->after));
  changed_[after->id] = after;
  return StateRef(after);
}

}  // namespace yijian::storage
