#include "engine/authoring/stage.h"

#include <algorithm>
#include <set>
#include <tuple>

#include "engine/authoring/actors.h"
#include "engine/authoring/filing.h"
#include "engine/base/digest.h"
#include "engine/casework/reading.h"

namespace yijian::authoring {
namespace {

constexpr size_t kMaxCases = 1'000;
constexpr std::string_view kByASchedule = "schedule";

Error placed(Error error, std::string pointer) {
  if (error.pointer.empty()) error.pointer = std::move(pointer);
  return error;
}

}  // namespace

Result<Stage> Stage::open(const Given& given, const Surroundings& surroundings) {
  Result<Value> applicant = Value();
  if (!given.applicant.empty()) applicant = authoring::applicant_of(given, surroundings.samples);
  if (!applicant) return applicant.error();
  Result<std::unique_ptr<World>> world =
      surroundings.world({*given.at, given.years, registries_of(given, surroundings.samples)});
  if (!world) return placed(world.error(), "/given");
  return Stage(std::move(*world), std::move(*applicant));
}

Status Stage::file(const Given& given, const std::string& workflow, const Value& samples) {
  const definition::Bundle* bundle = world_->bundles().for_workflow(workflow);
  if (bundle == nullptr)
    return Error{"unknown_workflow", "there is no workflow " + workflow, "/given/workflow"};
  if (given.applicant.empty()) return await_schedule(*bundle);
  Result<casework::Open> open = open_command(given, samples, *bundle);
  if (!open) return open.error();
  const casework::CaseState nothing;
  const Result<casework::Answer> answer =
      submit("", std::move(*open), actor_from("applicant", nothing, applicant_), std::nullopt);
  if (!answer) return placed(answer.error(), "/given");
  first_ = answer->case_id;
  return {};
}

Status Stage::file_another(const Given& given, const std::string& workflow,
                           const Surroundings& surroundings) {
  Result<Value> applicant = authoring::applicant_of(given, surroundings.samples);
  if (!applicant) return applicant.error();
  applicant_ = *std::move(applicant);
  scheduled_ = false;
  return file(given, workflow, surroundings.samples);
}

Status Stage::await_schedule(const definition::Bundle& bundle) {
  if (!bundle.find(bundle.main)->schedule)
    return Error{"missing_key", "\"applicant\" is missing, and no schedule begins such a case",
                 "/given"};
  scheduled_ = true;
  return world_->desk().advance(now());
}

// By occasion, the latest first, then by element.
std::vector<Stage::StatePointer> Stage::begun() const {
  std::vector<StatePointer> states;
  const Result<std::vector<std::string>> ids = world_->case_ids();
  if (!scheduled_ || !ids) return states;
  for (const std::string& id : *ids)
    if (StatePointer state = view(id); state && state->origin == kByASchedule)
      states.push_back(std::move(state));
  std::sort(states.begin(), states.end(), [](const StatePointer& a, const StatePointer& b) {
    return std::tie(b->opened, a->element, a->id) < std::tie(a->opened, b->element, b->id);
  });
  return states;
}

std::string Stage::first_case() const {
  const std::vector<StatePointer> all = begun();
  if (all.empty()) return first_;
  const auto first = std::find_if(all.begin(), all.end(), [&](const StatePointer& one) {
    return one->opened == all.back()->opened;
  });
  return (*first)->id;
}

Value Stage::applicant_of(const casework::CaseState& state) const {
  return scheduled_ ? casework::applicant_of(state) : applicant_;
}

Status Stage::hand_in(const Given& given) {
  for (const auto& [material, status] : given.materials) {
    const std::string pointer = "/given/materials/" + material;
    casework::Act act;
    act.action = status == "promised" ? "promise" : "supply";
    act.data = Map{{"material", material}};
    const StatePointer state = view(first_case());
    if (state == nullptr) return Error{"not_found", "there is no case", pointer};
    const Result<casework::Answer> answer =
        submit(state->id, act, actor_from("applicant", *state, applicant_of(*state)), std::nullopt);
    if (!answer) {
      Error error = answer.error();
      error.pointer = pointer;
      return error;
    }
  }
  return {};
}

Result<casework::Answer> Stage::submit(const std::string& case_id, casework::Command command,
                                       std::optional<casework::Actor> actor,
                                       std::optional<int64_t> expected,
                                       const std::optional<Earlier>& earlier) {
  casework::Envelope envelope;
  envelope.command = std::move(command);
  envelope.now = now();
  envelope.actor = std::move(actor);
  envelope.expected = expected;
  if (earlier) {
    envelope.effective = earlier->effective;
    envelope.late = casework::Late{.reason = earlier->reason, .evidence = earlier->evidence};
  }
  envelope.entropy = bytes_of(sm3("scenario entropy " + std::to_string(++commands_)));
  if (case_id.empty()) envelope.new_case = "S" + std::to_string(++filed_);
  const auto answer = std::make_shared<std::optional<Result<casework::Answer>>>();
  world_->desk().submit(case_id, std::move(envelope), [answer](Result<casework::Answer> result) {
    answer->emplace(std::move(result));
  });
  const Status advanced = world_->desk().advance(now());
  if (!advanced) return advanced.error();
  if (!*answer) return Error{"desk_silent", "the desk gave no answer"};
  return **answer;
}

Stage::StatePointer Stage::view(const std::string& case_id) const {
  if (case_id.empty()) return nullptr;
  Result<StatePointer> state = world_->desk().view(case_id);
  return state ? *state : nullptr;
}

std::vector<Stage::CaseName> Stage::cases() const {
  std::vector<CaseName> found;
  std::set<std::string> seen;
  const auto add = [&](const std::string& name, const std::string& id) {
    if (!id.empty() && seen.insert(id).second) found.push_back({name, id});
  };
  add("", first_case());
  const std::vector<StatePointer> states = begun();
  for (const StatePointer& state : states) found.push_back({state->element, state->id});
  for (size_t i = 0; i < found.size() && found.size() < kMaxCases; ++i) {
    const StatePointer state = view(found[i].id);
    if (state == nullptr) continue;
    for (const auto& [item, entry] : state->items) add(item, entry.case_id);
    for (const auto& [link, id] : state->linked) add(link, id);
  }
  return found;
}

std::string Stage::case_id_of(const std::string& subject) const {
  if (subject.empty()) return first_case();
  for (const CaseName& one : cases())
    if (one.name == subject) return one.id;
  return "";
}

const definition::Bundle* Stage::bundle_of(const casework::CaseState& state) const {
  return world_->bundles().for_digest(state.bundle);
}

const definition::Definition* Stage::definition_of(const casework::CaseState& state) const {
  const definition::Bundle* bundle = bundle_of(state);
  return bundle == nullptr ? nullptr : bundle->find(state.workflow);
}

}  // namespace yijian::authoring
