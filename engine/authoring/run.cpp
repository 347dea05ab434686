#include "engine/authoring/run.h"

#include <algorithm>

#include "engine/authoring/actors.h"
#include "engine/authoring/runner.h"
#include "engine/casework/why.h"

namespace yijian::authoring {
namespace {

const Expectation* expected_refusal(const ScenarioStep& step) {
  for (const Expectation& one : step.then)
    if (one.key == "refused") return &one;
  return nullptr;
}

}  // namespace

Runner::Runner(const Scenario& scenario, const Surroundings& surroundings)
    : scenario_(scenario), around_(surroundings) {
  report_.file = scenario.file;
  report_.rule = scenario.rule;
  report_.title = scenario.title;
}

bool Runner::fail(const std::string& pointer, std::string what, std::string got,
                  std::string expected, std::string note) {
  report_.failures.push_back({place_of(scenario_, pointer), pointer, std::move(what),
                              std::move(got), std::move(expected), std::move(note)});
  return false;
}

bool Runner::fail(const std::string& pointer, std::string what, const Error& error) {
  std::string note = error.detail;
  for (const std::string& name : error.names) note += (note.empty() ? "" : " ") + name;
  for (const Fault& fault : error.faults) note += " " + fault.pointer + ":" + fault.code;
  return fail(pointer, std::move(what), error.code, "", note);
}

Report Runner::run(int depth) {
  if (!begin(depth)) return report_;
  for (const ScenarioStep& step : scenario_.steps) {
    ++report_.steps_run;
    if (!run_step(step)) break;
  }
  return report_;
}

bool Runner::begin(int depth) {
  if (!scenario_.given.after.empty()) return begin_after(depth);
  Result<Stage> stage = Stage::open(scenario_.given, around_);
  if (!stage) {
    const bool sample = stage.error().code == "unknown_sample";
    return fail(stage.error().pointer, sample ? "applicant" : "world", stage.error());
  }
  stage_ = std::move(*stage);
  return file_case();
}

// Runs the scenario before this one, and goes on in its world.
bool Runner::begin_after(int depth) {
  const std::string pointer = "/given/after";
  if (depth >= kMaxAfterDepth)
    return fail(pointer, "after", "scenarios after each other in a ring");
  const Result<Scenario> before = around_.after(scenario_, scenario_.given.after);
  if (!before) return fail(pointer, "after", before.error());
  Runner runner(*before, around_);
  const Report report = runner.run(depth + 1);
  if (!report.passed()) return fail(pointer, "after", "the scenario before this one failed");
  stage_ = std::move(runner.stage_);
  proven_ = std::move(runner.proven_);
  return scenario_.given.applicant.empty() || file_case();
}

bool Runner::file_case() {
  const Given& given = scenario_.given;
  const std::string& workflow = given.workflow.empty() ? scenario_.folder : given.workflow;
  const Status filed = given.after.empty() ? stage_->file(given, workflow, around_.samples)
                                           : stage_->file_another(given, workflow, around_);
  if (!filed) return fail(filed.error().pointer, "filing", filed.error());
  if (const Status brought = stage_->hand_in(given); !brought)
    return fail(brought.error().pointer, "materials", brought.error());
  return prove("/given");
}

bool Runner::run_step(const ScenarioStep& step) {
  made_.clear();
  written_.clear();
  refusal_.reset();
  why_.clear();
  return prepare(step) && answer(step) && act(step) && prove(step.pointer) && observe(step);
}

bool Runner::prepare(const ScenarioStep& step) {
  if (step.at) {
    if (*step.at < stage_->now())
      return fail(step.pointer + "/at", "at", format_instant(*step.at), "",
                  "it is " + format_instant(stage_->now()) + " already");
    const Status advanced = stage_->world().desk().advance(*step.at);
    if (!advanced) return fail(step.pointer + "/at", "at", advanced.error());
  }
  if (step.years) {
    const Status loaded = stage_->world().load_years(*step.years);
    if (!loaded) return fail(step.pointer + "/calendars", "calendars", loaded.error());
  }
  if (step.registries.is_map()) stage_->world().set_registries(step.registries);
  return true;
}

bool Runner::answer(const ScenarioStep& step) {
  for (const ScenarioAnswer& one : step.answers)
    if (!answer_one(step, one)) return false;
  return true;
}

// The last question that the invocation asked: of one that has ended too, whose answer comes late.
bool Runner::answer_one(const ScenarioStep& step, const ScenarioAnswer& answer) {
  const std::string case_id = stage_->case_id_of(step.subject);
  const StatePointer state = stage_->view(case_id);
  if (state == nullptr) return fail(step.pointer + "/case", "case", "no such case", step.subject);
  const auto asked =
      std::find_if(state->asked.rbegin(), state->asked.rend(),
                   [&](const casework::AskedState& one) { return one.invoke == answer.invoke; });
  if (asked == state->asked.rend())
    return fail(answer.pointer, "answer", "no question of it is open", answer.invoke);
  casework::Reply reply{asked->to, asked->lane, answer.data, answer.error};
  const Result<casework::Answer> done =
      stage_->submit(case_id, std::move(reply), std::nullopt, std::nullopt);
  return done || fail(answer.pointer, "answer", done.error());
}

bool Runner::act(const ScenarioStep& step) {
  for (size_t i = 0; i < step.does.size(); ++i)
    if (!submit_one(step, step.does[i], i + 1 == step.does.size())) return false;
  const Expectation* refusal = expected_refusal(step);
  if (refusal != nullptr && !refusal_)
    return fail(refusal->pointer, "refused", "nothing was refused", refusal->value.string());
  return true;
}

bool Runner::submit_one(const ScenarioStep& step, const std::string& action, bool may_refuse) {
  const std::string case_id = stage_->case_id_of(step.subject);
  const StatePointer state = stage_->view(case_id);
  if (state == nullptr) return fail(step.pointer + "/case", "case", "no such case", step.subject);
  const definition::Definition* definition = stage_->definition_of(*state);
  if (definition == nullptr) return fail(step.pointer, action, "its definition is not loaded");
  const std::string who = step.who.empty() ? default_role(*definition, *state, action) : step.who;
  casework::Act act;
  act.action = action;
  act.data = step.with;
  act.opinion = step.opinion ? *step.opinion : step.who.empty() ? "同意" : "";
  const int64_t before = state->n;
  const casework::Actor actor = actor_from(who, *state, stage_->applicant_of(*state));
  const Result<casework::Answer> answer =
      stage_->submit(case_id, std::move(act), actor, step.version, step.earlier);
  if (answer) return true;
  refusal_ = answer.error();
  explain(*state, actor, action);
  if (!may_refuse || expected_refusal(step) == nullptr)
    return fail(step.pointer + "/does", action, answer.error());
  const StatePointer after = stage_->view(case_id);
  if (after == nullptr || after->n != before)
    return fail(step.pointer + "/does", action, "a refused action left a step behind");
  return true;
}

// What "why not?" tells of the refusal.
void Runner::explain(const casework::CaseState& state, const casework::Actor& actor,
                     const std::string& action) {
  const definition::Bundle* bundle = stage_->world().bundles().for_digest(state.bundle);
  if (bundle == nullptr) return;
  const casework::WhyQuestion question{
      *bundle, stage_->world().calendar(), state, actor, stage_->now(), action};
  for (const casework::Blocker& one : casework::why_refused(question, *refusal_))
    why_.push_back(one.code);
}

Report run(const Scenario& scenario, const Surroundings& surroundings) {
  return Runner(scenario, surroundings).run();
}

}  // namespace yijian::authoring
