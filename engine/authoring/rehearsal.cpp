#include "engine/authoring/rehearsal.h"

#include <algorithm>
#include <set>

#include "engine/authoring/actors.h"
#include "engine/authoring/expect.h"
#include "engine/authoring/proposal.h"
#include "engine/authoring/words.h"
#include "engine/casework/reading.h"

namespace yijian::authoring {
namespace {

constexpr std::array kRoles = {"applicant", "clerk",    "reviewer",  "approver",
                               "head",      "governor", "supervisor"};
constexpr size_t kTitledMoves = 12;

// Whoever may have to do with the case: those whose tasks are open, then every role of its own
// department.
std::vector<std::string> people_of(const casework::CaseState& state) {
  std::vector<std::string> out;
  const auto add = [&](std::string who) {
    if (std::find(out.begin(), out.end(), who) == out.end()) out.push_back(std::move(who));
  };
  for (const casework::TaskState& task : state.tasks)
    add(task.department.empty() || task.role == "applicant" ? task.role
                                                            : task.role + "@" + task.department);
  for (const char* role : kRoles)
    add(std::string(role) == "applicant" || state.department.empty()
            ? role
            : std::string(role) + "@" + state.department);
  return out;
}

// Without the department where the scenario would find the same one.
std::string shortest(const std::string& who, const casework::CaseState& state,
                     const Value& applicant) {
  const std::string role = who.substr(0, who.find('@'));
  const bool same = actor_from(role, state, applicant).id == actor_from(who, state, applicant).id;
  return same ? role : who;
}

Value seen_of(const casework::CaseState& state) {
  Map then;
  if (state.phase) then.set("phase", law::name(*state.phase));
  const std::vector<std::string> active = leaves(state);
  if (active.size() == 1)
    then.set("state", active.front());
  else if (!active.empty())
    then.set("state", List(active.begin(), active.end()));
  if (!state.outcome.empty()) then.set("outcome", state.outcome);
  return then;
}

}  // namespace

std::vector<PlayedCase> played_cases(const Stage& stage) {
  std::vector<PlayedCase> out;
  std::set<std::string> names;
  for (const Stage::CaseName& one : stage.cases()) {
    if (!names.insert(one.name).second) continue;
    Stage::StatePointer state = stage.view(one.id);
    if (state == nullptr) continue;
    const definition::Bundle* bundle = stage.bundle_of(*state);
    const definition::Definition* definition = stage.definition_of(*state);
    if (definition != nullptr)
      out.push_back({one.name, one.id, std::move(state), bundle, definition});
  }
  return out;
}

std::vector<Offer> offers_of(const Stage& stage, const PlayedCase& subject) {
  std::vector<Offer> acts, commands;
  std::set<std::string> seen;
  const Day today = day_of(stage.now());
  for (const std::string& who : people_of(*subject.state)) {
    const casework::Actor actor =
        actor_from(who, *subject.state, stage.applicant_of(*subject.state));
    for (casework::Allowed& allowed :
         casework::allowed_actions(*subject.bundle, *subject.state, actor, today)) {
      // A rehearsal goes forward, and on the day itself.
      if (allowed.action == "retract" || allowed.action == "confirmLate" ||
          allowed.action == "redo")
        continue;
      // Of a task that departments share each has its own.
      const bool shared = std::any_of(
          subject.state->tasks.begin(), subject.state->tasks.end(), [&](const auto& task) {
            return task.shared && task.state == allowed.task && task.department == actor.department;
          });
      const std::string key =
          allowed.task + " " + allowed.action + (shared ? " " + actor.department : "");
      if (!seen.insert(key).second) continue;
      const bool command = allowed.task.empty();
      (command ? commands : acts)
          .push_back({subject, shortest(who, *subject.state, stage.applicant_of(*subject.state)),
                      actor, std::move(allowed)});
    }
  }
  for (Offer& command : commands) acts.push_back(std::move(command));
  return acts;
}

Result<Rehearsal> Rehearsal::begin(Given given, const Surroundings& surroundings, bool bring) {
  Result<Stage> stage = Stage::open(given, surroundings);
  if (!stage) return stage.error();
  if (const Status filed = stage->file(given, given.workflow, surroundings.samples); !filed)
    return filed.error();
  if (const Status brought = stage->hand_in(given); !brought) return brought.error();
  Rehearsal out(std::move(*stage), std::move(given));
  if (!bring) return out;
  const Stage::StatePointer state = out.stage_.view(out.stage_.first_case());
  const casework::Reading reading{*out.stage_.bundle_of(*state), *out.stage_.definition_of(*state),
                                  *state, nullptr};
  for (const std::string& material : casework::missing_materials(reading, false)) {
    Given one;
    one.materials = {{material, "submitted"}};
    if (out.stage_.hand_in(one)) out.given_.materials.emplace_back(material, "submitted");
  }
  return out;
}

std::vector<Offer> Rehearsal::offers() const {
  std::vector<Offer> out;
  for (const PlayedCase& subject : played_cases(stage_))
    for (Offer& offer : offers_of(stage_, subject)) out.push_back(std::move(offer));
  return out;
}

Status Rehearsal::submit(const Move& move) {
  if (move.waited) return stage_.world().desk().advance(move.at);
  const std::string case_id = stage_.case_id_of(move.subject);
  const Stage::StatePointer state = stage_.view(case_id);
  if (state == nullptr) return Error{"not_found", "there is no case " + move.subject};
  casework::Act act;
  act.action = move.action;
  act.data = move.data;
  act.opinion = move.opinion;
  const Result<casework::Answer> answer =
      stage_.submit(case_id, std::move(act),
                    actor_from(move.who, *state, stage_.applicant_of(*state)), std::nullopt);
  return answer ? Status() : Status(answer.error());
}

void Rehearsal::note(Move move) {
  const Stage::StatePointer after = stage_.view(stage_.case_id_of(move.subject));
  if (after != nullptr) move.then = seen_of(*after);
  moves_.push_back(std::move(move));
}

Status Rehearsal::act(const Offer& offer, const Map& data, const std::string& opinion) {
  Move move{.at = stage_.now(),
            .waited = false,
            .subject = offer.played.name,
            .who = offer.who,
            .action = offer.allowed.action,
            .title = offer.allowed.title,
            .data = data,
            .opinion = opinion,
            .then = Value()};
  if (Status done = submit(move); !done) return done;
  note(std::move(move));
  return {};
}

Status Rehearsal::advance(Instant to) {
  if (to < stage_.now())
    return Error{"out_of_order", "it is " + format_instant(stage_.now()) + " already"};
  Move move;
  move.at = to;
  move.waited = true;
  if (Status done = submit(move); !done) return done;
  note(std::move(move));
  return {};
}

Result<Rehearsal> Rehearsal::first_moves(size_t count, const Surroundings& surroundings) const {
  Result<Rehearsal> again = begin(given_, surroundings, false);
  for (size_t i = 0; again && i < std::min(count, moves_.size()); ++i) {
    if (const Status done = again->submit(moves_[i]); !done) return done.error();
    again->note(moves_[i]);
  }
  return again;
}

std::vector<std::string> Rehearsal::told() const {
  std::vector<std::string> out;
  for (const Move& move : moves_)
    out.push_back(move.waited ? "→ " + format_day(day_of(move.at))
                              : (move.subject.empty() ? "" : move.subject + ": ") + move.action);
  return out;
}

Value Rehearsal::scenario() const {
  List steps;
  std::string zh, en;
  size_t titled = 0;
  std::optional<Instant> last = given_.at;
  for (const Move& move : moves_) {
    Map step;
    if (move.at != last) step.set("at", scenario_time(move.at));
    last = move.at;
    if (!move.subject.empty()) step.set("case", move.subject);
    if (!move.waited) {
      step.set("who", move.who);
      step.set("does", move.action);
      if (!move.data.empty()) step.set("with", move.data);
      if (!move.opinion.empty()) step.set("opinion", move.opinion);
      if (titled++ < kTitledMoves) {
        zh += (zh.empty() ? "" : std::string(kBetween)) + move.title.zh;
        en += (en.empty() ? "" : ", ") + move.title.en;
      }
    }
    if (move.then.is_map() && !move.then.map().empty()) step.set("then", move.then);
    steps.push_back(std::move(step));
  }
  if (zh.empty()) zh = kFiledAlone.zh, en = kFiledAlone.en;
  return Map{{"$schema", "../../schema/scenario.schema.json"},
             {"title", Map{{"zh", zh}, {"en", en}}},
             {"rule", kRuleOfARehearsal},
             {"why", kRehearsed},
             {"given", as_value(given_)},
             {"steps", std::move(steps)}};
}

}  // namespace yijian::authoring
