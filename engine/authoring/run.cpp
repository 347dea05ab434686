#include "engine/authoring/run.h"

#include <algorithm>

#include "engine/authoring/actors.h"
#include "engine/authoring/filing.h"
#include "engine/authoring/runner.h"
#include "engine/base/digest.h"

namespace yijian::authoring {
namespace {

constexpr std::string_view kFirstCase = "S1";

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
  const Result<Value> applicant = applicant_of(scenario_.given, around_.samples);
  if (!applicant) return fail(applicant.error().pointer, "applicant", applicant.error());
  applicant_ = *applicant;
  Result<std::unique_ptr<World>> world =
      around_.world({*scenario_.given.at, scenario_.given.years,
                     registries_of(scenario_.given, around_.samples)});
  if (!world) return fail("/given", "world", world.error());
  world_ = std::move(*world);
  return file_case() && hand_in_materials();
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
  world_ = std::move(runner.world_);
  applicant_ = std::move(runner.applicant_);
  main_ = std::move(runner.main_);
  proven_ = std::move(runner.proven_);
  commands_ = runner.commands_;
  return true;
}

bool Runner::file_case() {
  const std::string workflow =
      scenario_.given.workflow.empty() ? scenario_.folder : scenario_.given.workflow;
  const definition::Bundle* bundle = world_->bundles().for_workflow(workflow);
  if (bundle == nullptr) return fail("/given/workflow", "workflow", "unknown_workflow", workflow);
  Result<casework::Open> open = open_command(scenario_.given, around_.samples, *bundle);
  if (!open) return fail(open.error().pointer, "given", open.error());
  const casework::CaseState nothing;
  const Result<casework::Answer> answer =
      submit("", std::move(*open), actor_from("applicant", nothing, applicant_), std::nullopt);
  if (!answer) return fail("/given", "filing", answer.error());
  main_ = answer->case_id;
  return true;
}

bool Runner::hand_in_materials() {
  for (const auto& [material, status] : scenario_.given.materials) {
    casework::Act act;
    act.action = status == "promised" ? "promise" : "supply";
    act.data = Map{{"material", material}};
    const StatePointer state = view(main_);
    if (state == nullptr) return fail("/given", "filing", "not_found");
    const Result<casework::Answer> answer =
        submit(main_, act, actor_from("applicant", *state, applicant_), std::nullopt);
    if (!answer) return fail("/given/materials/" + material, act.action, answer.error());
  }
  return prove("/given");
}

bool Runner::run_step(const ScenarioStep& step) {
  made_.clear();
  refusal_.reset();
  return prepare(step) && answer(step) && act(step) && prove(step.pointer) && observe(step);
}

bool Runner::prepare(const ScenarioStep& step) {
  if (step.at) {
    if (*step.at < world_->desk().now())
      return fail(step.pointer + "/at", "at", format_instant(*step.at), "",
                  "it is " + format_instant(world_->desk().now()) + " already");
    const Status advanced = world_->desk().advance(*step.at);
    if (!advanced) return fail(step.pointer + "/at", "at", advanced.error());
  }
  if (step.years) {
    const Status loaded = world_->load_years(*step.years);
    if (!loaded) return fail(step.pointer + "/calendars", "calendars", loaded.error());
  }
  if (step.registries.is_map()) world_->set_registries(step.registries);
  return true;
}

bool Runner::answer(const ScenarioStep& step) {
  for (const ScenarioAnswer& one : step.answers)
    if (!answer_one(step, one)) return false;
  return true;
}

// The last question that the invocation asked: of one that has ended too, whose answer comes late.
bool Runner::answer_one(const ScenarioStep& step, const ScenarioAnswer& answer) {
  const std::string case_id = case_id_of(step.subject);
  const StatePointer state = view(case_id);
  if (state == nullptr) return fail(step.pointer + "/case", "case", "no such case", step.subject);
  const auto asked =
      std::find_if(state->asked.rbegin(), state->asked.rend(),
                   [&](const casework::AskedState& one) { return one.invoke == answer.invoke; });
  if (asked == state->asked.rend())
    return fail(answer.pointer, "answer", "no question of it is open", answer.invoke);
  casework::Reply reply{asked->to, asked->lane, answer.data, answer.error};
  const Result<casework::Answer> done =
      submit(case_id, std::move(reply), std::nullopt, std::nullopt);
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
  const std::string case_id = case_id_of(step.subject);
  const StatePointer state = view(case_id);
  if (state == nullptr) return fail(step.pointer + "/case", "case", "no such case", step.subject);
  const definition::Definition* definition = definition_of(*state);
  if (definition == nullptr) return fail(step.pointer, action, "its definition is not loaded");
  const std::string who = step.who.empty() ? default_role(*definition, *state, action) : step.who;
  casework::Act act;
  act.action = action;
  act.data = step.with;
  act.opinion = step.opinion ? *step.opinion : step.who.empty() ? "同意" : "";
  const int64_t before = state->n;
  const Result<casework::Answer> answer =
      submit(case_id, std::move(act), actor_from(who, *state, applicant_), step.version);
  if (answer) return true;
  refusal_ = answer.error();
  if (!may_refuse || expected_refusal(step) == nullptr)
    return fail(step.pointer + "/does", action, answer.error());
  const StatePointer after = view(case_id);
  if (after == nullptr || after->n != before)
    return fail(step.pointer + "/does", action, "a refused action left a step behind");
  return true;
}

Result<casework::Answer> Runner::submit(const std::string& case_id, casework::Command command,
                                        std::optional<casework::Actor> actor,
                                        std::optional<int64_t> expected) {
  casework::Envelope envelope;
  envelope.command = std::move(command);
  envelope.now = world_->desk().now();
  envelope.actor = std::move(actor);
  envelope.expected = expected;
  envelope.entropy = bytes_of(sm3("scenario entropy " + std::to_string(++commands_)));
  if (case_id.empty()) envelope.new_case = kFirstCase;
  const auto answer = std::make_shared<std::optional<Result<casework::Answer>>>();
  world_->desk().submit(case_id, std::move(envelope), [answer](Result<casework::Answer> result) {
    answer->emplace(std::move(result));
  });
  // Deliveries of what was done belong to the same moment.
  const Status advanced = world_->desk().advance(world_->desk().now());
  if (!advanced) return advanced.error();
  if (!*answer) return Error{"desk_silent", "the desk gave no answer"};
  return **answer;
}

Report run(const Scenario& scenario, const Surroundings& surroundings) {
  return Runner(scenario, surroundings).run();
}

}  // namespace yijian::authoring
