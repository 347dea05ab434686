#include "engine/authoring/scenario.h"

#include <algorithm>

#include "engine/authoring/fields.h"
#include "engine/base/json.h"
#include "engine/base/position.h"
#include "engine/law/regime.h"

namespace yijian::authoring {
namespace {

std::optional<Instant> instant(Fields& fields, std::string_view key) {
  const Value* text = fields.find(key, Value::Kind::string);
  if (text == nullptr) return std::nullopt;
  const Result<Instant> parsed = parse_instant(text->string());
  if (parsed) return *parsed;
  fields.fault(key, "invalid_time", "a day or a time like 2025-06-09 09:00 is wanted");
  return std::nullopt;
}

std::optional<std::vector<int>> years(Fields& fields) {
  const Value* list = fields.find("calendars", Value::Kind::list);
  if (list == nullptr) return std::nullopt;
  std::vector<int> found;
  for (const Value& year : list->list()) {
    if (!year.is_int() || year.integer() < 1900 || year.integer() > 2200) {
      fields.fault("calendars", "wrong_type", "years like 2025 are wanted");
      return std::nullopt;
    }
    found.push_back(static_cast<int>(year.integer()));
  }
  return found;
}

Value map_or_empty(Fields& fields, std::string_view key) {
  const Value* map = fields.find(key, Value::Kind::map);
  return map != nullptr ? *map : Value(Map{});
}

void read_materials(Fields& fields, Given& given) {
  const Value materials = map_or_empty(fields, "materials");
  for (const Map::Entry& entry : materials.map()) {
    const std::string word = entry.value.is_string() ? entry.value.string() : "";
    if (word != "submitted" && word != "promised")
      fields.fault("materials", "unknown_word", entry.name() + ": submitted or promised is wanted");
    else
      given.materials.emplace_back(entry.name(), word);
  }
}

Given read_given(const Value& json, std::vector<Fault>& faults) {
  Fields fields(json, "/given", faults);
  Given given;
  given.workflow = fields.text("workflow");
  given.after = fields.text("after");
  given.at = instant(fields, "at");
  given.years = years(fields);
  given.applicant = fields.text("applicant");
  given.guide = map_or_empty(fields, "guide");
  if (const Value* form = fields.find("form")) {
    given.form = *form;
    if (!form->is_string() && !form->is_map())
      fields.fault("form", "wrong_type", "the name of a sample form, or a form, is wanted");
  }
  read_materials(fields, given);
  given.licences = map_or_empty(fields, "licences");
  given.registries = map_or_empty(fields, "registries");
  given.declined = fields.texts("declined");
  if (given.after.empty() && !given.at && fields.find("at") == nullptr)
    faults.push_back({"/given", "missing_key", "\"at\" (or \"after\") is missing"});
  // The world is that of the scenario before; a further case may be filed in it.
  for (const char* key : {"at", "calendars", "registries", "licences"})
    if (!given.after.empty() && fields.find(key) != nullptr)
      fields.fault(key, "unknown_key", "what was given stands in the scenario before");
  for (const char* key : {"workflow", "guide", "form", "materials", "declined"})
    if (!given.after.empty() && given.applicant.empty() && fields.find(key) != nullptr)
      fields.fault(key, "unknown_key", "another case is filed by an \"applicant\"");
  if (given.applicant.empty() && fields.find("applicant") != nullptr)
    fields.fault("applicant", "wrong_type", "the name of a sample applicant is wanted");
  fields.finish();
  return given;
}

bool expects(const ScenarioStep& step, std::string_view key) {
  for (const Expectation& one : step.then)
    if (one.key == key) return true;
  return false;
}

ScenarioAnswer read_answer(const Value& json, const std::string& pointer,
                           std::vector<Fault>& faults) {
  Fields fields(json, pointer, faults);
  ScenarioAnswer answer;
  answer.pointer = pointer;
  answer.invoke = fields.text("invoke", true);
  const Value* data = fields.find("data");
  if (data != nullptr) answer.data = *data;
  answer.error = fields.text("error");
  if ((data != nullptr) == !answer.error.empty())
    faults.push_back({pointer, "missing_key", "either \"data\" or \"error\" is wanted"});
  fields.finish();
  return answer;
}

// One answer, or a list of them.
void read_answers(Fields& fields, ScenarioStep& step, std::vector<Fault>& faults) {
  const Value* json = fields.find("answer");
  if (json == nullptr) return;
  const std::string pointer = step.pointer + "/answer";
  if (!json->is_list()) {
    step.answers.push_back(read_answer(*json, pointer, faults));
    return;
  }
  if (json->list().empty())
    return fields.fault("answer", "missing_key", "at least one answer is wanted");
  if (json->list().size() > kMaxActionsOfAStep)
    return fields.fault("answer", "too_many", "more answers than a step may have");
  for (size_t i = 0; i < json->list().size(); ++i)
    step.answers.push_back(read_answer(json->list()[i], pointer + "/" + std::to_string(i), faults));
}

// `effective` and `late` {reason, evidence}. What is missing of them is the kernel's to refuse.
std::optional<Earlier> read_earlier(Fields& fields, const std::string& pointer,
                                    std::vector<Fault>& faults) {
  const std::optional<Instant> effective = instant(fields, "effective");
  const Value* late = fields.find("late", Value::Kind::map);
  if (late != nullptr && !effective)
    fields.fault("late", "missing_key", "of which day? \"effective\" is missing");
  if (!effective) return std::nullopt;
  Earlier earlier{.effective = *effective, .reason = "", .evidence = ""};
  if (late == nullptr) return earlier;
  Fields words(*late, pointer + "/late", faults);
  earlier.reason = words.text("reason");
  earlier.evidence = words.text("evidence");
  words.finish();
  return earlier;
}

ScenarioStep read_step(const Value& json, const std::string& pointer, std::vector<Fault>& faults) {
  Fields fields(json, pointer, faults);
  ScenarioStep step;
  step.pointer = pointer;
  step.at = instant(fields, "at");
  step.years = years(fields);
  if (const Value* registries = fields.find("registries", Value::Kind::map))
    step.registries = *registries;
  step.subject = fields.text("case");
  read_answers(fields, step, faults);
  step.who = fields.text("who");
  step.does = fields.texts("does");
  step.with = map_or_empty(fields, "with");
  if (const Value* opinion = fields.find("opinion", Value::Kind::string))
    step.opinion = opinion->string();
  if (const Value* version = fields.find("version", Value::Kind::integer))
    step.version = version->integer();
  step.earlier = read_earlier(fields, pointer, faults);
  if (const Value* then = fields.find("then"))
    step.then = parse_expectations(*then, pointer + "/then", faults);
  if (step.does.size() > kMaxActionsOfAStep) fields.fault("does", "too_many", "actions of a step");
  for (const char* key : {"who", "with", "opinion", "version", "effective", "late"})
    if (step.does.empty() && fields.find(key) != nullptr)
      fields.fault(key, "missing_key", "nobody does anything in this step: \"does\" is missing");
  if (step.does.empty() && expects(step, "refused"))
    faults.push_back({pointer + "/then/refused", "missing_key", "nothing can be refused here"});
  if (expects(step, "names") && !expects(step, "refused"))
    faults.push_back({pointer + "/then/names", "missing_key", "names belong to a refusal"});
  if (expects(step, "why") && !expects(step, "refused"))
    faults.push_back({pointer + "/then/why", "missing_key", "why belongs to a refusal"});
  fields.finish();
  return step;
}

// Times never run backwards.
void check_order(const Scenario& scenario, std::vector<Fault>& faults) {
  std::optional<Instant> last = scenario.given.at;
  for (const ScenarioStep& step : scenario.steps) {
    if (step.at && last && *step.at < *last)
      faults.push_back({step.pointer + "/at", "out_of_order", "earlier than the step before"});
    if (step.at) last = step.at;
  }
}

void read_title(Fields& fields, Scenario& scenario, std::vector<Fault>& faults) {
  const Value* json = fields.find("title", Value::Kind::map);
  if (json != nullptr) {
    Fields title(*json, "/title", faults);
    scenario.title = {title.text("zh"), title.text("en")};
    title.finish();
  }
  if (scenario.title.zh.empty() || scenario.title.en.empty())
    fields.fault("title", "missing_key", "a title {zh, en} is wanted");
}

// The rule that the scenario proves: one of the law's table (docs/rules).
void read_rule(Fields& fields, Scenario& scenario) {
  const Value* rule = fields.find("rule");
  scenario.rule = fields.text("rule", true);
  if (rule != nullptr && rule->is_string() && law::find_rule(scenario.rule) == nullptr)
    fields.fault("rule", "unknown_rule", "there is no rule \"" + scenario.rule + "\"");
}

std::string folder_of(std::string_view file) {
  const size_t scenarios = file.rfind("/scenarios/");
  if (scenarios == std::string_view::npos) return "";
  const std::string_view parent = file.substr(0, scenarios);
  const size_t slash = parent.rfind('/');
  return std::string(slash == std::string_view::npos ? parent : parent.substr(slash + 1));
}

}  // namespace

Result<Scenario> parse_scenario(std::string_view text, std::string_view file) {
  Result<Value> json = parse_json(text, file);
  if (!json) return json.error();
  std::vector<Fault> faults;
  Scenario scenario;
  scenario.file = file;
  scenario.text = text;
  scenario.folder = folder_of(file);
  Fields fields(*json, "", faults);
  fields.text("$schema");
  read_title(fields, scenario, faults);
  read_rule(fields, scenario);
  scenario.why = fields.text("why", true);
  const Value* given = fields.find("given");
  scenario.given = read_given(given != nullptr ? *given : Value(Map{}), faults);
  const Value* steps = fields.find("steps", Value::Kind::list);
  if (steps == nullptr || steps->list().empty())
    fields.fault("steps", "missing_key", "at least one step is wanted");
  else if (steps->list().size() > kMaxScenarioSteps)
    fields.fault("steps", "too_many", "more steps than a scenario may have");
  else
    for (size_t i = 0; i < steps->list().size(); ++i)
      scenario.steps.push_back(read_step(steps->list()[i], "/steps/" + std::to_string(i), faults));
  fields.finish();
  check_order(scenario, faults);
  if (faults.empty()) return scenario;
  Error error{"invalid_scenario", faults.front().detail, faults.front().pointer};
  error.place = place_of(scenario, faults.front().pointer);
  error.faults = std::move(faults);
  return error;
}

std::string place_of(const Scenario& scenario, std::string_view pointer) {
  return yijian::place_of(scenario.file, locate(scenario.text, pointer));
}

std::string scenario_time(Instant at) {
  constexpr size_t kMinutes = sizeof("2025-06-09T09:00") - 1;
  constexpr int64_t kMsPerMinute = 60'000;
  std::string text = format_instant(at);
  if (at.ms % kMsPerMinute != 0) return text;
  text.resize(kMinutes);
  std::replace(text.begin(), text.end(), 'T', ' ');
  return text;
}

}  // namespace yijian::authoring
