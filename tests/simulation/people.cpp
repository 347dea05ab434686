#include "tests/simulation/people.h"

#include <algorithm>

namespace yijian::simulation {

using casework::Act;
using casework::Actor;
using casework::CaseState;
using casework::Open;

namespace {

constexpr const char* kUscc = "91420111MA4K00010P";
constexpr const char* kOtherUscc = "92420111MA4K00029H";

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
