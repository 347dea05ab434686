// What a runner sees: states, new steps, and whether the record proves them.
#include <algorithm>
#include <set>
#include <tuple>
#include <variant>

#include "engine/authoring/replay.h"
#include "engine/authoring/runner.h"
#include "engine/casework/events.h"
#include "engine/casework/reading.h"

namespace yijian::authoring {
namespace {

constexpr size_t kMaxCases = 1'000;
constexpr std::string_view kByASchedule = "schedule";
constexpr std::string_view kStarted = "started";

}  // namespace

Runner::StatePointer Runner::view(const std::string& case_id) {
  if (case_id.empty()) return nullptr;
  Result<StatePointer> state = world_->desk().view(case_id);
  return state ? *state : nullptr;
}

// By occasion, the latest first, then by element.
std::vector<Runner::CaseName> Runner::begun() {
  std::vector<StatePointer> states;
  const Result<std::vector<std::string>> ids = world_->case_ids();
  if (!ids) return {};
  for (const std::string& id : *ids)
    if (StatePointer state = view(id); state && state->origin == kByASchedule)
      states.push_back(std::move(state));
  std::sort(states.begin(), states.end(), [](const StatePointer& a, const StatePointer& b) {
    return std::tie(b->opened, a->element, a->id) < std::tie(a->opened, b->element, b->id);
  });
  std::vector<CaseName> found;
  for (const StatePointer& state : states) found.push_back({state->element, state->id});
  return found;
}

void Runner::find_first() {
  if (!main_.empty() || !scheduled_) return;
  if (const std::vector<CaseName> all = begun(); !all.empty()) main_ = all.front().id;
}

// Of a case that was begun for somebody, that party.
Value Runner::applicant_for(const casework::CaseState& state) const {
  return scheduled_ ? casework::applicant_of(state) : applicant_;
}

std::vector<Runner::CaseName> Runner::cases() {
  std::vector<CaseName> found;
  std::set<std::string> seen;
  if (!main_.empty()) {
    found.push_back({"", main_});
    seen.insert(main_);
  }
  if (scheduled_)
    for (CaseName& one : begun()) found.push_back(std::move(one));
  for (const CaseName& one : found) seen.insert(one.id);
  for (size_t i = 0; i < found.size() && found.size() < kMaxCases; ++i) {
    const StatePointer state = view(found[i].id);
    if (state == nullptr) continue;
    for (const auto& [item, entry] : state->items)
      if (!entry.case_id.empty() && seen.insert(entry.case_id).second)
        found.push_back({item, entry.case_id});
    for (const auto& [link, id] : state->linked)
      if (seen.insert(id).second) found.push_back({link, id});
  }
  return found;
}

std::string Runner::case_id_of(const std::string& subject) {
  if (subject.empty()) return main_;
  for (const CaseName& one : cases())
    if (one.name == subject) return one.id;
  return "";
}

const definition::Definition* Runner::definition_of(const casework::CaseState& state) const {
  const definition::Bundle* bundle = world_->bundles().for_digest(state.bundle);
  return bundle == nullptr ? nullptr : bundle->find(state.workflow);
}

bool Runner::prove(const std::string& pointer) {
  for (const CaseName& one : cases())
    if (!prove_case(one.id, pointer)) return false;
  return true;
}

// Folds the case anew from its record and compares; collects its new steps.
bool Runner::prove_case(const std::string& case_id, const std::string& pointer) {
  const StatePointer state = view(case_id);
  if (state == nullptr || state->n == proven_[case_id]) return true;
  const Result<std::vector<casework::SealedStep>> steps = world_->steps(case_id);
  if (!steps) return fail(pointer, "replay of " + case_id, steps.error());
  std::vector<casework::StepDraft> fresh;
  const auto collect = [&](const casework::CaseState& before, const casework::CaseState& after,
                           const casework::StepDraft& draft) {
    (void)after;
    if (before.n >= proven_[case_id]) fresh.push_back(draft);
  };
  const Result<casework::CaseState> again = replay(case_id, *steps, collect);
  if (!again) return fail(pointer, "replay of " + case_id, again.error());
  const std::string differs = first_difference(*again, *state);
  if (!differs.empty())
    return fail(pointer, "replay of " + case_id, "replay differs at " + differs);
  for (casework::StepDraft& draft : fresh) {
    for (const casework::Recorded& recorded : draft.events)
      if (const auto* moved = std::get_if<casework::Moved>(&recorded.event))
        report_.travelled.push_back(
            {state->workflow, case_id, moved->event, moved->exited, moved->entered});
    made_.emplace_back(case_id, std::move(draft));
  }
  proven_[case_id] = state->n;
  return true;
}

Observed Runner::observed(const StatePointer& subject, const StatePointer& thing) {
  Observed seen;
  seen.subject = subject.get();
  seen.thing = thing.get();
  seen.definition = definition_of(*subject);
  seen.calendar = &world_->calendar();
  seen.now = world_->desk().now();
  seen.refusal = refusal_;
  for (const auto& [case_id, draft] : made_) {
    if (case_id != subject->id) continue;
    for (const casework::Recorded& recorded : draft.events) {
      seen.events.push_back(casework::type_of(recorded.event));
      if (const auto* ordered = std::get_if<casework::DocumentOrdered>(&recorded.event))
        seen.documents.push_back(ordered->document);
    }
  }
  for (const auto& [link, id] : subject->linked)
    if (const StatePointer linked = view(id)) seen.linked_workflows[link] = linked->workflow;
  for (const auto& [item, entry] : thing->items)
    if (const StatePointer child = view(entry.case_id); child && child->phase)
      seen.item_phases[item] = law::name(*child->phase);
  const casework::FactRequest credit{"credit", "credit", applicant_for(*subject).text("id")};
  seen.credit = world_->registries().ask(credit, seen.now).value.text("status");
  return seen;
}

bool Runner::observe_started(const Expectation& one) {
  const auto started = std::count_if(made_.begin(), made_.end(), [](const auto& made) {
    return made.second.n == 1 && made.second.command_type == "start";
  });
  if (started == one.value.integer()) return true;
  return fail(one.pointer, one.key, std::to_string(started), expected_text(one));
}

bool Runner::observe(const ScenarioStep& step) {
  bool of_a_case = false;
  for (const Expectation& one : step.then) {
    of_a_case = of_a_case || one.key != kStarted;
    if (one.key != kStarted) continue;
    ++report_.expectations;
    observe_started(one);
  }
  return !of_a_case || observe_case(step);
}

bool Runner::observe_case(const ScenarioStep& step) {
  const StatePointer subject = view(case_id_of(step.subject));
  if (subject == nullptr) return fail(step.pointer + "/case", "case", "no such case", step.subject);
  const StatePointer thing = subject->items.empty() ? view(main_) : subject;
  const Observed seen = observed(subject, thing);
  if (seen.definition == nullptr) return fail(step.pointer, "case", "its definition is not loaded");
  for (const Expectation& one : step.then) {
    if (one.key == kStarted) continue;
    ++report_.expectations;
    const std::optional<Mismatch> mismatch = check(one, seen);
    if (!mismatch) continue;
    const std::string what = one.name.empty() ? one.key : one.key + "." + one.name;
    fail(one.pointer, what, mismatch->got, expected_text(one), mismatch->note);
  }
  return true;
}

}  // namespace yijian::authoring
