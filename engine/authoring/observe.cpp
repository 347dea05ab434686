// What a runner sees: states, new steps, and whether the record proves them.
#include <algorithm>
#include <variant>

#include "engine/authoring/replay.h"
#include "engine/authoring/runner.h"
#include "engine/casework/events.h"
#include "engine/casework/paper.h"

namespace yijian::authoring {
namespace {

constexpr std::string_view kStarted = "started";

}  // namespace

bool Runner::prove(const std::string& pointer) {
  for (const Stage::CaseName& one : stage_->cases())
    if (!prove_case(one.id, pointer)) return false;
  return true;
}

// Folds the case anew from its record and compares; collects its new steps.
bool Runner::prove_case(const std::string& case_id, const std::string& pointer) {
  const StatePointer state = stage_->view(case_id);
  if (state == nullptr || state->n == proven_[case_id]) return true;
  const Result<std::vector<casework::SealedStep>> steps = stage_->world().steps(case_id);
  if (!steps) return fail(pointer, "replay of " + case_id, steps.error());
  std::vector<casework::StepDraft> fresh;
  bool can_be_written = true;
  const auto collect = [&](const casework::CaseState& before, const casework::CaseState& after,
                           const casework::StepDraft& draft) {
    if (before.n < proven_[case_id]) return;
    fresh.push_back(draft);
    can_be_written = can_be_written && write_documents(after, draft, pointer);
  };
  const Result<casework::CaseState> again = replay(case_id, *steps, collect);
  if (!again) return fail(pointer, "replay of " + case_id, again.error());
  if (!can_be_written) return false;
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

// What the step ordered, written from the state that it left. A text that cannot be written fails
// the scenario, whatever it expects.
bool Runner::write_documents(const casework::CaseState& after, const casework::StepDraft& draft,
                             const std::string& pointer) {
  const definition::Bundle* bundle = stage_->bundle_of(after);
  const definition::Definition* definition = stage_->definition_of(after);
  const std::vector<casework::Ordered> ordered = casework::documents_ordered(draft);
  for (const auto& [id, action] : ordered) {
    OrderedDocument document{id, {}};
    if (definition != nullptr && definition->documents.contains(document.id)) {
      Result<std::vector<std::string>> lines =
          casework::document_lines({*bundle, *definition, after}, document.id, action);
      if (!lines) return fail(pointer, "document " + document.id, lines.error());
      document.lines = *std::move(lines);
    }
    written_.emplace_back(after.id, std::move(document));
  }
  return true;
}

Observed Runner::observed(const StatePointer& subject, const StatePointer& thing) {
  Observed seen;
  seen.subject = subject.get();
  seen.thing = thing.get();
  seen.definition = stage_->definition_of(*subject);
  seen.calendar = &stage_->world().calendar();
  seen.now = stage_->now();
  seen.refusal = refusal_;
  seen.why = why_;
  for (const auto& [case_id, draft] : made_) {
    if (case_id != subject->id) continue;
    for (const casework::Recorded& recorded : draft.events)
      seen.events.push_back(casework::type_of(recorded.event));
  }
  for (const auto& [case_id, document] : written_)
    if (case_id == subject->id) seen.documents.push_back(document);
  for (const auto& [link, id] : subject->linked)
    if (const StatePointer linked = stage_->view(id))
      seen.linked_workflows[link] = linked->workflow;
  for (const auto& [item, entry] : thing->items)
    if (const StatePointer child = stage_->view(entry.case_id); child && child->phase)
      seen.item_phases[item] = law::name(*child->phase);
  const casework::FactRequest credit{"credit", "credit", stage_->applicant_of(*subject).text("id")};
  seen.credit = stage_->world().registries().ask(credit, seen.now).value.text("status");
  return seen;
}

bool Runner::observe_started(const Expectation& one) {
  ++report_.expectations;
  const auto started = std::count_if(made_.begin(), made_.end(), [](const auto& made) {
    return made.second.n == 1 && made.second.command_type == "start";
  });
  if (started == one.value.integer()) return true;
  return fail(one.pointer, one.key, std::to_string(started), expected_text(one));
}

bool Runner::observe(const ScenarioStep& step) {
  bool of_a_case = false;
  for (const Expectation& one : step.then)
    if (one.key == kStarted)
      observe_started(one);
    else
      of_a_case = true;
  return !of_a_case || observe_case(step);
}

bool Runner::observe_case(const ScenarioStep& step) {
  const StatePointer subject = stage_->view(stage_->case_id_of(step.subject));
  if (subject == nullptr) return fail(step.pointer + "/case", "case", "no such case", step.subject);
  const StatePointer thing = subject->items.empty() ? stage_->view(stage_->first_case()) : subject;
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
