#include "tests/simulation/people.h"

#include <algorithm>

namespace yijian::simulation {

using casework::Act;
using casework::Actor;
using casework::Allowed;
using casework::CaseState;
using casework::Open;
using casework::Reading;

namespace {

constexpr const char* kUscc = "91420111MA4K00010P";
constexpr const char* kOtherUscc = "92420111MA4K00029H";

// The paper that the kernel command can be about, any of them.
std::optional<std::string> paper_for(const Reading& reading, const std::string& action,
                                     Random& random) {
  std::vector<std::string> fit;
  for (const definition::Material& material : reading.definition.materials) {
    if (material.source == definition::Source::office || !casework::asks_for(reading, material))
      continue;
    if (action == "promise" && !material.promisable) continue;
    if (action == "defer" && !casework::may_be_deferred(reading, material)) continue;
    fit.push_back(material.id);
  }
  if (fit.empty()) return std::nullopt;
  return random.of(fit);
}

Value corrections(const Reading& reading, Random& random) {
  List list = {Map{{"field", "enterprise.name"}, {"reason", "名称有误"}}};
  if (!reading.definition.materials.empty() && random.one_in(2))
    list.emplace_back(Map{{"material", random.of(reading.definition.materials).id},
                          {"reason", std::string(kPersonalName) + "未签字"}});
  return list;
}

std::optional<Value> known_field(const Reading& reading, const std::string& name, Random& random) {
  using Words = std::vector<std::string>;
  if (name == "ground") return Value("行政许可法第三十八条");
  if (name == "procedure")
    return Value(random.of(Words{"hearing", "expert-review", "appraisal", "testing"}));
  if (name == "days") return Value(random.of(Words{"1wd", "3wd", "5d", "20wd"}));
  if (name == "corrections") return corrections(reading, random);
  if (name == "score") return Value(static_cast<int64_t>(1 + random.below(5)));
  if (name == "service") return Value(random.of(Words{"window", "online", "result"}));
  if (name == "text") return Value(std::string(kPersonalName) + "等了三次");
  if (name == "officers") return Value(List{"王警官", "李警官"});
  return std::nullopt;
}

// What the case's machine asks for in the act, of its own.
std::optional<Value> own_field(const Reading& reading, const Allowed& allowed,
                               const std::string& name, Random& random) {
  for (const definition::Act& act : reading.definition.acts)
    if (act.action == allowed.action && act.fields &&
        reading.definition.machine.state(act.state).path == allowed.task)
      return filled_field(*act.fields, name, casework::CaseScope(reading), random);
  return std::nullopt;
}

}  // namespace

Actor applicant() {
  Actor actor;
  actor.id = actor.name = "hongshan-tea";
  actor.role = "applicant";
  actor.party = kUscc;
  return actor;
}

Actor stranger() {
  Actor actor = applicant();
  actor.id = actor.name = "grocer";
  actor.party = kOtherUscc;
  return actor;
}

Actor officer(const std::string& role, const std::string& department, Random& random) {
  const std::vector<std::string> names = {role + "1", role + "2", "everything"};
  Actor actor;
  actor.id = actor.name = random.of(names) + "@" + department;
  actor.role = role;
  actor.department = department;
  if (random.one_in(20)) actor.on_behalf_of = role + "3@" + department;
  return actor;
}

std::vector<Actor> everybody(const CaseState& state, Random& random) {
  std::vector<Actor> actors = {applicant()};
  for (const char* role :
       {"clerk", "reviewer", "approver", "head", "supervisor", "governor", "auditor"})
    actors.push_back(officer(role, state.department, random));
  for (const casework::TaskState& task : state.tasks)
    if (task.department != state.department && task.role != "applicant")
      actors.push_back(officer(task.role, task.department, random));
  return actors;
}

std::map<std::string, Value> elements_of(const definition::Definition& definition, Random& random) {
  std::map<std::string, Value> rows;
  for (const std::string id : {"housing", "market-regulation"}) {
    Map row{{"id", id}};
    row.set("applicant",
            Map{{"type", "enterprise"}, {"name", "武汉红山茶饮有限公司"}, {"id", kUscc}});
    for (const auto& [field, program] : definition.schedule->form)
      if (const auto value =
              filled_field(*definition.form, field, cel::MapScope(definition.constants), random))
        row.set(field, *value);
    rows.emplace(id, std::move(row));
  }
  return rows;
}

Open filing(const std::string& workflow, Random& random) {
  const definition::Bundle& bundle = *all_bundles().for_workflow(workflow);
  const definition::Definition& definition = *bundle.find(workflow);
  Open open;
  open.workflow = workflow;
  open.parties = {Map{{"role", "applicant"},
                      {"type", "enterprise"},
                      {"name", "武汉红山茶饮有限公司"},
                      {"id", kUscc}}};
  open.guide = answers_to(definition.guide, random);
  open.channel = random.of(definition.channels);
  std::vector<std::string> items;
  for (const definition::Item& item : definition.items) {
    if (item.optional && random.one_in(3))
      open.declined.push_back(item.id);
    else
      items.push_back(item.id);
  }
  // What is not said now is said at submission.
  Map names = definition.constants.map();
  names.set("guide", open.guide);
  const auto schema = definition::merged_form(bundle, definition, items);
  if (schema && !random.one_in(3)) open.form = filled(*schema, cel::MapScope(names), random);
  return open;
}

Open spoilt(Open open, Random& random) {
  switch (random.below(7)) {
    case 0:
      open.parties.clear();
      break;
    case 1:
      open.parties = {Map{{"type", "enterprise"}, {"name", "假"}, {"id", "91420111MA4K00011P"}}};
      break;
    case 2:
      open.channel = "pigeon";
      break;
    case 3:
      open.form = Map{{"shoeSize", 43}};
      break;
    case 4:
      open.guide = Map{{"weather", "fine"}};
      break;
    case 5:
      open.declined = {"registration"};
      break;
    default:
      open.workflow = "no-such-workflow";
  }
  return open;
}

Value form_of(const Reading& reading, Random& random) {
  const auto schema = definition::merged_form(reading.bundle, reading.definition,
                                              casework::applicable_items(reading));
  return schema ? filled(*schema, casework::CaseScope(reading), random) : Value(Map{});
}

std::optional<Map> data_for(const Reading& reading, const Allowed& allowed, Random& random,
                            std::string& unknown) {
  Map data;
  if (allowed.takes_form) data.set("form", form_of(reading, random));
  for (const std::string& field : allowed.fields) {
    if (field == "material") {
      const auto paper = paper_for(reading, allowed.action, random);
      if (!paper) return std::nullopt;
      data.set(field, *paper);
    } else if (field == "guide") {
      if (reading.definition.guide.empty()) return std::nullopt;
      data.set(field, answers_to(reading.definition.guide, random));
    } else if (const auto own = own_field(reading, allowed, field, random)) {
      data.set(field, *own);
    } else if (const auto value = known_field(reading, field, random)) {
      data.set(field, *value);
    } else {
      unknown = field;
    }
  }
  if (allowed.action == "supply" && random.one_in(2)) data.set("digest", std::string(64, 'a'));
  return data;
}

Act nonsense(Random& random) {
  const std::vector<std::string> actions = {
      "grant",  "deny",   "accept", "submit",   "close",  "deliver", "revoke", "suspend",
      "supply", "commit", "defer",  "withdraw", "answer", "resolve", "void",   "",
      "fly",    "a.b.*",  "extend", "resume",   "*",      "conclude"};
  const std::vector<std::string> tasks = {"",         "",       "draft", "pending.submitted",
                                          "incident", "nowhere"};
  const std::vector<Value> data = {Map{},
                                   Map{{"form", Map{{"shoeSize", 43}}}},
                                   Map{{"ground", List{}}},
                                   Map{{"material", "passport"}},
                                   Map{{"corrections", List{Map{{"reason", kPersonalName}}}}},
                                   Map{{"procedure", "lunch"}, {"days", "soon"}},
                                   Map{{"guide", Map{{"changes", "everything"}}}},
                                   Value("no object"),
                                   Map{{"officers", List{"王警官", "王警官"}}},
                                   Value()};
  Act act;
  act.action = random.of(actions);
  act.task = random.of(tasks);
  act.data = random.of(data);
  act.opinion = random.one_in(2) ? "" : "随便";
  return act;
}

}  // namespace yijian::simulation
