#include "engine/casework/evolve.h"

#include <algorithm>
#include <utility>

#include "engine/casework/merge.h"

namespace yijian::casework {
namespace {

Value with_member(const Value& map, std::string_view key, Value value) {
  Map changed = map.is_map() ? map.map() : Map{};
  changed.set(key, std::move(value));
  return changed;
}

Value without(const Value& map, std::string_view key) {
  Map changed = map.is_map() ? map.map() : Map{};
  changed.erase(key);
  return changed;
}

Value timestamp_of(Instant instant) {
  const int64_t seconds = instant.ms / 1000 - (instant.ms % 1000 < 0 ? 1 : 0);
  return Timestamp{seconds, static_cast<int32_t>((instant.ms - seconds * 1000) * 1'000'000)};
}

void add(std::vector<std::string>& people, const std::string& person) {
  if (!person.empty() && std::find(people.begin(), people.end(), person) == people.end())
    people.push_back(person);
}

// Who acts in the step, and on whose behalf, where it is the office's staff.
void add_staff(std::vector<std::string>& people, const StepContext& context) {
  if (context.role == "applicant") return;
  add(people, context.actor);
  add(people, context.principal);
}

std::vector<std::string> people_of(const Value& ids) {
  std::vector<std::string> people;
  if (ids.is_list())
    for (const Value& id : ids.list())
      if (id.is_string()) add(people, id.string());
  return people;
}

template <class Container>
void remove(Container& all, const std::string& one) {
  all.erase(std::remove(all.begin(), all.end(), one), all.end());
}

// 会签: the department has done its part; `acts.<action>.departments` keeps what each of them said.
Map sign(CaseState& state, const Acted& event, Map act) {
  state.signatures[event.task][event.signs] = event.action;
  std::erase_if(state.tasks, [&](const TaskState& task) {
    return task.state == event.task && task.department == event.signs;
  });
  const Value others = state.acts.member(event.action).member("departments");
  act.set("departments", with_member(others, event.signs, act));
  return act;
}

// Keeps what the step finds, before it changes anything. What it becomes bound by, close_step says.
void keep(CaseState& state, const StepContext& context, const std::string& action) {
  state.undoable = UndoableRef({.n = state.n + 1,
                                .by = context.actor,
                                .at = context.at,
                                .action = action,
                                .act = state.acts.member(action),
                                .bound = "",
                                .before = state});
}

// Acts of the kernel's own that leave the case as it stands.
bool moves_nothing(const Acted& event) {
  return event.task.empty() &&
         (event.action == "confirmLate" || event.action == "rate" || event.action == "retract");
}

void apply(CaseState& state, const Acted& event, const StepContext& context) {
  if (!context.late && !moves_nothing(event)) keep(state, context, event.action);
  Map act;
  act.set("by", context.actor);
  act.set("at", timestamp_of(context.effective));
  if (!event.opinion.empty()) act.set("opinion", event.opinion);
  if (event.data.is_map())
    for (const Map::Entry& entry : event.data.map()) act.set(entry.name(), entry.value);
  if (!event.signs.empty()) act = sign(state, event, std::move(act));
  const bool retracts = event.action == "retract" && event.task.empty();
  if (!retracts) state.acts = with_member(state.acts, event.action, std::move(act));
  if (event.action == "rate" && event.task.empty())
    if (const Value* score = event.data.find("score"); score != nullptr && score->is_int())
      state.ratings[event.data.text("service", "result")] = score->integer();
  if (event.action == "confirmLate" && event.task.empty()) state.late_confirmed = true;
  std::vector<std::string>& hands = state.hands[event.action];
  add(hands, context.actor);
  add(hands, context.principal);
  if (state.phase == law::Phase::draft) add_staff(state.assistants, context);
}

void remember(std::map<std::string, law::Clock>& run_out, const std::string& name,
              const law::Clock& clock) {
  if (law::depends_on_calendar(clock)) run_out[name] = clock;
}

void apply(CaseState& state, const TimerFired& event, const StepContext& context) {
  if (event.name == kNoticeTimer) keep(state, context, "");
  const auto found = state.timers.find(event.id);
  if (found == state.timers.end()) return;
  remember(state.fired_timers, event.id, found->second.clock);
  state.timers.erase(found);
}

// What a child's report says has ended: out of the licences that stand, and kept with its day.
void apply_ended_licences(CaseState& state, const ChildReported& event, Instant ended) {
  for (const Map::Entry& entry : event.licences.map()) {
    if (!entry.value.is_null()) continue;
    Map kept{{"case", event.case_id}};
    if (const Value* held = state.licences.find(entry.name())) kept.set("data", *held);
    kept.set("since", format_day(day_of(ended)));
    state.ended_licences[entry.name()] = std::move(kept);
  }
}

void apply(CaseState& state, const ChildReported& event, const StepContext& context) {
  const auto link = state.linked.find(event.item);
  if (link != state.linked.end()) {
    state.lanes_in[event.case_id] = event.lane;
    if (link->second == event.case_id)  // else of an earlier attempt, which is over
      state.linked_ended[event.item] =
          event.outcome.empty() ? std::string(law::name(event.phase)) : event.outcome;
    return;
  }
  ItemState& item = state.items[event.item];
  item.phase = law::name(event.phase);
  if (!event.outcome.empty()) item.outcome = event.outcome;
  item.findings = event.findings;
  state.lanes_in[event.case_id] = event.lane;
  if (!event.licences.is_map()) return;
  apply_ended_licences(state, event, context.effective);
  state.licences = merge_patch(state.licences, event.licences);
}

void apply(CaseState& state, const ParentReported& event, const StepContext&) {
  state.lanes_in[event.case_id] = event.lane;
  if (event.word == "noticed") state.correction_given = true;  // by the thing, for all its items
}

void apply(CaseState& state, const LimitReached& event, const StepContext&) {
  const auto found = state.clocks.find(event.clock);
  if (found == state.clocks.end()) return;
  (event.passed ? found->second.passed : found->second.warned) = true;
  if (event.passed) remember(state.passed_clocks, event.clock, found->second.clock);
}

void apply(CaseState& state, const DeferralOverdue&, const StepContext&) {
  const auto found = state.clocks.find(std::string(kDeferralClock));
  if (found == state.clocks.end()) return;
  found->second.passed = true;
  remember(state.passed_clocks, found->first, found->second.clock);
}

// What was early has been told, and is not told again by a further calendar.
void apply(CaseState& state, const CalendarChanged& event, const StepContext&) {
  const auto recompute = [](auto& all, const std::vector<NamedClock>& anew) {
    for (const NamedClock& one : anew)
      if (const auto found = all.find(one.name); found != all.end())
        found->second.clock = one.clock;
  };
  recompute(state.clocks, event.clocks);
  recompute(state.timers, event.timers);
  for (const NamedClock& one : event.early_clocks) state.passed_clocks.erase(one.name);
  for (const NamedClock& one : event.early_timers) state.fired_timers.erase(one.name);
}

void apply(CaseState& state, const CommitmentSettled& event, const StepContext&) {
  state.commitment = event.outcome;
  state.lanes_in[event.case_id] = event.lane;
}

void apply(CaseState& state, const Replied& event, const StepContext&) {
  if (event.word == "unmapped") return;
  const std::string from = (event.connector ? "connector:" : "registry:") + event.from;
  std::erase_if(state.asked, [&](const AskedState& asked) {
    return asked.to == from && asked.lane == event.lane;
  });
}

void apply(CaseState& state, const CaseOpened& event, const StepContext& context) {
  state.workflow = event.workflow;
  state.version = event.version;
  state.kind = event.kind;
  state.origin = event.origin;
  state.opener = event.opener;
  state.item = event.item;
  state.element = event.element;
  state.restricted = event.access == "restricted";
  state.department = event.department;
  state.region = event.region;
  state.channel = event.channel;
  state.opened = context.effective;
  state.parties = event.parties;
  state.declined = event.declined;
  state.licence = event.licence.is_map() ? event.licence : Value(Map{});
  state.licences = event.licences.is_map() ? event.licences : Value(Map{});
  state.guide = event.guide.is_map() ? event.guide : Value(Map{});
  state.variables = event.variables.is_map() ? event.variables : Value(Map{});
  state.together = event.together;
  state.thing_acts = event.thing_acts.is_map() ? event.thing_acts : Value(Map{});
  state.received = event.received;
  state.accepted_as = event.accepted_as;
  state.promised_from = event.promised_from;
  state.promised = event.promised;
  state.assistants = people_of(event.barred.member("helped"));
  state.decided_before = people_of(event.barred.member("decided"));
  if (event.origin == "applicant") add_staff(state.assistants, context);
  if (event.opener && event.lane > 0) state.lanes_in[event.opener->case_id] = event.lane;
}

void apply(CaseState& state, const FormChanged& event, const StepContext&) {
  if (event.patch.is_map()) state.form = merge_patch(state.form, event.patch);
  if (event.guide.is_map()) state.guide = event.guide;
}

void apply(CaseState& state, const MaterialMarked& event, const StepContext& context) {
  state.materials[event.material] = {.status = event.status,
                                     .source = event.source,
                                     .digest = event.digest,
                                     .since = context.effective};
}

void apply_tasks(CaseState& state, const Moved& event, const StepContext& context) {
  for (const std::string& closed : event.closed) {
    std::erase_if(state.tasks, [&](const TaskState& task) { return task.state == closed; });
    state.signatures.erase(closed);
  }
  for (const OpenedTask& task : event.tasks)
    state.tasks.push_back({.state = task.state,
                           .role = task.role,
                           .department = task.department,
                           .since = context.effective,
                           .clock = task.clock,
                           .shared = task.shared});
}

void set_timers(CaseState& state, const std::vector<MovedTimer>& timers) {
  for (const MovedTimer& timer : timers)
    state.timers[timer.id] = {.id = timer.id,
                              .name = timer.name,
                              .event = timer.event,
                              .state = timer.state,
                              .value = timer.value,
                              .clock = timer.clock};
}

void apply_timers(CaseState& state, const Moved& event) {
  for (const std::string& id : event.cancelled) state.timers.erase(id);
  set_timers(state, event.timers);
}

void assign(CaseState& state, const Value& assigned) {
  if (!assigned.is_map()) return;
  for (const Map::Entry& entry : assigned.map())
    state.variables = with_member(state.variables, entry.name(), entry.value);
}

void apply(CaseState& state, const Moved& event, const StepContext& context) {
  for (const std::string& path : event.exited) remove(state.active, path);
  for (const std::string& path : event.entered) state.active.push_back(path);
  for (const auto& [path, remembered] : event.history) state.history[path] = remembered;
  assign(state, event.assigned);
  for (const std::string& id : event.stopped) {
    remove(state.invokes, id);
    for (AskedState& asked : state.asked) asked.over = asked.over || asked.invoke == id;
  }
  for (const std::string& id : event.invoked) state.invokes.push_back(id);
  apply_timers(state, event);
  apply_tasks(state, event, context);
  if (event.final) state.final = true;
}

// 不予受理、不予许可、终止、撤销.
bool is_against_the_party(const PhaseChanged& event) {
  return event.phase == law::Phase::refused || event.phase == law::Phase::terminated ||
         event.phase == law::Phase::revoked ||
         (event.phase == law::Phase::decided && event.outcome == "denied");
}

void apply(CaseState& state, const PhaseChanged& event, const StepContext& context) {
  if (is_against_the_party(event)) add_staff(state.decided_against, context);
  state.phase = event.phase;
  state.since[event.phase] = event.since;
  if (!event.outcome.empty()) state.outcome = event.outcome;
  state.stop = event.stop;
  if (event.phase == law::Phase::submitted && !state.received) state.received = event.since;
  if (event.phase == law::Phase::correcting) {
    state.correction_given = true;
    state.corrections = event.corrections;
  }
}

void apply(CaseState& state, const ClockChanged& event, const StepContext&) {
  ClockState& clock = state.clocks[event.name];
  if (event.change == ClockChange::started)
    clock = ClockState{.clock = event.clock, .state = event.state};
  clock.clock = event.clock;
  if (event.change == ClockChange::ended) clock.ended = true;
  if (event.change == ClockChange::extended) {
    ++clock.extensions;
    clock.warned = clock.passed = false;
  }
}

void apply(CaseState& state, const ItemChanged& event, const StepContext&) {
  ItemState& item = state.items[event.item];
  item.status = event.status;
  if (!event.case_id.empty()) item.case_id = event.case_id;
  if (event.attempt > 0) item.attempt = event.attempt;
}

void apply(CaseState& state, const MessageSent& event, const StepContext&) {
  if (event.lane > 0) state.lanes_out[event.to] = event.lane;
  if (event.kind != "query") return;
  state.asked.push_back({.to = event.to, .lane = event.lane, .invoke = event.data.text("invoke")});
  if (state.asked.size() <= kRememberedQuestions) return;
  const auto over = std::find_if(state.asked.begin(), state.asked.end(),
                                 [](const AskedState& asked) { return asked.over; });
  if (over != state.asked.end()) state.asked.erase(over);
}

void apply(CaseState& state, const DocumentOrdered& event, const StepContext&) {
  state.documents.push_back(event.document);
}

void apply(CaseState& state, const LicenceActed& event, const StepContext&) {
  Map issued{{"act", event.act}};
  if (event.data.is_map()) issued.set("data", event.data);
  if (!event.valid_until.empty()) issued.set("validUntil", event.valid_until);
  state.issued[event.licence] = std::move(issued);
}

void apply(CaseState& state, const CommitmentChanged& event, const StepContext&) {
  state.commitment = event.is_signed ? "signed" : "";
}

// The bundle itself is the step's: close_step.
void apply(CaseState& state, const CaseMigrated& event, const StepContext&) {
  state.earlier_bundles[state.n] = event.from;
  state.version = event.version;
  state.active = event.active;
  state.history = event.history;
  state.tasks = event.tasks;
  for (const std::string& id : event.cancelled) state.timers.erase(id);
  set_timers(state, event.timers);
  for (auto& [name, clock] : state.clocks) clock.state = event.clocks.text(name, clock.state);
  for (const std::string& name : event.dropped) state.variables = without(state.variables, name);
  assign(state, event.assigned);
  std::map<std::string, std::map<std::string, std::string>> signatures;
  for (auto& [path, signed_by] : state.signatures)
    signatures[event.states.text(path, path)] = std::move(signed_by);
  state.signatures = std::move(signatures);
}

// What its hands did there stays barred to them here (R-PEOPLE-01).
void apply(CaseState& state, const CaseImported& event, const StepContext&) {
  state.number = event.number;
  if (!event.hands.is_map()) return;
  for (const Map::Entry& action : event.hands.map()) {
    if (!action.value.is_list()) continue;
    std::vector<std::string>& hands = state.hands[action.name()];
    for (const Value& person : action.value.list()) hands.push_back(person.text("id"));
  }
}

void apply(CaseState& state, const CaseRestored&, const StepContext&) {
  if (!state.undoable) return;
  const UndoableRef undone = std::exchange(state.undoable, {});
  static_cast<Restorable&>(state) = undone->before;
  if (undone->action.empty()) return;
  state.acts = undone->act.is_null() ? without(state.acts, undone->action)
                                     : with_member(state.acts, undone->action, undone->act);
}

void apply(CaseState& state, const CaseLinked& event, const StepContext&) {
  state.linked[event.id] = event.case_id;
  state.linked_ended.erase(event.id);
}

void apply(CaseState& state, const CreditBarred&, const StepContext&) {
  state.credit_barred = true;
}

// An incident is a supervisor's task until somebody resolves it.
void apply(CaseState& state, const Incident&, const StepContext& context) {
  std::erase_if(state.tasks, [](const TaskState& task) { return task.state == kIncidentTask; });
  state.tasks.push_back({.state = std::string(kIncidentTask),
                         .role = "supervisor",
                         .department = state.department,
                         .since = context.effective,
                         .clock = ""});
}

}  // namespace

void evolve(CaseState& state, const Event& event, const StepContext& context) {
  std::visit([&](const auto& one) { apply(state, one, context); }, event);
}

StepContext context_of(const StepDraft& step) {
  return {.at = step.at,
          .effective = step.effective,
          .actor = step.actor ? step.actor->id : "",
          .principal = step.actor ? step.actor->on_behalf_of : "",
          .late = step.late.has_value(),
          .role = step.actor ? step.actor->role : ""};
}

void fold(CaseState& state, const StepDraft& step, const Digest& hash) {
  const StepContext context = context_of(step);
  for (const Recorded& recorded : step.events) evolve(state, recorded.event, context);
  close_step(state, step, hash);
}

// Whether the event changes what a later act would be judged by. Limits that are noted, ratings,
// confirmations, letters do not.
static bool moves(const Event& event) {
  return std::holds_alternative<CaseOpened>(event) || std::holds_alternative<FormChanged>(event) ||
         std::holds_alternative<MaterialMarked>(event) || std::holds_alternative<Moved>(event) ||
         std::holds_alternative<PhaseChanged>(event) ||
         std::holds_alternative<ClockChanged>(event) ||
         std::holds_alternative<ItemChanged>(event) || std::holds_alternative<CaseMigrated>(event);
}

// Whatever has left the house, or was put into another's hands: no step that did is undone.
static std::string bound_by(const Event& event) {
  if (std::holds_alternative<DocumentOrdered>(event)) return "document";
  if (std::holds_alternative<MessageSent>(event)) return "message";
  if (std::holds_alternative<LicenceActed>(event)) return "licence";
  if (std::holds_alternative<CreditBarred>(event)) return "credit";
  if (std::holds_alternative<ItemChanged>(event)) return "item";
  if (std::holds_alternative<CaseLinked>(event)) return "case";
  return "";
}

// What the step leaves to be undone: itself, what it found standing; or nothing any more.
static void settle_undoable(CaseState& state, const StepDraft& step, bool moved) {
  if (!state.undoable) return;
  const bool deemed = state.undoable->by.empty();
  const bool own = state.undoable->n == step.n;
  // What a case takes note of does not stand in the way of its own acts, nor does another calendar,
  // nor a limit that passes in that of proving the notice timely.
  const Event& first = step.events.front().event;
  const bool stands = std::holds_alternative<Acted>(first) ||
                      std::holds_alternative<CalendarChanged>(first) ||
                      (deemed && std::holds_alternative<LimitReached>(first));
  if (own ? !moved : (moved || !stands)) {
    state.undoable = {};
    return;
  }
  if (!own) return;
  for (const Recorded& recorded : step.events)
    if (std::string bound = bound_by(recorded.event); !bound.empty()) {
      Undoable undoable = *state.undoable.get();
      undoable.bound = std::move(bound);
      undoable.before = {};
      state.undoable = UndoableRef(std::move(undoable));
      return;
    }
}

void close_step(CaseState& state, const StepDraft& step, const Digest& hash) {
  const bool moved = std::any_of(step.events.begin(), step.events.end(),
                                 [](const Recorded& one) { return moves(one.event); });
  settle_undoable(state, step, moved);
  if (moved) {
    state.firm = std::max(state.firm, step.effective);
    state.late_confirmed = false;
  }
  state.id = step.case_id;
  state.n = step.n;
  state.head = hash;
  state.at = step.at;
  state.effective = step.effective;
  if (!step.bundle.empty()) state.bundle = step.bundle;
  if (step.command_id.empty()) return;
  state.done_commands.push_back({.id = step.command_id, .request = step.request, .n = step.n});
  if (state.done_commands.size() > kRememberedCommands) state.done_commands.pop_front();
}

}  // namespace yijian::casework
