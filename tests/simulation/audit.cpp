#include "tests/simulation/audit.h"

#include <algorithm>

#include "engine/casework/evolve.h"
#include "engine/casework/paper.h"
#include "engine/casework/questions.h"
#include "tests/simulation/world.h"

namespace yijian::simulation {

using casework::CaseState;
using casework::StepDraft;

namespace {

// The table of the law, from phase to phases, written down a second time.
const std::map<std::string, std::string, std::less<>> kMoves = {
    {"", " draft "},
    {"draft", " submitted withdrawn voided "},
    {"submitted", " correcting accepted refused withdrawn terminated voided "},
    {"correcting", " submitted withdrawn terminated voided "},
    {"accepted", " suspended decided withdrawn terminated voided "},
    {"suspended", " accepted withdrawn terminated voided "},
    {"decided", " delivered closed revoked "},
    {"delivered", " closed revoked "},
    {"closed", " revoked "}};
const std::map<std::string, std::string, std::less<>> kMovesOfADuty = {
    {"", " accepted "}, {"accepted", " closed withdrawn terminated voided "}};

std::string phase_of(const CaseState& state) {
  return state.phase ? std::string(law::name(*state.phase)) : "";
}

// What is due next, read off the state without the engine's own function.
std::optional<Instant> earliest(const CaseState& state) {
  std::optional<Instant> first;
  const auto consider = [&](Instant due) { first = first ? std::min(*first, due) : due; };
  for (const auto& [id, timer] : state.timers) consider(timer.clock.due);
  for (const auto& [name, clock] : state.clocks) {
    if (clock.ended || clock.passed || !clock.clock.running) continue;
    consider(clock.warned || name == casework::kRenewalClock
                 ? clock.clock.due
                 : std::min(clock.clock.yellow, clock.clock.due));
  }
  return first;
}

// The rows of the tasks, read off the state without the engine's own projection.
bool tell_tasks(const std::vector<casework::TaskRow>& rows, const CaseState& state) {
  return rows.size() == state.tasks.size() &&
         std::all_of(state.tasks.begin(), state.tasks.end(), [&](const auto& task) {
           return std::any_of(rows.begin(), rows.end(), [&](const casework::TaskRow& row) {
             return row.task == task.name() && row.role == task.role &&
                    row.department == task.department && row.since == task.since;
           });
         });
}

bool is_computed_anew(const StepDraft& draft) {
  return std::any_of(draft.events.begin(), draft.events.end(), [](const auto& one) {
    return std::holds_alternative<casework::CalendarChanged>(one.event);
  });
}

bool same(const std::vector<casework::OutboxRow>& a, const std::vector<casework::OutboxRow>& b) {
  return std::equal(a.begin(), a.end(), b.begin(), b.end(), [](const auto& one, const auto& two) {
    return one.to == two.to && one.lane == two.lane && one.kind == two.kind &&
           one.data == two.data && one.effective == two.effective;
  });
}

}  // namespace

bool is_lawful_move(std::string_view from, std::string_view to, bool duty) {
  const auto& moves = duty ? kMovesOfADuty : kMoves;
  const auto found = moves.find(from);
  return found != moves.end() &&
         found->second.find(" " + std::string(to) + " ") != std::string::npos;
}

bool is_finished(const CaseState& state) {
  const std::string phase = phase_of(state);
  return phase == "closed" || phase == "revoked" || phase == "refused" || phase == "withdrawn" ||
         phase == "terminated" || phase == "voided";
}

void Audit::see(const casework::Append& append) {
  const CaseState before = cases_[append.case_id];
  const auto opened = casework::open_step(append.step.body, append.step.priv);
  if (!opened) return fault(append.case_id, "a step cannot be read back: " + opened.error().code);
  const StepDraft& draft = opened->draft;
  ++steps_;
  if (draft.actor) ++steps_of_people_;
  judge_chain(before, append, draft);
  judge_times(before, draft);
  judge_events(before, draft);
  CaseState& after = cases_[append.case_id];
  casework::fold(after, draft, append.step.hash);
  remember(draft, after);
  judge_rows(before, after, append, draft);
  judge_tasks(after);
  judge_documents(after, draft);
}

void Audit::judge_chain(const CaseState& before, const casework::Append& append,
                        const StepDraft& draft) {
  const std::string& id = append.case_id;
  if (draft.case_id != id) fault(id, "the step is of case " + draft.case_id);
  if (draft.n != before.n + 1 || append.step.n != draft.n || append.creates != (draft.n == 1))
    fault(id, "step " + std::to_string(draft.n) + " follows step " + std::to_string(before.n));
  std::optional<casework::Opener> opener;
  for (const casework::Recorded& recorded : draft.events)
    if (const auto* one = std::get_if<casework::CaseOpened>(&recorded.event)) opener = one->opener;
  const Digest prev = before.n > 0 ? before.head : casework::origin_digest(id, opener);
  if (casework::step_hash(prev, append.step.body) != append.step.hash)
    fault(id, "the hash does not continue the chain");
}

void Audit::judge_times(const CaseState& before, const StepDraft& draft) {
  if (draft.effective > draft.at) fault(draft.case_id, "effective lies after at");
  if (before.n == 0) return;
  if (draft.at < before.at) fault(draft.case_id, "at runs backwards");
  const bool undoes = std::any_of(draft.events.begin(), draft.events.end(), [](const auto& one) {
    return std::holds_alternative<casework::CaseRestored>(one.event);
  });
  if (draft.effective < (draft.late ? before.firm : before.effective) && !undoes)
    fault(draft.case_id, "effective runs backwards");
  const std::optional<Instant> due = earliest(before);
  if (draft.actor && due && *due <= draft.at) fault(draft.case_id, "a person overtakes a timer");
}

void Audit::judge_events(const CaseState& before, const StepDraft& draft) {
  const std::string& id = draft.case_id;
  std::string phase = phase_of(before), kind = before.kind;
  for (const casework::Recorded& recorded : draft.events) {
    const casework::Event& event = recorded.event;
    if (const auto* opened = std::get_if<casework::CaseOpened>(&event)) {
      kind = opened->kind;
      if (opened->opener) take(opened->opener->case_id, id, opened->lane, "open ");
    } else if (const auto* changed = std::get_if<casework::PhaseChanged>(&event)) {
      if (changed->phase == law::Phase::delivered)
        for (const auto& [item, known] : before.items)
          if (known.phase == "decided") known_decided_.insert(known.case_id);
      const std::string to(law::name(changed->phase));
      if (!is_lawful_move(phase, to, kind == "duty"))
        fault(id,
              std::string("no law lets a case go from ").append(phase).append(" to ").append(to));
      phase = to;
    } else if (const auto* restored = std::get_if<casework::CaseRestored>(&event)) {
      judge_restored(draft, *restored);
      const auto& phase_then = stood_[id][restored->to].as.phase;
      phase = phase_then ? std::string(law::name(*phase_then)) : "";
    } else if (const auto* sent = std::get_if<casework::MessageSent>(&event)) {
      send(id, *sent);
    } else if (const auto* child = std::get_if<casework::ChildReported>(&event)) {
      take(child->case_id, id, child->lane, "child " + std::string(law::name(child->phase)));
    } else if (const auto* parent = std::get_if<casework::ParentReported>(&event)) {
      take(parent->case_id, id, parent->lane, "parent " + parent->word);
    } else if (const auto* settled = std::get_if<casework::CommitmentSettled>(&event)) {
      take(settled->case_id, id, settled->lane, "commitment " + settled->outcome);
    } else if (const auto* incident = std::get_if<casework::Incident>(&event)) {
      if (incident->event == "connector.unmapped" || incident->event == "calendar.changed")
        continue;  // no workflow's doing
      ++incidents_;
      last_incident_ = id + " " + incident->event + ": " + incident->code + " " + incident->detail;
    }
  }
}

// One's own act of the same day is taken back, or an acceptance by silence, which a second person
// has looked at; nothing of it had gone out.
void Audit::judge_restored(const StepDraft& draft, const casework::CaseRestored& restored) {
  const std::string& id = draft.case_id;
  const auto undone = stood_[id].find(restored.to + 1);
  if (undone == stood_[id].end() || !stood_[id].contains(restored.to))
    return fault(id, "restored to a step that there was not");
  const Stood& then = undone->second;
  if (then.out) fault(id, "what has gone out is undone");
  if (draft.late) {
    if (draft.late->confirmed_by.empty() || draft.late->confirmed_by == draft.actor->id)
      fault(id, "an acceptance is annulled without a second person");
    if (!then.actor.empty()) fault(id, "a person's acceptance is annulled");
  } else if (!draft.actor || then.actor != draft.actor->id || then.day != day_of(draft.at)) {
    fault(id, "another's act, or another day's, is taken back");
  }
}

void Audit::remember(const StepDraft& draft, const CaseState& after) {
  Stood stood{.actor = draft.actor ? draft.actor->id : "",
              .day = day_of(draft.at),
              .out = false,
              .as = after};
  for (const casework::Recorded& recorded : draft.events) {
    const std::string type = casework::type_of(recorded.event);
    stood.out = stood.out || type == "message.sent" || type == "document.ordered" ||
                type.starts_with("licence.") || type.starts_with("item.");
    const auto* restored = std::get_if<casework::CaseRestored>(&recorded.event);
    if (restored != nullptr && !draft.late && !is_computed_anew(draft) &&
        !(stood_[draft.case_id][restored->to].as ==
          static_cast<const casework::Restorable&>(after)))
      fault(draft.case_id,
            "it does not stand as it did after step " + std::to_string(restored->to));
  }
  stood_[draft.case_id].insert_or_assign(draft.n, std::move(stood));
}

// Lanes count 1, 2, 3 …, to a register as to a case.
void Audit::send(const std::string& from, const casework::MessageSent& message) {
  if (message.lane == 0) return;
  std::vector<std::string>& lane = sent_[{from, message.to}];
  if (message.lane != static_cast<int64_t>(lane.size()) + 1)
    fault(from, "a message to " + message.to + " leaves a gap in its lane");
  for (const char* word : {"phase", "word", "outcome"})
    if (const std::string said = message.data.text(word); !said.empty())
      return lane.push_back(message.kind + " " + said);
  lane.push_back(message.kind + " ");
}

// A message is taken once, in its turn, as it was sent.
void Audit::take(const std::string& from, const std::string& to, int64_t lane,
                 const std::string& what) {
  const std::vector<std::string>& sent = sent_[{from, to}];
  std::vector<std::string>& taken = taken_[{from, to}];
  taken.push_back(what);
  if (lane != static_cast<int64_t>(taken.size()) || taken.size() > sent.size())
    return fault(to, "message " + std::to_string(lane) + " of " + from + " is taken out of turn");
  if (what != sent[taken.size() - 1])
    fault(to, from + " sent \"" + sent[taken.size() - 1] + "\", taken was \"" + what + "\"");
}

void Audit::judge_rows(const CaseState& before, const CaseState& after,
                       const casework::Append& append, const StepDraft& draft) {
  const casework::Rows made = casework::project(before, after, draft);
  const casework::Rows& stored = append.rows;
  if (!(made.head == stored.head)) fault(after.id, "the head row is not what the steps make");
  if (made.tasks != stored.tasks) fault(after.id, "the task rows are not what the steps make");
  if (!tell_tasks(stored.tasks, after)) fault(after.id, "the task rows are not its tasks");
  if (stored.head.phase != phase_of(after) || stored.head.outcome != after.outcome)
    fault(after.id, "the head row tells another phase or outcome");
  if (stored.wake != earliest(after)) fault(after.id, "the wake row is not the earliest timer");
  if (!same(made.outbox, stored.outbox)) fault(after.id, "the outbox is not what was sent");
}

void Audit::judge_tasks(const CaseState& after) {
  if (!is_finished(after)) return;
  for (const casework::TaskState& task : after.tasks)
    if (task.state != casework::kIncidentTask)
      fault(after.id, "task " + task.state + " is open although the case is " + phase_of(after));
}

// Whatever a shipped workflow orders can be written, however the case came there.
void Audit::judge_documents(const CaseState& after, const StepDraft& draft) {
  const definition::Bundle* bundle = all_bundles().for_digest(after.bundle);
  if (bundle == nullptr) return;  // of a test that makes its steps by hand
  const std::vector<casework::Ordered> ordered = casework::documents_ordered(draft);
  for (const auto& [document, action] : ordered) {
    const auto lines =
        casework::document_lines({*bundle, *bundle->find(after.workflow), after}, document, action);
    if (!lines) return fault(after.id, document + " cannot be written: " + lines.error().detail);
    if (lines->empty()) fault(after.id, document + " says nothing");
    documents_.insert(document);
  }
}

void Audit::compare(const CaseState& live) {
  const auto found = cases_.find(live.id);
  if (found == cases_.end() || !(found->second == live))
    fault(live.id, "the live state is not what replaying the steps gives");
}

void Audit::at_rest() {
  for (const auto& [lane, sent] : sent_) {
    if (casework::is_question(lane.second)) continue;
    const auto taken = taken_.find(lane);
    if (taken == taken_.end() || taken->second.size() != sent.size())
      fault(lane.second, "not every message of " + lane.first + " has arrived");
  }
  for (const auto& [id, state] : cases_)
    for (const auto& [item, child] : state.items)
      if (child.status == "opened") judge_child(state, child);
}

// The parent knows its child as it is, heard of its end once, and outlives no open one.
void Audit::judge_child(const CaseState& parent, const casework::ItemState& item) {
  const CaseState& child = cases_[item.case_id];
  if (item.phase != phase_of(child) || item.outcome != child.outcome)
    fault(parent.id, "holds " + item.case_id + " for " + item.phase);
  const std::vector<std::string>& heard = taken_[{item.case_id, parent.id}];
  const auto ends = std::count_if(heard.begin(), heard.end(), [](const std::string& what) {
    return what == "child closed" || what == "child refused" || what == "child withdrawn" ||
           what == "child terminated" || what == "child voided";
  });
  if (ends > 1 || (ends == 0 && is_finished(child) && phase_of(child) != "revoked"))
    fault(item.case_id, "ended " + std::to_string(ends) + " times");
  // One decided after the thing was handed over is handed over by its own window.
  const auto delivered = parent.since.find(law::Phase::delivered);
  if (delivered != parent.since.end() && phase_of(child) == "decided" &&
      known_decided_.contains(item.case_id))
    fault(item.case_id, "was not delivered with its thing");
  if (is_finished(parent) && child.phase && law::is_pending(*child.phase))
    fault(item.case_id, "is still " + phase_of(child) + " although its thing is finished");
}

}  // namespace yijian::simulation
