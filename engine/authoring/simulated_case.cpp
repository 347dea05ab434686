#include "engine/authoring/simulated_case.h"

#include <algorithm>
#include <set>
#include <variant>

#include "engine/authoring/act_data.h"
#include "engine/authoring/actors.h"
#include "engine/authoring/proposal.h"
#include "engine/authoring/weights.h"
#include "engine/authoring/words.h"

namespace yijian::authoring {
namespace {

constexpr std::string_view kPapersOwed = "papers owed";
constexpr std::string_view kApplicant = "applicant";

// Somebody has to do something about it, at `ready`.
struct Work {
  std::string case_id, task, state, workflow, role, department;
  Instant since, ready;
};

bool is_over(const casework::CaseState& state) {
  return state.final ||
         (state.phase && law::is_settled(*state.phase) && *state.phase != law::Phase::decided &&
          *state.phase != law::Phase::delivered);
}

class Course {
 public:
  Course(const Play& play, Stage stage, uint64_t seed)
      : play_(play), stage_(std::move(stage)), random_(seed) {}

  SimulatedCase run(const Given& given) {
    bring_papers();
    const Instant end{given.at->ms + int64_t{kMaxDaysOfACase} * kMsPerDay};
    for (int moves = 0; moves < kMaxMovesOfACase && goes_on() && stage_.now() < end; ++moves) {
      note_work();
      if (is_over(*first()) || !move()) break;
    }
    note_work();
    return result(*given.at);
  }

 private:
  using Key = std::pair<std::string, std::string>;  // case, task

  bool goes_on() const { return !play_.may_go_on || play_.may_go_on(); }
  Stage::StatePointer first() const { return stage_.view(stage_.first_case()); }
  const law::WorkCalendar& calendar() const { return stage_.world().calendar(); }

  static std::vector<std::string> missing(const PlayedCase& played) {
    const casework::Reading reading{*played.bundle, *played.definition, *played.state, nullptr};
    return casework::missing_materials(reading, true);
  }

  // Each paper that is asked for, but for those that are missing by the dice.
  void bring_papers() {
    const PlayedCase filed = played_cases(stage_).front();
    for (const std::string& material : missing(filed))
      if (random_.fraction() >= play_.assumptions.missing) supply(filed, material);
  }

  void supply(const PlayedCase& played, const std::string& material) {
    casework::Act act;
    act.action = "supply";
    act.data = Map{{"material", material}};
    submit(played.id, std::move(act),
           actor_from(kApplicant, *played.state, stage_.applicant_of(*played.state)));
  }

  bool submit(const std::string& case_id, casework::Act act, casework::Actor actor) {
    const auto answer = stage_.submit(case_id, std::move(act), std::move(actor), std::nullopt);
    if (!answer) ++out_.refused[answer.error().code];
    return answer.has_value();
  }

  // What is to be done now: work that is new gets its time, work that is gone has waited.
  void note_work() {
    std::set<Key> open;
    for (const PlayedCase& played : played_cases(stage_)) {
      if (is_over(*played.state)) continue;
      for (const casework::TaskState& task : played.state->tasks)
        if (task.state != casework::kIncidentTask)
          open.insert(begin(played, task.name(), task.state, task.role, task.department));
      if (!casework::deferred_materials(*played.state).empty())
        open.insert(begin(played, std::string(kPapersOwed), "", std::string(kApplicant), ""));
    }
    for (auto one = work_.begin(); one != work_.end();)
      if (open.contains(one->first)) {
        ++one;
      } else {
        ended(one->second);
        one = work_.erase(one);
      }
  }

  Key begin(const PlayedCase& played, std::string task, const std::string& state,
            const std::string& role, const std::string& department) {
    Key key{played.id, task};
    if (work_.contains(key)) return key;
    const ServiceTime time = play_.assumptions.service_of(role, department);
    work_[key] = {played.id,    std::move(task),
                  state,        played.state->workflow,
                  role,         department,
                  stage_.now(), done_after(stage_.now(), time, calendar(), random_)};
    return key;
  }

  void ended(const Work& work) {
    if (work.state.empty()) return;
    const int64_t days = calendar().working_days(day_of(work.since), day_of(stage_.now()));
    out_.waited.push_back({work.workflow, work.state, work.role,
                           work.role == kApplicant ? std::string(kApplicant) : work.department,
                           days});
  }

  // The next thing that happens; false when nothing is left to happen.
  bool move() {
    Work* next = nullptr;
    for (auto& [key, work] : work_)
      if (next == nullptr || work.ready < next->ready) next = &work;
    std::optional<Instant> wake;
    for (const PlayedCase& played : played_cases(stage_))
      if (const auto due = casework::next_wake(*played.state))
        if (!wake || due->due < *wake) wake = due->due;
    if (next == nullptr && !wake) return false;
    const bool timer = wake && (next == nullptr || *wake <= next->ready);
    const Instant to = std::max(stage_.now(), timer ? *wake : next->ready);
    if (!stage_.world().desk().advance(to)) return false;
    if (timer) return true;
    // It may be asked of the same person again, if nothing came of it.
    next->ready = done_after(stage_.now(), {1, 1}, calendar(), random_);
    work_on(*next);
    return true;
  }

  void work_on(const Work& work) {
    for (const PlayedCase& played : played_cases(stage_)) {
      if (played.id != work.case_id) continue;
      if (work.role == kApplicant) bring_what_is_missing(played);
      if (work.state.empty()) return;
      decide(played, work);
    }
  }

  void bring_what_is_missing(const PlayedCase& played) {
    std::vector<std::string> wanted = casework::deferred_materials(*played.state);
    if (played.state->phase == law::Phase::correcting)
      for (std::string& material : missing(played)) wanted.push_back(std::move(material));
    for (const std::string& material : wanted) supply(played, material);
  }

  // One of what the task's owner can do, by weight; another when the first is refused.
  void decide(const PlayedCase& before, const Work& work) {
    const auto now = stage_.view(before.id);
    const PlayedCase played{before.name, before.id, now, before.bundle, before.definition};
    const bool lacks = !missing(played).empty();
    std::vector<std::pair<double, Offer>> choices;
    for (Offer& offer : offers_of(stage_, played)) {
      if (offer.actor.role != work.role) continue;
      if (!work.department.empty() && work.role != kApplicant &&
          offer.actor.department != work.department)
        continue;
      const double weight = weight_of(offer, play_.assumptions, lacks);
      if (weight > 0) choices.emplace_back(weight, std::move(offer));
    }
    while (!choices.empty()) {
      const size_t chosen = choose(choices);
      if (perform(choices[chosen].second)) return;
      choices.erase(choices.begin() + static_cast<std::ptrdiff_t>(chosen));
    }
  }

  size_t choose(const std::vector<std::pair<double, Offer>>& choices) {
    double total = 0;
    for (const auto& [weight, offer] : choices) total += weight;
    double left = random_.fraction() * total;
    for (size_t i = 0; i < choices.size(); ++i) {
      left -= choices[i].first;
      if (left < 0) return i;
    }
    return choices.size() - 1;
  }

  bool perform(const Offer& offer) {
    const PlayedCase& played = offer.played;
    const casework::Reading reading{*played.bundle, *played.definition, *played.state, nullptr};
    std::string unknown;
    std::optional<Map> data = data_for(reading, offer.allowed, random_, unknown);
    if (!data) return false;
    if (offer.allowed.action == "defer") {
      const std::vector<std::string> lacking = missing(played);
      if (lacking.empty()) return false;
      data->set("material", random_.of(lacking));
    }
    casework::Act act;
    act.action = offer.allowed.action;
    act.task = offer.allowed.task;
    act.data = std::move(*data);
    act.opinion = kAgreed;
    return submit(played.id, std::move(act), offer.actor);
  }

  SimulatedCase result(Instant filed) {
    const Stage::StatePointer state = first();
    out_.outcome = "unfinished";
    if (is_over(*state)) {
      out_.outcome = state->outcome;
      const bool ended = state->phase && *state->phase != law::Phase::closed;
      if (out_.outcome.empty() || ended)
        out_.outcome = state->phase ? std::string(law::name(*state->phase)) : "ended";
    }
    out_.days = calendar().working_days(day_of(filed), day_of(stage_.now()));
    for (const std::string_view name : {casework::kPromisedClock, casework::kStatutoryClock})
      if (const auto found = state->clocks.find(std::string(name)); found != state->clocks.end())
        out_.clocks.push_back({std::string(name), law::format_limit(found->second.clock.limit),
                               law::used_by(found->second.clock, stage_.now(), calendar()),
                               found->second.passed});
    for (const Stage::CaseName& one : stage_.cases()) note_travels(one.id);
    return std::move(out_);
  }

  void note_travels(const std::string& case_id) {
    const Stage::StatePointer state = stage_.view(case_id);
    const auto steps = stage_.world().steps(case_id);
    if (state == nullptr || !steps) return;
    for (const casework::SealedStep& step : *steps) {
      const auto opened = casework::open_step(step.body, step.priv);
      if (!opened) continue;
      for (const casework::Recorded& recorded : opened->draft.events)
        if (const auto* moved = std::get_if<casework::Moved>(&recorded.event))
          out_.travelled.push_back(
              {state->workflow, case_id, moved->event, moved->exited, moved->entered});
    }
  }

  const Play& play_;
  Stage stage_;
  Random random_;
  std::map<Key, Work> work_;
  SimulatedCase out_;
};

}  // namespace

Result<SimulatedCase> simulate_case(const Play& play, Instant at, uint64_t seed) {
  Random random(seed);
  Result<Given> given =
      proposed(play.bundle, play.surroundings.samples, {play.applicant, at}, random);
  if (!given) return given.error();
  Result<Stage> stage = Stage::open(*given, play.surroundings);
  if (!stage) return stage.error();
  if (const Status filed = stage->file(*given, given->workflow, play.surroundings.samples); !filed)
    return filed.error();
  return Course(play, std::move(*stage), random.next()).run(*given);
}

}  // namespace yijian::authoring
