// What a player checks of each answer.
#include <algorithm>
#include <utility>

#include "engine/casework/recalendar.h"
#include "storage/writer/verify.h"
#include "tests/simulation/player.h"

namespace yijian::simulation {

using casework::Allowed;
using casework::Answer;
using casework::CaseState;
using casework::Envelope;

// The code of the refusal, "" when it was done, "unanswered" when the process died.
std::string Player::submit(const std::string& case_id, const Envelope& envelope,
                           const std::string& what) {
  const Before before = now();
  const auto answer = world_.submit(case_id, envelope);
  std::string code = answer ? judge_answer(*answer, before) : "unanswered";
  if (!answer && !dying_) fault("nobody is answered");
  ++answers_[code.empty() ? "done" : code];
  tell((case_id.empty() ? "" : case_id + ": ") + what + " -> " + (code.empty() ? "done" : code));
  return code;
}

std::string Player::judge_answer(const Result<Answer>& answer, const Before& before) {
  const int64_t people = audit().steps_of_people() - before.steps_of_people;
  if (!answer) {
    if (people != 0) fault("a refused command made a step");
    if (before.quiet && audit().steps() != before.steps) fault("a refusal set off other steps");
    return answer.error().code;
  }
  if (people > 1) fault("one command made two steps of people");
  const auto known = audit().cases().find(answer->case_id);
  if (known == audit().cases().end() || known->second.n < answer->n)
    fault("a version is answered that was not stored");
  return "";
}

// What `allowed` offers to a rightful actor may be refused for what the case lacks, never because
// it could not be done by anybody, or not by this one.
void Player::judge_promise(const Allowed& allowed, const std::string& code) {
  static const std::vector<std::string> kLacking = {"",              // done
                                                    "store_full",    // not the case's fault
                                                    "invalid_data",  // the form is not complete
                                                    "materials_missing",
                                                    "deferred_open",
                                                    "credit_barred",
                                                    "already_rated",       // this service, of three
                                                    "no_applicable_item",  // by the answers
                                                    "correction_already_given",
                                                    "guard_false"};  // a guard over what was said
  if (std::find(kLacking.begin(), kLacking.end(), code) == kLacking.end())
    fault(allowed.action + " was offered, and is refused: " + code);
}

void Player::judge_offers(const CaseState& state, const std::vector<Allowed>& offers) {
  if (!is_finished(state)) return;
  for (const Allowed& one : offers) {
    const bool revocable = one.action == "revoke" && state.phase == law::Phase::closed;
    if (one.action != "resolve" && one.action != "rate" && one.action != "retract" &&
        one.action != "redo" && !revocable)
      fault(one.action + " is offered on a case that is " + std::string(law::name(*state.phase)));
  }
}

// The states that the writer keeps: those that have changed, and now and then all.
void Player::judge_states() {
  if (audit().incidents() > 0)
    fault("an engine event of a shipped workflow failed: " + audit().last_incident());
  const bool all = random_.one_in(10);
  for (const auto& [id, replayed] : audit().cases()) {
    if (std::exchange(judged_[id], replayed.n) == replayed.n && !all) continue;
    const auto live = world_.writer->view(id);
    if (!live || !*live)
      fault("a stored case cannot be viewed");
    else
      world_.store.audit.compare(**live);
  }
}

// No open case keeps a due of a calendar that no longer counts.
void Player::judge_dues() {
  for (const auto& [id, state] : audit().cases())
    if (!is_finished(state) &&
        !casework::is_empty(casework::dues_by(state, world_.calendar_in_force())))
      fault(id + " has dues of another calendar");
}

void Player::verify() {
  const auto done = storage::verify_all(world_.store, [&](const storage::Finding& found) {
    fault("verify: " + found.case_id + " " + std::string(storage::name(found.kind)) + " " +
          found.column + " " + found.detail);
  });
  if (!done || done->steps != audit().steps()) fault("verify does not count every step");
  for (const auto& [id, state] : audit().cases()) {
    const auto steps = world_.store.steps(id);
    if (!steps) {
      fault("the steps of a stored case cannot be read");
      continue;
    }
    for (const casework::StoredStep& stored : *steps)
      for (const char* personal : {kPersonalName, kPersonalId})
        if (stored.step.body.find(personal) != std::string::npos)
          fault(std::string(personal) + " stands in the open: " + stored.step.body);
  }
}

}  // namespace yijian::simulation
