#include "engine/authoring/realise.h"

#include <algorithm>

#include "engine/authoring/act_data.h"
#include "engine/authoring/proposal.h"
#include "engine/authoring/words.h"

namespace yijian::authoring {
namespace {

using definition::Definition;

constexpr std::string_view kItemsLabel = "items: ";
constexpr std::string_view kOverdue = "deferral.overdue";
constexpr std::string_view kCommitment = "commitment.";

// One try: a case that is led along the way as far as it goes.
class Attempt {
 public:
  Attempt(const Walker& walker, const Way& way, uint64_t seed)
      : walker_(walker), way_(way), random_(seed) {
    for (const std::string& label : way.labels) {
      owes_ = owes_ || label == kOverdue;
      commits_ = commits_ || label.starts_with(kCommitment);
    }
  }

  Result<Rehearsal> run(size_t& came) {
    if (Status begun = begin(); !begun) return begun.error();
    for (size_t i = 0; i < way_.labels.size(); ++i) {
      came = i;
      const Configuration& before = walker_.seen.configurations[way_.configurations[i]];
      const Configuration& after = walker_.seen.configurations[way_.configurations[i + 1]];
      if (Status taken = take(way_.labels[i], before, after); !taken) return taken.error();
      if (Status prepared = prepare(); !prepared) return prepared.error();
    }
    came = way_.labels.size();
    return std::move(*rehearsal_);
  }

 private:
  const Definition& definition() const { return *walker_.bundle.find(walker_.bundle.main); }
  PlayedCase first() const { return played_cases(rehearsal_->stage()).front(); }
  bool stands(const Configuration& one) const {
    return stands_in(definition(), *first().state, one);
  }

  Status begin() {
    const Configuration& start = walker_.seen.configurations[way_.configurations.front()];
    Result<Given> given = proposed(walker_.bundle, walker_.surroundings.samples,
                                   {walker_.applicant, walker_.at}, random_);
    if (!given) return given.error();
    Result<Rehearsal> begun = Rehearsal::begin(std::move(*given), walker_.surroundings, true);
    if (!begun) return begun.error();
    if (owes_)
      begun = Rehearsal::begin(without_deferrable(begun->given()), walker_.surroundings, false);
    if (!begun) return begun.error();
    rehearsal_.emplace(std::move(*begun));
    if (Status prepared = prepare(); !prepared) return prepared;
    if (stands(start)) return {};
    return Error{"elsewhere", "it begins otherwise when it is filed: " + standing()};
  }

  Given without_deferrable(Given given) const {
    std::erase_if(given.materials, [&](const auto& one) {
      const definition::Material* material = definition().material(one.first);
      return material != nullptr && material->deferrable;
    });
    return given;
  }

  // What the way needs and no label of it tells, as it leaves the case where it stands: a paper
  // that is deferred, a commitment that is signed.
  Status prepare() {
    const PlayedCase subject = first();
    for (const Offer& offer : offers_of(rehearsal_->stage(), subject)) {
      const bool defers = owes_ && offer.allowed.task.empty() && offer.allowed.action == "defer" &&
                          casework::deferred_materials(*subject.state).empty();
      const bool commits = commits_ && subject.state->commitment.empty() && is_commitment(offer);
      if (defers || commits)
        if (Status done = perform(offer); !done) return done;
    }
    return {};
  }

  bool is_commitment(const Offer& offer) const {
    const chart::Machine& machine = definition().machine;
    for (const chart::Transition& transition : machine.transitions)
      if (transition.event == offer.allowed.action)
        for (const chart::Action& action : transition.actions)
          if (action.type == "commit") return true;
    return false;
  }

  std::string standing() const {
    const PlayedCase played = first();
    return played.state->active.empty() ? "" : played.state->active.back();
  }

  Status take(const std::string& label, const Configuration& before, const Configuration& after) {
    const std::vector<Stimulus> all = stimuli(definition(), before.snapshot, before.sent);
    const auto found =
        std::find_if(all.begin(), all.end(), [&](const Stimulus& s) { return s.label == label; });
    if (found == all.end()) return Error{"elsewhere", "it cannot come there"};
    const Source source = found->source;
    Status done = source == Source::person  ? act(label, before)
                  : source == Source::timer ? wait(found->event.name)
                                            : lead(label, before);
    if (!done) return done;
    if (stands(after)) return {};
    return Error{"elsewhere", "it leads to " + standing()};
  }

  // Whoever may; of a task that departments share each in turn.
  Status act(const std::string& action, const Configuration& before) {
    Status last = Error{"not_allowed_now", "it is offered to nobody"};
    for (size_t turn = 0; turn < kMovesForAnEvent; ++turn) {
      const int64_t n = first().state->n;
      last = act_once(first(), action, last);
      if (first().state->n == n) return last;
      if (!stands(before) || first().state->signatures.empty()) return {};
    }
    return last;
  }

  Status act_once(const PlayedCase& subject, const std::string& action, Status otherwise) {
    for (const Offer& offer : offers_of(rehearsal_->stage(), subject)) {
      if (offer.allowed.action != action) continue;
      otherwise = perform(offer);
      if (otherwise) return {};
    }
    return otherwise;
  }

  Status perform(const Offer& offer) {
    const PlayedCase& subject = offer.played;
    const casework::Reading reading{*subject.bundle, *subject.definition, *subject.state, nullptr};
    std::string unknown;
    const std::optional<Map> data = data_for(reading, offer.allowed, random_, unknown);
    if (!data) return Error{"invalid_data", "there is no paper for it"};
    return rehearsal_->act(offer, *data, std::string(kAgreed));
  }

  // Until the first timer of that event is due.
  Status wait(const std::string& event) {
    const Stage::StatePointer state = first().state;
    std::optional<Instant> due;
    for (const auto& [id, timer] : state->timers)
      if (timer.event == event && timer.clock.running && (!due || timer.clock.due < *due))
        due = timer.clock.due;
    if (!due) return Error{"elsewhere", "the timer does not run"};
    return rehearsal_->advance(std::max(*due, rehearsal_->stage().now()));
  }

  // The others are led until the first case has left where it stands.
  Status lead(const std::string& label, const Configuration& before) {
    const std::string outcome =
        label.starts_with(kItemsLabel) ? label.substr(kItemsLabel.size()) : "";
    for (int i = 0; i < kMovesForAnEvent; ++i) {
      if (!stands(before)) return {};
      if (!others_move(outcome) && !time_passes())
        return Error{"elsewhere", "nothing that could bring it is left to happen"};
    }
    return stands(before) ? Status(Error{"elsewhere", "it does not come"}) : Status();
  }

  // What the n-th of the items must come to, so that all end with the outcome.
  static std::string goal_of(const std::string& outcome, size_t n) {
    if (outcome == "partial") return n == 0 ? "granted" : "denied";
    return outcome;
  }

  // The act of another case that leads it furthest, or any when nothing is known to lead anywhere.
  bool others_move(const std::string& outcome) {
    std::vector<std::pair<size_t, Offer>> ranked;
    size_t items = 0;
    for (const PlayedCase& subject : played_cases(rehearsal_->stage())) {
      if (subject.name.empty()) continue;
      const bool item = first().state->items.contains(subject.name);
      const std::string goal = item ? goal_of(outcome, items++) : "";
      for (Offer& offer : offers_of(rehearsal_->stage(), subject)) {
        if (offer.allowed.task.empty()) continue;
        const auto steps = goal.empty()
                               ? std::optional<size_t>(random_.below(kMovesForAnEvent))
                               : walker_.compass.steps_by(subject, offer.allowed.action, goal);
        if (steps) ranked.emplace_back(*steps, std::move(offer));
      }
    }
    std::stable_sort(ranked.begin(), ranked.end(),
                     [](const auto& a, const auto& b) { return a.first < b.first; });
    return std::any_of(ranked.begin(), ranked.end(),
                       [&](const auto& one) { return bool(perform(one.second)); });
  }

  // Until the next thing that is due anywhere.
  bool time_passes() {
    std::optional<Instant> next;
    for (const PlayedCase& subject : played_cases(rehearsal_->stage()))
      if (const auto wake = casework::next_wake(*subject.state))
        if (!next || wake->due < *next) next = wake->due;
    return next && rehearsal_->advance(std::max(*next, rehearsal_->stage().now()));
  }

  const Walker& walker_;
  const Way& way_;
  Random random_;
  bool owes_ = false;     // the way needs a paper that stays away
  bool commits_ = false;  // the way needs a commitment
  std::optional<Rehearsal> rehearsal_;
};

}  // namespace

Result<Rehearsal> realise(const Walker& walker, const Way& way) {
  size_t furthest = 0;
  std::string why;
  for (int i = 0; i < kTriesOfAWay; ++i) {
    size_t came = 0;
    Result<Rehearsal> tried =
        Attempt(walker, way, walker.seed + static_cast<uint64_t>(i)).run(came);
    if (tried) return tried;
    if (!why.empty() && came <= furthest) continue;
    furthest = came;
    const Error& error = tried.error();
    why = (came < way.labels.size() ? way.labels[came] + ": " : "") + error.code +
          (error.detail.empty() ? "" : ": " + error.detail);
  }
  return Error{"not_realised", why};
}

}  // namespace yijian::authoring
