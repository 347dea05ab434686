// A migration, as the law and the people have it: clocks, tasks, phase, and what was done so far.
#include <algorithm>
#include <set>

#include "engine/casework/migrating.h"
#include "engine/casework/signing.h"

namespace yijian::casework {
namespace {

// The name of the limit behind a step's clock: "correction" of "correction@pending.correcting".
std::string_view limit_behind(std::string_view clock) { return clock.substr(0, clock.find('@')); }

void place_step_clock(Migrating& migrating, const std::string& name, const ClockState& clock,
                      Map& places) {
  const auto place = migrating.placed.find(clock.state);
  const std::string_view limit = limit_behind(name);
  const chart::StateId now = place == migrating.placed.end()
                                 ? chart::kNoState
                                 : migrating.machine().find_path(place->second);
  if (now == chart::kNoState || migrating.target().state(now).limit != limit)
    return migrating.cannot("states", clock.state, "limit_gone",
                            "its limit " + std::string(limit) + " is gone in the new version");
  if (place->second != clock.state) places.set(name, place->second);
}

bool has_limit(const Migrating& migrating, const std::string& name) {
  if (name == kDeferralClock) return migrating.target().deferral.has_value();
  const bool told = name == kPromisedClock && !migrating.working.state.promised.empty();
  return told || migrating.target().limits.contains(name);
}

// The clock of the limit of a state that has none yet: named as the interpreter names it.
std::string new_clock_name(const Migrating& migrating, const std::string& limit,
                           const std::string& path) {
  const auto& clocks = migrating.working.state.clocks;
  const auto found = clocks.find(limit);
  return found != clocks.end() && !found->second.ended ? limit + "@" + path : limit;
}

// The clock that the task of a state as it will be goes by, or "".
std::string clock_of_task(const Migrating& migrating, chart::StateId now, const std::string& old) {
  const std::string& limit = migrating.target().state(now).limit;
  if (limit.empty()) return "";
  for (const auto& [name, clock] : migrating.working.state.clocks)
    if (!clock.ended && !old.empty() && clock.state == old) return name;
  return new_clock_name(migrating, limit, migrating.machine().state(now).path);
}

std::vector<TaskState> old_tasks(const Migrating& migrating, const std::string& path) {
  std::vector<TaskState> tasks;
  for (const TaskState& task : migrating.working.state.tasks)
    if (!path.empty() && task.state == path) tasks.push_back(task);
  return tasks;
}

const std::map<std::string, std::string>& signed_at(const Migrating& migrating,
                                                    const std::string& path) {
  static const std::map<std::string, std::string> kNone;
  const auto found = migrating.working.state.signatures.find(path);
  return found == migrating.working.state.signatures.end() ? kNone : found->second;
}

// 会签: the departments that are asked stay the same, and what they signed is still an action.
void place_shared(Migrating& migrating, const CaseState& filled_in, chart::StateId now,
                  const std::string& old, TaskState task) {
  const definition::Definition& target = migrating.target();
  const Reading reading{migrating.working.bundle, target, filled_in};
  const auto asked = departments_of(reading, *target.state(now).task_departments);
  if (!asked) return migrating.cannot("states", old, "departments_differ", asked.error().detail);
  std::set<std::string> before;
  const std::vector<TaskState> open = old_tasks(migrating, old);
  for (const TaskState& one : open) before.insert(one.department);
  for (const auto& [department, action] : signed_at(migrating, old)) {
    before.insert(department);
    if (target.act(now, action) == nullptr)
      migrating.cannot("states", old, "signature_lost", "the new version does not know " + action);
  }
  const bool begins = before.empty();
  if (!begins && before != std::set(asked->begin(), asked->end()))
    return migrating.cannot("states", old, "departments_differ",
                            "the new version asks other departments");
  for (const std::string& department : *asked) {
    const auto was = std::find_if(open.begin(), open.end(), [&](const TaskState& one) {
      return one.department == department;
    });
    if (!begins && was == open.end()) continue;  // it has signed
    task.department = department;
    if (!begins) task.since = was->since;
    migrating.event.tasks.push_back(task);
  }
}

void place_task(Migrating& migrating, const CaseState& filled_in, chart::StateId now,
                const std::string& old) {
  const definition::StateInfo& info = migrating.target().state(now);
  const std::vector<TaskState> before = old_tasks(migrating, old);
  const bool was_shared =
      !signed_at(migrating, old).empty() ||
      std::any_of(before.begin(), before.end(), [](const TaskState& one) { return one.shared; });
  const bool shared = info.task_departments.has_value();
  if (was_shared != shared && (was_shared || !before.empty()))
    return migrating.cannot("states", old, "task_differs",
                            "only one of the versions has several departments act here");
  if (info.task_role.empty()) return;
  const std::string& department = info.task_department;
  TaskState task{.state = migrating.machine().state(now).path,
                 .role = info.task_role,
                 .department = department.empty() ? migrating.working.state.department : department,
                 .since = before.empty() ? migrating.working.effective() : before.front().since,
                 .clock = clock_of_task(migrating, now, old),
                 .shared = shared};
  if (shared) return place_shared(migrating, filled_in, now, old, std::move(task));
  migrating.event.tasks.push_back(std::move(task));
}

// R-PEOPLE-01: whoever acted stays barred by what the old version bars.
void check_four_eyes(Migrating& migrating) {
  const auto looks_at = [](const definition::Definition& one, const std::string& action) {
    return std::any_of(one.acts.begin(), one.acts.end(), [&](const definition::Act& act) {
      return std::find(act.four_eyes.begin(), act.four_eyes.end(), action) != act.four_eyes.end();
    });
  };
  for (const auto& [action, people] : migrating.working.state.hands)
    if (looks_at(migrating.source, action) && !looks_at(migrating.target(), action))
      migrating.cannot("states", "", "four_eyes_lost",
                       "in the new version nobody is kept from acting by having done " + action);
}

// R-CORRECT-01: nothing is asked of the applicant that was not asked before.
void check_materials(Migrating& migrating, const Working& filled_in) {
  const CaseState& state = migrating.working.state;
  for (const auto& [id, material] : state.materials)
    if (migrating.source.material(id) != nullptr && migrating.target().material(id) == nullptr)
      migrating.cannot("form", id, "material_gone", "the new version has no such material");
  if (state.phase == law::Phase::draft) return;
  const Reading before{migrating.source_bundle, migrating.source, state};
  const std::vector<std::string> missed = missing_materials(before, /*deferred_counts=*/true);
  const std::vector<std::string> missing =
      missing_materials(filled_in.reading(), /*deferred_counts=*/true);
  for (const std::string& id : missing)
    if (std::find(missed.begin(), missed.end(), id) == missed.end())
      migrating.cannot("form", id, "material_asked_anew",
                       "the applicant would have to bring what nobody asked for");
}

}  // namespace

void place_clocks(Migrating& migrating) {
  Map places;
  for (const auto& [name, clock] : migrating.working.state.clocks) {
    if (clock.ended) continue;
    if (!clock.state.empty())
      place_step_clock(migrating, name, clock, places);
    else if (!has_limit(migrating, name))
      migrating.cannot("timers", name, "limit_gone", "the new version has no such limit");
  }
  if (!places.empty()) migrating.event.clocks = std::move(places);
  const auto phase = migrating.working.state.phase;
  if (phase != law::Phase::accepted && phase != law::Phase::suspended) return;
  for (const std::string_view name : {kStatutoryClock, kPromisedClock})
    if (migrating.target().limits.contains(name) &&
        !migrating.working.state.clocks.contains(std::string(name)))
      migrating.cannot("timers", name, "limit_would_not_run",
                       "the new version decides by a clock that began with acceptance");
}

void place_tasks(Migrating& migrating, const CaseState& filled_in) {
  for (const TaskState& task : migrating.working.state.tasks)
    if (task.state == kIncidentTask) migrating.event.tasks.push_back(task);
  for (const auto& [now, old] : migrating.from) place_task(migrating, filled_in, now, old);
}

void check_standing(Migrating& migrating) {
  const CaseState& state = migrating.working.state;
  const chart::Machine& machine = migrating.machine();
  bool done = false;
  for (const auto& [now, old] : migrating.from) {
    const chart::State& one = machine.state(now);
    const definition::StateInfo& info = migrating.target().state(now);
    done = done || (one.type == chart::StateType::final && one.parent == 0);
    const bool leaf = one.children.empty();
    if (leaf && info.phase != state.phase)
      migrating.cannot("states", old, "phase_differs",
                       one.path + " lies in another phase than the case");
    if (leaf && !info.outcome.empty() && info.outcome != state.outcome)
      migrating.cannot("states", old, "outcome_differs", one.path + " has another outcome");
  }
  if (done != state.final)
    migrating.cannot("states", "", "state_ends", "only one of the two versions is at its end");
}

void check_past(Migrating& migrating, const Working& filled_in) {
  const definition::Definition& target = migrating.target();
  const CaseState& state = migrating.working.state;
  if (definition::name(target.kind) != state.kind || target.regime != migrating.source.regime)
    migrating.cannot("", "", "kind_differs", "the new version is of another kind or regime");
  if (state.commitment == "signed" && !target.commitment)
    migrating.cannot("", "", "commitment_gone", "the new version has no commitment");
  if (const Status answers = check_answers(migrating.working.bundle, target, state.guide); !answers)
    migrating.cannot("form", answers.error().pointer, "guide_differs", answers.error().detail);
  check_four_eyes(migrating);
  check_materials(migrating, filled_in);
}

}  // namespace yijian::casework
