#include "engine/casework/why.h"

#include <algorithm>

#include "engine/base/nearest.h"
#include "engine/casework/addressing.h"
#include "engine/casework/commands.h"
#include "engine/casework/offers.h"
#include "engine/casework/rules/people.h"
#include "engine/casework/why_parts.h"

namespace yijian::casework {
namespace {

using definition::Text;

bool lists(const std::vector<std::string>& all, std::string_view one) {
  return std::find(all.begin(), all.end(), one) != all.end();
}

// One question being answered: the objections that were found, turned into blockers.
class Answering {
 public:
  explicit Answering(const WhyQuestion& asked)
      : asked_(asked),
        reading_{asked.bundle, *asked.bundle.find(asked.state.workflow), asked.state, nullptr},
        audience_(asked.actor.role == "applicant" ? Audience::applicant : Audience::staff) {}

  void ask();
  void add(const Error& error, std::string_view variant = {});
  std::vector<Blocker> take() { return std::move(blockers_); }

 private:
  void ask_kernel();
  void ask_chart(const definition::Act& act);
  void ask_guards(const definition::Act& act);
  void ask_law(const definition::Act& act);
  void not_offered(const Error& error);
  void elsewhere(Blocker& blocker, const std::vector<const definition::Act*>& acts);

  void begin();
  void about(Blocker& blocker, const Error& error, std::string& word);
  void about_people(Blocker& blocker, const Error& error);
  bool is_of_material(const Error& error) const;
  bool about_materials(Blocker& blocker, const Error& error);
  void about_fields(Blocker& blocker, const Error& error);
  bool until_clock(Blocker& blocker, std::string_view name);
  void about_four_eyes(Blocker& blocker, const Error& error);
  void about_others(Blocker& blocker);
  void fill_in_roles(Blocker& blocker);
  void about_tasks(Blocker& blocker);

  Text title_of_act() const;
  Text material_title(const std::string& id) const;
  Text here() const;
  void fill(const std::string& name, Text text) {
    std::erase_if(fillings_, [&](const Filling& one) { return one.name == name; });
    fillings_.push_back({name, std::move(text)});
  }

  const WhyQuestion& asked_;
  const Reading reading_;
  const Audience audience_;
  const definition::Act* act_ = nullptr;  // that is offered, once it is found
  std::vector<Blocker> blockers_;
  Fillings fillings_;  // of the blocker being made
};

Text Answering::title_of_act() const {
  if (act_ != nullptr && !act_->title.zh.empty()) return act_->title;
  if (is_kernel_command(asked_.action)) return kernel_title(asked_.action);
  for (const definition::Act& act : reading_.definition.acts)
    if (act.action == asked_.action && !act.title.zh.empty()) return act.title;
  if (asked_.action.size() > kMaxActionBytes) return plain("…");
  return plain(asked_.action);
}

Text Answering::material_title(const std::string& id) const {
  const definition::Material* material = reading_.definition.material(id);
  return material != nullptr ? material->title : plain(id);
}

// Where the case stands, as a person would say it.
Text Answering::here() const {
  std::vector<Text> titles;
  const chart::Machine& machine = reading_.definition.machine;
  const chart::Snapshot snapshot = snapshot_of(reading_.definition, asked_.state);
  for (const chart::StateId state : snapshot.active) {
    if (!machine.state(state).children.empty()) continue;
    const Text& title = title_of(reading_.definition, machine.state(state).path);
    if (!title.zh.empty()) titles.push_back(title);
  }
  if (!titles.empty()) return listed_titles(titles);
  return asked_.state.phase ? phase_title(*asked_.state.phase) : Text{};
}

void Answering::begin() {
  fillings_.clear();
  fill("act", title_of_act());
  fill("now", here());
  if (asked_.state.phase) fill("phase", phase_title(*asked_.state.phase));
}

void Answering::add(const Error& error, std::string_view variant) {
  for (const Blocker& known : blockers_)
    if (known.code == error.code && known.code != "four_eyes") return;
  Blocker blocker{.code = error.code};
  begin();
  fill("code", plain(error.code));
  std::string word = error.code;
  if (!variant.empty()) word += "." + std::string(variant);
  about(blocker, error, word);
  say(blocker, word, audience_, fillings_);
  blockers_.push_back(std::move(blocker));
}

// Whether the kernel command cannot be given for the material that was named.
bool Answering::is_of_material(const Error& error) const {
  return error.code == "not_allowed_now" && is_kernel_command(asked_.action) &&
         error.names.size() == 1 && reading_.definition.material(error.names.front()) != nullptr;
}

// What the objection is about; the word by which it is told may become a narrower one.
void Answering::about(Blocker& blocker, const Error& error, std::string& word) {
  const std::string& code = error.code;
  if (word.ends_with(".commitment")) {
    blocker.subjects.push_back({"commitment", "commitment"});
  } else if (code == "role_required" || code == "department_required" || code == "already_signed") {
    about_people(blocker, error);
    if (code != "role_required") return;
    if (blocker.roles == std::vector<std::string>{"applicant"})
      word += ".applicant";
    else if (blocker.departments.empty())
      word += ".anywhere";
  } else if (code == "authority_expired") {
    blocker.subjects.push_back({"party", "agent"});
    if (!error.names.empty()) fill("until", plain(error.names.front()));
  } else if (code == "forbidden") {
    blocker.subjects.push_back({"party", "applicant"});
  } else if (code == "four_eyes") {
    about_four_eyes(blocker, error);
  } else if (code == "helped_to_file" || code == "decided_before") {
    about_others(blocker);
  } else if (code == "not_deferrable" || is_of_material(error)) {
    about_materials(blocker, error);
    if (code == "not_allowed_now") word += ".material";
  } else if (code == "materials_missing") {
    if (about_materials(blocker, error)) word += ".deferrable";
  } else if (code == "deferred_open") {
    about_materials(blocker, error);
    if (!until_clock(blocker, kDeferralClock)) word += ".open";
  } else if (code == "task_required") {
    about_tasks(blocker);
  } else if (code == "invalid_data") {
    about_fields(blocker, error);
  } else if (code == "already_extended" || word == "not_allowed_now.extension") {
    until_clock(blocker, kStatutoryClock);
  } else if (code == "unlawful_move" && asked_.state.phase) {
    const law::Phase phase = *asked_.state.phase;
    blocker.subjects.push_back({"phase", std::string(law::name(phase)), phase_title(phase)});
  }
}

void Answering::about_fields(Blocker& blocker, const Error& error) {
  std::vector<Text> fields;
  std::vector<std::string> pointers;
  for (const Fault& fault : error.faults) pointers.push_back(fault.pointer);
  if (pointers.empty() && !error.pointer.empty()) pointers = {error.pointer};
  for (const std::string& pointer : pointers) {
    blocker.subjects.push_back({"field", pointer});
    fields.push_back(plain(pointer));
  }
  fill("names", listed_titles(fields));
}

// The clock that it hangs on, and its due; false when none is running.
bool Answering::until_clock(Blocker& blocker, std::string_view name) {
  blocker.subjects.push_back({"clock", std::string(name)});
  const auto clock = asked_.state.clocks.find(std::string(name));
  if (clock == asked_.state.clocks.end() || clock->second.ended) return false;
  blocker.until = clock->second.clock.due;
  fill("due", day_text(*blocker.until));
  return true;
}

// Who could: roles, and departments where they are bound to one.
void Answering::about_people(Blocker& blocker, const Error& error) {
  const bool by_department = error.code == "department_required";
  if (act_ != nullptr) blocker.roles = act_->by;
  if (error.code == "role_required") blocker.roles = error.names;
  const bool bound = std::any_of(blocker.roles.begin(), blocker.roles.end(), bound_to_department);
  if (by_department)
    blocker.departments = error.names;
  else if (bound && act_ != nullptr && !reading_.definition.state(act_->state).task_departments)
    blocker.departments = {department_of(reading_, *act_)};
  else if (bound && act_ == nullptr)
    blocker.departments = {asked_.state.department};
  if (error.code == "already_signed") {
    for (const TaskState& task : asked_.state.tasks)
      if (task.shared) blocker.departments.push_back(task.department);
    fill("department", plain(asked_.actor.department));
  }
  std::erase(blocker.departments, "");
  std::vector<Text> roles, departments;
  for (const std::string& role : blocker.roles) roles.push_back(role_title(role));
  for (const std::string& one : blocker.departments) departments.push_back(plain(one));
  if (by_department || error.code == "already_signed")
    for (const std::string& one : blocker.departments)
      blocker.subjects.push_back({"department", one});
  else
    for (const std::string& one : blocker.roles)
      blocker.subjects.push_back({"role", one, role_title(one)});
  fill("roles", listed_titles(roles));
  fill("departments", listed_titles(departments));
  fill("others", listed_titles(departments));
}

void Answering::about_four_eyes(Blocker& blocker, const Error& error) {
  const std::string done = error.names.empty() ? "" : error.names.front();
  Text title = plain(done);
  for (const definition::Act& act : reading_.definition.acts)
    if (act.action == done && !act.title.zh.empty()) title = act.title;
  blocker.subjects.push_back({"act", done, title});
  fill("done", title);
  fill_in_roles(blocker);
}

// Somebody else of the same role has to do it.
void Answering::about_others(Blocker& blocker) {
  blocker.subjects.push_back({"act", std::string(asked_.action), title_of_act()});
  fill_in_roles(blocker);
}

// The roles that do the act.
void Answering::fill_in_roles(Blocker& blocker) {
  if (act_ != nullptr) blocker.roles = act_->by;
  std::vector<Text> roles;
  for (const std::string& role : blocker.roles) roles.push_back(role_title(role));
  fill("roles", listed_titles(roles));
}

// Whether some of them could be deferred now.
bool Answering::about_materials(Blocker& blocker, const Error& error) {
  std::vector<Text> names, deferrable;
  for (const std::string& id : error.names) {
    const definition::Material* material = reading_.definition.material(id);
    names.push_back(material_title(id));
    blocker.subjects.push_back({"material", id, material_title(id)});
    if (error.code == "materials_missing" && material != nullptr &&
        asked_.state.phase == law::Phase::submitted && may_be_deferred(reading_, *material))
      deferrable.push_back(material_title(id));
  }
  blocker.roles = {"applicant", "clerk"};
  fill("names", listed_titles(names));
  if (deferrable.empty()) return false;
  fill("deferrable", listed_titles(deferrable));
  return true;
}

// The tasks that offer the action.
void Answering::about_tasks(Blocker& blocker) {
  std::vector<Text> titles;
  for (const definition::Act* act : offered_acts(reading_)) {
    if (act->action != asked_.action) continue;
    const std::string& path = reading_.definition.machine.state(act->state).path;
    blocker.subjects.push_back({"state", path, title_of(reading_.definition, path)});
    titles.push_back(plain(path));
  }
  fill("where", listed_titles(titles));
}

// Where it is done, and how one gets there.
void Answering::elsewhere(Blocker& blocker, const std::vector<const definition::Act*>& acts) {
  std::vector<Text> where;
  std::vector<chart::StateId> goals;
  for (const definition::Act* act : acts) {
    const std::string& path = reading_.definition.machine.state(act->state).path;
    const Text& title = title_of(reading_.definition, path);
    blocker.subjects.push_back({"state", path, title});
    if (std::none_of(where.begin(), where.end(), [&](const Text& t) { return t.zh == title.zh; }))
      where.push_back(title.zh.empty() ? plain(path) : title);
    goals.push_back(act->state);
    for (const std::string& role : act->by)
      if (!lists(blocker.roles, role)) blocker.roles.push_back(role);
  }
  fill("where", listed_titles(where));
  const std::vector<const definition::Act*> offered = offered_acts(reading_);
  if (std::any_of(acts.begin(), acts.end(), [&](const definition::Act* act) {
        return std::find(offered.begin(), offered.end(), act) != offered.end();
      }))
    return say(blocker, "not_allowed_now.task", audience_, fillings_);
  blocker.way = way_to(reading_, goals);
  if (blocker.way.empty()) return say(blocker, "not_allowed_now.over", audience_, fillings_);
  const WayStep& first = blocker.way.front();
  std::vector<Text> who;
  for (const std::string& role : first.by) who.push_back(role_title(role));
  fill("who", listed_titles(who));
  fill("step", first.title.zh.empty() ? plain(first.name) : first.title);
  if (first.due) {
    blocker.until = first.due;
    fill("due", day_text(*first.due));
  }
  const std::string_view word = first.kind == "act" ? "not_allowed_now.state"
                                : first.due         ? "not_allowed_now.timer"
                                                    : "not_allowed_now.event";
  say(blocker, word, audience_, fillings_);
}

void Answering::not_offered(const Error& error) {
  if (error.code != "not_allowed_now") return add(error);
  Blocker blocker{.code = error.code};
  begin();
  if (!knows_action(reading_.definition, asked_.action)) {
    const std::string meant = meant_action(reading_.definition, asked_.action);
    fill("meant", plain(meant));
    blocker.subjects.push_back({"action", std::string(asked_.action.substr(0, kMaxActionBytes))});
    if (asked_.action.size() > kMaxActionBytes) blocker.subjects.clear();
    say(blocker, meant.empty() ? "not_allowed_now.unknown" : "not_allowed_now.meant", audience_,
        fillings_);
  } else {
    std::vector<const definition::Act*> acts;
    for (const definition::Act& act : reading_.definition.acts)
      if (act.action == asked_.action) acts.push_back(&act);
    elsewhere(blocker, acts);
  }
  blockers_.push_back(std::move(blocker));
}

void Answering::ask_kernel() {
  std::vector<Error> reasons;
  (void)may_command(reading_, asked_.action, asked_.actor, day_of(asked_.now), &reasons)
      .has_value();
  for (const Error& reason : reasons) add(reason);
  if (kernel_possible(reading_, asked_.action)) return;
  const std::vector<law::Phase>& phases = kernel_phases(asked_.action);
  Blocker blocker{.code = "not_allowed_now"};
  begin();
  const auto& phase = asked_.state.phase;
  const bool in_time =
      phases.empty() || (phase && std::find(phases.begin(), phases.end(), *phase) != phases.end());
  std::vector<Text> where;
  if (!in_time)
    for (const law::Phase one : phases) {
      blocker.subjects.push_back({"phase", std::string(law::name(one)), phase_title(one)});
      where.push_back(phase_title(one));
    }
  fill("where", listed_titles(where));
  if (phase) fill("now", phase_title(*phase));
  say(blocker, in_time ? "not_allowed_now.nothing" : "not_allowed_now.phase", audience_, fillings_);
  blockers_.push_back(std::move(blocker));
}

void Answering::ask_guards(const definition::Act& act) {
  if (is_judged_by_its_data(reading_, act)) return;
  const Result<chart::Outcome> outcome = probe_act(reading_, act);
  if (outcome && outcome->handling == chart::Handling::taken) return;
  if (outcome && (outcome->handling == chart::Handling::forbidden || outcome->blocked.empty()))
    return add(Error{.code = "not_allowed_now"}, "forbidden");
  add(Error{.code = outcome ? "guard_false" : outcome.error().code});
  Blocker& blocker = blockers_.back();
  if (act.blocked) blocker.text = *act.blocked;
  blocker.guards = false_guards(reading_, act);
  for (const FalseGuard& guard : blocker.guards)
    blocker.subjects.push_back({"guard", guard.source});
  if (audience_ == Audience::staff) return;
  blocker.guards.clear();  // the office's own business
  blocker.subjects = {{"act", std::string(asked_.action), title_of_act()}};
}

// Whether the act itself brings what the error asks for.
bool brings(const definition::Act& act, const Error& error) {
  if (error.code == "opinion_required") return true;
  if (error.code != "invalid_data") return false;
  return act.takes_form || !error.pointer.starts_with("/data/form");
}

// Whether what fails when nothing is said could go well with the act's data.
bool takes_anything(const definition::Act& act) {
  return act.takes_form || act.fields != nullptr || !act.law_fields.empty() || !act.facts.empty() ||
         act.opinion_required;
}

// The act is tried on a copy, without its data: what would the rules object?
void Answering::ask_law(const definition::Act& act) {
  Envelope envelope;
  envelope.command = casework::Act{.action = std::string(asked_.action),
                                   .task = std::string(asked_.task),
                                   .data = Map{},
                                   .opinion = ""};
  envelope.now = std::max(asked_.now, asked_.state.at);
  envelope.actor = asked_.actor;
  Working trial(asked_.bundle, reading_.definition, asked_.calendar, asked_.state, envelope);
  std::vector<Error> objections;
  trial.objections = &objections;
  const Status status = casework::act(trial, std::get<casework::Act>(envelope.command));
  for (const Error& objection : objections)
    if (!brings(act, objection)) add(objection, objection.code == "invalid_data" ? "form" : "");
  // Credit is asked for when the act is done.
  const bool known = objections.empty() && !status && !takes_anything(act) &&
                     status.error().code != "credit_barred" && !brings(act, status.error());
  if (known) add(status.error());
}

void Answering::ask_chart(const definition::Act& act) {
  act_ = &act;
  std::vector<Error> reasons;
  (void)may_act(reading_, act, asked_.actor, day_of(asked_.now), &reasons).has_value();
  for (const Error& reason : reasons) add(reason);
  ask_guards(act);
  const bool guarded = !blockers_.empty() && (blockers_.back().code.starts_with("guard_") ||
                                              blockers_.back().code == "not_allowed_now");
  for (const OnceOnly& one : given_already(reading_, act))
    add(one.error, one.what == "commitment"              ? "commitment"
                   : one.error.code == "not_allowed_now" ? one.what
                                                         : "");
  const bool of_the_actor = !reasons.empty();
  if (!guarded && !of_the_actor && !is_judged_by_its_data(reading_, act)) ask_law(act);
}

void Answering::ask() {
  if (is_kernel_command(asked_.action)) return ask_kernel();
  const Result<const definition::Act*> found = find_act(reading_, asked_.action, asked_.task);
  if (!found) return not_offered(found.error());
  ask_chart(**found);
}

std::vector<std::string> known_actions(const definition::Definition& definition) {
  std::vector<std::string> names;
  for (const definition::Act& act : definition.acts)
    if (!lists(names, act.action)) names.push_back(act.action);
  for (const std::string_view command : kernel_commands()) names.emplace_back(command);
  return names;
}

std::string nearest_of(std::string_view word, const std::vector<std::string>& names) {
  if (word.size() > kMaxActionBytes) return "";
  const std::optional<Nearest> meant = nearest(word, names);
  return meant ? meant->name : "";
}

}  // namespace

bool knows_action(const definition::Definition& definition, std::string_view action) {
  return is_kernel_command(action) ||
         std::any_of(definition.acts.begin(), definition.acts.end(),
                     [&](const definition::Act& act) { return act.action == action; });
}

bool knows_task(const definition::Definition& definition, std::string_view task) {
  for (size_t i = 0; i < definition.machine.states.size(); ++i)
    if (names_state(definition.machine, static_cast<chart::StateId>(i), task)) return true;
  return false;
}

std::string meant_action(const definition::Definition& definition, std::string_view action) {
  return nearest_of(action, known_actions(definition));
}

std::string meant_task(const definition::Definition& definition, std::string_view task) {
  std::vector<std::string> names;
  for (const chart::State& state : definition.machine.states)
    for (const std::string& name : {state.path, state.key})
      if (!name.empty() && !lists(names, name)) names.push_back(name);
  return nearest_of(task, names);
}

std::vector<Blocker> why(const WhyQuestion& question) {
  Answering answering(question);
  answering.ask();
  return answering.take();
}

std::vector<Blocker> why_refused(const WhyQuestion& question, const Error& refusal) {
  std::vector<Blocker> all = why(question);
  const auto known = std::find_if(all.begin(), all.end(),
                                  [&](const Blocker& one) { return one.code == refusal.code; });
  if (known != all.end()) {
    std::rotate(all.begin(), known, known + 1);
    return all;
  }
  Answering own(question);
  own.add(refusal);
  std::vector<Blocker> first = own.take();
  first.insert(first.end(), std::make_move_iterator(all.begin()),
               std::make_move_iterator(all.end()));
  return first;
}

bool is_judged_when_done(const Blocker& blocker) {
  return blocker.code == "materials_missing" || blocker.code == "deferred_open" ||
         blocker.code == "invalid_data" || blocker.code == "unlawful_move" ||
         blocker.code == "action_error" || blocker.code == "endless_loop";
}

}  // namespace yijian::casework
